import NewsModel
import NewsStore
import NewsStories

/// Corrections as the store carries them out: in the transaction that it is given.
extension StoreWriter {
  /// A correction becomes must-links and cannot-links between articles, which are kept and carried out:
  /// a rebuild does the second half again.
  mutating func carryOut(
    _ correction: Correction, by user: String, at now: Timestamp
  ) throws -> CorrectedStories {
    let rows =
      switch correction {
      case .merge(let a, let b): try mustLink(a, b)
      case .split(let story, let articles): try cannotLink(story, articles)
      case .unmerge(let story): try unlink(story)
      }
    let recorded = RecordedCorrection(
      time: now, user: user, after: lastArticleID, rows: rows)
    try insertCorrection(recorded)
    return try apply(recorded)
  }

  /// Makes true what a correction says, as far as it is not.
  mutating func apply(_ correction: RecordedCorrection) throws -> CorrectedStories {
    let taken = correction.rows.filter { $0.kind == .cannotLink }
    let corrected =
      try taken.isEmpty
      ? merge(correction.rows[0], at: correction.time) : split(taken, at: correction.time)
    if let from = corrected.from { try noteOrigin(from) }
    let text = "\(correction.user) \(corrected.text)"
    try insertEvent(
      EventRow(
        time: correction.time, kind: taken.isEmpty ? "stories-merged" : "story-split",
        story: corrected.story, from: corrected.from, text: text))
    return CorrectedStories(
      story: corrected.story, concerned: corrected.concerned, text: text,
      undo: Self.undo(corrected, correction.rows), recorded: correction)
  }

  /// Nil where it would be refused: no more articles than that are kept of what a merge has moved.
  private static func undo(_ corrected: Change, _ rows: [RecordedCorrection.Row]) -> String? {
    guard let from = corrected.from?.rawValue else { return nil }
    if rows.contains(where: { $0.kind == .cannotLink }) {
      return "merge S\(from) S\(corrected.story.rawValue)"
    }
    return rows.count < RecordedCorrection.articleLimit ? "unmerge S\(from)" : nil
  }

  /// What became of the stories of one correction; `from` has given what `story` has taken, nil when nothing moved.
  private struct Change {
    var story: StoryID
    var from: StoryID?
    var text: String

    var concerned: [StoryID] { from.map { [$0, story] } ?? [] }
  }

  private mutating func mustLink(_ a: StoryID, _ b: StoryID) throws -> [RecordedCorrection.Row] {
    let stories = try [a, b].map { try living($0) }.sorted()
    guard stories[0] != stories[1] else { throw CorrectionRefusal.sameStory(stories[0]) }
    guard let stays = try originals(of: stories[0], limit: 1).first else {
      throw CorrectionRefusal.noStory(stories[0])
    }
    // The first of them is what makes them one; that the others came along is what takes them apart again.
    let go = try originals(of: stories[1], limit: RecordedCorrection.articleLimit)
    if go.isEmpty { throw CorrectionRefusal.noStory(stories[1]) }
    return go.map { RecordedCorrection.Row(.mustLink, $0, stays) }
  }

  /// A merge taken back is a split of what it moved.
  private mutating func unlink(_ merged: StoryID) throws -> [RecordedCorrection.Row] {
    let story = try living(merged)
    let moved = try merge(of: merged)
    if moved.count >= RecordedCorrection.articleLimit { throw CorrectionRefusal.tooMany }
    let here = try moved.filter { try self.story(of: $0) == story }
    guard story != merged, !here.isEmpty else { throw CorrectionRefusal.notMerged(merged) }
    return try cannotLink(story, here)
  }

  private mutating func cannotLink(
    _ named: StoryID, _ articles: [ArticleID]
  ) throws -> [RecordedCorrection.Row] {
    let story = try living(named)
    guard articles.count <= RecordedCorrection.articleLimit else { throw CorrectionRefusal.tooMany }
    var taken: Set<ArticleID> = []
    var leaders: [ArticleID] = []
    for article in articles where !taken.contains(article) {
      guard let found = try self.story(of: article) else {
        throw CorrectionRefusal.noArticle(article)
      }
      guard found == story else { throw CorrectionRefusal.elsewhere(article, found) }
      let copies = try copies(of: article)
      taken.formUnion(copies)
      leaders.append(copies.first ?? article)
    }
    let staying = try originals(
      of: story, limit: RecordedCorrection.articleLimit + leaders.count
    ).filter { !taken.contains($0) }.prefix(RecordedCorrection.articleLimit)
    guard !staying.isEmpty, !leaders.isEmpty else { throw CorrectionRefusal.wholeStory(story) }
    return leaders.flatMap { leader in
      staying.map { RecordedCorrection.Row(.cannotLink, leader, $0) }
    }
      + leaders.dropFirst().map { RecordedCorrection.Row(.mustLink, $0, leaders[0]) }
  }

