import NewsFormats
import NewsModel
import Testing

@Suite("What a page says of its article")
struct PageMetadataTests {
  private static let prose =
    "<div><p>It happened on a day like any other, and nobody was there to see it, they say.</p>"
    + "<p>Those who came later found everything as it had been, and went home again.</p></div>"

  private func article(head: String = "", above: String = "<h1>Title here</h1>") throws -> Article {
    let page = "<html><head>\(head)</head><body>\(above)\(Self.prose)</body></html>"
    return try #require(decode(page, as: "a.html").articles.first)
  }
  private func linked(_ json: String) -> String {
    "<script type='application/ld+json'>\(json)</script>"
  }

  @Test(
    "the headline is what readers see, confirmed by the head",
    arguments: [
      ("<title>One | Site</title>", "<h1>One</h1>", "One"),
      ("<title>Site - Story two</title>", "<h1>Site</h1><h2>Story two</h2>", "Story two"),
      ("<title>Story three – Site</title>", "", "Story three"),
      ("<meta property=og:title content='Story four'><title>x</title>", "", "Story four"),
      ("<title>Story five</title>", "<h1>Logo words</h1><h1>Story five</h1>", "Story five"),
      ("", "<h1>Alone\n  it <em>stands</em></h1>", "Alone it stands"),
      (
        "<meta property=og:site_name content=House><title>Story six | House</title>",
        "<h1>House</h1>", "Story six"
      ),
    ])
  func headline(head: String, above: String, headline: String) throws {
    #expect(try article(head: head, above: above).headline == headline)
  }

  @Test("without any title the headline is derived from the text")
  func derived() throws {
    let article = try article(above: "")
    #expect(article.headlineIsDerived)
    #expect(article.headline.hasPrefix("It happened"))
  }

  @Test(
    "the byline is found where houses put it",
    arguments: [
      ("<meta name=author content='Anna Muster'>", ""),
      ("<meta name=author content='By Anna Muster'>", ""),
      (
        "<meta property='article:author' content='https://x.example/anna'>",
        "<a rel=author>Anna Muster</a>"
      ),
      ("", "<p class='byline'>By Anna Muster on 3 May 2026</p>"),
      ("", "<span itemprop='author'>Anna Muster</span>"),
      ("", "<p>Von Anna Muster | 3. Mai 2026</p>"), ("", "<p>Por Anna Muster</p>"),
      (
        "",
        "<div class='post-meta'><span class='author vcard'>Anna Muster</span> · 5 comments</div>"
      ),
      (
        "<meta property=og:site_name content=House><meta name=author content=House>",
        "<p>By Anna Muster</p>"
      ),
    ])
  func byline(head: String, line: String) throws {
    #expect(try article(head: head, above: "<h1>Title here</h1>\(line)").byline == "Anna Muster")
  }

  @Test(
    "what is no name is no byline",
    arguments: [
      "<p class=byline>3 May 2026</p>", "<p class=author>Kommentare</p>",
      "<p>By the way of the sea it came.</p>",
    ])
  func noByline(line: String) throws {
    #expect(try article(above: "<h1>Title here</h1>\(line)").byline == nil)
  }

  @Test(
    "a day is found in any of its forms",
    arguments: [
      "22.11.2026", "22. November 2026", "Nov 22, 2026", "November 22nd, 2026", "22 November 2026",
      "22 de noviembre de 2026", "22 novembre 2026", "22 listopada 2026", "22 ноября 2026 г.",
      "2026-11-22", "2026/11/22", "11/22/2026", "22/11/2026", "2026年11月22日", "22 | 11 | 2026",
      "Sonntag, 22. Nov. 2026, 10.30 Uhr", "Posted at 9:30 on 22 Nov 2026", "22.11.26",
    ])
  func writtenDays(text: String) throws {
    let article = try article(above: "<h1>Title here</h1><p>\(text)</p>")
    #expect(article.published == Timestamp(rfc3339: "2026-11-22T00:00:00Z"))
  }

  @Test(
    "numbers that are no day are none",
    arguments: ["1234", "31.02.2026", "10.30 Uhr", "99/99/2026", "22.11.1066", "2026", "1.2.3"])
  func noDay(text: String) throws {
    #expect(try article(above: "<h1>Title here</h1><p>\(text)</p>").published == nil)
  }

  @Test(
    "the time of publication is taken from the best source there is",
    arguments: [
      ("<meta property='article:published_time' content='2026-11-22T09:30:00Z'>", ""),
      (
        "<meta itemprop=datePublished content='2026-11-22T09:30:00Z'>",
        "<time datetime='2020-01-01'>x</time>"
      ),
      ("<meta name=date content='2020-01-01'>", "<time datetime='2026-11-22T09:30:00Z'>x</time>"),
      (
        "<link rel=canonical href='https://x.example/2020/01/02/a'>",
        "<time datetime='2026-11-22T09:30:00Z'></time>"
      ),
      (
        "<meta name=citation_publication_date content='2026/11'>",
        "<time datetime='2026-11-22T09:30:00Z'></time>"
      ),
      (
        "<meta name=date content='11/12/2026'>", "<time datetime='2026-11-22T09:30:00Z'></time>"
      ),
      ("", "<abbr class='published' title='2026-11-22T09:30:00Z'>9:30</abbr>"),
      ("", "<abbr class='x dt-published' title='2026-11-22T09:30:00Z'>9:30</abbr>"),
      (
        "",
        "<time itemprop=dateModified>2026-11-23</time><time datetime='2026-11-22T09:30:00Z'></time>"
      ),
    ])
  func published(head: String, above: String) throws {
    let article = try article(head: head, above: "<h1>Title here</h1>\(above)")
    #expect(article.published == Timestamp(rfc3339: "2026-11-22T09:30:00Z"))
  }

