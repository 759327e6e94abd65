import NewsFormats
import NewsModel
import Testing

/// What stands around a feed's texts and is none of them, and texts that stand where few feeds have them.
@Suite("Feeds as houses write them")
struct FeedHouseTests {
  private static let quay =
    "The harbour board of Elvik closed the north quay on Monday after divers found that two of its oak "
    + "piles had rotted through, its engineer said."

  private func rss(_ items: String, spaces: String = "") -> String {
    "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" \(spaces)><channel><title>Tide</title>\(items)</channel></rss>"
  }

  @Test("an entry without an author has its source's, and only then the feed's")
  func sourceAuthor() {
    for (entry, byline) in [
      ("<source><title>Far</title><author><name>Cy Dahl</name></author></source>", "Cy Dahl"),
      (
        "<source><author><name>Cy Dahl</name></author><author><name>Di Elg</name></author></source>",
        "Cy Dahl, Di Elg"
      ),
      ("<author><name>Own</name></author><source><author><name>Cy</name></author></source>", "Own"),
      ("<source><title>Far</title></source>", "Desk"),
    ] {
      let feed = """
        <feed xmlns="http://www.w3.org/2005/Atom"><title>Planet</title><author><name>Desk</name></author>
        <entry><title>A</title><content>\(Self.quay)</content>\(entry)</entry></feed>
        """
      #expect(decode(feed, as: "a.atom").articles.map(\.byline) == [byline], "\(entry)")
    }
  }

  @Test(
    "the whole text may stand in an element of a house's own",
    arguments: [
      ("yandex:full-text", "xmlns:yandex=\"http://news.yandex.ru\""),
      ("turbo:content", "xmlns:turbo=\"http://turbo.yandex.ru\""),
      ("x:fulltext", "xmlns:x=\"urn:x\""), ("n:articleBody", "xmlns:n=\"urn:n\""),
      ("full-text", ""),
    ])
  func fullText(name: String, space: String) {
    let item =
      "<item><title>A</title><description>Short.</description><\(name)>\(Self.quay)</\(name)></item>"
    let decoded = decode(rss(item, spaces: space), as: "a.xml")
    #expect(decoded.articles.map(\.body) == [Self.quay])
  }

  @Test("a title beside prose of an unknown element is no alert; beside a caption it is one")
  func unknown() throws {
    let spaces = "xmlns:x=\"urn:x\""
    let kropp = decode(
      rss("<item><title>A</title><x:kropp>\(Self.quay)</x:kropp></item>", spaces: spaces), as: "a")
    #expect(kropp.articles.isEmpty)
    #expect(try #require(kropp.rejections.first).message.contains("'x:kropp'"))
    let caption = decode(
      rss("<item><title>A</title><x:caption>\(Self.quay)</x:caption></item>", spaces: spaces),
      as: "a")
    #expect(caption.articles.map(\.body) == ["A"])
  }

  @Test("byte order marks of included files and long comments stand before a feed's root")
  func marks() {
    let feed = rss("<item><title>A</title><description>\(Self.quay)</description></item>")
    let mark = "\u{FEFF}"
    let comment = "<!-- \(String(repeating: "The terms of use of this feed. ", count: 400)) -->"
    let root = feed.replacing("?>\n", with: "?>")
    let bare = String(feed.dropFirst(22))
    let texts: [String] = [
      "\(mark)\(mark)\(feed)", "\n\(mark)\(feed)", "\(mark)\n\(mark)\(feed)",
      root.replacing("<rss", with: "\(mark)<rss"), "\(comment)\(bare)",
      root.replacing("<channel>", with: "\(mark)<channel>"),
      root.replacing("<rss", with: "\(comment)<rss"),
    ]
    for text in texts {
      for piece in [100, 4096] {
        let decoded = decode(text, as: "a.xml", piece: piece)
        #expect(decoded.articles.map(\.body) == [Self.quay], "\(text.prefix(60))")
        #expect(decoded.format == "rss" && decoded.failure == nil)
      }
    }
  }

  @Test("a WordPress export behind a long comment is one")
  func exportBehindComment() {
    let comment =
      "<!-- \(String(repeating: "This is a WordPress eXtended RSS file. ", count: 200)) -->"
    let feed = rss(
      "<item><title>A</title><description>\(Self.quay)</description></item>",
      spaces: "xmlns:wp=\"http://wordpress.org/export/1.2/\"")
    let decoded = decode(feed.replacing("<rss", with: comment + "<rss"), as: "a.xml")
    #expect(decoded.format == "wxr")
  }

  @Test("two feeds in one file keep their own heads", arguments: [7, 4096])
  func two(piece: Int) {
    let one = rss("<item><title>A</title><description>\(Self.quay)</description></item>")
    let two = one.replacing("Tide", with: "Ebb").replacing(">A<", with: ">B<")
    for between in ["\n", "", "<!-- end -->\n\u{FEFF}"] {
      let decoded = decode(one + between + two, as: "a.xml", piece: piece)
      #expect(decoded.articles.map(\.source) == ["Tide", "Ebb"])
      #expect(decoded.articles.map(\.headline) == ["A", "B"])
      #expect(decoded.failure == nil)
    }
    #expect(decode(one + "\n<!-- in 0.1 s -->\n", as: "a.xml", piece: piece).failure == nil)
  }

  @Test("what stands behind a feed and is none of its kind is refused, and named")
  func another() throws {
    let one = rss("<item><title>A</title><description>\(Self.quay)</description></item>")
    let decoded = decode(
      one + "\n<feed><title>X</title><entry><title>B</title></entry></feed>", as: "a.xml")
    #expect(decoded.articles.count == 1)
    #expect(try #require(decoded.failure).message.contains("'<feed>'"))
  }

  @Test(
    "an export's shortcodes are no text; what they enclose is, unless it is media",
    arguments: [
      (
        "[caption id=\"a\"]<img src=\"a\"/> The quay[/caption]\n\nOne.\n\n[gallery ids=\"1,2\"]\n\nTwo.",
        "One.\nTwo."
      ),
      ("One.\n\n[embed]https://v.example/1[/embed]\n\nTwo.", "One.\nTwo."),
      ("[vc_row][vc_column width=\"1/2\"]One.[/vc_column][/vc_row]\n\nTwo.", "One.\nTwo."),
      ("[dropcap]O[/dropcap]ne.\n\n[gallery]\n\nTwo.", "One.\nTwo."),
      ("He [the mayor] said [sic] so [1].\n\nTwo.", "He [the mayor] said [sic] so [1].\nTwo."),
      (
        "[video mp4=\"a.mp4\"][/video]\n\nOne.\n\nTwo [name withheld].",
        "One.\nTwo [name withheld]."
      ),
    ])
  func shortcodes(content: String, text: String) {
    let item = """
      <item><title>A</title><content:encoded><![CDATA[\(content)]]></content:encoded>
      <wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>
      """
    let spaces =
      "xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
    #expect(decode(rss(item, spaces: spaces), as: "a.xml").articles.map(\.body) == [text])
  }
}
