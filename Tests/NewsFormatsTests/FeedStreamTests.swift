import NewsModel
import Testing

@testable import NewsFormats

@Suite("Feeds as streams")
struct FeedStreamTests {
  @Test("a feed is the same however it is cut")
  func cuts() {
    let feed = Feeds.rss(
      "<item><title>A</title><description><![CDATA[x </item> y]]></description></item>"
        + "<!-- <item> --><item/><item><title>B &nbsp; C</title></item>")
    let whole = decode(feed, as: "a", piece: 4096)
    #expect(whole.articles.map(\.headline) == ["A", "B \u{A0} C"])
    #expect(whole.rejections.map(\.reason) == [.noText])
    for piece in 1...23 { #expect(decode(feed, as: "a", piece: piece).records == whole.records) }
  }

  @Test("half a million items take no more memory than one")
  func memory() {
    var count = 0
    var rest: [UInt8] = []
    let next = Feeds.items(20_000)
    let decoded = decode("feed.xml", onRecord: { _ in count += 1 }) { buffer in
      while rest.isEmpty {
        guard let more = next() else { return 0 }
        rest = more
      }
      let taken = min(buffer.count, rest.count)
      buffer.copyBytes(from: rest.prefix(taken))
      rest.removeFirst(taken)
      return taken
    }
    #expect(count == 20_000)
    #expect(decoded.failure == nil)
    #expect(decoded.peakBufferBytes <= 1 << 20)
  }

  @Test("reading resumes behind what was committed, whatever was broken before")
  func resume() throws {
    let feed = Feeds.rss(
      (0..<20).map { number in
        number % 7 == 3
          ? "<item><title>\(number) & <br>x</description></item>"
          : number % 7 == 5
            ? "<item><guid>\(number)</guid></item>" : "<item><title>\(number)</title></item>"
      }.joined())
    let all = decode(feed, as: "a").records
    #expect(all.count == 20)
    for count in 0...20 {
      let decoder = DepositDecoder(name: FileName("a"), bytes: Array(feed.utf8)) { .zero }
      #expect(try decoder.skip(records: count) == count)
      var rest: [DecodedRecord] = []
      while let record = try decoder.next() { rest.append(record) }
      #expect(rest == Array(all.dropFirst(count)))
    }
  }

  @Test(
    "what is broken inside an entry costs nothing but that entry's perfection",
    arguments: [
      ("<title>AT&T</title>", "AT&T"),
      ("<title>a &nbsp;&eacute;&unknown; b</title>", "a \u{A0}é&unknown; b"),
      ("<title>a < b</title>", "a < b"), ("<title>T<b>x</title>", "Tx"),
      ("<title>T</b></title>", "T"),
      ("<title>a\u{1}b</title>", "ab"), ("<title a=1 a=2 c>T</title>", "T"),
      ("<description>a<br>b<p>c</description><title>T</title>", "T"), ("<title>T", "T"),
      ("<title><![CDATA[T</title>", "T"), ("<title>T</title", "T"),
      ("<title>&#0;&#31;T&#x110000;</title>", "\u{FFFD}T\u{FFFD}"),
      ("<x:title>no</x:title><title>T</title>", "T"), ("<title x=\"<\">T</title>", "T"),
      ("<title>T</title><a b='1' b='2'/>", "T"), ("<title>T</title><!-- a -- b -->", "T"),
    ])
  func mending(inside: String, headline: String) throws {
    let decoded = decode(
      Feeds.rss(
        "<item><title>before</title></item><item>\(inside)</item><item><title>behind</title></item>"
      ),
      as: "a")
    let headlines = decoded.articles.map(\.headline)
    #expect(headlines.first == "before")
    if inside.contains("CDATA") {
      // The section has no end: everything behind is in it.
      #expect(decoded.code == "truncated" || decoded.rejections.map(\.reason) == [.truncated])
    } else {
      #expect(headlines == ["before", headline, "behind"], "\(decoded)")
    }
  }

  @Test(
    "a broken head costs no entry, and not its own title",
    arguments: [
      "<title>A & B</title>", "<title>A &B</title>", "<title>A & B</title><link x='y>z</link>",
      "<title>A & B</title><x></y>", "<title>A & B</title>&", "<title>A &amp; B</title><x>&",
    ])
  func brokenHead(head: String) {
    let decoded = decode(
      "<rss><channel>\(head)<item><title>1</title></item>& <x><item><title>2</title></item>"
        + "</channel></rss>", as: "a")
    #expect(decoded.articles.map(\.headline) == ["1", "2"], "\(decoded)")
    #expect(decoded.articles.allSatisfy { $0.source == "A & B" || $0.source == "A &B" })
    #expect(decoded.failure == nil)
  }

  @Test("a declaration behind a comment, and a channel closed early, cost no entry")
  func head() {
    let decoded = decode(
      "<!-- c --><?xml version='1.0'?><rss><channel><title>AT&T <br> &copy;</title><x></channel>"
        + "<item><title>A</title></item></rss>", as: "a")
    #expect(decoded.articles.map(\.headline) == ["A"])
  }

  @Test(
    "a feed that ends too early says so, and gives what it had",
    arguments: [
      ("<rss><channel><item><title>A</title></item>", 1), ("<rss><channel><item><title>A</tit", 0),
      ("<rss><channel><item><title>A</title></item></channel></rss", 1), ("<rss", 0),
      ("<rss><channel><title>x", 0), ("<rss><channel><item><title>A</title></item><!-- ", 1),
    ])
  func truncated(feed: String, articles: Int) {
    let decoded = decode(feed, as: "a.xml")
    #expect(decoded.articles.count == articles)
    #expect(
      decoded.code == "truncated" || decoded.rejections.last?.reason == .truncated, "\(decoded)")
  }

