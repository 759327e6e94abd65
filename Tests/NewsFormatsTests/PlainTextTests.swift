import NewsFormats
import NewsModel
import Testing

@Suite("Plain text")
struct PlainTextTests {
  private func article(_ text: String, as name: String = "a.txt") throws -> Article {
    let decoded = decode(text, as: name)
    #expect(decoded.failure == nil)
    return try #require(decoded.articles.first)
  }

  @Test("a short first line that stands apart is the headline and leaves the body")
  func headline() throws {
    let article = try article("Harbour reopens\n\nThe harbour reopened.\n\nShips sailed.\n")
    #expect(article.headline == "Harbour reopens")
    #expect(!article.headlineIsDerived)
    #expect(article.body == "The harbour reopened.\nShips sailed.")
    #expect(article.format == "text")
    #expect(article.locator == "")
    #expect(article.matchedText == "Harbour reopens\nThe harbour reopened.\nShips sailed.")
  }

  @Test(
    "without a headline the first sentence stands in, and the body stays whole",
    arguments: [
      ("The harbour reopened on Monday. Ships sailed.", "The harbour reopened on Monday."),
      ("One line only", "One line only"),
      ("Mr. Smith of the U.S. Navy left. He waved.", "Mr. Smith of the U.S. Navy left."),
      ("港口重新开放。船只启航。", "港口重新开放。"),
    ])
  func derivedHeadline(text: String, headline: String) throws {
    let article = try article(text)
    #expect(article.headline == headline)
    #expect(article.headlineIsDerived)
    #expect(article.body == text)
  }

  @Test(
    "a piece of HTML is read as HTML, whatever its name is",
    arguments: [
      "<h1>Harbour reopens</h1>\n<p>The harbour <b>reopened</b>.</p>\n<p>Ships &amp; men sailed.</p>\n",
      "<div>\n<h2>Harbour reopens</h2>\n\n<p>The harbour reopened.\n\n<p>Ships &amp; men sailed.</p></div>",
      "Headline: Harbour reopens\n\n<p>The harbour reopened.</p><p>Ships &amp; men sailed.</p>",
      "---\ntitle: Harbour reopens\n---\n<p>The harbour reopened.</p>\n<p>Ships &amp; men sailed.</p>",
    ])
  func fragment(text: String) throws {
    for name in ["a.txt", "a", "a.md"] {
      let article = try article(text, as: name)
      #expect(article.headline == "Harbour reopens")
      #expect(article.body == "The harbour reopened.\nShips & men sailed.")
    }
  }

  @Test(
    "a text that writes tags, or opens with some, keeps them",
    arguments: [
      "<p>Harbour reopens</p>\n\nThe harbour reopened, and ships sailed.\n",
      "<p> opens a paragraph, and many leave out its end.\n", "<CBCO>Harbour reopens<CBCO>\n",
      "<b>Harbour</b> reopens\n",
    ])
  func tags(text: String) throws {
    #expect(try article(text).matchedText.contains("<"))
  }

  @Test("a long first sentence is cut at a word at 120 characters")
  func longSentence() throws {
    let article = try article(String(repeating: "seventeen letters ", count: 12))
    #expect(article.headline.hasSuffix(" seventeen…"))
    #expect(article.headline.count <= 121)
    #expect(article.headline.count > 100)
  }

  @Test("a first line of more than 200 characters is no headline")
  func longFirstLine() throws {
    let line = String(repeating: "word ", count: 50)
    #expect(try article(line + "\n\nMore text.").headlineIsDerived)
  }

  @Test(
    "paragraphs are divided by one line feed, whatever ends the lines",
    arguments: ["\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\n\n", "\r\n \t\r\n"])
  func lineEnds(end: String) throws {
    let first = String(repeating: "A paragraph of some length. ", count: 8)
      .trimmingSpaces
    let article = try article("  \(first)\(end)Second one.\(end)\tThird.\(end)")
    #expect(article.body == "\(first)\nSecond one.\nThird.")
  }

  @Test(
    "nothing but white space of any width is empty",
    arguments: [
      " \n\t", "\u{A0}", "\u{2003}\u{200A}\u{2009}", "\u{202F}\n\u{205F}", "\u{3000}",
      "\u{200B}\u{2060}",
    ])
  func blank(text: String) {
    #expect(decode(Array(text.utf8), as: "blank.txt").code == "empty")
  }

  @Test("control characters other than tab are dropped, all else is kept")
  func controls() throws {
    let article = try article(
      "A\u{0}b".replacingNUL + "\u{7}\u{1B}[0m\tc\u{9F}\u{7F} d  e\u{AD}f “g” ")
    #expect(article.body == "Ab[0m\tc d  e\u{AD}f “g”")
  }

  @Test(
    "lines of a hard-wrapped paragraph are joined, other lines stay paragraphs",
    arguments: wrapCases)
  func wrapping(lines: [String], body: String) throws {
    #expect(try article(lines.joined(separator: "\n")).body == body)
  }

