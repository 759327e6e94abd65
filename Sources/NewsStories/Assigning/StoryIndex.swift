package import NewsModel
package import NewsText
import Synchronization

/// How an article stands to what came before it, as the matching of copies found.
package enum StoryStanding: Hashable, Sendable {
  /// A text of its own: scored.
  case own
  /// A text of its own that takes a passage from articles of these stories, or names one of them:
  /// scored against these too, quiet ones among them. At most `StoryIndex.citedLimit` count.
  case citing([StoryID])
  /// A copy or an excerpt: stands where its original stands, and teaches nothing; but a story that
  /// had gone quiet comes back with it.
  case copy(of: StoryID)
  /// A later version: stands where the earlier one stands, and its new words count for the story.
  case update(of: StoryID)
  /// A kill, what one takes back, test copy: stands in that story or in one of its own, teaches nothing, calls
  /// nothing back, and draws nobody.
  case silent(in: StoryID?)
}

/// What the index says about one admitted article.
package struct StoryAdmission: Sendable {
  package var decision: StoryDecision
  /// To be stored with the article, in the same transaction; nil for a copy.
  package var record: [UInt8]?
  /// True when `checkpoint()` is to be stored in the same transaction, in place of the last one.
  package var isCheckpointDue: Bool
  /// An earlier article that stood alone until now: to be stored too, after this article.
  package var secondLook: StorySecondLook?
}

/// An article that stood alone in its story, and joins another one at a second look: the younger of
/// the two stories goes into the older.
package struct StorySecondLook: Hashable, Sendable {
  package var article: ArticleID
  package var from: StoryID
  /// What joined it, in the words of a decision about the article; its story is the one that stays.
  package var decision: StoryDecision
}

