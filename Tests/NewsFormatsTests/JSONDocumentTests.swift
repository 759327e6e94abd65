import NewsFormats
import NewsModel
import Testing

@Suite("JSON documents")
struct JSONDocumentTests {
  @Test(
    "a link of the web is one by its scheme in any case, and nothing else is",
    arguments: [
      ("https://skerry.example/a", true), ("HTTP://Skerry.example/a", true),
      ("hTTps://skerry.example", true), ("http://", true), ("httpx://skerry.example", false),
      ("http:/skerry.example", false), ("ftp://skerry.example", false),
      ("javascript:alert(1)", false),
      // The accent makes another character of the second stroke.
      ("http://\u{301}skerry.example", false), ("https://skerry.example/a b", false),
      ("http", false), ("", false),
    ])
  func links(link: String, isLink: Bool) throws {
    let json = "{\"headline\": \"Fog\", \"body\": \"The ferry is late.\", \"url\": \"\(link)\"}"
    let article = try #require(decode(json, as: "a.json").articles.first)
    #expect(article.url == (isLink ? link : nil))
  }

  @Test(
    "an object with a body is one article", arguments: ["body", "text", "content", "articleBody"])
  func single(name: String) throws {
    let decoded = decode(
      "\u{FEFF}\n {\"\(name)\": \"It reopened.\", \"x\": [1, {}]}\n ", as: "a.json")
    #expect(decoded.failure == nil)
    #expect(decoded.format == "json")
    #expect(!decoded.isContainer)
    let article = try #require(decoded.articles.first)
    #expect(article.body == "It reopened.")
    #expect(article.locator == "")
  }

  @Test(
    "a headline without a body is an alert, and its own text",
    arguments: [
      "{\"title\":\"Harbour closed\"}", "{\"headline\":\"Harbour closed\",\"body\":\" \"}",
    ])
  func alert(json: String) throws {
    let article = try #require(decode(json, as: "a.json").articles.first)
    #expect(article.headline == "Harbour closed")
    #expect(article.body == "Harbour closed")
    #expect(article.headlineIsDerived)
  }

  @Test(
    "an array of objects, or an object that holds one, is a container",
    arguments: [
      "[%]", "{\"articles\": [%]}", "{\"items\":[%], \"total\": 2}", "{\"n\":[1],\"entries\":[%]}",
      "{\"docs\":[%]}", "{\"results\":[%]}", "{\"data\":[%]}", "{\"response\":{\"docs\":[%]}}",
      "{\"data\":{\"articles\":[%]},\"items\":[1,2]}",
      "{\"version\":\"1\",\"title\":\"t\",\"items\":[%]}",
    ], [1, 5, 4096])
  func containers(shape: String, piece: Int) {
    let parts = shape.split(separator: "%", omittingEmptySubsequences: false)
    let items =
      " {\"body\":\"A.\",\"id\":1} ,\n {\"name\":\"no text\"}, 7, {\"body\":\"B \\\"]}\"}"
    let decoded = decode(parts.joined(separator: items), as: "a.json", piece: piece)
    #expect(decoded.failure == nil)
    #expect(decoded.isContainer)
    #expect(decoded.articles.map(\.body) == ["A.", "B \"]}"])
    #expect(decoded.articles.map(\.locator) == ["a.json › record 1", "a.json › record 4"])
    #expect(decoded.rejections.map(\.reason) == [.noText, .noText])
    #expect(decoded.records.map(\.ordinal) == [0, 1, 2, 3])
  }

