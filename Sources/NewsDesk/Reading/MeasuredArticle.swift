import NewsModel
import NewsStore
import NewsStories
import NewsText

/// An article with all that can be found out about it alone: the same on every machine that has the seed, so
/// it could be made on another one and be shipped.
struct MeasuredArticle: Sendable {
  var article: Article
  /// Who published it: what the copy says, else the deposit's source.
  var source: String
  var fingerprint: Fingerprint
  var terms: TermCounts
  /// Its fields say what it is (`cancelled`), and not only its text.
  var statusIsGiven: Bool
  /// What its text names, without itself.
  var addresses: [String]

  /// Measures it. The language is guessed from the text where the copy does not say
  /// it, or says one that is far from it.
  ///
  /// - Parameters:
  ///   - given: As it was decoded.
  ///   - depositSource: Who the deposit is from.
  ///   - seed: The store's: it decides which texts are compared at all.
  ///   - extractor: In no other thread's hands meanwhile.
  init(
    _ given: Article, depositSource: String, seed: UInt64, extractor: TermExtractor
  ) {
    source = given.source ?? depositSource
    article = given.completed()
    statusIsGiven = article.status == given.status
    fingerprint = Fingerprint(article.matchedText, seed: seed)
    terms = extractor.terms(of: article)
    addresses = NamedAddresses.all(in: article.body).filter { $0 != given.uri }
  }
}

extension MeasuredArticle {
  var identity: ArticleIdentity {
    ArticleIdentity(article, source: source, text: fingerprint.digest)
  }
}

extension Article {
  /// With what its text says: the language that it is in, where the copy does not say it or says one that is far
  /// from it, and what the copy says of itself (`KILL:`), where its fields do not.
  func completed() -> Article {
    var article = self
    article.facts.take = Article.StatusMark.take(of: facts)
    if status == .usable || status == .corrected {
      article.status = Article.StatusMark.status(of: self) ?? status
    } else if status == .embargoed, let said = Article.StatusMark.status(of: self), !said.isNews {
      // A kill is one at once.
      article.status = said
    }
    if let given = language {
      guard let found = LanguageGuess.overruling(given, text: matchedText) else { return article }
      article.language = found
      article.facts.languageGiven = given
    } else {
      article.language = LanguageGuess.tag(of: matchedText)
    }
    return article
  }
}
