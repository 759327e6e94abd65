import NewsModel
import Testing

@testable import NewsFormats

@Suite("NewsML 1.2")
struct NewsMLTests {
  /// A document with one item, whose components these are.
  static func document(_ components: String, management: String = "") -> String {
    """
    <?xml version="1.0"?><!DOCTYPE NewsML SYSTEM "NewsML_1.2.dtd">
    <NewsML Version="1.2"><NewsEnvelope><DateAndTime>20261122T093000Z</DateAndTime></NewsEnvelope>
    <NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>tide.example</ProviderId>
    <DateId>20261122</DateId><NewsItemId>mill.7</NewsItemId>
    <RevisionId PreviousRevision="3" Update="N">4</RevisionId>
    <PublicIdentifier>urn:newsml:tide.example:20261122:mill.7:4</PublicIdentifier></NewsIdentifier>
    </Identification><NewsManagement><FirstCreated>20261122T080000Z</FirstCreated>
    <ThisRevisionCreated>20261122T103000+0100</ThisRevisionCreated>\(management)</NewsManagement>
    \(components)</NewsItem></NewsML>
    """
  }
  static func text(_ content: String, format: String = "", role: String = "") -> String {
    let role = role.isEmpty ? "" : "<Role FormalName='\(role)'/>"
    return """
      <NewsComponent>\(role)<ContentItem><MediaType FormalName="Text"/>\(format)
      <DataContent>\(content)</DataContent></ContentItem></NewsComponent>
      """
  }
  private func articles(_ components: String) -> [Article] {
    decode(Self.document(components), as: "a.xml").articles
  }

