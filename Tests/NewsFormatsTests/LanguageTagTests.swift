import NewsModel
import Testing

@testable import NewsFormats

@Suite("Tags of languages")
struct LanguageTagTests {
  @Test(
    "the shortest code of a language is its tag, whatever the copy writes",
    arguments: [
      ("eng", "en"), ("en", "en"), ("EN_gb", "en-gb"), ("eng-US", "en-us"), ("ger", "de"),
      ("deu", "de"), ("fra", "fr"), ("fre", "fr"), ("zho", "zh"), ("cmn", "zh"), ("nob", "nb"),
      ("srp-Latn", "sr-latn"), ("zul", "zu"), ("aar", "aa"), ("gsw", "gsw"),
      ("zh-Hant-TW", "zh-hant-tw"),
    ])
  func folded(text: String, tag: String) { #expect(LanguageTag.folded(text) == tag) }

  @Test(
    "what names no language is none, and the text tells",
    arguments: ["und", "mul", "mis", "zxx", "art", "qaa", "qtz", "English", "e", "en-", "12", ""])
  func none(text: String) { #expect(LanguageTag.folded(text) == nil) }

  @Test("records, feeds, NITF, pages and front matter fold alike")
  func formats() {
    let text = "The ferry from the island left the harbour two hours late because of the fog."
    for (document, name) in [
      ("{\"text\":\"\(text)\",\"lang\":\"eng\"}", "a.jsonl"),
      ("lang,text\neng,\(text)\n", "a.csv"), ("---\nlang: eng\n---\n\(text)\n", "a.md"),
      (
        "<rss><channel><language>eng</language><item><description>\(text)</description></item></channel></rss>",
        "a.xml"
      ),
      (
        "<nitf xml:lang='eng'><body><body.content><p>\(text)</p></body.content></body></nitf>",
        "a.xml"
      ),
      ("<html lang=\"eng\"><body><article><p>\(text)</p></article></body></html>", "a.html"),
    ] {
      #expect(decode(document, as: name).articles.map(\.language) == ["en"], "\(name)")
    }
  }
}
