import NewsFormats
import NewsModel
import Testing

@Suite("Lines, marks and letters of a page")
struct PageLineTests {
  private func lines(_ page: String) throws -> [String] {
    try #require(decode(page, as: "a.html").articles.first).body.split(separator: "\n")
      .map(String.init)
  }
  private static let prose = Pages.elements(Pages.paragraphs)

  @Test(
    "facts and results at the end of the text stay, one a paragraph or one a line",
    arguments: [
      ["Length: 400 m", "Cost: 412 million", "Opens: June 2028"],
      ["When: Sunday, noon", "Where: The inn"],
      ["Skerry – Holm 2–1", "Point – Reef 0:3"], ["Wann: am Sonntag", "Eintritt: frei"],
      ["費用： 四億円"],
    ])
  func facts(facts: [String]) throws {
    #expect(
      try lines(Pages.page(inside: Self.prose + Pages.elements(facts))) == Pages.paragraphs + facts)
    let broken = "<p>\(facts.joined(separator: "<br>"))</p>"
    #expect(
      try lines(Pages.page(inside: Self.prose + broken))
        == Pages.paragraphs + [facts.joined(separator: " ")])
    let titled = "<h3>Facts</h3>" + Pages.elements(facts)
    #expect(
      try lines(Pages.page(inside: Self.prose + titled)) == Pages.paragraphs + ["Facts"] + facts)
  }

  @Test(
    "credits, tags and signatures at the end do not",
    arguments: [
      "Tags: light, sea", "Photo: M. Holt", "Von Anna Muster", "Quelle: TP", "Anna Muster",
      "Kontakt: TP",
      "22.11.2026", "Updated: 22.11.2026", "Filed under: Sea",
    ])
  func credits(line: String) throws {
    #expect(try lines(Pages.page(inside: Self.prose + "<p>\(line)</p>")) == Pages.paragraphs)
  }

  @Test(
    "comments end where the standard ends them",
    arguments: [
      "<!-->", "<!--->", "<!-- a -->", "<!-- a --!>", "<!--[if !IE]><!-->", "<!--<![endif]-->",
      "<![if !IE]>", "<![endif]>", "<![CDATA[ words of a section ]]>", "<!---->",
      "<!-- <p>x</p> -->",
    ])
  func comments(comment: String) throws {
    let parts = Pages.paragraphs.map { "<p>\($0)</p>" }.joined(separator: comment)
    #expect(try lines(Pages.page(inside: parts + "<!-- end -->")) == Pages.paragraphs)
  }

  @Test("a mark in a script begins no comment")
  func scripts() throws {
    let script = "<script>if (a <!--> b) { x('<!--') }</script><style>/* <!-- */</style>"
    #expect(try lines(Pages.page(above: script)) == Pages.paragraphs)
  }

  @Test(
    "character references are read as the standard reads them",
    arguments: [
      ("the board&#146;s &#147;no&#148; &#150; &#128;5", "the board’s “no” – €5"),
      ("&#x92;&#x0080;&#0151;", "’€—"),
      ("caf&eacute&nbspNordvik, &copy2026", "café\u{A0}Nordvik, ©2026"),
      ("&ccaron;&Zcaron;&lstrok;&eogon;", "čŽłę"), ("a &lt b &gt c &amp d", "a < b > c & d"),
      ("&amp;eacute; &amp;#146;", "&eacute; &#146;"),
      ("?a=1&copy=2&section=3", "?a=1&copy=2&section=3"),
      ("AT&T, R&D, &unknown; &", "AT&T, R&D, &unknown; &"), ("&#8212 &#x2014 ", "— —"),
      ("&frac12 &frac34;", "½ ¾"), ("100&#37;", "100%"),
    ])
  func references(source: String, text: String) throws {
    let sentence =
      "It was said on Monday that the light is out and that nobody knows why, not even now."
    let page = Pages.page(inside: "<p>\(sentence) \(source)</p>" + Self.prose)
    #expect(try lines(page).first == "\(sentence) \(text)".trimmingSuffix(" "))
    let body = "<p>\(sentence) \(source)</p>".replacing("\"", with: "\\\"")
    let article = try #require(decode(#"{"body":"\#(body)"}"#, as: "a.json").articles.first)
    #expect(article.body == "\(sentence) \(text)".trimmingSuffix(" "))
  }

  @Test("an address keeps what looks like a reference in it")
  func address() throws {
    let head = "<link rel=canonical href='https://t.example/a?x=1&copy=2&region=3'>"
    #expect(
      try #require(decode(Pages.page(head: head), as: "a.html").articles.first).url
        == "https://t.example/a?x=1&copy=2&region=3")
  }

  @Test(
    "readings over Chinese characters are not run into the text",
    arguments: [
      "<ruby>東京<rt>とうきょう</rt></ruby>で<ruby>強<rt>つよ</rt></ruby>い地震がありました。",
      "<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>で<ruby>強<rt>つよ</ruby>い地震がありました。",
      "<ruby>東<rt>とう<rb>京<rt>きょう</ruby>で<ruby><rb>強</rb><rtc><rt>つよ</rt></rtc></ruby>い地震がありました。",
    ])
  func ruby(text: String) throws {
    let plain = "東京で強い地震がありました。"
    let rest = "けがをした人はいないと市は言っています。"
    #expect(try lines("<html lang=ja><body><p>\(text)\(rest)</p></body></html>") == [plain + rest])
    let article = try #require(
      decode(#"{"body":"<p>\#(text)\#(rest)</p>"}"#, as: "a.json").articles.first)
    #expect(article.body == plain + rest)
    let titled =
      "<html><head><title>x</title></head><body><h1>\(text)</h1>\(Self.prose)</body></html>"
    #expect(try #require(decode(titled, as: "a.html").articles.first).headline == plain)
  }

  @Test("a note on the writer ends the text, and the last question of an interview is a part of it")
  func interview() throws {
    let head = "<meta name=author content='Anna Muster'>"
    func end(_ line: String) throws -> [String] {
      let text = Pages.elements(
        Pages.paragraphs + Pages.paragraphs.map { $0 + " So it is." } + [line])
      return try lines(Pages.page(head: head, inside: text)).suffix(1)
    }
    let note = "Anna Muster is a reporter at the Tidewater Post and writes about the sea."
    #expect(try end(note) != [note])
    let question = "Anna Muster: Then I thank you for the talk, and hope that the light stays on."
    #expect(try end(question) == [question])
  }

  @Test(
    "a short last line that ends in a face ends a sentence",
    arguments: ["And that is how I like it 🙂", "And that is how I like it ;)"])
  func face(line: String) throws {
    #expect(
      try lines(Pages.page(inside: Self.prose + "<p>\(line)</p>")) == Pages.paragraphs + [line])
  }

  @Test("what is preformatted keeps its lines")
  func preformatted() throws {
    let table = "Skerry   2\nHolm     1\n\n  Reef   0\n"
    let rows = ["Skerry 2", "Holm 1", "Reef 0"]
    let half = Pages.elements(Pages.paragraphs.prefix(2))
    let page = Pages.page(inside: "\(half)<pre>\(table)</pre>\(half)")
    let paragraphs = Array(Pages.paragraphs.prefix(2))
    #expect(try lines(page) == paragraphs + rows + paragraphs)
    let body = "<p>Results.</p><pre>\(table.replacing("\n", with: "\\n"))</pre><p>So it ended.</p>"
    let article = try #require(decode(#"{"body":"\#(body)"}"#, as: "a.json").articles.first)
    #expect(
      article.body.split(separator: "\n").map(String.init) == ["Results."] + rows + ["So it ended."]
    )
  }
}

extension String {
  fileprivate func trimmingSuffix(_ end: Character) -> String {
    last == end ? String(dropLast()) : self
  }
}
