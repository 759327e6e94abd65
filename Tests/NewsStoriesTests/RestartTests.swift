import NewsModel
import NewsStories
import NewsText
import Testing

@Suite("Restart")
struct RestartTests {
  /// What happens next to one desk.
  private enum Step {
    case article(text: String, published: Int64?, kind: Int)
    /// The stories of the two latest articles are one.
    case merge
    /// The latest article is another event than the rest of its story.
    case split
  }

  /// A stream with events told several times, copies, updates of new and old stories, dates, silence,
  /// and a person who corrects.
  private static func stream(_ count: Int, seed: UInt64) -> [Step] {
    var generator = Generator(seed: seed)
    var told: [String] = []
    return (0..<count).map { index in
      switch generator.below(90) {
      case 0: return .merge
      case 1: return .split
      default: break
      }
      let day = generator.below(4) == 0 ? nil : 20_000 + Int64(index / 100)
      if told.isEmpty || generator.below(3) == 0 {
        told.append(generator.article())
        return .article(text: told[told.count - 1], published: day, kind: 0)
      }
      // The latest events are told most, some of them more often than a story has members.
      let event = told.count - 1 - generator.below(min(told.count, 1 + generator.below(40)))
      return .article(
        text: generator.retold(told[event]), published: day, kind: generator.below(14))
    }
  }

  /// Small limits, so that stories close and counts are halved within one test.
  private static func freshIndex(seed: UInt64) -> StoryIndex {
    StoryIndex(seed: seed, storyLimit: 150, countedTermLimit: 1500, checkpointInterval: 512)
  }

  private static func standing(_ kind: Int, _ shelf: Shelf) -> StoryStanding {
    guard let last = shelf.rows.last, let first = shelf.rows.first else { return .own }
    switch kind {
    case 1: return .copy(of: last.story)
    case 2: return .update(of: last.story)
    // By now most often closed.
    case 3: return .update(of: shelf.rows[shelf.rows.count / 3].story)
    case 4: return .update(of: first.story)
    case 5: return .copy(of: shelf.rows[shelf.rows.count / 2].story)
    case 6, 7:
      // Some of them closed, one of them open, one twice.
      let rows = shelf.rows
      return .citing(
        [first, rows[rows.count / 4], rows[rows.count * 3 / 4], last, last].map(\.story))
    default: return .own
    }
  }

  /// Nil for a step that is no article.
  private static func take(
    _ step: Step, _ shelf: inout Shelf, using early: StorySpeculation? = nil
  ) throws -> StoryAdmission? {
    switch step {
    case .article(let text, let published, let kind):
      return try shelf.admit(text, standing(kind, shelf), published: published, using: early)
    case .merge:
      let stories = Set(shelf.rows.suffix(2).map(\.story)).sorted()
      if stories.count == 2 { try shelf.merge(stories[0], stories[1]) }
    case .split:
      guard let last = shelf.rows.last else { break }
      let others = shelf.rows.count { $0.story == last.story }
      if others > 1 { _ = try shelf.split([last.article], from: last.story) }
    }
    return nil
  }

  @Test(
    "a restart at any point, and whatever was speculated, changes no decision and no record",
    arguments: [1, 2] as [UInt64])
  func restarts(seed: UInt64) throws {
    let stream = Self.stream(1400, seed: seed)
    var whole = Shelf(wire: Wire(index: Self.freshIndex(seed: seed)))
    let decisions = try stream.map { try Self.take($0, &whole) }
    let reasons = Set(decisions.compactMap { $0?.decision.reason })
    #expect(reasons == [.opened, .joined, .copy], "the stream must exercise every way in")
    if seed == 1 { #expect(!whole.secondLooks.isEmpty, "some article joins at a second look") }
    #expect(whole.wire.index.openStoryCount == 150, "stories must have closed")
    #expect(whole.recalled > 5, "quiet stories must have come back")
    #expect(whole.wire.index.countedTermCount <= 1500, "counts must have been halved")

    var random = Generator(seed: seed &+ 100)
    // Another seed of the tables changes where things stand, and nothing else.
    var broken = Shelf(wire: Wire(index: Self.freshIndex(seed: seed &+ 77)))
    var early: [Int: StorySpeculation] = [:]
    var restarts = 0
    for (index, step) in stream.enumerated() {
      if random.below(60) == 0 {
        try broken.restart(Self.freshIndex(seed: random.next()))
        early = [:]
        restarts += 1
      }
      // A worker is up to 40 articles ahead.
      let ahead = index + random.below(40)
      if ahead < stream.count, case .article(let text, let published, _) = stream[ahead] {
        early[ahead] = broken.wire.speculation(broken.wire.terms(text), published: published)
      }
      let admission = try Self.take(step, &broken, using: early.removeValue(forKey: index))
      #expect(admission?.decision == decisions[index]?.decision)
      #expect(admission?.record == decisions[index]?.record)
      #expect(admission?.secondLook == decisions[index]?.secondLook)
      #expect(admission?.isCheckpointDue == decisions[index]?.isCheckpointDue)
    }
    #expect(restarts > 5)
    #expect(broken.checkpoint != nil)
    #expect(broken.rows.map(\.story) == whole.rows.map(\.story))
  }

  @Test("damaged records and checkpoints are refused, whatever byte is wrong or missing")
  func damage() throws {
    var wire = Wire()
    let record = try #require(try wire.admit(Samples.reports[0]).record)
    let checkpoint = wire.index.checkpoint()
    #expect(try StoryBlob(bytes: record).bytes == record)
    for length in 0..<record.count {
      #expect(throws: StoryFailure.damagedRecord) {
        try StoryBlob(bytes: Array(record.prefix(length)))
      }
    }
    for length in 0..<checkpoint.count {
      #expect(throws: StoryFailure.damagedCheckpoint) {
        try StoryIndex(seed: 1).restore(
          Self.remembered(checkpoint: Array(checkpoint.prefix(length))))
      }
    }
    var generator = Generator(seed: 3)
    for _ in 0..<500 {
      var bytes = record
      bytes[generator.below(bytes.count)] ^= UInt8(1 << generator.below(8))
      // Either it is refused, or it reads as another valid record; it never crashes.
      if let other = try? StoryBlob(bytes: bytes) { #expect(other.bytes.count > 4) }
    }
  }

  @Test("records out of order are refused")
  func order() throws {
    var wire = Wire()
    let record = try #require(try wire.admit(Samples.reports[0]).record)
    let article = ArticleID(rawValue: 1)
    let terms = wire.terms(Samples.reports[0])
    let latest = RememberedArticle(
      article: article, story: StoryID(rawValue: 1), related: [], terms: terms)
    let story = StoredStory(id: StoryID(rawValue: 1), members: [(article, record)])
    for wrong in [
      Self.remembered(since: [(article, record), (article, record)], latest: [latest, latest]),
      Self.remembered(open: [story]), Self.remembered(since: [(article, record)], open: [story]),
    ] {
      #expect(throws: StoryFailure.wrongOrder) { try StoryIndex(seed: 1).restore(wrong) }
    }
    try StoryIndex(seed: 1).restore(
      Self.remembered(since: [(article, record)], open: [story], latest: [latest]))
  }

  private static func remembered(
    checkpoint: [UInt8]? = nil, since: [(article: ArticleID, record: [UInt8])] = [],
    open: [StoredStory] = [], latest: [RememberedArticle] = []
  ) -> RememberedStories {
    RememberedStories(
      checkpoint: checkpoint, since: since, oldestOpen: ArticleID(rawValue: 0), open: open,
      latest: latest, held: [])
  }
}
