import NewsModel
import Testing

@testable import NewsFormats

@Suite("ninjs")
struct NinjsTests {
  private func article(_ object: String, as name: String = "a.json") throws -> Article {
    let decoded = decode(object, as: name)
    let article = try #require(decoded.articles.first, "\(String(describing: decoded.failure))")
    #expect(article.format == "ninjs")
    return article
  }

  @Test("each field comes from where 1.x puts it", arguments: ["a.json", "a", "a.txt"])
  func fields(name: String) throws {
    let article = try article(
      """
      {"uri": "https://tide.example/7", "type": "text", "version": 4, "byline": "Ana Lua",
       "versioncreated": "2026-11-22T10:30:00+01:00", "firstcreated": "2026-11-22T08:00:00Z",
       "contentcreated": "2026-11-22T07:00:00Z", "pubstatus": "usable", "copyrightholder": "Tide",
       "language": "pt-BR", "headline": "O moinho", "body_xhtml": "<p>Outro.</p>",
       "body_text": "O moinho gira.\\n\\nE fica.", "rightsinfo": {"linkedrights": "x"},
       "associations": {"a": {"uri": "b", "headline": "Foto", "body_text": "No."}}}
      """, as: name)
    #expect(
      article
        == Article(
          uri: "https://tide.example/7", version: "4", headline: "O moinho", byline: "Ana Lua",
          body: "O moinho gira.\nE fica.", published: Timestamp(rfc3339: "2026-11-22T08:00:00Z"),
          updated: Timestamp(rfc3339: "2026-11-22T09:30:00Z"), language: "pt-br", source: "Tide",
          url: "https://tide.example/7", format: "ninjs"))
  }

  @Test("2.x and 3.x say the same in lists")
  func lists() throws {
    for (type, created) in [("contenttype", "versioncreated"), ("contentType", "versionCreated")] {
      let article = try article(
        """
        {"uri": "urn:tide:8", "\(created)": "2026-11-22T09:30:00Z", "by": "Von Jo, tide",
         "headlines": [{"role": "sub", "value": "Unten"}, {"role": "main", "value": "Die Mühle"}],
         "bodies": [{"role": "html", "\(type)": "text/html", "value": "<p>Sie &amp; er.</p><p>Ende."},
          {"role": "x", "\(type)": "application/xml", "value": "<X>No</X>"}],
         "infosources": [{"name": "Tide"}, {"name": "Ebb"}]}
        """)
      #expect(article.headline == "Die Mühle")
      #expect(article.body == "Sie & er.\nEnde.")
      #expect(article.byline == "Von Jo, tide")
      #expect(article.source == "Tide, Ebb")
      #expect(article.updated == Timestamp(rfc3339: "2026-11-22T09:30:00Z"))
      #expect(article.published == article.updated)
      #expect(article.url == nil)
    }
  }

  @Test(
    "text goes before HTML, HTML before what says nothing, that before NITF",
    arguments: [
      (#""body_html": "<p>Two.</p>", "body_text": "One.""#, "One."),
      (#""body_text": " ", "body_xhtml": "<p>Two.</p>""#, "Two."),
      (#""body_main": "<p>Three.</p><p>More.</p>", "body_html": "<p>Two.</p>""#, "Two."),
      (#""body_main": "<p>Three.</p><p>More.</p>""#, "Three.\nMore."),
      (#""body_text": "<p>Tagged.</p><p>Still.</p>""#, "Tagged.\nStill."),
      (
        #""bodies": [{"role": "nitf", "value": "<nitf><body><body.content><p>Four.</p></body.content></body></nitf>"}]"#,
        "Four."
      ),
      (
        #""bodies": [{"role": "nitf", "value": "<nitf><p>"}, {"role": "main", "value": "Three."}]"#,
        "Three."
      ),
      (#""bodies": {"value": "One object."}"#, "One object."),
      (
        #""body_html": "<header><h1>H</h1></header><p>Five.</p><figure><p>A mill.</p></figure><nav>""#,
        "Five."
      ),
      (#""body_html": "<figure>Six.</figure>""#, "Six."),
      (
        #""bodies": [{"role": "summary", "contenttype": "text/plain", "value": "Short."}, {"role": "main", "contenttype": "text/html", "value": "<p>Seven.</p>"}]"#,
        "Seven."
      ),
      (
        #""bodies": [{"role": "teaser", "value": "Short."}, {"role": "story", "contenttype": "text/html", "value": "<p>Eight.</p>"}]"#,
        "Eight."
      ),
      (
        #""bodies": [{"value": "Nine."}, {"value": "Nine, and all of it."}]"#,
        "Nine, and all of it."
      ),
    ])
  func order(members: String, body: String) throws {
    let object = #"{"uri": "urn:a", "headline": "H", \#(members)}"#
    #expect(try article(object).body == body)
  }

  @Test("Superdesk's dialect has a guid, a source and authors")
  func superdesk() throws {
    let article = try article(
      """
      {"guid": "urn:desk:1", "version": "2", "source": "TW", "headline": "H", "slugline": "mill",
       "body_html": "<p>Il tourne.</p>", "authors": [{"name": "Zoé Quai", "role": "writer"}]}
      """)
    #expect(article.uri == "urn:desk:1")
    #expect(article.source == "TW")
    #expect(article.byline == "Zoé Quai")
    #expect(article.body == "Il tourne.")
  }

  @Test(
    "arrays, envelopes and lines of such objects are read as ninjs too",
    arguments: [
      ("[%, %]", "a.json"), ("{\"total\": 2, \"item\": 1, \"items\": [%, %]}", "a.json"),
      ("%\n%\n", "a.jsonl"), ("%\n%\n", "a.json"), ("%\n%\n", "a"),
      ("{\"api\": 1, \"data\": {\"item\": %}}\n{\"data\": %}\n", "a.json"),
    ])
  func containers(text: String, name: String) {
    let object = #"{"uri": "urn:a", "pubstatus": "usable", "body_text": "It is open."}"#
    let decoded = decode(text.replacing("%", with: object), as: name)
    #expect(decoded.failure == nil)
    #expect(decoded.articles.map(\.format) == ["ninjs", "ninjs"])
    #expect(decoded.articles.map(\.body) == ["It is open.", "It is open."])
  }

  @Test(
    "an object that only looks a little like ninjs stays plain JSON",
    arguments: [
      #"{"uri": "urn:a", "headline": "H", "body": "It is open.", "pubstatus": "usable"}"#,
      #"{"id": 1, "title": "T", "body_html": "<p>No.</p>", "text": "It is open."}"#,
      #"{"title": "T", "slugline": "s", "text": "It is open."}"#,
      #"{"uri": "urn:a", "headline": "It is open.", "link": "https://tide.example"}"#,
    ])
  func plain(object: String) {
    let decoded = decode(object, as: "a.json")
    #expect(decoded.articles.map(\.body) == ["It is open."])
    #expect(decoded.articles.map(\.format) == ["json"])
  }

  @Test("of bodies, headlines and what stands in a list so many are kept as of a list")
  func bounds() throws {
    let object =
      "{\"uri\": \"a\", "
      + (0..<600).map { "\"body_\($0)\": \"x\", \"headline_\($0)\": \"y\", " }.joined()
      + "\"bodies\": [{" + (0..<600).map { "\"m\($0)\": 1, " }.joined() + "\"value\": \"z\"}]}"
    var text = object
    let members = try text.withUTF8 { try NinjsMembers($0, fields: .usual, depthLimit: 9) }
    #expect(members.bodies.count == NinjsMembers.mostEntries)
    #expect(members.headlines.count == NinjsMembers.mostEntries)
    #expect((members.lists["bodies"]?.first?.count ?? 0) <= NinjsMembers.mostEntries)
  }

  @Test("a text under a name that the configuration gives makes it plain JSON")
  func configured() throws {
    let object =
      #"{"uri": "urn:a", "headline": "H", "pubstatus": "usable", "inhalt": "Er ist offen."}"#
    #expect(decode(object, as: "a.json").code == "no-text")
    let decoder = DepositDecoder(
      name: FileName("a.json"), bytes: Array(object.utf8),
      fields: ArticleFieldNames(own: ["body": ["inhalt"]]), cpuClock: { .zero })
    guard case .article(let article, _)? = try decoder.next() else {
      Issue.record("an article should come")
      return
    }
    #expect(article.body == "Er ist offen." && article.format == "json")
  }

  @Test("names that the configuration gives go before those of the standard")
  func ownNames() throws {
    let object = """
      {"uri": "urn:a", "type": "text", "pubstatus": "usable", "versioncreated": "2026-11-28T10:00:00Z", \
      "headline": "Old", "byline": "Desk", "body_text": "Alt.", "Titel-Zeile": "Damm &amp; Fluss", \
      "verfasser": "Ada Berg", "inhalt": "<p>Er brach.</p><p>Am Montag.</p>", "lage": "canceled", \
      "zeit": "gestern", "stand": "2026-11-29T08:00:00Z"}
      """
    let own = [
      "headline": ["titelzeile"], "byline": ["autor", "verfasser"], "body": ["inhalt"],
      "status": ["lage"], "published": ["zeit"], "updated": ["stand"],
    ]
    func read(_ own: [String: [String]]) throws -> Article? {
      let decoder = DepositDecoder(
        name: FileName("a.json"), bytes: Array(object.utf8), fields: ArticleFieldNames(own: own),
        cpuClock: { .zero })
      guard case .article(let article, _)? = try decoder.next() else { return nil }
      return article
    }
    let article = try #require(try read(own))
    #expect(article.format == "ninjs" && article.status == .cancelled)
    #expect(article.headline == "Damm & Fluss" && article.byline == "Ada Berg")
    #expect(article.body == "Er brach.\nAm Montag.")
    // What is no time says nothing.
    #expect(article.published == Timestamp(rfc3339: "2026-11-28T10:00:00Z"))
    #expect(article.updated == Timestamp(rfc3339: "2026-11-29T08:00:00Z"))
    let plain = try #require(try read([:]))
    #expect(plain.headline == "Old" && plain.body == "Alt." && plain.byline == "Desk")
  }

  @Test(
    "what has no text is no article",
    arguments: [
      #"{"uri": "urn:a", "type": "picture", "headline": "H", "description_text": "A mill."}"#,
      #"{"uri": "urn:a", "headline": "H"}"#, #"{"uri": "urn:a", "pubstatus": "usable"}"#,
      #"{"uri": "urn:a", "type": "composite", "body_text": "", "headline": "H"}"#,
      #"{"uri": "urn:a", "type": "planning", "plannedCoverage": [{"body_text": "x"}]}"#,
    ])
  func noText(object: String) {
    for name in ["a.json", "a"] {
      let decoded = decode(object, as: name)
      #expect(decoded.code == "no-text", "\(decoded.articles)")
    }
  }

  @Test("a headline over an empty text is an alert")
  func alert() throws {
    let article = try article(
      #"{"uri": "urn:a", "type": "text", "headline": "Port closed", "body_html": "<p></p>"}"#)
    #expect(article.body == "Port closed")
    #expect(article.headlineIsDerived)
  }

  @Test(
    "hostile objects have their codes",
    arguments: [
      (#"{"uri": "a", "pubstatus": "usable", "body_text": "x"#, "truncated"),
      (#"{"uri": "a", "pubstatus": "usable", "body_text": "x",}"#, "syntax"),
      (#"{"uri": "a", "pubstatus": "usable", "body_text": "x"} {"#, "syntax"),
      (
        #"{"uri": "a", "pubstatus": "usable", "subject": "# + String(repeating: "[", count: 300),
        "too-deep"
      ),
      (#"{"uri": "a", "pubstatus": 1, "body_text": 7, "headline": []}"#, "no-text"),
      (#"{"data": {"uri": "a", "pubstatus": "usable", "body_text": "x"}"#, "truncated"),
      (#"{"data": {"uri": "a", "pubstatus": "usable", "body_text": "x"}, "b": tru}"#, "syntax"),
      (#"{"uri": {}, "pubstatus": null, "bodies": [1, [], {"value": []}]}"#, "no-text"),
    ])
  func hostile(object: String, code: String) {
    #expect(decode(object, as: "a.json").code == code)
  }
}
