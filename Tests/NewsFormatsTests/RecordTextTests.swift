import NewsFormats
import NewsModel
import Testing

/// Where a record's text stands, and what becomes of one whose text has an unknown name.
@Suite("The text of a record")
struct RecordTextTests {
  static let quay =
    "The harbour board of Elvik closed the north quay on Monday after divers found that two of its "
    + "oak piles had rotted through, its engineer said."
  static let mill =
    "The old mill at Tarn turns again since Sunday, and its owner, who repaired the wheel by hand for "
    + "six years, wants to grind the whole valley's rye."

  private func json(_ members: String) -> Decoded {
    decode("{\"title\":\"North quay\",\(members)}\n", as: "a.jsonl")
  }

  @Test(
    "the names that APIs and data sets give a text are known, in any spelling",
    arguments: [
      "body_text", "bodyText", "Body", "TEXT", "plain_text", "maintext", "full_text", "fulltext",
      "article", "article_text", "articleContent", "story", "document", "paragraphs", "body_html",
      "post-content", "clean text",
    ])
  func names(name: String) {
    #expect(json("\"\(name)\":\"\(Self.quay)\"").articles.map(\.body) == [Self.quay])
  }

  @Test(
    "what tells it in short is the second choice",
    arguments: [
      "description", "summary", "abstract", "lead_paragraph", "excerpt", "snippet",
      "short_description", "trailText", "standfirst", "teaser", "highlights",
    ])
  func summaries(name: String) {
    #expect(json("\"\(name)\":\"\(Self.quay)\"").articles.map(\.body) == [Self.quay])
    let both = json("\"\(name)\":\"In short.\",\"content\":\"\(Self.mill)\"")
    #expect(both.articles.map(\.body) == [Self.mill])
  }

  @Test(
    "a headline beside prose of an unknown name is refused, and the refusal names it",
    arguments: [
      ("\"kropp\":\"\(quay)\"", "kropp"), ("\"x\":{\"y\":\"\(quay)\"}", "x.y"),
      ("\"teile\":[\"\(quay)\",\"\(mill)\"]", "teile"),
      ("\"teile\":[{\"satz\":\"\(quay)\"}]", "teile.satz"),
      ("\"inhalt\":\"<p>\(quay)</p><p>\(mill)</p>\"", "inhalt"),
      ("\"本文\":\"港湾局は月曜日、北埠頭の杭二本が腐食しているのを潜水士が見つけたため、埠頭を閉鎖したと発表した。\"", "本文"),
      ("\"summary\":\"The quay is closed for now.\",\"kropp\":\"\(quay) \(mill)\"", "kropp"),
    ])
  func unknown(members: String, name: String) throws {
    let decoded = json(members)
    #expect(decoded.articles.isEmpty)
    let refusal = try #require(decoded.rejections.first)
    #expect(refusal.reason == .noText)
    #expect(refusal.message.contains("'\(name)'"))
    #expect(refusal.message.contains("[fields] body = [\"\(name)\"]"))
  }

