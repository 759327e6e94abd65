import NewsModel
import NewsText

/// One open story as it stood when it was looked at: shares its vectors with the index, so that it
/// can be scored outside the lock.
struct StoryView: Sendable {
  var place: Int32
  var id: StoryID
  var version: UInt64
  var squaredLength: UInt64
  var dates: StoryDates
  /// The first and the latest, in order of admission.
  var members: StoryMembers
}

extension OpenStories {
  func view(_ place: Int32) -> StoryView {
    let story = stories[Int(place)]
    return StoryView(
      place: place, id: story.id, version: story.version, squaredLength: story.squaredLength,
      dates: story.dates, members: story.members)
  }
}

extension OpenStories.Member {
  init(article: ArticleID, published: Timestamp?, received: Timestamp, weighed: WeighedTerms) {
    self.init(
      article: article, published: published.map { Int32(clamping: $0.day) },
      received: Int32(clamping: received.day), vector: weighed.vector, names: weighed.names.kept)
  }
}

/// What a worker has found out about one article and the stories as they stood: its weights, which
/// hold until the counts' next border, and its scores, which hold while a story does not change.
package struct StorySpeculation: Sendable {
  let epoch: UInt64
  let weighed: WeighedTerms
  private var scores: [RankedStory] = []
  /// With the best of them, when it may join.
  private var shared: [StoryDecision.SharedTerm] = []

  /// There are at most 16 candidates.
  init(
    epoch: UInt64, terms: TermCounts, article: OpenStories.Member, weighed: WeighedTerms,
    candidates: [StoryView]
  ) {
    self.epoch = epoch
    self.weighed = weighed
    // The table is this thread's own for a moment, and its multiplier decides nothing.
    var query = StoryQuery(seed: 0)
    query.load(weighed, terms)
    scores = candidates.map { RankedStory(article, weighed.names, &query, $0) }
    scores.sort(by: RankedStory.precedes)
    if let best = scores.first, best.mayJoin,
      let view = candidates.first(where: { $0.id == best.id })
    {
      shared = StoryDecision.SharedTerm.heaviest(weighed, terms, view)
    }
  }

  /// Nil when the story was no candidate, or has changed.
  func score(_ story: StoryID, _ version: UInt64) -> RankedStory? {
    scores.first { $0.id == story && $0.version == version }
  }

  /// Nil unless the story is the one that was best, unchanged.
  func shared(with story: RankedStory) -> [StoryDecision.SharedTerm]? {
    guard let best = scores.first, best.mayJoin, best.id == story.id, best.version == story.version
    else { return nil }
    return shared
  }
}
