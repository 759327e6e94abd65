import NewsModel
import Testing

@testable import NewsFormats

@Suite("NITF")
struct NITFTests {
  private static let head = """
    <head><title>Title</title><docdata>
    <doc-id id-string="tide.7" regsrc="TW"/><du-key key="mills" version="2"/>
    <date.issue norm="20261122T093000+0100"/><date.release norm="20261123T000000Z"/>
    <doc.copyright holder="Tidewater Media"/></docdata>
    <pubdata name="tide" ex-ref="https://tide.example/7" date.publication="20261124T000000Z"/></head>
    """
  private static let text = """
    <body><body.head><hedline><hl1>Mills <em>turn</em>\n again</hl1><hl2>All of them</hl2></hedline>
    <note><body.content><p>Editors: hold until noon.</p></body.content></note>
    <byline>By <person>Anna Muster</person> and <person>Ben Beispiel</person><byttl>Miller</byttl></byline>
    <distributor>Tidewater Wire</distributor><abstract><p>In short.</p></abstract></body.head>
    <body.content><p>   TIDEWATER - The mills turn <br/>again, and <org>nobody</org> knows why.</p>
    <media media-type="image"><media-caption>A mill.</media-caption></media>
    <hl2>Prices</hl2><table><tr><th>Flour</th><td>2</td></tr><tr><th>Bran</th><td>1</td></tr></table>
    <ul><li>One</li><li>Two</li></ul><p>It ends &amp; stays.</p><note><p>Not text.</p></note>
    </body.content><body.end><tagline>Ends.</tagline></body.end></body>
    """
  private static let body = """
    TIDEWATER - The mills turn
    again, and nobody knows why.
    Prices
    Flour 2
    Bran 1
    One
    Two
    It ends & stays.
    """

  private func article(_ head: String, _ text: String, root: String = "<nitf>") throws -> Article {
    try #require(decode("\(root)\(head)\(text)</nitf>", as: "a.xml").articles.first)
  }

