import NewsModel
import Testing

@testable import NewsFormats

@Suite("Values of TOML")
struct TOMLValueTests {
  @Test(
    "strings, lists and bare words give their texts, without quotes, escapes and comments",
    arguments: [
      (#""Quay closed""#, ["Quay closed"]), (#"'Quay closed' # draft"#, ["Quay closed"]),
      (#""Prices and \"fees\" \u00e0 la mode""#, [#"Prices and "fees" à la mode"#]),
      (#"["Berg, Ada", 'Carl O"Neil']"#, ["Berg, Ada", #"Carl O"Neil"#]),
      ("[\n \"Ada Berg\", # first\n \"Carl Fox\",\n]", ["Ada Berg", "Carl Fox"]),
      ("[[\"a\"], [\"b # c\"]]", ["a", "b # c"]), ("2026-11-22 # day", ["2026-11-22"]),
      ("[1, 2]", ["1", "2"]), ("\"\"", []), ("[]", []), ("", []),
    ])
  func values(text: String, texts: [String]) {
    #expect(TOMLValue(text)?.texts == texts)
  }

  @Test(
    "what does not end in its text has no value",
    arguments: ["[", "[\"a\",", "\"a", "'a\n'", "[[1]"])
  func open(text: String) {
    #expect(TOMLValue(text) == nil)
  }

  @Test("front matter may have a list over several lines")
  func lists() throws {
    let text = """
      +++
      title = 'Quay closed' # draft
      authors = [
        "Ada Berg",
        "Carl Fox", # both
      ]
      tags = ["open"
      , "harbour"]
      date = 2026-11-22
      +++

      The quay is closed.
      """
    let article = try #require(decode(text, as: "a.md").articles.first)
    #expect(article.headline == "Quay closed" && article.byline == "Ada Berg, Carl Fox")
    #expect(article.body == "The quay is closed.")
    #expect(article.published?.rfc3339 == "2026-11-22T00:00:00Z")
    let endless = String(repeating: "[", count: 100_000)
    #expect(decode("+++\ntitle = \(endless)\n+++\nText.", as: "a.md").articles.count == 1)
  }
}