  @Test("the configuration takes what the refusal names, through objects and lists")
  func paths() throws {
    for (members, path) in [
      ("\"x\":{\"y\":\"\(Self.quay)\"}", "x.y"), ("\"x.y\":\"\(Self.quay)\"", "x.y"),
      ("\"x\":{\"Y_z\":{\"w\":\"\(Self.quay)\"}}", "x.yz.w"),
      // Through what is a wrapper by itself.
      ("\"data\":{\"kropp\":\"\(Self.quay)\"}", "data.kropp"),
      ("\"article\":{\"x\":{\"brod\":\"\(Self.quay)\"}}", "article.x.brod"),
      ("\"teile\":[{\"satz\":\"\(Self.quay)\"},7,{\"satz\":\"\(Self.mill)\"}]", "teile.satz"),
    ] {
      let decoder = DepositDecoder(
        name: FileName("a.jsonl"), bytes: Array("{\"title\":\"T\",\(members)}".utf8),
        fields: ArticleFieldNames(own: ["body": [path]])
      ) { .zero }
      guard case .article(let article, _)? = try decoder.next() else {
        Issue.record("\(path) is not taken")
        continue
      }
      #expect(
        article.body == (path == "teile.satz" ? Self.quay + "\n" + Self.mill : Self.quay))
    }
  }

  @Test(
    "long members that are no prose leave an alert an alert",
    arguments: [
      "\"picture\":\"\(String(repeating: "aGFyYm91ciBxdWF5", count: 60))\"",
      "\"hash\":\"\(String(repeating: "aGFyYm91ciBxdWF5", count: 60))\"",
      "\"labels\":\"harbour, quay, Elvik, engineers, oak, piles, divers, water, ships, boats, sea, wind, rope\"",
      "\"labels\":[\"harbour\",\"the north quay\",\"Elvik\",\"engineers\",\"oak\",\"piles\"]",
      "\"raw\":\"<newsItem><a>one two three four five six seven</a><b>eight nine ten eleven twelve</b></newsItem>\"",
      "\"links\":\"https://a.example/1 https://a.example/2 https://a.example/3 https://a.example/4 https://a.example/5 https://a.example/6 https://a.example/7 https://a.example/8 https://a.example/9 https://a.example/10 https://a.example/11 https://a.example/12\"",
      "\"copyright\":\"\(quay)\"", "\"image\":{\"caption\":\"\(quay)\"}",
      "\"author_bio\":\"\(quay)\"",
      "\"place\":\"Elvik, north quay\"",
    ])
  func alert(members: String) {
    #expect(json(members).articles.map(\.body) == ["North quay"], "\(members)")
  }

  @Test(
    "lists and objects are texts: paragraphs, blocks of editors, what converters make of XML",
    arguments: [
      "[\"\(quay)\",\"\(mill)\"]", "[{\"type\":\"p\",\"text\":\"\(quay)\"},{\"text\":\"\(mill)\"}]",
      "[{\"value\":\"\(quay)\"},{\"content\":\"\(mill)\"}]",
      "{\"rendered\":\"<p>\(quay)<p>\(mill)\"}",
      "{\"blocks\":[{\"type\":\"paragraph\",\"data\":{\"text\":\"\(quay)\"}},{\"data\":{\"text\":\"\(mill)\"}}]}",
      "{\"type\":\"doc\",\"content\":[{\"content\":[{\"text\":\"\(quay.prefix(20))\"},{\"text\":\"\(quay.dropFirst(20))\"}]},{\"content\":[{\"text\":\"\(mill)\"}]}]}",
      "[{\"_type\":\"block\",\"children\":[{\"text\":\"\(quay)\"}]},{\"_type\":\"image\",\"text\":\"The quay\"},{\"children\":[{\"text\":\"\(mill)\"}]}]",
      "{\"#text\":\"\(quay)\\n\\n\(mill)\"}", "[\"<p>\(quay)</p>\",\"<p>\(mill)</p>\"]",
    ])
  func compositions(body: String) {
    for name in ["body", "text", "content", "paragraphs"] {
      #expect(
        json("\"\(name)\":\(body)").articles.map(\.body) == [Self.quay + "\n" + Self.mill],
        "\(body)")
    }
  }

  @Test(
    "what APIs wrap an article in is looked through, and its own members come first",
    arguments: ["_source", "fields", "attributes", "article", "document"])
  func wrappers(name: String) throws {
    let article = try #require(
      decode(
        "{\"id\":7,\"\(name)\":{\"id\":8,\"headline\":\"Quay closed\",\"bodyText\":\"\(Self.quay)\"}}",
        as: "a.json"
      ).articles.first)
    #expect(article.uri == "7" && article.headline == "Quay closed" && article.body == Self.quay)
  }

  @Test("Elasticsearch's hits are records, and so are the lists of other APIs")
  func lists() {
    for list in [
      "{\"took\":1,\"hits\":{\"total\":2,\"hits\":[%]}}", "{\"posts\":[%]}",
      "{\"data\":{\"stories\":[%]}}",
      "{\"title\":\"All\",\"description\":\"\(Self.mill)\",\"articles\":[%]}",
    ] {
      let items =
        "{\"_id\":\"a\",\"_source\":{\"title\":\"Q\",\"text\":\"\(Self.quay)\"}},{\"title\":\"M\",\"text\":\"\(Self.mill)\"}"
      let decoded = decode(list.replacing("%", with: items), as: "a.json")
      #expect(decoded.articles.map(\.body) == [Self.quay, Self.mill], "\(list)")
    }
  }

  @Test("names, addresses and times stand in objects too")
  func objects() throws {
    let article = try #require(
      json(
        """
        "headline":{"main":"Quay &amp; board"},"content":{"rendered":"<p>\(Self.quay)</p>"},"guid":{"rendered":"g-1"},
        "byline":{"original":"By Ann Lee"},"source":{"uri":"x","title":"Harbour Wire"},"link":{"href":"https://a.example/1"},
        "date":{"$date":"2026-11-22T09:30:00Z"}
        """.replacing("\n", with: "")
      ).articles.first)
    #expect(article.headline == "Quay & board" && article.body == Self.quay)
    #expect(
      article.uri == "g-1" && article.byline == "Ann Lee" && article.source == "Harbour Wire")
    #expect(article.url == "https://a.example/1")
    #expect(article.published?.rfc3339 == "2026-11-22T09:30:00Z")
    let long = json(
      "\"title\":\"T\",\"body\":\"\(Self.quay)\",\"date\":{\"$date\":{\"$numberLong\":\"1795339800000\"}}"
    )
    #expect(long.articles.first?.published?.rfc3339 == "2026-11-22T09:30:00Z")
  }

  @Test(
    "of several times the first with a time of day counts",
    arguments: [
      "\"dateTime\":\"2026-11-22T09:30:00Z\",\"date\":\"2026-11-22\"",
      "\"date\":\"2026-11-22\",\"publishedAt\":\"2026-11-22T09:30:00Z\"",
      "\"published\":\"soon\",\"pubDate\":\"2026-11-22 09:30:00\"",
      "\"date\":\"2026-11-22T10:30:00\",\"date_gmt\":\"2026-11-22T09:30:00\"",
      "\"webPublicationDate\":\"2026-11-22T09:30:00Z\"", "\"date_publish\":\"2026-11-22 09:30:00\"",
      "\"created_at\":1795339800",
      "\"dateTimePub\":\"2026-11-22T09:30:00Z\",\"date\":\"2026-11-23\"",
    ])
  func times(members: String) throws {
    let article = try #require(json("\"text\":\"\(Self.quay)\",\(members)").articles.first)
    #expect(article.published?.rfc3339 == "2026-11-22T09:30:00Z", "\(members)")
  }

  @Test(
    "text is decoded once: markup, markup that is escaped once more, references alone",
    arguments: [
      ("<p>One.<p>Two &amp; three.", "One.\nTwo & three."),
      ("<p>One.</p><p>Two &amp; three.", "One.\nTwo & three."),
      ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two &amp;amp; three.&lt;/p&gt;", "One.\nTwo & three."),
      ("One &amp; &quot;two&quot; &#8211; three.", "One & \"two\" – three."),
      ("<p>Write &lt;b&gt; for bold.</p>", "Write <b> for bold."),
      ("Write &lt;b&gt;bold&lt;/b&gt; for bold.", "Write <b>bold</b> for bold."),
      ("One.\n\nTwo <b>three</b>.", "One.\nTwo three."), ("The <p> of a page", "The <p> of a page"),
    ])
  func markup(body: String, text: String) {
    let escaped = body.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    #expect(json("\"body\":\"\(escaped)\"").articles.map(\.body) == [text], "\(body)")
  }

  @Test("an address as the source is the article's, and its host the source")
  func clipping() throws {
    let article = try #require(
      json("\"text\":\"\(Self.quay)\",\"source\":\"https://www.tide.example/a\"").articles.first)
    #expect(article.url == "https://www.tide.example/a" && article.source == "tide.example")
  }

  @Test("a table's columns are known by the same names, and one of unknown prose is named")
  func tables() throws {
    for name in ["Description", "article", "Plain Text", "bodyText", "fields.bodyText"] {
      let table = "title,\(name)\nNorth quay,\"\(Self.quay)\"\n"
      let known = decode(table, as: "a.csv").articles.map(\.body)
      #expect(known == (name == "fields.bodyText" ? [] : [Self.quay]))
    }
    let table = "title,text,Kropp\nOne,\(Self.mill.filter { $0 != "," }),x\nTwo,,\"\(Self.quay)\"\n"
    let decoded = decode(table, as: "a.csv")
    #expect(decoded.articles.count == 1)
    #expect(try #require(decoded.rejections.first).message.contains("no column"))
    #expect(try #require(decoded.rejections.first).message.contains("'Kropp'"))
  }
}
