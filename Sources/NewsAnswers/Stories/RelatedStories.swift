import NewsLinux
import NewsModel
import NewsStore
import NewsStories

/// A story that shares terms and places with another one, and was not joined with it.
struct RelatedStory: Sendable {
  var id: StoryID
  var headline: String
  /// The most that an article of the one had for the other, in points, when it came.
  var score: Double
  /// That article.
  var article: ArticleID
  /// What the two stories have in common by now, heaviest first, at most 12.
  var shared: [StoryDecision.SharedTerm]
}

/// Finds related stories for people: from what was noted when each article came, so that the desk need
/// not run.
final class RelatedStories {
  private let store: StoreReader
  private let reader = WordReader()

  init(_ store: StoreReader) { self.store = store }

  /// Nearest first, at most `limit`. Cost: some ms, and 0.3 µs for each article that came while the
  /// story was open.
  func of(_ story: StoryID, limit: Int = 8) throws -> [RelatedStory] {
    guard let facts = try store.facts(of: story, at: .now()) else { return [] }
    var best: [StoryID: StoreReader.NearMiss] = [:]
    for miss in try store.nearMisses(of: story, before: try end(of: story)) {
      let other = miss.story == story ? miss.other : miss.story
      if miss.score > best[other]?.score ?? 0 { best[other] = miss }
    }
    let nearest = best.sorted {
      $0.value.score != $1.value.score ? $0.value.score > $1.value.score : $0.key < $1.key
    }
    return try nearest.prefix(limit).compactMap { other, miss in
      guard let others = try store.facts(of: other, at: .now()) else { return nil }
      return RelatedStory(
        id: other, headline: others.headline, score: miss.score, article: miss.article,
        shared: reader.shared(facts.originals, others.originals).terms)
    }
  }

  /// What an article shares with a story as it stands now, heaviest first; empty when the story took
  /// the article in later.
  func shared(_ article: ArticleRow, with story: StoryID) throws -> [StoryDecision.SharedTerm] {
    guard let living = try store.livingStory(story), living != article.story,
      let facts = try store.facts(of: living, at: .now())
    else { return [] }
    return reader.shared([article.article], facts.originals).terms
  }

  /// The article that has most for one, of the story that it joined or of the nearest that it did not.
  func nearest(
    _ article: ArticleRow, _ decision: StoryDecision
  ) throws -> (article: Article, ground: GroundLines)? {
    let story: StoryID?
    switch decision.reason {
    case .joined: story = article.story
    case .opened: story = try decision.next.flatMap { try store.livingStory($0.story) }
    case .copy, .person, .retraction: story = nil
    }
    guard let story, let facts = try store.facts(of: story, at: .now()) else { return nil }
    return reader.nearest(article.article, facts.originals)
  }

  /// The first article that came after the story had left memory for good: by the bounds that records
  /// carry, which only rise.
  private func end(of story: StoryID) throws -> ArticleID {
    let beyond = ArticleID(rawValue: try store.lastArticleID().rawValue + 1)
    guard let last = try store.lastArticle(of: story) else { return beyond }
    var low = last.rawValue
    var high = beyond.rawValue
    while low < high {
      let middle = low + (high - low) / 2
      guard let next = try store.storyBlob(from: ArticleID(rawValue: middle)) else {
        high = middle
        continue
      }
      if try StoryBlob(bytes: next.record).oldestOpen > last {
        high = middle
      } else {
        low = next.article.rawValue + 1
      }
    }
    return ArticleID(rawValue: low)
  }
}