  @Test("each field comes from where the standard puts it")
  func fields() {
    let found = articles(
      """
      <NewsComponent><NewsLines><HeadLine><![CDATA[ O moinho ]]></HeadLine><ByLine>Ana Lua</ByLine>
      <ByLine>Rui Sol</ByLine><DateLine>Porto</DateLine></NewsLines><AdministrativeMetadata>
      <Provider><Party FormalName="Tide"/></Provider></AdministrativeMetadata>
      <DescriptiveMetadata><Language FormalName="PT"/></DescriptiveMetadata>
      \(Self.text("<p>O moinho\n gira.</p><p>E fica.</p>", format: "<Format FormalName='bcNITF2.5'/>"))
      </NewsComponent>
      """)
    var facts = Article.Facts()
    facts.dateline = "Porto"
    #expect(
      found == [
        Article(
          uri: "urn:newsml:tide.example:20261122:mill.7", version: "4", headline: "O moinho",
          byline: "Ana Lua, Rui Sol", body: "O moinho gira.\nE fica.",
          published: Timestamp(rfc3339: "2026-11-22T08:00:00Z"),
          updated: Timestamp(rfc3339: "2026-11-22T09:30:00Z"), facts: facts, language: "pt",
          source: "Tide",
          format: "newsml", locator: "a.xml › item 1")
      ])
  }

  @Test(
    "the text may be written in any of the ways that agencies have",
    arguments: [
      text("<nitf><body><body.content><p>Es dreht sich.</p></body.content></body></nitf>"),
      text("<html><head><title>T</title></head><body><p>Es dreht sich.</p></body></html>"),
      text("<![CDATA[<P>Es dreht sich.</P>]]>", format: "<Format FormalName='HTML'/>"),
      text("Es dreht sich."),
      "<NewsComponent><ContentItem><Encoding Notation='Base64'><DataContent>RXMgZHJlaHQgc2ljaC4=</DataContent></Encoding></ContentItem></NewsComponent>",
      "<NewsComponent>" + text("Nur ein Bild.", role: "Caption")
        + text("a {b: c}", role: "StyleSheet") + text("Es dreht sich.") + "</NewsComponent>",
      "<NewsComponent>" + text("Daneben.", role: "Contact") + text("Es dreht sich.", role: "Main")
        + "</NewsComponent>",
      "<NewsComponent EquivalentsList='yes'>" + text("Es dreht sich.") + text("Dasselbe.")
        + "</NewsComponent>",
      "<NewsComponent><ContentItem><Format FormalName='A'/><DataContent>Es dreht sich.</DataContent></ContentItem><ContentItem><Format FormalName='B'/><DataContent>Dasselbe.</DataContent></ContentItem></NewsComponent>",
      "<NewsComponent><ContentItem Href='a.jpg'><MediaType FormalName='Photo'/></ContentItem><ContentItem><MediaType FormalName='Photo'/><DataContent>Zm9v</DataContent></ContentItem>"
        + text("Es dreht sich.") + "</NewsComponent>",
    ])
  func contents(components: String) {
    #expect(articles(components).map(\.body) == ["Es dreht sich."])
  }

  @Test("parts without headlines of their own are one text")
  func parts() {
    let found = articles(
      "<NewsComponent><NewsLines><HeadLine>H</HeadLine></NewsLines>" + Self.text("<p>One.</p>")
        + Self.text("<p>Two.</p>") + "</NewsComponent>")
    #expect(found.map(\.body) == ["One.\nTwo."])
    #expect(found.map(\.headline) == ["H"])
    let roles = articles(
      "<NewsComponent>" + Self.text("T", role: "Title") + Self.text("Een.", role: "Lead")
        + Self.text("Twee.", role: "Body") + "</NewsComponent>")
    #expect(roles.map(\.body) == ["Een.\nTwee."])
  }

  @Test("languages are articles of their own, each with its identifier")
  func languages() {
    func component(_ language: String, _ headline: String, _ body: String) -> String {
      """
      <NewsComponent><NewsLines><HeadLine>\(headline)</HeadLine></NewsLines><DescriptiveMetadata>
      <Language FormalName="\(language)"/></DescriptiveMetadata>\(Self.text(body, role: "Body"))
      \(Self.text(headline, role: "HeadLine"))</NewsComponent>
      """
    }
    let document = Self.document(
      "<NewsComponent><NewsLines><ByLine>Mo</ByLine></NewsLines>"
        + component("fi", "Mylly", "Se pyörii.") + component("el", "Μύλος", "Γυρίζει.")
        + component("zh", "磨坊", "它在转。") + "</NewsComponent>")
    let found = decode(document, as: "a.xml").articles
    #expect(found.map(\.headline) == ["Mylly", "Μύλος", "磨坊"])
    #expect(found.map(\.body) == ["Se pyörii.", "Γυρίζει.", "它在转。"])
    #expect(found.map(\.language) == ["fi", "el", "zh"])
    #expect(found.map(\.byline) == ["Mo", "Mo", "Mo"])
    let uri = "urn:newsml:tide.example:20261122:mill.7"
    #expect(found.map(\.uri) == [uri, "\(uri)#el", "\(uri)#zh"])
    #expect(found.map(\.locator).last == "a.xml › item 1 › article 3")
  }

  @Test("the article in the item's own language is the item, wherever it stands")
  func ownLanguage() {
    func component(_ language: String) -> String {
      "<NewsComponent xml:lang='\(language)'><NewsLines><HeadLine>\(language)</HeadLine></NewsLines>"
        + Self.text("Text \(language).") + "</NewsComponent>"
    }
    let uri = "urn:newsml:tide.example:20261122:mill.7"
    for (order, own) in [(["de", "en"], "en"), (["en", "de"], "en"), (["en", "de"], "de")] {
      let components =
        "<NewsComponent xml:lang='\(own)'>\(order.map(component).joined())</NewsComponent>"
      let document = Self.document(components)
        .replacing(
          "<NewsItem xml:lang=\"en\">",
          with: own == "en" ? "<NewsItem xml:lang='en'>" : "<NewsItem>")
      let found = decode(document, as: "a.xml").articles
      #expect(found.map(\.headline) == order)
      #expect(found.map(\.uri) == order.map { $0 == own ? uri : "\(uri)#\($0)" })
    }
  }

  @Test(
    "where no language is the item's own, each keeps its identifier in whatever order they stand")
  func noOwnLanguage() {
    func component(_ language: String) -> String {
      "<NewsComponent xml:lang='\(language)'><NewsLines><HeadLine>\(language)</HeadLine></NewsLines>"
        + Self.text("Text \(language).") + "</NewsComponent>"
    }
    var found: [String: Set<String?>] = [:]
    for order in [["en", "de", "fi"], ["de", "fi", "en"], ["fi", "en", "de"]] {
      let document = Self.document(
        "<NewsComponent>\(order.map(component).joined())</NewsComponent>"
      ).replacing("<NewsItem xml:lang=\"en\">", with: "<NewsItem>")
      for article in decode(document, as: "a.xml").articles {
        found[article.headline, default: []].insert(article.uri)
      }
    }
    let uri = "urn:newsml:tide.example:20261122:mill.7"
    #expect(found == ["de": [uri], "en": ["\(uri)#en"], "fi": ["\(uri)#fi"]])
  }

  private static func item(_ id: String, _ components: String) -> String {
    "<NewsItem><Identification><NewsIdentifier><ProviderId>tide.example</ProviderId><DateId>20261122"
      + "</DateId><NewsItemId>\(id)</NewsItemId></NewsIdentifier></Identification>\(components)</NewsItem>"
  }
  private static func component(_ inner: String) -> String {
    "<NewsComponent>\(inner)</NewsComponent>"
  }

  @Test("an item that stands in another is an article of its own, and the text behind it is read")
  func nested() {
    let inner = Self.item("b", Self.text("Inner."))
    let document =
      "<NewsML>" + Self.item("a", Self.component(Self.component(inner) + Self.text("Outer.")))
      + Self.item("c", Self.component(inner)) + Self.item("d", Self.text("Last.")) + "</NewsML>"
    for piece in [7, 4096] {
      let decoded = decode(Array(document.utf8), as: "a.xml", piece: piece)
      #expect(decoded.code == nil && decoded.rejections.isEmpty)
      #expect(decoded.articles.map(\.body) == ["Outer.", "Inner.", "Inner.", "Last."])
      #expect(decoded.articles.compactMap { $0.uri?.last } == ["a", "b", "b", "d"])
    }
  }

  @Test("of items that are not closed each ends where the next begins, in linear time")
  func unclosed() {
    let open = "<NewsItem>" + Self.text("Open.")
    let closed = Self.item("z", Self.text("Closed."))
    let decoded = decode(
      "<NewsML>" + String(repeating: open, count: 2000) + closed + closed + "<!-- x</NewsML>",
      as: "a.xml")
    #expect(decoded.articles.map(\.body) == ["Closed.", "Closed."])
    #expect(decoded.rejections.count == 2000)
  }

  @Test("takes are articles of their own, and a record after them is numbered on")
  func takes() {
    let takes =
      "<NewsComponent>" + Self.text("First take.", role: "Take")
      + Self.text("Second take.", role: "Take") + "</NewsComponent>"
    let one = Self.document(takes)
    let two = one.replacing("</NewsML>", with: "")
    let other =
      "<NewsItem><NewsComponent>\(Self.text("Other."))</NewsComponent></NewsItem></NewsML>"
    let decoded = decode(two + other, as: "a.xml")
    #expect(decoded.articles.map(\.body) == ["First take.", "Second take.", "Other."])
    #expect(decoded.records.map(\.ordinal) == [0, 1, 2])
    #expect(decoded.articles.map(\.locator).last == "a.xml › item 2")
    let decoder = DepositDecoder(
      name: FileName("a.xml"), bytes: Array((two + other).utf8), cpuClock: { .zero })
    #expect(throws: Never.self) { try decoder.skip(records: 1) }
    #expect(throws: Never.self) {
      guard case .article(let article, 1)? = try decoder.next() else {
        Issue.record("the second take should come next")
        return
      }
      #expect(article.body == "Second take.")
    }
  }

  @Test("an item that names others is told as a package, one that changes parts is no text")
  func packages() {
    let references =
      "<NewsComponent><NewsItemRef NewsItem='urn:a'/><NewsItemRef NewsItem='urn:b'/></NewsComponent>"
    let package = decode(Self.document(references), as: "a.xml")
    #expect(package.rejections.map(\.code) == ["package"])
    #expect(
      package.rejections.first?.message == "it is a package that names 2 items: 'urn:a', 'urn:b'")
    let update = decode(Self.document("<Update><Replace>x</Replace></Update>"), as: "a.xml")
    #expect(update.rejections.map(\.code) == ["no-text"])
    let picture =
      "<NewsComponent><ContentItem Href='a.jpg'><MediaType FormalName='Photo'/></ContentItem></NewsComponent>"
    let remote = decode(Self.document(picture), as: "a.xml").rejections.first?.message
    #expect(remote == "there is no text; its content lies elsewhere: 'a.jpg'")
  }

  @Test(
    "hostile documents have their codes",
    arguments: [
      ("<NewsML>", "truncated"), ("<NewsML/>", "no-text"), ("<NewsML></NewsML>", "no-text"),
      ("<!DOCTYPE NewsML [<!ENTITY a 'b'>]><NewsML/>", "dtd-refused"),
      (
        "<!DOCTYPE NewsML [<!ENTITY a \"<NewsItem><NewsComponent><ContentItem><DataContent>x</DataContent></ContentItem></NewsComponent></NewsItem>\">]><NewsML/>",
        "dtd-refused"
      ),
      ("<NewsML><NewsItem>", nil), ("<NewsML><NewsItem/></NewsML>", nil),
    ] as [(String, String?)])
  func hostile(document: String, code: String?) {
    #expect(decode(document, as: "a.xml").code == code || code == nil)
    #expect(decode(document, as: "a.xml").articles.isEmpty)
  }

  @Test("components in components to the limit of depth are walked, not recursed into")
  func deep() {
    func nested(_ count: Int) -> String {
      Self.document(
        String(repeating: "<NewsComponent>", count: count) + Self.text("Deep.")
          + String(repeating: "</NewsComponent>", count: count))
    }
    #expect(decode(nested(200), as: "a.xml").articles.map(\.body) == ["Deep."])
    #expect(decode(nested(300), as: "a.xml").rejections.map(\.code) == ["too-deep"])
  }
}