  static let wrapCases: [([String], String)] = [
    (
      [
        "The harbour of the northern town was closed for eleven days after",
        "the storm, and the fishing fleet, which had been at sea when the",
        "wind turned, came home only on Sunday.",
      ],
      "The harbour of the northern town was closed for eleven days after the storm, and the "
        + "fishing fleet, which had been at sea when the wind turned, came home only on Sunday."
    ),
    // A hyphen at a line's end keeps its line feed.
    (
      [
        "The harbour of the northern town was closed for eleven days, fisher-",
        "men said, and the fleet, which had been at sea when the wind turned,",
        "came home only on Sunday.",
      ],
      "The harbour of the northern town was closed for eleven days, fisher-\n"
        + "men said, and the fleet, which had been at sea when the wind turned, came home only "
        + "on Sunday."
    ),
    // One line in five may be short.
    (
      [
        "The harbour of the northern town was closed for eleven days after",
        "the storm, and the fishing fleet, which had been at sea when the",
        "wind turned, came home only",
        "on Sunday morning, when the wind had turned again, and the harbour",
        "master, who had not slept for two nights, opened the boom and the",
        "people came down.",
      ],
      "The harbour of the northern town was closed for eleven days after the storm, and the "
        + "fishing fleet, which had been at sea when the wind turned, came home only on Sunday "
        + "morning, when the wind had turned again, and the harbour master, who had not slept for "
        + "two nights, opened the boom and the people came down."
    ),
    // One paragraph a line: sentences end where lines do.
    (
      [
        "The harbour was closed for eleven days after the storm last week.",
        "The fleet came home on Sunday, and nobody was hurt, the mayor said.",
        "Repairs will cost four million, according to the town's own figures.",
      ],
      "The harbour was closed for eleven days after the storm last week.\n"
        + "The fleet came home on Sunday, and nobody was hurt, the mayor said.\n"
        + "Repairs will cost four million, according to the town's own figures."
    ),
    // A table: the next line's first word would have fitted.
    (
      [
        "Net 1,200 against 900", "Revenue 14,000 against 12,100 in the year before that one",
        "Loans 3",
      ],
      "Net 1,200 against 900\nRevenue 14,000 against 12,100 in the year before that one\nLoans 3"
    ),
    // A list keeps its items.
    (
      [
        "- the harbour, which was closed for eleven days after the great storm",
        "- the railway, which was closed for three days after the great storm",
      ],
      "- the harbour, which was closed for eleven days after the great storm\n"
        + "- the railway, which was closed for three days after the great storm"
    ),
    (["Short", "lines", "stay"], "Short\nlines\nstay"),
  ]

  @Test("header lines name the fields")
  func headerLines() throws {
    let article = try article(
      """
      Headline: Harbour reopens
      By: Ann Example
      DATE: Sun, 22 Nov 2026 09:30:00 +0100
      Source: Example Wire
      Url: https://example.org/a
      Language: en_GB
      Guid: urn:example:7

      The harbour reopened.
      """)
    #expect(article.headline == "Harbour reopens")
    #expect(article.byline == "Ann Example")
    #expect(article.published?.rfc3339 == "2026-11-22T08:30:00Z")
    #expect(article.source == "Example Wire")
    #expect(article.url == "https://example.org/a")
    #expect(article.language == "en-gb")
    #expect(article.uri == "urn:example:7")
    #expect(article.body == "The harbour reopened.")
  }

  @Test("a sentence with a colon is no header line", arguments: ["He said: go.", "Note: 4 left."])
  func noHeader(line: String) throws {
    #expect(try article("\(line)\nMore text follows here.").body.hasPrefix(line))
  }

  @Test("front matter names the fields, unknown keys are skipped")
  func frontMatter() throws {
    let article = try article(
      """
      ---
      title: "Harbour: open again"
      authors:
        - Ann
        - Ben
      date: 2026-11-22
      # a comment
      tags: [a, b]
      ---

      # A heading that is text

      The harbour reopened.
      """, as: "a.md")
    #expect(article.headline == "Harbour: open again")
    #expect(article.byline == "Ann, Ben")
    #expect(article.published?.isoDay == "2026-11-22")
    #expect(article.body == "# A heading that is text\nThe harbour reopened.")
  }

  @Test("a Markdown heading that stands apart is the headline without its mark")
  func markdown() throws {
    let article = try article("# Harbour\n\nIt reopened.", as: "a.md")
    #expect(article.headline == "Harbour")
    #expect(article.body == "It reopened.")
  }

  @Test(
    "any charset becomes text",
    arguments: [
      ([0xEF, 0xBB, 0xBF, 0x41, 0x62, 0x63], "Abc"),
      ([0x43, 0x61, 0x66, 0xE9], "Café"),
      ([0x93, 0x41, 0x94, 0x20, 0x80, 0x35], "“A” €5"),
      ([0xFF, 0xFE, 0x41, 0x00, 0xE9, 0x00], "Aé"),
      ([0xFE, 0xFF, 0x00, 0x41, 0xD8, 0x3D, 0xDE, 0x00], "A😀"),
      ([0xFE, 0xFF, 0x00, 0x41, 0xD8, 0x3D, 0x00, 0x42, 0x00], "A\u{FFFD}B\u{FFFD}"),
      ([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0, 0x00, 0xF6, 0x01, 0], "A😀"),
    ] as [([UInt8], String)])
  func charsets(bytes: [UInt8], text: String) {
    #expect(decode(bytes, as: "a.txt").articles.map(\.body) == [text])
  }

