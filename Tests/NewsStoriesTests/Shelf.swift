import NewsModel
import NewsStories
import NewsText

/// A store in memory, for as much of it as the stories ask: records, the stories as they stand now,
/// what a person has corrected.
struct Shelf {
  struct Row {
    var article: Int64
    var story: StoryID
    var record: [UInt8]?
    var related: [StoryID]
    var text: String
  }

  /// Which stories one admission has asked for.
  private final class Reading { var stories: Set<StoryID> = [] }

  var wire: Wire
  private(set) var rows: [Row] = []
  private(set) var checkpoint: [UInt8]?
  private(set) var secondLooks: [StorySecondLook] = []
  private var corrected: Set<Int64> = []
  /// Articles that joined, or were copies that woke, a story that had to be read from here.
  private(set) var recalled = 0

  init(wire: Wire) { self.wire = wire }

  func story(of article: Int64) -> StoryID? { rows.first { $0.article == article }?.story }

  /// `early` is what was speculated before other articles came.
  mutating func admit(
    _ text: String, _ standing: StoryStanding = .own, published: Int64? = nil,
    using early: StorySpeculation? = nil
  ) throws -> StoryAdmission {
    let before = rows
    let reading = Reading()
    wire.reopen = { story in
      reading.stories.insert(story)
      return Self.stored(story, in: before)
    }
    let admission = try wire.admit(
      wire.terms(text), published: published, standing: standing, using: early)
    if admission.record != nil, reading.stories.contains(admission.decision.story) { recalled += 1 }
    rows.append(
      Row(
        article: wire.articles, story: admission.decision.story, record: admission.record,
        related: admission.decision.related.map(\.story), text: text))
    if let look = admission.secondLook {
      secondLooks.append(look)
      move(from: look.from, to: look.decision.story)
    }
    if admission.isCheckpointDue { checkpoint = wire.index.checkpoint() }
    return admission
  }

  // MARK: A person's corrections

  mutating func merge(_ a: StoryID, _ b: StoryID) throws {
    let (from, into) = (max(a, b), min(a, b))
    corrected.formUnion(
      [from, into].compactMap { story in rows.first { $0.story == story }?.article })
    move(from: from, to: into)
    try correct([from, into])
  }

  /// Returns the new story.
  mutating func split(_ articles: Set<Int64>, from story: StoryID) throws -> StoryID {
    let new = StoryID(rawValue: wire.takeStoryNumber())
    for index in rows.indices where rows[index].story == story {
      corrected.insert(rows[index].article)
      if articles.contains(rows[index].article) { rows[index].story = new }
    }
    try correct([story, new])
    return new
  }

  private mutating func move(from: StoryID, to: StoryID) {
    for index in rows.indices where rows[index].story == from { rows[index].story = to }
  }

  private func correct(_ concerned: [StoryID]) throws {
    let latest = Set(wire.index.latestArticles.map(\.rawValue))
    let moved = rows.filter { latest.contains($0.article) }
      .map { (ArticleID(rawValue: $0.article), $0.story) }
    try wire.index.correct(
      concerned: concerned, stored: concerned.compactMap { Self.stored($0, in: rows) },
      moved: Dictionary(uniqueKeysWithValues: moved), held: held)
  }

  private var held: Set<StoryID> {
    Set(rows.filter { corrected.contains($0.article) }.map(\.story))
  }

  // MARK: Restart

  private static func stored(_ story: StoryID, in rows: [Row]) -> StoredStory? {
    let all = rows.compactMap { row in
      row.story == story
        ? row.record.map { (article: ArticleID(rawValue: row.article), record: $0) } : nil
    }
    guard !all.isEmpty else { return nil }
    return StoredStory(id: story, members: all.count > 8 ? [all[0]] + all.suffix(7) : all)
  }

  /// Goes on with a fresh index, restored from what is kept.
  mutating func restart(_ index: StoryIndex) throws {
    let recorded = rows.filter { $0.record != nil }
    let covered = try checkpoint.map { try StoryIndex.lastArticle(inCheckpoint: $0).rawValue } ?? 0
    let oldest =
      try recorded.last?.record.map { try StoryBlob(bytes: $0).oldestOpen }
      ?? ArticleID(rawValue: 0)
    let groups = Dictionary(grouping: recorded, by: \.story)
    let open = groups.filter { ($0.value.last?.article ?? 0) >= oldest.rawValue }
    try index.restore(
      RememberedStories(
        checkpoint: checkpoint,
        since: recorded.filter { $0.article > covered }
          .map { (article: ArticleID(rawValue: $0.article), record: $0.record ?? []) },
        oldestOpen: oldest, open: open.keys.compactMap { Self.stored($0, in: rows) },
        latest: recorded.suffix(StoryIndex.secondLookDelay).map { row in
          RememberedArticle(
            article: ArticleID(rawValue: row.article), story: row.story, related: row.related,
            terms: groups[row.story]?.count == 1 ? wire.terms(row.text) : nil)
        }, held: held))
    wire = Wire(index: index, articles: wire.articles, stories: wire.stories)
  }
}