/// Assigns articles to stories, one pass, in the order of admission (docs/stories.md).
///
/// Any number of workers call `speculate`; one at a time calls the rest. Deterministic: the same
/// admissions and corrections give the same stories bit for bit, whatever was speculated, and a
/// restart from records and checkpoint changes nothing. At most 20,000 stories are open; memory
/// 42 MiB for 20,000 articles of 3 KB, by computation at most 45 MiB.
package final class StoryIndex: Sendable {
  private let state: Mutex<StoryState>

  /// - Parameters:
  ///   - seed: the database's secret; it keeps chosen words from piling up in a table and changes no
  ///     decision.
  ///   - storyLimit: stories open at once.
  ///   - countedTermLimit: terms counted before the counts are halved, at most 393,216. This and the
  ///     limit of stories must be the same for one database; tests take small ones.
  ///   - checkpointInterval: admissions from one checkpoint to the next, a multiple of the 256 of a
  ///     border: a restart weighs anew from there.
  package init(
    seed: UInt64, storyLimit: Int = 20_000, countedTermLimit: Int = StoryIndex.countedTermLimit,
    checkpointInterval: UInt64 = StoryIndex.checkpointInterval
  ) {
    precondition(
      checkpointInterval % StoryRules.borderInterval == 0, "checkpoints lie on borders")
    state = Mutex(
      StoryState(
        seed: seed, storyLimit: storyLimit, countedTermLimit: countedTermLimit,
        checkpointInterval: checkpointInterval))
  }

  /// Points that join an article to a story.
  package static let joiningScore = StoryRules.joinScore
  /// Cited stories that are looked at.
  package static let citedLimit = StoryRules.citedLimit
  package static let countedTermLimit = StoryRules.countedTermLimit
  package static let checkpointInterval = StoryRules.checkpointInterval
  /// Of the latest articles with a record so many may still be looked at a second time.
  package static let secondLookDelay = Int(StoryRules.secondLookDelay)

  package var openStoryCount: Int { state.withLock { $0.open.count } }
  package var countedTermCount: Int { state.withLock { $0.counts.termCount } }

  /// On a worker: weighs the terms and scores them against the stories as they stand, outside the
  /// lock. Only a saving for `admit`, which uses what still holds.
  ///
  /// Cost: 60–100 µs, of which some 15 hold the lock.
  package func speculate(
    _ terms: TermCounts, published: Timestamp?, received: Timestamp
  ) -> StorySpeculation {
    let basis = state.withLock { $0.basis(for: terms) }
    let weighed = WeighedTerms(terms, documents: basis.documents, articles: basis.articles)
    let article = OpenStories.Member(
      article: ArticleID(rawValue: .max), published: published, received: received,
      weighed: weighed)
    let candidates = state.withLock {
      $0.candidates(for: article, weighed, terms.language).map($0.open.view)
    }
    return StorySpeculation(
      epoch: basis.epoch, terms: terms, article: article, weighed: weighed, candidates: candidates)
  }

  /// - Parameters:
  ///   - id: greater than all before.
  ///   - terms: of the article.
  ///   - published: as the provider says; nil when it does not.
  ///   - received: when the deposit arrived.
  ///   - standing: to what came before it.
  ///   - siblings: articles of the same form of words and other facts, as the matching of copies found:
  ///     a story that keeps one of them loses what a conflict costs.
  ///   - speculation: of the same terms and times.
  ///   - reopen: a story that is not in memory, as it is stored; nil when it has no article with a
  ///     record; called at most `citedLimit` times.
  ///   - newStoryID: called once when a story is opened, else not.
  /// - Returns: the decision, and what is to be stored with it.
  /// - Throws: what `reopen` throws; `StoryFailure` for a story that does not read.
  package func admit(
    _ id: ArticleID, terms: TermCounts, published: Timestamp?, received: Timestamp,
    standing: StoryStanding, siblings: [ArticleID] = [],
    using speculation: StorySpeculation? = nil, reopen: (StoryID) throws -> StoredStory?,
    newStoryID: () -> StoryID
  ) throws -> StoryAdmission {
    if case .silent(let story) = standing { return .silent(in: story, newStoryID) }
    return try state.withLock { state in
      let article = StoryArticle(
        terms: terms, published: published, received: received, siblings: siblings)
      if case .copy(let story) = standing, !state.isQuiet(story, for: article) {
        return .copy(in: story)
      }
      var stored: [StoredStory] = []
      for story in standing.stories where state.open.places[story] == nil {
        if let found = try reopen(story) { stored.append(found) }
      }
      if let story = standing.given, state.open.places[story] == nil, stored.isEmpty {
        // Nothing but copies of what is not there: it teaches nothing either.
        return .copy(in: story)
      }
      return try state.admit(
        id, article, standing: standing, reopened: stored, using: speculation, newStoryID)
    }
  }

  /// After a person's correction: the stories it concerns as they are stored now.
  ///
  /// - Parameters:
  ///   - concerned: leave memory.
  ///   - stored: those of them that have articles.
  ///   - moved: the story that each of the latest articles is in now.
  ///   - held: every story with an article that a person has put somewhere.
  /// - Throws: `StoryFailure` for a story that does not read.
  package func correct(
    concerned: [StoryID], stored: [StoredStory], moved: [ArticleID: StoryID], held: Set<StoryID>
  ) throws(StoryFailure) {
    try state.withLock { state throws(StoryFailure) in
      try state.replace(concerned, with: stored, moved: moved, held: held)
    }
  }

  /// The latest articles with a record, ascending, as far as they matter for `correct`.
  package var latestArticles: [ArticleID] { state.withLock { $0.latest.map(\.article) } }

  /// See `StoryState.checkpoint`.
  package func checkpoint() -> [UInt8] { state.withLock { $0.checkpoint() } }

  /// The last article a checkpoint covers; the records after it are to be given to `restore`.
  package static func lastArticle(inCheckpoint bytes: [UInt8]) throws(StoryFailure) -> ArticleID {
    try StoryState.lastArticle(inCheckpoint: bytes)
  }

  /// Makes a fresh index what it was after the last stored article.
  package func restore(_ remembered: RememberedStories) throws(StoryFailure) {
    try state.withLock { state throws(StoryFailure) in try state.restore(remembered) }
  }
}

extension StoryStanding {
  /// The story that the article is in, whatever its score; nil when it is to be scored.
  var given: StoryID? {
    switch self {
    case .own, .citing: nil
    case .copy(let story), .update(let story): story
    case .silent(let story): story
    }
  }

  /// Those that the article calls back when they are quiet.
  var stories: [StoryID] {
    if case .citing(let cited) = self { return Array(cited.prefix(StoryRules.citedLimit)) }
    return given.map { [$0] } ?? []
  }
}

extension StoryAdmission {
  static func silent(in story: StoryID?, _ newStoryID: () -> StoryID) -> StoryAdmission {
    let decision =
      story.map { StoryDecision(story: $0, reason: .retraction) }
      ?? StoryDecision(story: newStoryID(), reason: .opened)
    return StoryAdmission(decision: decision, record: nil, isCheckpointDue: false)
  }

  static func copy(in story: StoryID) -> StoryAdmission {
    StoryAdmission(
      decision: StoryDecision(story: story, reason: .copy), record: nil, isCheckpointDue: false)
  }
}
