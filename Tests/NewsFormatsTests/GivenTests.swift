import NewsModel
import Testing

@testable import NewsFormats

/// What the surroundings of a document say about it.
@Suite("What is given")
struct GivenTests {
  private func open(_ bytes: [UInt8], as name: String, _ given: Given) throws -> Article {
    let limits = Limits()
    let opening = DocumentOpening(
      name: name, limits: limits, fields: .usual, meter: WorkMeter(limits: limits) { .zero },
      source: ByteWindow(bytes: bytes), given: given)
    guard case .article(let article)? = try opening.open().next() else {
      throw Rejection(.noText, "no article")
    }
    return article
  }

  @Test(
    "a content type is a media type and a charset",
    arguments: [
      ("text/html; charset=utf-8", "text/html", "UTF-8"),
      ("Text/HTML;charset=\"ISO-8859-1\"", "text/html", "WINDOWS-1252"),
      ("application/json", "application/json", nil),
      ("text/plain; charset=nonesuch", "text/plain", nil), ("", nil, nil),
    ] as [(String, String?, String?)])
  func contentType(field: String, mediaType: String?, charset: String?) {
    let given = Given(contentType: field)
    #expect(given.mediaType == mediaType)
    #expect(given.charset == charset)
  }

  @Test("fields that a document says itself come before those that are given")
  func own() throws {
    var given = Given()
    given.url = "https://one.example/a"
    given.source = "Harbour Wire"
    given.language = "de"
    given.byline = "A. Given"
    given.published = Timestamp(milliseconds: 1000)
    let text = "Headline: Tide\nBy: B. Own\n\nThe tide came in at noon and stayed for long."
    let article = try open(Array(text.utf8), as: "a.txt", given)
    #expect(article.byline == "B. Own")
    #expect(article.source == "Harbour Wire")
    #expect(article.url == "https://one.example/a")
    #expect(article.published == Timestamp(milliseconds: 1000))
    #expect(article.language == "de")
  }

  @Test("a given charset goes before a page's own claim, and before what is found in a text")
  func charset() throws {
    var given = Given()
    given.charset = "KOI8-R"
    // "привет, порт" in KOI8-R.
    let word: [UInt8] = [0xD0, 0xD2, 0xC9, 0xD7, 0xC5, 0xD4, 0x2C, 0x20, 0xD0, 0xCF, 0xD2, 0xD4]
    let prose = Array(repeatElement(word, count: 30).joined(separator: [0x20]))
    let page =
      Array("<html><head><meta charset=windows-1251></head><body><p>".utf8) + prose
      + Array(".</p></body></html>".utf8)
    #expect(try open(page, as: "a.html", given).body.hasPrefix("привет, порт"))
    #expect(try open(word, as: "a.txt", given).body == "привет, порт")
  }
}
