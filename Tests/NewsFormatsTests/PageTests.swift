import NewsFormats
import NewsModel
import Testing

@Suite("Web pages")
struct PageTests {
  private func article(_ page: String, as name: String = "a.html") throws -> Article {
    let decoded = decode(page, as: name)
    #expect(decoded.failure == nil)
    #expect(decoded.format == "html")
    #expect(!decoded.isContainer)
    return try #require(decoded.articles.first)
  }
  private func body(_ inside: String) throws -> String {
    try article("<html><body>\(inside)</body></html>").body
  }
  private static let prose = (1...3).map {
    "<p>Paragraph \($0) of the text has a sentence, and another one. It is long enough to be prose.</p>"
  }.joined()
  private static let proseText = (1...3).map {
    "Paragraph \($0) of the text has a sentence, and another one. It is long enough to be prose."
  }

  @Test("of a page the article is read, and nothing that stands around it")
  func wholePage() throws {
    let article = try article(Pages.harbour)
    #expect(article.body == Pages.harbourText)
    #expect(article.headline == "Harbour reopens after ten years")
    #expect(!article.headlineIsDerived)
    #expect(article.byline == "Anna Muster, Ben O'Hara")
    #expect(article.published == Timestamp(rfc3339: "2026-11-22T08:30:00Z"))
    #expect(article.updated == Timestamp(rfc3339: "2026-11-22T10:00:00Z"))
    #expect(article.source == "The Tidewater Post")
    #expect(article.language == "en-gb")
    #expect(article.url == "https://tidewater.example/2026/11/22/harbour")
    #expect(article.uri == nil)
  }

  @Test("a page without metadata says by itself what it is called, who wrote it and when")
  func fromThePageItself() throws {
    let article = try article(Pages.hafen)
    #expect(article.headline == "Der Hafen ist wieder offen")
    #expect(article.byline == "Karla Beispiel")
    #expect(article.published == Timestamp(rfc3339: "2026-11-22T00:00:00Z"))
    #expect(article.body.hasPrefix("Zehn Jahre lang"))
    #expect(article.body.hasSuffix("wie zu Großvaters Zeiten."))
  }

  @Test("Chinese is prose without spaces")
  func chinese() throws {
    let article = try article(Pages.gang)
    #expect(article.headline == "港口重新开放")
    #expect(article.body.split(separator: "\n").count == 3)
    #expect(article.body.hasPrefix("潮汐港"))
    #expect(article.language == "zh-cn")
  }

  @Test("a page is the same article however it is cut into reads", arguments: [1, 7, 4096, 65536])
  func pieces(piece: Int) {
    let decoded = decode(Pages.harbour, as: "a.html", piece: piece)
    #expect(decoded.articles.map(\.body) == [Pages.harbourText])
  }

  @Test(
    "a page is known by its first bytes, or its name",
    arguments: [
      ("<!DOCTYPE html><html>", "a"), ("<!-- saved from url -->\n<html>", "a.txt"),
      ("<html>", "a"), ("<HTML>", "a"), ("\u{FEFF}\n<html>", "a"), ("<p>", "a.html"),
      ("<div>", "a.HTM"), ("<?xml version=\"1.0\"?><html>", "a.xml"), ("Text. ", "a.html"),
    ])
  func detection(opening: String, name: String) throws {
    let article = try article(opening + Self.prose, as: name)
    #expect(article.body.hasSuffix(Self.proseText[2]))
  }

  @Test(
    "what stands between paragraphs and is no text is left out",
    arguments: [
      "<nav><p>Menu of the page, with words and more words, and a sentence. Like this.</p></nav>",
      "<div class='related-posts'><p>Another story, which has its own sentence. Read it.</p></div>",
      "<div class='wp-share'>Share it</div>", "<script>var p = '<p>Code. More code.</p>'</script>",
      "<p hidden>Hidden words that form a sentence, and one more sentence. So.</p>",
      "<div style='color: red; display: none'>Hidden words that form a sentence. So.</div>",
      "<p><a href='/x'>A headline of another story</a></p>", "<p>Lesen Sie auch: Anderes</p>",
      "<p>Czytaj także: inne</p>", "<noscript>Turn on scripts, please. We need them.</noscript>",
      "<button>Press here for more</button>", "<select><option>One of these. Or two.</select>",
      "<figure><figcaption>A picture of the harbour. Photo: X</figcaption></figure>",
      "<section class='comments'><p>I think so too, and my neighbour does. Yes.</p></section>",
      "<div class='sidebar'><p>Something else, which is a sentence of its own. Yes.</p></div>",
      "<div class='NewsletterSignup'>Get our letter every day, for nothing. Now.</div>",
    ])
  func around(element: String) throws {
    let parts = Self.prose.replacing("</p><p>", with: "</p>\(element)<p>")
    let text = try body("<h1>Title</h1><div>\(parts)</div>")
    #expect(text.split(separator: "\n").map(String.init) == Self.proseText)
  }

