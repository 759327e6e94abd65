import NewsModel
import Testing

@testable import NewsFormats

@Suite("NewsML-G2")
struct NewsMLG2Tests {
  static let space = "xmlns='http://iptc.org/std/nar/2006-10-01/'"

  /// A news item with these children of its metadata and this content.
  static func item(
    guid: String = "urn:tide:7", item: String = "", content: String = "",
    set: String = "<inlineXML><html><body><p>It is open.</p></body></html></inlineXML>",
    attributes: String = ""
  ) -> String {
    """
    <newsItem \(space) guid="\(guid)" version="3" standard="NewsML-G2" \(attributes)>
    <itemMeta><itemClass qcode="ninat:text"/>\(item)</itemMeta>
    <contentMeta>\(content)</contentMeta><contentSet>\(set)</contentSet></newsItem>
    """
  }
  private func article(_ item: String) throws -> Article {
    let decoded = decode("<?xml version='1.0'?>\n" + item, as: "a.xml")
    return try #require(decoded.articles.first, "\(String(describing: decoded.failure))")
  }

  @Test("each field comes from where the standard puts it")
  func fields() throws {
    let article = try article(
      Self.item(
        item: """
          <provider qcode="nprov:TW"><name>Tidewater Wire</name></provider>
          <versionCreated>2026-11-22T10:30:00+01:00</versionCreated>
          <firstCreated>2026-11-22T08:00:00Z</firstCreated><pubStatus qcode="stat:usable"/>
          """,
        content: """
          <contentCreated>2026-11-22T07:00:00Z</contentCreated><language tag="pt-BR"/>
          <headline role="hld:subHeadline">Em baixo</headline><headline rank="3">Porto</headline>
          <headline rank="1"> O moinho
             gira </headline><by>Por Ana Lua</by><by>Rui Sol</by>
          """, attributes: "xml:lang='pt'"))
    #expect(
      article
        == Article(
          uri: "urn:tide:7", version: "3", headline: "O moinho gira",
          byline: "Por Ana Lua, Rui Sol", body: "It is open.",
          published: Timestamp(rfc3339: "2026-11-22T08:00:00Z"),
          updated: Timestamp(rfc3339: "2026-11-22T09:30:00Z"), language: "pt-br",
          source: "Tidewater Wire", format: "newsml-g2"))
  }

  @Test(
    "the text may be written in any of the ways that agencies have",
    arguments: [
      "<inlineXML contenttype='application/nitf+xml'><nitf xmlns='x'><body><body.content><p>Es dreht\n sich.</p><p>Es steht.</p></body.content></body></nitf></inlineXML>",
      "<inlineXML contenttype='application/nitf+xml'><body.content><p>Es dreht sich.</p><p>Es steht.</p></body.content></inlineXML>",
      "<inlineXML><h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:head><h:title>T</h:title></h:head><h:body><h:header><h:h1>T</h:h1><h:p>22.11.</h:p></h:header><h:section><h:p class='a>b'>Es <h:b>dreht</h:b> sich.</h:p><h:p>Es steht.</h:p></h:section></h:body></h:html></inlineXML>",
      "<inlineXML><div><p>Es dreht sich.<br/>Es steht.</p></div></inlineXML>",
      "<inlineXML contenttype='application/x-own'><text><p>Es dreht sich.</p><p>Es steht.</p></text></inlineXML>",
      "<inlineData contenttype='text/plain'>\n\nEs dreht sich.\n\nEs steht.\n</inlineData>",
      "<inlineData contenttype='text/plain'><![CDATA[<p>\n   Es dreht sich.</p><p>Es steht.</p>]]></inlineData>",
      "<inlineData contenttype='text/html; charset=utf-8'>&lt;p&gt;Es dreht sich.&lt;p&gt;Es steht.</inlineData>",
      "<inlineData contenttype='text/vnd.IPTC.NITF'>&lt;?xml version='1.0'?&gt;&lt;nitf&gt;&lt;body&gt;&lt;body.content&gt;&lt;p&gt;Es dreht sich.&lt;/p&gt;&lt;p&gt;Es steht.&lt;/p&gt;&lt;/body.content&gt;&lt;/body&gt;&lt;/nitf&gt;</inlineData>",
      "<inlineData encoding='enc:base64'>RXMgZHJlaHQgc2ljaC4KCkVzIHN0ZWh0Lg==</inlineData>",
      "<remoteContent href='a.jpg'/><inlineXML contenttype='image/svg+xml'><svg><p>No</p></svg></inlineXML><inlineXML><html><body/></html></inlineXML><inlineXML><html><body><p>Es dreht sich.</p><p>Es steht.</p></body></html></inlineXML>",
    ])
  func contents(set: String) throws {
    let content = "<headline>Die Mühle</headline>"
    let article = try article(Self.item(content: content, set: set))
    #expect(article.body == "Es dreht sich.\nEs steht.")
    #expect(article.headline == "Die Mühle")
  }

  @Test("a NITF text gives headline and byline where the item has none")
  func nitfFields() throws {
    let set = """
      <inlineXML><nitf><body><body.head><hedline><hl1>Moulin</hl1></hedline>
      <byline>Par <person>Zoé Quai</person></byline></body.head>
      <body.content><p>Il tourne.</p></body.content></body></nitf></inlineXML>
      """
    let article = try article(Self.item(set: set))
    #expect(article.headline == "Moulin")
    #expect(article.byline == "Zoé Quai")
  }

  @Test("a line with markup in it is read whole, without the readings of its words")
  func markupInLines() throws {
    let article = try article(
      Self.item(
        item: "<edNote>Nobody <a href='x'>was hurt</a>: <span>two</span> are missing</edNote>",
        content: """
          <headline><ruby><rb>東京</rb><rp>(</rp><rt>とうきょう</rt></ruby>で <span>地震</span>の後</headline>
          <by>By Anna <span>Holm</span> and Bo Ek</by>
          """))
    #expect(article.headline == "東京で 地震の後")
    #expect(article.byline == "By Anna Holm and Bo Ek")
    #expect(article.facts.editorNote == "Nobody was hurt: two are missing")
  }

  @Test("of several languages the item's own counts")
  func languages() throws {
    let article = try article(
      Self.item(
        content: """
          <headline xml:lang="en">The mill</headline><headline xml:lang="fi">Mylly</headline>
          <by xml:lang="en">By Aino</by><by xml:lang="fi">Aino</by>
          """, attributes: "xml:lang='fi'"))
    #expect(article.headline == "Mylly")
    #expect(article.byline == "Aino")
    #expect(article.language == "fi")
  }

  @Test(
    "creators are the byline when they are people",
    arguments: [
      (
        "<creator><name>Meredith Moss</name></creator><creator><name>Li Wei</name></creator>",
        "Meredith Moss, Li Wei"
      ),
      ("<creator><name>王小明</name></creator>", "王小明"),
      ("<creator><name>moss.meredith</name></creator>", nil),
      ("<creator literal='Tidewater'/>", nil), ("<creator><name>Tide Wire</name></creator>", nil),
    ] as [(String, String?)])
  func creators(content: String, byline: String?) throws {
    let provider = "<provider><name>Tide Wire</name></provider>"
    #expect(try article(Self.item(item: provider, content: content)).byline == byline)
  }

  @Test("what nobody signs is no byline: many names, or one that is longer than a line")
  func manyCreators() throws {
    func names(_ count: Int, _ name: String) -> String {
      String(repeating: "<creator><name>\(name)</name></creator>", count: count)
    }
    let many = try article(Self.item(content: names(300, "Ada Berg"))).byline
    #expect(many?.split(separator: ",").count == 64)
    let words = String(repeating: "Ada ", count: 150)
    #expect(try article(Self.item(content: names(64, words))).byline?.utf8.count ?? 0 <= 16 << 10)
  }

  @Test("a headline over an empty text is an alert; without a place for a text it is not")
  func alerts() throws {
    let content = "<headline>Harbour closed</headline>"
    let empty = "<inlineXML><html><body><p/></body></html></inlineXML>"
    let alert = try article(Self.item(content: content, set: empty))
    #expect(alert.body == "Harbour closed")
    #expect(alert.headlineIsDerived)
    #expect(decode(Self.item(content: content, set: ""), as: "a").code == "no-text")
    let picture = Self.item(content: content, set: empty)
      .replacing("ninat:text", with: "ninat:picture")
    #expect(decode(picture, as: "a").code == "no-text")
  }

  @Test("content that lies elsewhere is named and not fetched")
  func remote() {
    let decoded = decode(
      Self.item(set: "<remoteContent href='pics/a.jpg' contenttype='image/jpeg'/>"), as: "a.xml")
    #expect(decoded.code == "no-text")
    #expect(
      decoded.failure?.message == "there is no text; its content lies elsewhere: 'pics/a.jpg'")
  }

  @Test(
    "what is no news is refused by its name, alone and in a message",
    arguments: [
      ("conceptItem", "concept"), ("knowledgeItem", "knowledge"), ("planningItem", "planning"),
      ("catalogItem", "catalog"),
    ])
  func refused(name: String, code: String) {
    let item = "<\(name) \(Self.space) guid='a'><itemMeta/></\(name)>"
    #expect(decode(item, as: "a.xml").code == code)
    let message = "<newsMessage><itemSet>\(item)\(Self.item())</itemSet></newsMessage>"
    let decoded = decode(message, as: "a.xml")
    #expect(decoded.rejections.map(\.code) == [code])
    #expect(decoded.articles.map(\.body) == ["It is open."])
  }

  @Test("a package is told with the items that it names, and is no failure")
  func package() {
    let package = """
      <packageItem \(Self.space) guid="p"><groupSet root="r"><group id="r"><itemRef residref="urn:a"/>
      <groupRef idref="m"/></group><group id="m"><itemRef href="https://tide.example/b"/><itemRef/>
      </group></groupSet></packageItem>
      """
    let decoded = decode(package, as: "a.xml")
    #expect(decoded.failure == nil)
    #expect(decoded.rejections.map(\.code) == ["package"])
    #expect(decoded.rejections.allSatisfy { $0.isTold })
    #expect(
      decoded.rejections.first?.message
        == "it is a package that names 3 items: 'urn:a', 'https://tide.example/b'")
  }

  @Test("a message gives its items one by one, whatever their prefixes")
  func message() {
    let second =
      "<n:newsItem xmlns:n='http://iptc.org/std/nar/2006-10-01/' guid='b'><n:contentSet><n:inlineData>Two.</n:inlineData></n:contentSet></n:newsItem>"
    let broken = "<newsItem guid='c'><contentSet><inlineData>Three.</contentSet></newsItem>"
    let message = """
      <newsMessage \(Self.space)><header><sender>x</sender></header><itemSet>\(Self.item())
      <!-- <newsItem> --> \(second) \(broken) \(Self.item(guid: "d"))</itemSet></newsMessage>
      """
    for piece in [7, 4096] {
      let decoded = decode(Array(message.utf8), as: "a.xml", piece: piece)
      #expect(decoded.failure == nil)
      #expect(decoded.isContainer)
      #expect(decoded.articles.map(\.uri) == ["urn:tide:7", "b", "d"])
      #expect(
        decoded.articles.map(\.locator) == ["a.xml › item 1", "a.xml › item 2", "a.xml › item 4"])
      #expect(decoded.rejections.map(\.code) == ["syntax"])
    }
    let cut = String(message.dropLast(14))
    #expect(decode(cut, as: "a.xml").code == "truncated")
    #expect(decode(cut, as: "a.xml").articles.count == 3)
  }

  @Test("what is wrong with an item is told with its own lines, whatever stands before it")
  func lines() {
    let broken = "<newsItem>\n<itemMeta>\n</wrong></newsItem>"
    func rejections(_ before: String) -> [String] {
      decode("<newsMessage>\n\n\(before)\(broken)</newsMessage>", as: "a.xml").rejections
        .map(\.message)
    }
    let alone = rejections("")
    #expect(
      alone.first?.contains("itemMeta line 2 and wrong' at line 3, column ") == true, "\(alone)")
    #expect(rejections(Self.item() + "\n" + Self.item() + "\n") == alone)
  }

  @Test("ten thousand items stream in little memory")
  func streams() throws {
    let item = Array(
      Self.item(set: "<inlineData>\(String(repeating: "It is open. ", count: 100))</inlineData>")
        .utf8)
    let head = Array("<newsMessage \(Self.space)><itemSet>".utf8)
    let tail = Array("</itemSet></newsMessage>".utf8)
    var given = 0
    var rest = head[...]
    var articles = 0
    let decoded = decode(
      "a.xml", onRecord: { if case .article = $0 { articles += 1 } }
    ) { buffer in
      if rest.isEmpty, given <= 10_000 {
        given += 1
        rest = given > 10_000 ? tail[...] : item[...]
      }
      let count = min(buffer.count, rest.count)
      buffer.copyBytes(from: rest.prefix(count))
      rest = rest.dropFirst(count)
      return count
    }
    #expect(decoded.failure == nil)
    #expect(articles == 10_000)
    #expect(decoded.peakBufferBytes < 1 << 20)
  }

  @Test(
    "hostile items have their codes",
    arguments: [
      ("<newsItem guid='a'>", "truncated"), ("<newsItem><a></b></newsItem>", "syntax"),
      ("<newsMessage><itemSet></itemSet></newsMessage>", "no-text"),
      ("<newsMessage/>", "no-text"), ("<newsMessage>", "truncated"),
      ("<!DOCTYPE newsItem [<!ENTITY a 'b'>]><newsItem>&a;</newsItem>", "dtd-refused"),
      ("<!DOCTYPE newsMessage [<!ENTITY a 'b'>]><newsMessage/>", "dtd-refused"),
      ("<newsItem>" + String(repeating: "<a>", count: 300), "too-deep"),
      ("<newsItem>" + String(repeating: "<a/>", count: 70_000) + "</newsItem>", "too-large"),
      ("<newsItem/>", "no-text"), ("<newsItem><newsItem/></newsItem>", "no-text"),
    ])
  func hostile(document: String, code: String) {
    #expect(decode(document, as: "a.xml").code == code)
  }
}