  @Test(
    "what is no article is refused with a code", arguments: refusals)
  func refused(text: String, code: String) {
    for piece in [1, 4096] {
      let decoded = decode(text, as: "a.json", piece: piece)
      #expect(decoded.articles.isEmpty)
      #expect(decoded.code == code, "\(text)")
    }
  }
  static let refusals: [(String, String)] = [
    ("", "empty"), (" \n\t\u{FEFF}", "syntax"), ("{}", "no-text"), ("[]", "no-text"),
    ("{\"body\":null}", "no-text"), ("{\"body\":7}", "no-text"),
    ("{\"body\":\" \\n\"}", "no-text"), ("{\"body\":\"a\",\"body\":null}", "no-text"),
    ("[1,2]", "no-text"), ("\"body\"", "no-text"), ("17", "no-text"), ("null", "no-text"),
    ("{\"body\":\"a\"", "truncated"), ("{\"body\":\"a", "truncated"), ("{", "truncated"),
    ("{\"body\":\"a\\u00", "truncated"), ("[{\"x\":1},", "truncated"), ("tru", "truncated"),
    ("{\"body\":\"a\"}}", "syntax"), ("{\"body\":\"a\"} x", "syntax"), ("{body:1}", "syntax"),
    ("{\"body\":\"a\",}", "syntax"), ("{\"body\":'a'}", "syntax"),
    ("{\"body\":\"a\nb\"}", "syntax"),
    ("{\"body\":\"a\\x\"}", "syntax"), ("{\"body\":\"\\u12G4\"}", "syntax"), ("]", "syntax"),
    ("{\"a\":01}", "syntax"), ("{\"a\":1.}", "syntax"), ("{\"a\":+1}", "syntax"), (",", "syntax"),
    ("{\"a\":.5}", "syntax"), ("{\"a\":1e}", "syntax"), ("{\"a\":-}", "syntax"),
    ("{\"a\":[1,]}", "syntax"), ("{\"a\":[1}}", "syntax"), ("{\"a\":nul}", "syntax"),
    ("{\"a\":{\"b\"}}", "syntax"), ("{\"a\":{,}}", "syntax"), ("{\"a\" 1}", "syntax"),
    ("{\"body\":\"a\"} {\"body\":\"b\"}", "syntax"), ("NaN", "syntax"),
    ("{\"a\":\u{A0}1}", "syntax"),
  ]

  @Test("a syntax error names its line and column")
  func position() throws {
    let decoded = decode("\n{\n  \"title\": \"x\",\n  \"body\" 7\n}", as: "a.json")
    #expect(decoded.failure?.message == "a colon is missing at line 4, column 10")
    let second = decode("[\n{\"body\":\"a\"},\n{\"body\":\"b\",}]", as: "a.json", piece: 3)
    #expect(second.articles.count == 1)
    #expect(second.failure?.message == "a member's name is missing at line 3, column 13")
    #expect(second.failure?.rejection?.locator == "a.json › record 2")
  }

  @Test("valid JSON of every kind beside the body is passed over")
  func neighbours() {
    let text = """
      {"a":[[],{},[{}],-0,0.5e+3,1E9,"\\u0041\\"\\\\\\/\\b\\f\\n\\r\\t"],"b":{"c":{"d":[true,false,null]}},
       "":[" "] ,"body":"It reopened." , "z" : { "body" : "not this" } }
      """
    #expect(decode(text, as: "a.json", piece: 2).articles.map(\.body) == ["It reopened."])
  }

  @Test(
    "escapes become their characters",
    arguments: [
      ("a\\\"\\\\\\/b", "a\"\\/b"), ("\\u00e9\\u20AC", "é€"), ("\\ud83d\\ude00!", "😀!"),
      ("a\\ud83d", "a\u{FFFD}"), ("a\\ud83dx", "a\u{FFFD}x"), ("\\ude00a", "\u{FFFD}a"),
      ("\\ud83d\\ud83d\\ude00", "\u{FFFD}😀"), ("\\ud83d\\n", "\u{FFFD}"), ("a\\tb", "a\tb"),
      ("a\\nb", "a\nb"), ("a\\u0000\\u0007b", "a b"), ("a\\u0007b", "ab"), ("a.\\u0000", "a."),
      ("a\\u2028b", "a\nb"), ("\\u0041\\u", ""),
    ])
  func escapes(escaped: String, text: String) {
    let decoded = decode("{\"body\":\"\(escaped)\"}", as: "a.json")
    #expect(decoded.articles.map(\.body) == (text.isEmpty ? [] : [text]))
  }

  @Test("fields are taken by preference, and wrong types count as absent")
  func fields() throws {
    let decoded = decode(
      """
      {"_id": 9, "id": 17, "uri": {"x": 1}, "title": "Second", "headline": "  ", "b\\u006fdy": "Text.",
       "date": "2026-11-22T09:30:00+01:00", "modified": 1795339800000, "link": "https://example.org/a b",
       "url": "javascript:alert(1)", "publisher": {"id": 4, "name": "Example Wire"},
       "authors": [{"name": "Ann"}, "Ben", 7, [], {"x": {"name": "no"}}], "lang": "pt_BR",
       "version": 3, "gold": "g", "group": "h", "kind": "i", "parents": ["j"]}
      """, as: "a.json")
    let article = try #require(decoded.articles.first)
    #expect(article.uri == "17")
    #expect(article.headline == "Second")
    #expect(article.body == "Text.")
    #expect(article.published?.rfc3339 == "2026-11-22T08:30:00Z")
    #expect(article.updated?.rfc3339 == "2026-11-22T09:30:00Z")
    #expect(article.url == nil)
    #expect(article.source == "Example Wire")
    #expect(article.byline == "Ann, Ben")
    #expect(article.language == "pt-br")
    #expect(article.version == "3")
  }

