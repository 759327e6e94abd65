import NewsFormats
import NewsModel
import Testing

/// What houses call the elements of a text, and what they call what stands around it, are often the same words.
@Suite("Names of elements within a page's text")
struct PageNameTests {
  private func body(_ markup: String) throws -> [String] {
    let page = Pages.page(
      inside: Pages.elements(Pages.paragraphs.dropLast()) + markup
        + Pages.elements(Pages.paragraphs.suffix(1)))
    return try #require(decode(page, as: "a.html").articles.first).body.split(separator: "\n").map(
      String.init)
  }

  @Test(
    "a word within a sentence stays, whatever its link is called",
    arguments: [
      "tag", "related", "social", "promo", "sponsored", "ad-link", "nav-link", "recommended",
      "read-more", "copyright", "poll", "cookie", "anzeige",
    ])
  func words(name: String) throws {
    let line = "So said Mira Holt, who runs a bakery across the road from the landing."
    let markup = line.replacing("bakery", with: "<a class='\(name)' href='/t'>bakery</a>")
    #expect(try body("<p>\(markup)</p>").contains(line))
  }

  @Test("what stands between signs, or at the end, is no part of a sentence")
  func signs() throws {
    let line = "The road stays closed until Friday evening, and buses go around it."
    #expect(
      try body("<p>\(line) <a class='read-more' href='/t'>More about roads</a></p>").contains(line))
  }

  @Test(
    "a heading and its section keep their text when their id is made of it",
    arguments: [
      "Share prices fall", "Social housing plans", "Polls close at six", "Comments from abroad",
    ])
  func anchors(heading: String) throws {
    let id = heading.lowercased().replacing(" ", with: "-")
    let line = "Of this nothing was known on the island before the boats came in at noon."
    for markup in [
      "<h2 id='\(id)'>\(heading)</h2><p>\(line)</p>",
      "<section id='\(id)'><h2>\(heading)</h2><p>\(line)</p></section>",
    ] {
      let lines = try body(markup)
      #expect(lines.contains(heading) && lines.contains(line), "\(markup)")
    }
  }

  @Test("a lede with a link in it is text, though it is called a teaser")
  func lede() throws {
    let line =
      "The keepers of the light at Skerry had asked for new wiring every spring since the flood."
    #expect(
      try body("<p class=teaser>\(line.replacing("Skerry", with: "<a href=/s>Skerry</a>"))</p>")
        .contains(line))
  }

  @Test(
    "paragraphs for subscribers are text, a bid for subscriptions is none",
    arguments: ["subscriber-only", "subscription-required", "subscriber-content"])
  func subscribers(name: String) throws {
    let page = Pages.page(
      inside: "<p>\(Pages.paragraphs[0])</p>"
        + Pages.paragraphs.dropFirst().map { "<p class='\(name)'>\($0)</p>" }.joined())
    #expect(
      try #require(decode(page, as: "a.html").articles.first).body.split(separator: "\n").count == 5
    )
    let bid =
      "<div class='subscribe-box'><p>Subscribe to our newsletter and read all we write.</p></div>"
    #expect(try body(bid).allSatisfy { !$0.contains("newsletter") })
  }

  @Test(
    "a byline ends where a small word begins that is no part of a name",
    arguments: [
      "Par Anna Muster, publié le 22/11/2026",
      "Por Anna Muster, publicado el 22 de noviembre de 2026",
      "Av Anna Muster, publicerad 22 november", "By Anna Muster, last updated Nov 22, 2026",
      "By Anna Muster of the Quay staff", "Av Anna Muster. Publicerad: 22 november 2026",
    ])
  func bylines(line: String) throws {
    let page = Pages.page(above: "<p class=byline>\(line)</p>")
    #expect(try #require(decode(page, as: "a.html").articles.first).byline == "Anna Muster")
  }

  @Test("the day and the writer of another article, a comment or a picture are not this one's")
  func others() throws {
    let box =
      "<section class=related><article><h3>Harvest</h3><span itemprop=author>Cy Dahl</span><time datetime=2020-01-01>1 January 2020</time></article></section>"
    let comments =
      "<section id=comments><h3>Comments</h3><div class=comment><b>Cy</b> <time datetime=2018-03-03>March 3, 2018</time> Well said.</div></section>"
    let figure =
      "<figure><img src=/a.jpg><figcaption>The light on March 3, 2018. Photo: Bo Lind</figcaption></figure>"
    let page = Pages.page(above: "<p class=byline>By Ada Berg</p>" + figure, below: box + comments)
    let article = try #require(decode(page, as: "a.html").articles.first)
    #expect(article.published == nil && article.byline == "Ada Berg")
  }

  @Test("facts stand behind a text in scripts without spaces, too")
  func facts() throws {
    let markup = "<p>日時：3月5日午後2時</p><p>場所：市民会館</p><p>料金：無料</p>"
    let paragraphs = Array(repeating: "北川市の市民会館で五日、古い灯台を守る人々の集いが開かれ、百二十人が集まった。", count: 5)
    let page =
      "<!DOCTYPE html><html lang=ja><head><meta charset=utf-8><title>灯台を守る集い</title></head><body><article><h1>灯台を守る集い</h1>\(Pages.elements(paragraphs))\(markup)</article></body></html>"
    let lines = try #require(decode(page, as: "a.html").articles.first).body.split(separator: "\n")
    #expect(lines.suffix(3) == ["日時：3月5日午後2時", "場所：市民会館", "料金：無料"])
  }
}
