import NewsModel
import NewsStories
import NewsText

/// What a story is about, for people: key terms and places.
struct StoryWords: Hashable, Sendable {
  /// As they stand in the articles, heaviest first, at most 6.
  var terms: [String]
  /// ISO 3166 codes in lower case, heaviest first, at most 4.
  var places: [String]
}

/// Reads articles for people. Owns a stemmer: for one thread.
final class WordReader {
  private let extractor = TermExtractor()

  init() {}

  /// What some articles are about; more than 8 are not worth reading. Cost: 0.1 ms each; the first time the
  /// background statistics are read too, some 50 ms.
  func words(of articles: [Article]) -> StoryWords {
    let words = SharedGround.heaviest(articles.map(extractor.terms), terms: 6, places: 4)
    return StoryWords(terms: words.terms, places: words.places)
  }

  /// What two articles share, heaviest first, and the points that the one would give the other in an
  /// empty database.
  func shared(_ a: Article, _ b: Article) -> (terms: [StoryDecision.SharedTerm], points: Double) {
    shared([a], [b])
  }

  /// What both have and where they differ; nil for two languages.
  func ground(_ a: Article, _ b: Article) -> GroundLines? {
    MutualGround(
      extractor.terms(of: a), extractor.terms(of: b), published: (a.published, b.published)
    ).map { GroundLines(ground: $0, shared: shared(a, b).terms) }
  }

  /// Of several articles the one that has most for an article.
  func nearest(_ article: Article, _ others: [Article]) -> (article: Article, ground: GroundLines)?
  {
    var nearest: (article: Article, ground: GroundLines)?
    for other in others where other != article {
      guard let ground = ground(article, other) else { continue }
      if ground.ground.points > nearest?.ground.ground.points ?? -.infinity {
        nearest = (other, ground)
      }
    }
    return nearest
  }

  /// The same of two stories, each told by at most 8 of its articles.
  func shared(_ a: [Article], _ b: [Article]) -> (terms: [StoryDecision.SharedTerm], points: Double)
  {
    SharedGround.shared(a.map(extractor.terms), b.map(extractor.terms))
  }
}