  @Test("Cyrillic in an 8-bit charset is detected")
  func cyrillic() {
    // KOI8-R has the letters in the order of their Latin namesakes.
    let koi8: [Character: UInt8] = Dictionary(
      uniqueKeysWithValues: zip("юабцдефгхийклмнопярстужвьызшэщчъ", UInt8(0xC0)...0xDF))
    let sentence = "гавань северного города была закрыта одиннадцать дней после сильной бури, "
    let text = String(repeating: sentence, count: 4)
    let bytes = text.map { koi8[$0] ?? $0.asciiValue ?? 0x3F }
    #expect(decode(bytes, as: "a.txt").articles.map(\.body) == [text.trimmingSpaces])
  }

  @Test("one damaged sequence in UTF-8 becomes U+FFFD and the rest stays")
  func damagedUTF8() {
    let bytes = Array("Größe, Länge, Höhe und Tür: ".utf8) + [0xC3] + Array(" müde.".utf8)
    #expect(
      decode(bytes, as: "a.txt").articles.map(\.body)
        == ["Größe, Länge, Höhe und Tür: \u{FFFD} müde."])
  }
}

extension String {
  var trimmingSpaces: String {
    var text = Substring(self)
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
  /// A NUL makes a file binary; the control-character test is about the others.
  var replacingNUL: String { String(unicodeScalars.filter { $0 != "\0" }) }

  @Test(
    "byline and day below the headline are fields, and no text",
    arguments: [
      "By Ada Berg, Staff Writer\nPublished November 22, 2026", "Von Ada Berg\n22.11.2026",
      "By Ada Berg | 22 November 2026", "November 22, 2026\n\nBy Ada Berg",
      "\nBy ADA BERG\nSunday, 22 November 2026",
    ])
  func topLines(lines: String) throws {
    let text =
      "Harbour reopens\n\(lines)\n\nThe harbour board opened the quay again.\n\nThe ferry came first.\n"
    let article = try #require(decode(text, as: "a.txt").articles.first)
    #expect(article.headline == "Harbour reopens")
    #expect(article.body == "The harbour board opened the quay again.\nThe ferry came first.")
    #expect(article.byline?.lowercased() == "ada berg")
    #expect(lines.contains("|") || article.published?.rfc3339.prefix(10) == "2026-11-22")
  }

  @Test(
    "a first paragraph that speaks of a day or a person is text",
    arguments: [
      "Harbour reopens\nBy noon the quay was full of people.\n\nThe ferry came first.\n",
      "Harbour reopens\n22 ships waited.\n\nThe ferry came first.\n",
      "By Ada Berg\n",
    ])
  func noTopLines(text: String) throws {
    let article = try #require(decode(text, as: "a.txt").articles.first)
    #expect(article.byline == nil && article.published == nil)
    let words = text.split(whereSeparator: \.isWhitespace).count
    let kept = Set([article.headline, article.body]).joined(separator: " ")
    #expect(kept.split(whereSeparator: \.isWhitespace).count >= words)
  }

  @Test("a comma parts the values of a list of TOML, and no other")
  func commas() throws {
    let toml = """
      +++
      title = "Prices rise 1,000 percent, and more"
      authors = [ "Berg, Ada", 'Cy Dahl' ]
      url = "https://example.org/a,b.html"
      +++

      The quay is open.
      """
    let article = try #require(decode(toml, as: "a.md").articles.first)
    #expect(article.headline == "Prices rise 1,000 percent, and more")
    #expect(article.byline == "Berg, Ada, Cy Dahl" && article.url == "https://example.org/a,b.html")
  }

  @Test("front matter of TOML names fields; a link to a person's note is the person")
  func frontMatterForms() throws {
    let toml = """
      +++
      title = "Harbour reopens"
      date = 2026-11-22T14:05:00+01:00
      authors = ["Ada Berg", 'Cy Dahl']
      # a comment
      [extra]
      title = "Other"
      +++

      The quay is open.
      """
    let article = try #require(decode(toml, as: "a.md").articles.first)
    #expect(article.headline == "Harbour reopens" && article.byline == "Ada Berg, Cy Dahl")
    #expect(
      article.published?.rfc3339 == "2026-11-22T13:05:00Z" && article.body == "The quay is open.")
    let clipping = """
      ---
      title: "Harbour reopens"
      source: "https://tide.example/quay"
      author:
        - "[[Ada Berg]]"
        - '[[Cy Dahl]]'
      ---
      The quay is open.
      """
    let clip = try #require(decode(clipping, as: "a.md").articles.first)
    #expect(clip.byline == "Ada Berg, Cy Dahl" && clip.url == "https://tide.example/quay")
    #expect(clip.source == "tide.example")
  }
}