  @Test("a JSON Feed item is an article")
  func jsonFeed() throws {
    let decoded = decode(
      """
      {"version": "https://jsonfeed.org/version/1.1", "title": "Feed", "items": [{"id": "1",
      "title": "Harbour", "content_html": "<p>It reopened.</p>", "url": "https://example.org/1",
      "date_published": "2026-11-22T09:30:00Z", "authors": [{"name": "Ann"}]}]}
      """, as: "feed.json")
    let article = try #require(decoded.articles.first)
    #expect(article.headline == "Harbour")
    #expect(article.body == "It reopened.")
    #expect(article.byline == "Ann")
    #expect(article.published != nil)
    #expect(article.url == "https://example.org/1")
  }

  @Test(
    "times are read in the forms that providers use",
    arguments: [
      ("\"2026-11-22T09:30:00Z\"", "2026-11-22T09:30:00Z"),
      ("\"2026-11-22\"", "2026-11-22T00:00:00Z"),
      ("\"2026-11-22 09:30:00 UTC\"", "2026-11-22T09:30:00Z"),
      ("\"20261122T093000+0100\"", "2026-11-22T08:30:00Z"),
      ("\"20261122\"", "2026-11-22T00:00:00Z"),
      ("\"Sun, 22 Nov 2026 09:30:00 GMT\"", "2026-11-22T09:30:00Z"),
      ("\"22 Nov 26 09:30 EST\"", "2026-11-22T14:30:00Z"),
      ("\"November 22, 2026\"", "2026-11-22T00:00:00Z"),
      ("\"Sun Nov 22 09:30:00 2026\"", "2026-11-22T09:30:00Z"),
      ("1795339800", "2026-11-22T09:30:00Z"),
      ("1795339800123", "2026-11-22T09:30:00.123Z"), ("\"1795339800\"", "2026-11-22T09:30:00Z"),
      ("1795339800.5", "2026-11-22T09:30:00.500Z"),
      ("\"26-FEB-1987 15:01:01\"", "1987-02-26T15:01:01Z"),
      ("\"22 Nov\"", nil), ("\"soon\"", nil), ("0", nil), ("\"31 Feb 2026\"", nil), ("true", nil),
      ("\"2026-11-22T09:30:00 Mars\"", nil), ("1e400", nil), ("\"99/99/9999\"", nil),
    ] as [(String, String?)])
  func dates(value: String, expected: String?) {
    let decoded = decode("{\"body\":\"x\",\"published\":\(value)}", as: "a.json")
    #expect(decoded.articles.map { $0.published?.rfc3339 } == [expected])
  }
}

@Suite("Names of fields")
struct FieldNameTests {
  private func article(_ text: String, as name: String, own: [String: [String]]) throws -> Article {
    let decoder = DepositDecoder(
      name: FileName(name), bytes: Array(text.utf8), fields: ArticleFieldNames(own: own)
    ) { .zero }
    guard case .article(let article, _)? = try decoder.next() else {
      Issue.record("no article")
      throw CancellationError()
    }
    return article
  }

  @Test("a provider's own names come before the usual ones, in JSON and in front matter")
  func own() throws {
    let own = ["headline": ["kop"], "body": ["tekst"], "source": ["title"]]
    let json = try article(
      "{\"headline\":\"usual\",\"kop\":\"Own\",\"tekst\":\"B\",\"body\":\"b\",\"title\":\"Wire\"}",
      as: "a.json", own: own)
    #expect(json.headline == "Own" && json.body == "B" && json.source == "Wire")
    let usual = try article("{\"headline\":\"usual\",\"body\":\"b\"}", as: "a.json", own: own)
    #expect(usual.headline == "usual" && usual.body == "b")
    let text = try article("---\nkop: Own\ntitle: Wire\n---\nB\n", as: "a.md", own: own)
    #expect(text.headline == "Own" && text.source == "Wire" && text.body == "B")
  }

  @Test("what is no field is left out")
  func unknown() {
    #expect(ArticleFieldNames(own: ["colour": ["c"]]) == .usual)
    #expect(ArticleFieldNames.fields.contains("headline"))
  }
}