  @Test("each field comes from where the standard puts it")
  func fields() throws {
    let article = try article(Self.head, Self.text, root: "<nitf xml:lang='en-GB'>")
    var facts = Article.Facts()
    facts.slug = "mills"
    #expect(
      article
        == Article(
          uri: "tide.7", version: "2", headline: "Mills turn again",
          byline: "Anna Muster, Ben Beispiel", body: Self.body,
          published: Timestamp(rfc3339: "2026-11-22T08:30:00Z"), facts: facts, language: "en-gb",
          source: "Tidewater Wire", url: "https://tide.example/7", format: "nitf"))
  }

  @Test(
    "a namespace, a DOCTYPE or a comment before it changes nothing",
    arguments: [
      "<?xml version='1.0'?><nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'>",
      "<!DOCTYPE nitf SYSTEM 'nitf-3-2.dtd'><nitf>",
      "<?xml version='1.0'?><!--\n--><!DOCTYPE nitf PUBLIC '-//IPTC//DTD NITF 3.2//EN' 'x.dtd'><nitf>",
    ])
  func roots(root: String) throws {
    let article = try article(Self.head, Self.text, root: root)
    #expect(article.body == Self.body)
    #expect(article.uri == "tide.7")
  }

  @Test(
    "the first time that is one is the time of publication",
    arguments: [
      ("<date.issue norm='20261122T093000'/>", ""),
      (
        "<date.issue norm='YYYYMMDD000000-HHMM'/>",
        "<dateline><story.date norm='20261122T093000Z'/></dateline>"
      ),
      ("<date.release norm='20261122T103000+0100'/>", ""),
    ])
  func published(data: String, line: String) throws {
    let article = try article(
      "<head><docdata>\(data)</docdata></head>",
      "<body><body.head>\(line)</body.head><body.content><p>It is open.</p></body.content></body>")
    #expect(article.published == Timestamp(rfc3339: "2026-11-22T09:30:00Z"))
  }

  @Test("without headline, persons or distributor the next best stands in")
  func fallbacks() throws {
    let article = try article(
      Self.head,
      "<body><body.head><byline>By Anna Muster</byline><abstract><p>In short.</p></abstract>"
        + "</body.head><body.content><p> </p></body.content></body>")
    #expect(article.headline == "Title")
    #expect(article.byline == "Anna Muster")
    #expect(article.source == "Tidewater Media")
    #expect(article.body == "In short.")
  }

  @Test(
    "a document that is no article is refused with a code",
    arguments: [
      ("<nitf><head/></nitf>", "no-text"),
      ("<nitf><body><body.content><p>It is open.</p></body.content></body>", "truncated"),
      ("<nitf><body><p>It is <b>open.</p></body></nitf>", "syntax"),
      ("<!DOCTYPE nitf [<!ENTITY a 'b'>]><nitf><p>&a;</p></nitf>", "dtd-refused"),
      ("<nitf>" + String(repeating: "<block>", count: 300), "too-deep"),
    ])
  func refused(document: String, code: String) {
    #expect(decode(document, as: "a.xml").code == code)
  }

  @Test("a document that stands in an entity is none, in a file of one or of several")
  func entities() {
    let document = "<nitf><body><body.content><p>Sent.</p></body.content></body></nitf>"
    let entity = "<nitf><body><body.content><p>Nobody sent.</p></body.content></body></nitf>"
    let doctype = "<!DOCTYPE nitf [<!ENTITY a \"\(entity)\"><!ENTITY b '<nitf>'>]>"
    #expect(decode(doctype + document, as: "a.xml").code == "dtd-refused")
    #expect(decode(doctype + document, as: "a.xml").articles.isEmpty)
    let several = decode(document + doctype + document, as: "a.xml")
    #expect(several.rejections.first?.code == "dtd-refused")
    #expect(several.articles.allSatisfy { $0.body == "Sent." })
    let external = "<!DOCTYPE nitf SYSTEM 'nitf-3-2.dtd'>"
    #expect(decode(external + document + external + document, as: "a.xml").articles.count == 2)
  }

  @Test(
    "status, embargo and facts stand in the head; a release ahead is an embargo, a kill needs no text"
  )
  func publication() throws {
    func read(_ docdata: String, _ status: String, text: String = "<p>They do.</p>") throws
      -> Article?
    {
      let document = """
        <nitf><head><docdata management-status="\(status)">\(docdata)</docdata></head><body>\
        <body.head><hedline><hl1>Mills turn</hl1></hedline></body.head><body.content>\(text)\
        </body.content></body></nitf>
        """
      return try DepositDecoder(
        name: FileName("a.xml"), bytes: Array(document.utf8),
        received: Timestamp(rfc3339: "2026-05-04T08:00:00Z")
      ) { .zero }.next().flatMap { if case .article(let article, _) = $0 { article } else { nil } }
    }
    let facts = """
      <urgency ed-urg="2"/><du-key key="MILLS"/><ed-msg info="With photos"/>\
      <key-list><keyword key="wind"/><keyword key="flour"/></key-list>
      """
    let article = try #require(try read(facts, "usable"))
    #expect(article.status == .usable && article.embargo == nil)
    #expect(article.facts.slug == "MILLS" && article.facts.urgency == 2)
    #expect(article.facts.keywords == ["wind", "flour"])
    #expect(article.facts.editorNote == "With photos")
    let release = #"<date.release norm="20260504T1000Z"/>"#
    #expect(try read(release, "usable")?.status == .embargoed)
    #expect(try read(release, "embargoed")?.embargo?.rfc3339 == "2026-05-04T10:00:00Z")
    #expect(try read(#"<date.release norm="20260504T070000Z"/>"#, "usable")?.status == .usable)
    #expect(try read("", "withheld")?.status == .withheld)
    #expect(try read("", "canceled", text: "")?.body == "Mills turn")
  }

  @Test("dateline, keywords, urgency, a note to editors and the status are kept")
  func facts() throws {
    let article = try article(
      """
      <head><docdata management-status="embargoed"><urgency ed-urg="2"/><ed-msg info="Hold"/><du-key key="ferry"/>
      <key-list><keyword key="ferry"/><keyword key="fog"/></key-list></docdata></head>
      """,
      """
      <body><body.head><dateline><location>Elvik, <state>North</state></location>
      <story.date norm="20261122">Nov 22</story.date></dateline><byline>By Ada Berg<byttl>Staff Writer</byttl></byline>
      </body.head><body.content><p>The ferry is late.</p></body.content></body>
      """)
    #expect(article.facts.dateline == "Elvik, North")
    #expect(article.facts.keywords == ["ferry", "fog"])
    #expect(article.facts.urgency == 2 && article.facts.slug == "ferry")
    #expect(article.facts.editorNote == "Hold" && article.status == .embargoed)
    #expect(article.byline == "Ada Berg")
  }

  @Test("lines of what is preformatted, and breaks, are lines")
  func lines() throws {
    let article = try article(
      "<head/>",
      """
      <body><body.content><p>Results<br/>of Sunday</p><pre>Elvik   1
      Tarn  <em>2</em>

      Skar    0</pre><p>That is
      all.</p></body.content></body>
      """)
    #expect(
      article.body.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        == [
          "Results", "of Sunday", "Elvik 1", "Tarn 2", "Skar 0", "That is all.",
        ])
  }

  @Test(
    "HTML that stands escaped in the text is HTML, whole or in a paragraph",
    arguments: [
      "<![CDATA[<p>The ferry is late.</p><p>It is in.</p>]]>",
      "&lt;p&gt;The ferry is late.&lt;/p&gt;&lt;p&gt;It is in.&lt;/p&gt;",
      "<p>The ferry is late.</p><p>&lt;iframe src='x'&gt;&lt;/iframe&gt;</p><p>It is in.</p>",
      "<block><![CDATA[<div><p>The ferry is <b>late</b>.</p>It is in.</div>]]></block>",
    ])
  func escaped(content: String) throws {
    let article = try article("<head/>", "<body><body.content>\(content)</body.content></body>")
    #expect(article.body == "The ferry is late.\nIt is in.")
    let plain = try self.article(
      "<head/>", "<body><body.content><p>The tag &lt;p&gt; is short.</p></body.content></body>")
    #expect(plain.body == "The tag <p> is short.")
  }

  @Test("several documents in a file are articles of their own", arguments: [9, 4096])
  func series(piece: Int) throws {
    let one =
      "<?xml version='1.0'?>\n<nitf><body><body.content><p>One.</p></body.content></body></nitf>\n"
    let bad = "<nitf><body><body.content><p>Bad.</body.content></body></nitf>\n"
    let decoded = decode(
      one + bad + one.replacing("One", with: "Two"), as: "a.xml", piece: piece)
    #expect(decoded.articles.map(\.body) == ["One.", "Two."])
    #expect(decoded.rejections.map(\.reason) == [.syntax])
    #expect(decoded.rejections.map(\.locator) == ["a.xml › document 2"])
    #expect(decoded.isContainer && decoded.failure == nil)
  }
}