  @Test("a feed without entries holds no article")
  func empty() {
    #expect(decode(Feeds.rss(""), as: "a").code == "no-text")
    #expect(decode("<feed xmlns='http://www.w3.org/2005/Atom'/>", as: "a").code == "no-text")
  }

  @Test("an internal DTD subset is refused, an external DOCTYPE is not")
  func doctype() {
    let feed = Feeds.rss("<item><title>A &eacute;</title></item>").dropFirst(22)
    #expect(decode("<!DOCTYPE rss [<!ENTITY a 'b'>]>" + feed, as: "a").code == "dtd-refused")
    // A letter too many, over which a parser that recovers passes.
    #expect(decode("<!DOCTYPE rss#[<!ENTITY a 'b'>]>" + feed, as: "a").code == "dtd-refused")
    #expect(
      decode("<!DOCTYPE rss SYSTEM 'http://x.example/rss.dtd'>" + feed, as: "a").articles
        .map(\.headline) == ["A é"])
  }

  @Test(
    "an entry that stands in an entity is none, and the feed is refused",
    arguments: [
      #"<!DOCTYPE rss [<!ENTITY a "<item><title>No</title><description>Nobody sent.</description></item>">]>"#,
      #"<!DOCTYPE rss [ <!-- ' --> <!ENTITY a '<item><title>No</title></item> ]>'> ]>"#,
      #"<?xml version="1.0"?><!-- <item> --><!DOCTYPE rss SYSTEM "a>b" [<!ENTITY a "<item/>">]>"#,
    ])
  func entities(doctype: String) {
    let feed = Feeds.rss("<item><title>A</title></item>").dropFirst(22)
    for piece in [1, 7, 4096] {
      let decoded = decode(Array((doctype + feed).utf8), as: "a", piece: piece)
      #expect(decoded.code == "dtd-refused" && decoded.articles.isEmpty, "\(piece)")
    }
  }

  @Test("an entry that is too large or too deep is set aside, and its siblings go on")
  func limits() {
    let limits = Limits(documentTextBytes: 100_000)
    let large = "<item><title>" + String(repeating: "word ", count: 100_000) + "</title></item>"
    let deep = "<item>" + String(repeating: "<b>", count: 100_000) + "</item>"
    let decoded = decode(
      Array(
        Feeds.rss(
          "<item><title>A</title></item>\(large)<item><title>B</title></item>"
            + "<item><title>C</title></item>"
        ).utf8), as: "a", limits: limits)
    #expect(decoded.articles.map(\.headline) == ["A", "B", "C"])
    #expect(decoded.rejections.map(\.reason) == [.tooLarge])
    let nested = decode(
      Feeds.rss("<item><title>A</title></item>\(deep)<item><title>B</title></item>"), as: "a")
    #expect(nested.articles.map(\.headline) == ["A", "B"])
    #expect(
      nested.rejections.map(\.reason) == [.tooDeep] || nested.rejections.map(\.reason) == [.noText])
  }

  @Test(
    "the charset is the one that was meant",
    arguments: [
      ("", "windows-1252", [0x93, 0x63, 0x61, 0x66, 0xE9, 0x94], "“café”"),
      ("iso-8859-1", "", [0x93, 0x63, 0x61, 0x66, 0xE9, 0x94], "“café”"),
      ("utf-8", "", [0x63, 0x61, 0x66, 0xE9], "café"),
      ("iso-8859-1", "", Array("“café”—é".utf8), "“café”—é"),
      ("windows-1251", "", [0xCC, 0xE8, 0xF0], "Мир"), ("koi8-r", "", [0xED, 0xC9, 0xD2], "Мир"),
      ("Shift_JIS", "", [0x83, 0x6A, 0x83, 0x85, 0x81, 0x5B, 0x83, 0x58], "ニュース"),
      ("gb2312", "", [0xD0, 0xC2, 0xCE, 0xC5], "新闻"), ("utf-16", "", Array("é".utf8), "é"),
      ("no-such-thing", "", Array("é".utf8), "é"), ("utf-7", "", Array("+AGE-".utf8), "+AGE-"),
    ] as [(String, String, [UInt8], String)])
  func charset(claim: String, _: String, bytes: [UInt8], text: String) {
    let declaration = claim.isEmpty ? "" : "<?xml version='1.0' encoding='\(claim)'?>"
    let feed =
      Array("\(declaration)<rss><channel><item><title>".utf8) + bytes
      + Array("</title></item></channel></rss>".utf8)
    for piece in [1, 7, 4096] {
      #expect(decode(feed, as: "a", piece: piece).articles.map(\.headline) == [text])
    }
  }
}
