import NewsFormats
import NewsModel
import Testing

@Suite("What is the page's own, and what another article's")
struct PageIdentityTests {
  private static let other = """
    {"@type":"NewsArticle","headline":"Mussels are dear this winter","url":"https://t.example/mussels",\
    "datePublished":"2019-05-06","author":{"name":"Otto Falsch"},"publisher":{"name":"Elsewhere"}}
    """
  private static let own = """
    {"@type":"NewsArticle","headline":"Lighthouse of Skerry Point goes dark","url":"https://t.example/light",\
    "datePublished":"2026-11-22T14:05:00+01:00","author":{"name":"Anna Muster"},"publisher":{"name":"Tidewater &amp; Times"}}
    """
  private func article(_ page: String) throws -> Article {
    try #require(decode(page, as: "a.html").articles.first)
  }

  @Test(
    "of several articles described the one that is named as the page is counts",
    arguments: [
      linked(other) + linked(own), linked(own) + linked(other), linked("[\(other),\(own)]"),
      linked(#"{"@graph":[\#(other),{"@type":"WebPage","name":"x"},\#(own)]}"#),
      linked(#"{"@type":"ItemList","mainEntity":[\#(other)]}"#) + linked(own),
      linked("//<![CDATA[\n\(own)\n//]]>"), linked("/* <![CDATA[ */ [\(own)] /* ]]> */"),
      linked(own).replacing("application/ld+json", with: "Application/LD+JSON; charset=utf-8"),
    ])
  func ownDescription(head: String) throws {
    let article = try article(Pages.page(head: head))
    #expect(article.byline == "Anna Muster")
    #expect(article.published == Timestamp(rfc3339: "2026-11-22T13:05:00Z"))
    #expect(article.source == "Tidewater & Times")
    #expect(article.url == "https://t.example/light")
  }
  private static func linked(_ json: String) -> String { Pages.linked(json) }

  @Test("a description of nothing but another article describes nothing")
  func othersDescription() throws {
    let article = try article(Pages.page(head: Pages.linked(Self.other)))
    #expect(article.byline == nil)
    #expect(article.published == nil)
    #expect(article.source == nil)
    #expect(article.url == nil)
  }

  @Test(
    "an address that agrees is enough, whatever the headline is",
    arguments: [
      #""url":"http://www.t.example/light/?utm=1""#,
      #""mainEntityOfPage":"https://t.example/light""#,
      #""mainEntityOfPage":{"@type":"WebPage","@id":"https://t.example/light#main"}"#,
    ])
  func address(member: String) throws {
    let head =
      "<link rel='shortlink canonical' href='https://t.example/light'>" + Pages.linked(Self.other)
      + Pages.linked(
        #"{"@type":"Article","headline":"No light!",\#(member),"author":"Anna Muster"}"#)
    #expect(try article(Pages.page(head: head)).byline == "Anna Muster")
  }

  @Test("two wordings of one headline agree")
  func otherWording() throws {
    let head = Pages.linked(
      #"{"@type":"Article","headline":"Skerry Point: lighthouse dark since Monday","author":"Anna Muster"}"#
    )
    #expect(try article(Pages.page(head: head)).byline == "Anna Muster")
  }

  @Test(
    "of a page that holds the next article too, its own is read",
    arguments: ["article", "div class='post hentry'", "section class=story"], [true, false])
  func nextArticle(element: String, isFirst: Bool) throws {
    let name = element.prefix { $0 != " " }
    let own = "<\(element)><h1>\(Pages.title)</h1>\(Pages.elements(Pages.paragraphs))</\(name)>"
    let other = """
      <\(element)><h1>Mussels are dear this winter</h1><p>A mild autumn has left the beds of the bay \
      half empty, the fishers say, and the price of a pound has doubled since last year.</p>\
      <p>Restaurants look to the north, where the water was colder and the harvest good.</p></\(name)>
      """
    let page =
      "<html><head><title>\(Pages.title) | Tidewater</title></head><body><main>"
      + (isFirst ? own + other : other + own) + "</main></body></html>"
    let article = try article(page)
    #expect(article.body.split(separator: "\n").map(String.init) == Pages.paragraphs)
    #expect(article.headline == Pages.title)
  }

  @Test("a heading in the text is no other article's, though it is an <h1>")
  func sections() throws {
    let half = Pages.elements(Pages.paragraphs.prefix(3))
    let rest = Pages.elements(Pages.paragraphs.suffix(2))
    let page = Pages.page(
      inside: "<section>\(half)</section><section><h1>Money</h1>\(rest)</section>")
    let lines = try article(page).body.split(separator: "\n").map(String.init)
    #expect(lines == Pages.paragraphs.prefix(3) + ["Money"] + Pages.paragraphs.suffix(2))
  }

  @Test("a list of articles whose title names none of them loses none")
  func list() throws {
    let parts = Pages.paragraphs.prefix(3).enumerated().map {
      "<article><h2>Part \($0)</h2><p>\($1)</p><p>\(Pages.paragraphs[3])</p></article>"
    }
    let page = "<html><title>The Tidewater Post</title><body>\(parts.joined())</body></html>"
    let body = try article(page).body
    for paragraph in Pages.paragraphs.prefix(3) { #expect(body.contains(paragraph)) }
  }

  @Test(
    "where a page was saved from is its address when it names none",
    arguments: [
      "<!-- saved from url=(0031)https://t.example/world/light?a=b -->",
      "<!--\n Page saved with SingleFile \n url: https://t.example/world/light?a=b \n saved date: Sun\n-->",
      "<!-- Saved from https://t.example/world/light?a=b at 2026-11-22 using monolith -->",
    ])
  func savedFrom(comment: String) throws {
    let page = Pages.page().replacing("<html", with: comment + "<html")
    #expect(try article(page).url == "https://t.example/world/light?a=b")
    let named = page.replacing(
      "<title>", with: "<link rel=canonical href='https://t.example/l'><title>")
    #expect(try article(named).url == "https://t.example/l")
  }

  @Test(
    "a comment that only has an address in it is no place",
    arguments: ["see https://x.example/a", ""])
  func otherComments(comment: String) throws {
    #expect(try article(Pages.page().replacing("<html", with: "<!--\(comment)--><html")).url == nil)
  }
}
