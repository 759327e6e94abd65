import Testing

@testable import NewsText

@Suite("Tables of languages")
struct LanguageTableTests {
  private static let letters = (97...122).map { String(Unicode.Scalar($0)) }
  /// Whatever two or three letters a copy may give for its language.
  private static let tags =
    letters.flatMap { first in letters.map { first + $0 } }.flatMap { two in
      [two] + letters.map { two + $0 }
    }

  @Test("whatever tags the copies give, tables are kept for known languages only")
  func bound() {
    let tables = LanguageTables(none: 0) { _ in 1 }
    var given = 0
    for tag in Self.tags { given += tables[TermLanguage(tag: tag, text: "")] }
    #expect(Self.tags.count == 18_252)
    #expect((180...256).contains(tables.count), "\(tables.count)")
    #expect(given >= tables.count)
  }

  @Test("articles in languages that nobody knows leave no table behind, and have their terms")
  func unknown() {
    let extractor = TermExtractor()
    for tag in Self.tags where ("qaa"..."qtz").contains(tag) && tag.utf8.count == 3 {
      let terms = extractor.terms(headline: "Kelvor", body: "Brimsk ferry", language: tag)
      #expect(terms.terms.count == 3)
    }
    // Other tests may have asked for real ones meanwhile.
    #expect(Places.heldCount < 100, "\(Places.heldCount)")
  }

  @Test(
    "languages with a list, a stemmer, a script or a name of their own have their table",
    arguments: ["en", "de", "nb", "zh-Hant", "uk", "sr-Latn", "fil", "und", "el", "hy", "eng"])
  func known(tag: String) {
    #expect(TermLanguage(tag: tag, text: "").isListed)
  }
}
