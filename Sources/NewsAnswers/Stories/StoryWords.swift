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
  /// Bytes of a text that are read: who, what and where stand at the top. Of the ecb stream's 57 stories .87 of the
  /// terms are those of the whole texts, and what goes are countries named in passing; a list takes half the time.
  private static let beginningLimit = 600
  /// No word of a language with white space is longer.
  private static let wordLimit = 60

  init() {}

  /// What some articles are about; more than 4 are not worth reading. Cost: 0.03 ms each; the first time the
  /// background statistics are read too, some 50 ms.
  func words(of articles: some Sequence<Article>) -> StoryWords {
    let terms = articles.map { article in
      var beginning = article
      beginning.body = Self.beginning(of: article.body)
      return extractor.terms(of: beginning)
    }
    let words = SharedGround.heaviest(terms, terms: 6, places: 4)
    return StoryWords(terms: words.terms, places: words.places)
  }

  /// Whole words, since the half of one would be another.
  static func beginning(of text: String) -> String {
    let bytes = text.utf8.prefix(beginningLimit)
    guard bytes.endIndex < text.utf8.endIndex else { return text }
    let gap = bytes.suffix(wordLimit).lastIndex { $0 == 0x20 || $0 == 0x0A }
    let end = gap ?? text.unicodeScalars.index(before: bytes.endIndex)
    return String(text.unicodeScalars[..<end])
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
