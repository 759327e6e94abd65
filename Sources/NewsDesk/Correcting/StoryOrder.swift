package import NewsModel
package import NewsStore
import NewsStories

/// What a person orders about stories.
package enum StoryOrder: Hashable, Sendable {
  /// They are one story: the younger goes into the older.
  case merge(StoryID, StoryID)
  /// These articles of the story are another event: they become a story of their own.
  case split(StoryID, [ArticleID])

  /// What it is called on the command line, the control socket and in the journal.
  package var word: String {
    switch self {
    case .merge: "merge"
    case .split: "split"
    }
  }
}

/// What an order has changed.
package struct CorrectedStories: Sendable {
  /// The story that took the articles.
  package var story: StoryID
  /// Those whose articles have changed.
  package var concerned: [StoryID]
  /// One sentence.
  package var text: String
}

/// Why an order is not carried out: the person's to mend.
package enum CorrectionRefusal: Failure, Hashable {
  case noStory(StoryID)
  case noArticle(ArticleID)
  case sameStory(StoryID)
  case elsewhere(ArticleID, StoryID)
  case wholeStory(StoryID)
  case tooMany
  /// The asker may read and not write.
  case notPermitted

  package var code: String {
    switch self {
    case .noStory: "no-such-story"
    case .noArticle: "no-such-article"
    case .sameStory: "same-story"
    case .elsewhere: "not-in-story"
    case .wholeStory: "whole-story"
    case .tooMany: "too-many-articles"
    case .notPermitted: "not-permitted"
    }
  }

  package var disposition: Disposition { .quarantine }

  package var message: String {
    switch self {
    case .noStory(let id): "there is no story S\(id.rawValue)"
    case .noArticle(let id): "there is no article \(id.rawValue)"
    case .sameStory(let id): "they are already one story, S\(id.rawValue)"
    case .elsewhere(let article, let story):
      "article \(article.rawValue) is in S\(story.rawValue), not in the story named"
    case .wholeStory(let id):
      "these articles and their copies are all of S\(id.rawValue): nothing would remain"
    case .tooMany: "more than \(CorrectionCommand.articleLimit) articles in one correction"
    case .notPermitted: "only root and the daemon's own user may correct stories"
    }
  }
}

extension CorrectionCommand {
  /// Articles of one order; and of those that stay so many, the first ones, are noted as not to be
  /// joined with each.
  static let articleLimit = 64
}

extension Store {
  /// Carries an order out where no daemon works on the state: the caller holds the state's lock.
  package func correct(
    _ order: StoryOrder, by user: String, at now: Timestamp
  ) throws -> CorrectedStories {
    try transaction { try $0.carryOut(order, by: user, at: now) }
  }
}

extension StoreWriter {
  /// An order becomes must-links and cannot-links between articles, which are kept and carried out:
  /// a rebuild does the second half again.
  mutating func carryOut(
    _ order: StoryOrder, by user: String, at now: Timestamp
  ) throws -> CorrectedStories {
    let corrections =
      switch order {
      case .merge(let a, let b): try mustLink(a, b)
      case .split(let story, let articles): try cannotLink(story, articles)
      }
    let command = CorrectionCommand(
      time: now, user: user, after: lastArticleID, corrections: corrections)
    try insertCorrections(command)
    return try apply(command)
  }

  /// Makes true what a command says, as far as it is not.
  mutating func apply(_ command: CorrectionCommand) throws -> CorrectedStories {
    let taken = command.corrections.filter { $0.kind == .cannotLink }
    let corrected =
      try taken.isEmpty
      ? merge(command.corrections[0]) : split(taken)
    let text = "\(command.user) \(corrected.text)"
    try insertEvent(
      EventRow(
        time: command.time, kind: taken.isEmpty ? "stories-merged" : "story-split",
        story: corrected.story, text: text))
    return CorrectedStories(story: corrected.story, concerned: corrected.concerned, text: text)
  }

  private mutating func mustLink(_ a: StoryID, _ b: StoryID) throws -> [Correction] {
    let stories = try [a, b].map { try living($0) }.sorted()
    guard stories[0] != stories[1] else { throw CorrectionRefusal.sameStory(stories[0]) }
    let firsts = try stories.map { try originals(of: $0, limit: 1) }
    guard let stays = firsts[0].first else { throw CorrectionRefusal.noStory(stories[0]) }
    guard let goes = firsts[1].first else { throw CorrectionRefusal.noStory(stories[1]) }
    return [Correction(.mustLink, goes, stays)]
  }

  private mutating func cannotLink(
    _ named: StoryID, _ articles: [ArticleID]
  ) throws -> [Correction] {
    let story = try living(named)
    guard articles.count <= CorrectionCommand.articleLimit else { throw CorrectionRefusal.tooMany }
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
      of: story, limit: CorrectionCommand.articleLimit + leaders.count
    ).filter { !taken.contains($0) }.prefix(CorrectionCommand.articleLimit)
    guard !staying.isEmpty, !leaders.isEmpty else { throw CorrectionRefusal.wholeStory(story) }
    return leaders.flatMap { leader in staying.map { Correction(.cannotLink, leader, $0) } }
      + leaders.dropFirst().map { Correction(.mustLink, $0, leaders[0]) }
  }

  private mutating func living(_ id: StoryID) throws -> StoryID {
    guard let story = try livingStory(id) else { throw CorrectionRefusal.noStory(id) }
    return story
  }

  private mutating func merge(_ link: Correction) throws -> CorrectedStories {
    guard let a = try story(of: link.article) else {
      throw CorrectionRefusal.noArticle(link.article)
    }
    guard let b = try story(of: link.other) else { throw CorrectionRefusal.noArticle(link.other) }
    let (from, into) = (max(a, b), min(a, b))
    if from != into {
      try markCorrected(link.article)
      try mergeStory(from, into: into)
    }
    return CorrectedStories(
      story: into, concerned: [from, into],
      text: "merged S\(from.rawValue) into S\(into.rawValue)")
  }

  private mutating func split(_ links: [Correction]) throws -> CorrectedStories {
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
      return CorrectedStories(
        story: try self.story(of: links[0].article) ?? StoryID(rawValue: 0), concerned: [],
        text: "stories that were apart stay apart")
    }
    let story = nextStoryID()
    try moveArticles(moved, to: story)
    return CorrectedStories(
      story: story, concerned: [from, story],
      text:
        "split \(counted(moved.count, "article")), the first \(first.rawValue),"
        + " from S\(from.rawValue) into S\(story.rawValue)")
  }

  /// A second look's merge: the machine's own, and said in the event log too.
  mutating func store(_ look: StorySecondLook, at now: Timestamp) throws {
    let into = look.decision.story
    try mergeStory(look.from, into: into)
    try replaceEvidence(of: look.article, look.decision)
    try insertEvent(
      EventRow(
        time: now, kind: "stories-merged", article: look.article, story: into,
        text: "S\(look.from.rawValue) was merged into S\(into.rawValue) at a second look at article"
          + " \(look.article.rawValue)"))
  }
}
