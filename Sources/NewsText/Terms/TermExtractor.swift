package import NewsModel

/// Draws the terms from articles. Owns stemmers and scratch space: one for each worker.
///
/// Not Sendable. An article of 3.2 KB (223 terms) takes about 120 µs in release, measured on a busy
/// two-core machine; most words come from a cache of the worker's own.
package final class TermExtractor {
  // A struct, since each access to a class's own property is checked for overlapping ones.
  private var reader: TermReader

  package init(background: Background = .english) { reader = TermReader(background) }

  /// `headline` is empty when there is none, or when it only repeats the body. `tag` is as the copy
  /// gives it; where it says nothing, the text is asked (`TermLanguage`).
  package func terms(headline: String, body: String, language tag: String?) -> TermCounts {
    reader.terms(headline: headline, body: body, language: tag)
  }

  package func terms(of article: Article) -> TermCounts {
    terms(
      headline: article.headlineIsDerived ? "" : article.headline, body: article.body,
      language: article.language)
  }
}