  @Test("where the head says two days, readers are shown that of <meta>")
  func metaBeforeLinkedData() throws {
    let head =
      linked(#"{"@type":"NewsArticle","datePublished":"2026-11-20"}"#)
      + "<meta property='article:published_time' content='2026-11-22'>"
    #expect(try article(head: head).published == Timestamp(rfc3339: "2026-11-22T00:00:00Z"))
  }

  @Test(
    "a day that opens the text is its own, and counts before one in another line",
    arguments: [
      "22.11.2026 – It began", "22.11.2026 - It began", "(22. November 2026) It began",
      "22. November 2026. It began", "November 22, 2026: It began", "2026-11-22 — It began",
    ])
  func dateline(opening: String) throws {
    let above =
      "<h1>Title here</h1><p>Fair on 1.12.2026</p>"
      + "<p>\(opening) on a day like any other, and nobody was there to see it, they say.</p>"
    #expect(
      try article(above: above).published == Timestamp(rfc3339: "2026-11-22T00:00:00Z"))
  }

  @Test(
    "a day in the first sentence or in the headline is what the article is about",
    arguments: [
      ("<h1>Title here</h1><p>22.11.2026 is a day like any other, but nobody who was there will "
        + "ever forget it, whatever else may come; they say so themselves, and they should know.</p>"),
      "<h1>The fair of 22.11.2026</h1>",
    ])
  func subjectDay(above: String) throws {
    let below = "<p>Made on 25.11.2026</p>"
    let page = "<html><body>\(above)\(below)\(Self.prose)</body></html>"
    let article = try #require(decode(page, as: "a.html").articles.first)
    #expect(article.published == Timestamp(rfc3339: "2026-11-25T00:00:00Z"))
  }

  @Test(
    "of a page that shows no day, what scripts fill it from is asked",
    arguments: [
      #"{"id":1,"published_at":"2026-11-22T10:30:00+01:00"}"#,
      #"{publishDate: '2026-11-22T09:30:00Z'}"#,
      #""{\"a\":{\"publishedAt\":\"2026-11-22T09:30:00Z\"}}""#,
    ])
  func scriptedDay(data: String) throws {
    let script = "<script>var state = \(data)</script>"
    #expect(try article(head: script).published == Timestamp(rfc3339: "2026-11-22T09:30:00Z"))
    let shown = try article(head: script, above: "<h1>Title here</h1><p>1.12.2026</p>")
    #expect(shown.published == Timestamp(rfc3339: "2026-12-01T00:00:00Z"))
  }

  @Test(
    "what scripts say of publishing is no day by itself",
    arguments: [
      #"{"publisher":"Tidewater 2026-11-22"}"#, #"{"published_at":null,"x":"2026-11-22"}"#,
      #"publish('2026-11-22')"#, #"{"published":true}"#, #"{"published_at":"20"#, "publish",
    ])
  func noScriptedDay(data: String) throws {
    #expect(try article(head: "<script>\(data)</script>").published == nil)
  }

  @Test("a day in the address is taken when the page has no other")
  func addressDay() throws {
    let head = "<link rel=canonical href='https://x.example/news/2026/11/22/a.html'>"
    #expect(try article(head: head).published == Timestamp(rfc3339: "2026-11-22T00:00:00Z"))
    #expect(try article(head: head).url == "https://x.example/news/2026/11/22/a.html")
  }

  @Test("a midnight with a zone is a day, and stays that day")
  func midnight() throws {
    let head = "<meta property='article:published_time' content='2026-11-22T00:00:00+01:00'>"
    #expect(try article(head: head).published == Timestamp(rfc3339: "2026-11-22T00:00:00Z"))
  }

  @Test(
    "JSON-LD is read as templates write it",
    arguments: [
      #"{"@type":"NewsArticle","headline":"Title here","author":"Anna Muster"}"#,
      #"[{"@type":"Organization","name":"X"},{"@type":["Article","Report"],"author":{"name":"Anna Muster"}}]"#,
      "{\"@type\":\"BlogPosting\",\"description\":\"line\nfeed\",\"author\":[{\"name\":\"Anna Muster\"}]};",
      "<!-- {\"@type\":\"NewsArticle\",\"author\":{\"name\":[\"Anna Muster\"]}} -->",
      #"{"@type":"WebPage","mainEntity":{"@type":"Article","author":{"name":"Anna Muster"}}}"#,
      #"{"@type":"NewsArticle","author":{"name":"Anna Muster"},"broken": }"#,
      #"{"@type":"NewsArticle","author":{"name":"Anna Muster"},"cut": "off"#,
    ])
  func jsonLD(json: String) throws {
    #expect(try article(head: linked(json)).byline == "Anna Muster")
  }

  @Test("an address that is no address of the web is none")
  func addresses() throws {
    for address in ["javascript:alert(1)", "/relative", "ftp://x.example/a", ""] {
      #expect(try article(head: "<link rel=canonical href='\(address)'>").url == nil)
    }
    let head = "<base href='https://x.example/b/'><link rel=canonical href='../a?b=c'>"
    #expect(try article(head: head).url == "https://x.example/a?b=c")
  }
}