  private mutating func living(_ id: StoryID) throws -> StoryID {
    guard let story = try livingStory(id) else { throw CorrectionRefusal.noStory(id) }
    return story
  }

  private mutating func merge(
    _ link: RecordedCorrection.Row, at now: Timestamp
  ) throws -> Change {
    guard let a = try story(of: link.article) else {
      throw CorrectionRefusal.noArticle(link.article)
    }
    guard let b = try story(of: link.other) else { throw CorrectionRefusal.noArticle(link.other) }
    let (from, into) = (max(a, b), min(a, b))
    if from != into {
      try markCorrected(link.article)
      try mergeStory(from, into: into, at: now)
    }
    return Change(
      story: into, from: from == into ? nil : from,
      text: "merged S\(from.rawValue) into S\(into.rawValue)")
  }

  private mutating func split(
    _ links: [RecordedCorrection.Row], at now: Timestamp
  ) throws -> Change {
    let staying = Set(try links.compactMap { try self.story(of: $0.other) })
    var moved: [ArticleID] = []
    var from: StoryID?
    for link in links where moved.last != link.article && !moved.contains(link.article) {
      guard let its = try story(of: link.article), staying.contains(its) else { continue }
      from = its
      moved += try copies(of: link.article)
    }
    guard let from, let first = moved.first else {
      // A rebuild by newer rules had them apart already.
      return Change(
        story: try self.story(of: links[0].article) ?? StoryID(rawValue: 0),
        text: "stories that were apart stay apart")
    }
    let story = nextStoryID()
    try moveArticles(moved, to: story, at: now)
    let what = "\(counted(moved.count, "article")), the first \(first.rawValue),"
    let text = "split \(what) from S\(from.rawValue) into S\(story.rawValue)"
    return Change(story: story, from: from, text: text)
  }

  /// A second look's merge: the machine's own, and said in the event log too.
  mutating func store(_ look: StorySecondLook, at now: Timestamp) throws {
    let into = look.decision.story
    try mergeStory(look.from, into: into, at: now)
    try replaceEvidence(of: look.article, look.decision)
    try insertEvent(
      EventRow(
        time: now, kind: "stories-merged", article: look.article, story: into, from: look.from,
        text: "S\(look.from.rawValue) was merged into S\(into.rawValue) at a second look at article"
          + " \(look.article.rawValue)"))
  }

  /// Copies stand in one story: where an article made groups one, all of them come into that of the first.
  /// What a person has put somewhere stays.
  ///
  /// - Parameters:
  ///   - group: as it is now.
  ///   - article: which made it so.
  ///   - now: when it came.
  /// - Returns: the stories that have changed; none as a rule, for most copies meet in one story anyway.
  /// - Throws: `StoreFailure`.
  mutating func gather(
    _ group: ArticleID, by article: ArticleID, at now: Timestamp
  ) throws -> [StoryID] {
    let members = try members(ofGroup: group)
    guard let story = members.first?.story else { return [] }
    let strays = members.filter { $0.story != story }
    guard !strays.isEmpty else { return [] }
    let held = try heldStories()
    let moved = strays.filter { !held.contains($0.story) }
    guard !moved.isEmpty, !held.contains(story) else { return [] }
    try moveArticles(moved.map(\.article), to: story, because: .copy, at: now)
    try insertEvent(
      EventRow(
        time: now, kind: "groups-united", article: article, story: story,
        text:
          "\(counted(moved.count, "article")) of the group of article \(group.rawValue) went into"
          + " S\(story.rawValue), for article \(article.rawValue) made their groups one"))
    return Set(moved.map(\.story)).union([story]).sorted()
  }
}
