package import NewsModel
package import NewsStore

/// What a person says about stories.
package enum Correction: Hashable, Sendable {
  /// They are one story: the younger goes into the older.
  case merge(StoryID, StoryID)
  /// These articles of the story are another event: they become a story of their own.
  case split(StoryID, [ArticleID])
  /// What a person's merge brought into another story becomes a story of its own again. The number is that of the
  /// story that was merged.
  case unmerge(StoryID)

  /// What it is called on the command line, the control socket and in the journal.
  package var word: String {
    switch self {
    case .merge: "merge"
    case .split: "split"
    case .unmerge: "unmerge"
    }
  }
}

/// What a correction has changed.
package struct CorrectedStories: Sendable {
  /// The story that took the articles.
  package var story: StoryID
  /// Those whose articles have changed.
  package var concerned: [StoryID]
  /// One sentence.
  package var text: String
  /// The command that takes it back; nil where there is none.
  package var undo: String?
  /// As the database has it.
  package var recorded: RecordedCorrection
}

/// Why a correction is not carried out: the person's to mend.
package enum CorrectionRefusal: Failure, Hashable {
  case noStory(StoryID)
  case noArticle(ArticleID)
  case sameStory(StoryID)
  case elsewhere(ArticleID, StoryID)
  case wholeStory(StoryID)
  /// No person has merged it into another one, or what was in it went elsewhere since.
  case notMerged(StoryID)
  case tooMany
  /// The asker may read and not write.
  case notPermitted
  /// The desk has ended, and another one may have the store: nothing was done.
  case deskStopped
  /// A file that holds a part of an article to be forgotten is stored, and not in done/ yet.
  case stillInWork(DepositID)

  package var code: String {
    switch self {
    case .noStory: "no-such-story"
    case .noArticle: "no-such-article"
    case .sameStory: "same-story"
    case .elsewhere: "not-in-story"
    case .wholeStory: "whole-story"
    case .notMerged: "not-merged"
    case .tooMany: "too-many-articles"
    case .notPermitted: "not-permitted"
    case .deskStopped: "desk-stopped"
    case .stillInWork: "still-in-work"
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
    case .notMerged(let id):
      "no person has merged S\(id.rawValue) into another story, or its articles went elsewhere since"
    case .tooMany: "more than \(RecordedCorrection.articleLimit) articles in one correction"
    case .notPermitted: "only root and the daemon's own user may correct stories"
    case .deskStopped: "the daemon stops, or is being reloaded: nothing was done, ask again"
    case .stillInWork(let id):
      "the file of deposit \(id.rawValue) holds a part of it and is still on its way to done/: ask again in a moment"
    }
  }
}

extension RecordedCorrection {
  /// Articles of one correction; and of those that stay so many, the first ones, are noted as not to be
  /// joined with each.
  static let articleLimit = 64
}

extension Store {
  /// Carries a correction out where no daemon works on the state: the caller holds the state's lock.
  package func correct(
    _ correction: Correction, by user: String, at now: Timestamp
  ) throws -> CorrectedStories {
    try transaction { try $0.carryOut(correction, by: user, at: now) }
  }
}
