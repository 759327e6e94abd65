import NewsFormats
import NewsModel
import Testing

/// Several JSON texts in one file, and lists under the name of lines.
@Suite("JSON texts one behind the other")
struct JSONSequenceTests {
  private static let one = "{\n  \"title\": \"One\",\n  \"text\": \"The quay closed.\"\n}"
  private static let two = "{\n  \"title\": \"Two\",\n  \"text\": \"It opened again.\"\n}"

  @Test(
    "pretty-printed records, sequences with separators and lists are read one after the other",
    arguments: [
      "\(one)\n\(two)\n", "\(one)\r\n\r\n\(two)", "\u{1E}\(one)\n\u{1E}\(two)\n",
      "[\(one)]\n[\(two)]\n",
      "{\n\"articles\":[\(one)]}\n\(two)",
    ], ["a.json", "a.jsonl", "a.json-seq", "a"])
  func sequences(text: String, name: String) {
    for piece in [3, 4096] {
      let decoded = decode(text, as: name, piece: piece)
      #expect(decoded.articles.map(\.headline) == ["One", "Two"], "\(text) \(name)")
      #expect(decoded.failure == nil && decoded.isContainer)
    }
  }

  @Test("what holds no text in a sequence is rejected with its bytes, and the others go on")
  func rejected() throws {
    let bad = "{\n\"name\": \"x\"\n}"
    let decoded = decode("\(Self.one)\n\(bad)\n\(Self.two)\n", as: "a.json")
    #expect(decoded.articles.map(\.locator) == ["a.json › record 1", "a.json › record 3"])
    guard case .rejected(let rejection, 1, let record)? = decoded.records.dropFirst().first else {
      Issue.record("\(decoded)")
      return
    }
    #expect(rejection.locator == "a.json › record 2")
    #expect(String(decoding: record, as: UTF8.self) == bad)
  }

  @Test(
    "a list on one line is a document, under whatever name",
    arguments: ["a.jsonl", "a.ndjson", "a.json", "a"])
  func oneLine(name: String) {
    let text = "[{\"text\":\"The quay closed.\"}, {\"text\":\"It opened again.\"}]\n"
    #expect(decode(text, as: name).articles.count == 2)
  }

  @Test(
    "what a JSON Feed says of itself counts wherever it stands, and its items may be of one name")
  func sortedFeed() {
    for (before, after) in [
      (
        "",
        ",\"title\":\"Quay\",\"version\":\"https://jsonfeed.org/version/1.1\",\"language\":\"sv\""
      ),
      (
        "\"version\":\"https://jsonfeed.org/version/1\",", ",\"language\":\"sv\",\"title\":\"Quay\""
      ),
      ("\"language\":\"sv\",\"title\":\"Quay\",", ",\"feed_url\":\"https://a.example/feed.json\""),
    ] {
      let text =
        "{\(before)\"items\":[{\"id\":\"1\",\"content_text\":\"Kajen stängdes.\"}]\(after)}"
      let decoded = decode(text, as: "a.json")
      #expect(decoded.articles.map(\.source) == ["Quay"])
      #expect(decoded.articles.map(\.language) == ["sv"])
      #expect(decoded.articles.map(\.format) == ["jsonfeed"])
    }
  }
}