  @Test(
    "what stands between paragraphs and is text stays",
    arguments: [
      ("<h2>A heading</h2>", "A heading"), ("<p>No.</p>", "No."),
      ("<blockquote>Quoted words</blockquote>", "Quoted words"),
      ("<ul><li>An item</li></ul>", "An item"), ("<pre>code</pre>", "code"),
      ("<table><tr><td>A cell</td></tr></table>", "A cell"),
      ("<p class='tag-share category-related'>Odd name.</p>", "Odd name."),
      (
        "<p><a href='/x'>A linked sentence is a sentence too, when it is whole and long enough, and ends as this one does.</a></p>",
        "A linked sentence is a sentence too, when it is whole and long enough, and ends as this one does."
      ),
      ("<p class='navy'>Navy ships.</p>", "Navy ships."),
      ("a stray text.", "a stray text."), ("<p>5 &lt; 6 &amp; 7 &gt; 6.</p>", "5 < 6 & 7 > 6."),
    ])
  func kept(element: String, text: String) throws {
    let parts = Self.prose.replacing("</p><p>", with: "</p>\(element)<p>")
    let lines = try body("<h1>Title</h1><div>\(parts)</div>").split(separator: "\n").map(
      String.init)
    #expect(lines == [Self.proseText[0], text, Self.proseText[1], text, Self.proseText[2]])
  }

  @Test("a wrapper with a bad name keeps its text when it holds most of it")
  func names() throws {
    for name in ["share", "sidebar", "related", "hidden", "meta", "widget-area nav", "promo"] {
      #expect(try body("<div class='\(name)'>\(Self.prose)</div>").hasPrefix(Self.proseText[0]))
    }
  }

  @Test("the lede that stands with the headline belongs to the text")
  func lede() throws {
    let lede = "What happened at the harbour on Sunday, and why nobody there had expected it."
    let text = try body(
      "<article><header><h1>Title</h1><p>\(lede)</p></header><div>\(Self.prose)</div></article>")
    #expect(text.split(separator: "\n").map(String.init) == [lede] + Self.proseText)
  }

  @Test("each text stands in the article at most once")
  func once() throws {
    let text = try article(Pages.harbour).body
    for line in text.split(separator: "\n") {
      #expect(text.ranges(of: line).count == 1)
    }
  }

  @Test(
    "a page that shows no text is none",
    arguments: ["<html><body></body></html>", "<!DOCTYPE html>", "<html><script>x</script></html>"])
  func noText(page: String) {
    #expect(decode(page, as: "a.html").code == "no-text")
  }

  @Test(
    "a page whose names all say that there is no article is read by its text",
    arguments: [
      ("<div class=sidebar>", "</div>"), ("<div style='display:none'>", "</div>"),
      ("<noscript><div>", "</noscript>"), ("<div class=newsletter><p>", "</p></div>"),
    ])
  func lyingNames(opening: String, closing: String) throws {
    let sentence = "The mills of Tidewater turn again, and nobody knows for how long they will. "
    let part = opening + "<p>" + String(repeating: sentence, count: 3) + "</p>" + closing
    let page = "<html><body><h1>Mills</h1>\(part)\(part)\(part)</body></html>"
    let article = try #require(decode(page, as: "a.html").articles.first)
    #expect(article.body.split(separator: "\n").count == 3)
  }

  @Test(
    "a page may leave out the tags of its root and head",
    arguments: [
      "<style>\n/* new */\n.boxes {\n  opacity: 1;\n  color: red;\n}\n</style>",
      "<title>Tide gates hold</title>", "<meta charset=utf-8>", "<link rel=canonical href='/a'>",
      "<base href='https://a.example/'>", "<script>var a = { b: 1 }; if (a) { a.b(); }</script>",
    ])
  func rootless(opening: String) {
    let text = "<p>The tide gates held on Tuesday, the office said. More is not known.</p>"
    for name in ["a.html", "a"] {
      let decoded = decode("\(opening)\n<div>\(text)\(text)</div>", as: name)
      #expect(decoded.format == "html")
      #expect(decoded.articles.first?.body.hasPrefix("The tide gates held") == true)
    }
  }

  @Test("what a page says to those without scripts is no article")
  func pleaseEnable() {
    let page =
      "<html><body><noscript>You need to enable JavaScript. Sorry.</noscript></body></html>"
    #expect(decode(page, as: "a.html").code == "no-text")
  }

  @Test("a page is read in the charset that it claims, or that its bytes show")
  func charsets() throws {
    let text = "Größe über alles: die Mühle am Fluß läuft wieder, und alle müssen früh aufstehen."
    let latin = Array(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
    for head in ["<meta charset=iso-8859-1>", "<meta charset=utf-8>", ""] {
      let page =
        Array("<html><head>\(head)</head><body><p>".utf8) + latin + Array("</p></html>".utf8)
      #expect(decode(page, as: "a.html").articles.map(\.body) == [text])
    }
    let utf8 = "<html><meta charset=iso-8859-1><p>\(text)</p></html>"
    #expect(decode(utf8, as: "a.html").articles.map(\.body) == [text])
  }

  @Test("one damaged byte in a page costs one character")
  func damaged() throws {
    let page =
      Array("<html><p>Größe über ".utf8) + [0xFF]
      + Array("alles, müßte man meinen. So ist es aber nicht.</p>".utf8)
    #expect(
      decode(page, as: "a.html").articles.map(\.body)
        == ["Größe über \u{FFFD}alles, müßte man meinen. So ist es aber nicht."])
  }
}
