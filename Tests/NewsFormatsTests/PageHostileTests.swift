import NewsFormats
import NewsModel
import TestSupport
import Testing

@Suite("Hostile pages")
struct PageHostileTests {
  /// Nested too deep is refused; all else is an article or has a code.
  @Test("a page may end anywhere in what its scripts say of publishing")
  func cutScript() {
    let page = "<p>The light is out.</p><script>a = {\"publishedAt\":\"2026-11-22\"}</script>"
    for count in 1...page.utf8.count {
      let decoded = decode(String(page.prefix(count)), as: "a.html")
      let day = decoded.articles.first?.published?.isoDay
      #expect(day == nil || day == "2026-11-22", "\(page.prefix(count))")
    }
    #expect(decode(page, as: "a.html").articles.first?.published?.isoDay == "2026-11-22")
  }

  @Test(
    "a hundred thousand open elements are too deep",
    arguments: [
      "<div>", "<b>", "<ul><li>", "<table><tr><td>", "<section>", "<x-y>", "<p><wbr><span>",
    ])
  func depth(opening: String) {
    let page = "<html><body>" + String(repeating: opening, count: 100_000) + "text"
    let decoded = decode(page, as: "a.html")
    #expect(decoded.code == "too-deep")
    #expect(decoded.failure?.rejection?.limit == "depth 256")
  }

  @Test("void elements that are not closed do not count as depth")
  func voids() {
    let line = "<p>A paragraph with a <wbr>break in it, and a sentence. Then one more.</p>"
    let page = "<html><body>" + String(repeating: line, count: 2000)
    #expect(decode(page, as: "a.html").articles.first?.body.split(separator: "\n").count == 2000)
  }

  @Test(
    "odd pages end in an article or a code",
    arguments: [
      "<", "<html", "<html><body><p>Cut in the mid",
      "<html><!-- never ends <p>Text. More text.</p>",
      "<html><script>never ends <p>Text. More text.</p>",
      "<html><p class=\"never ends <p>Text.</p>",
      "<html></p></p></div></html></body>", "<html><body><html><body><head><title>x",
      "<html><table><p>Text in a table. More text.</table>", "<html><a><a><a>Links in links. So.",
      "<html>&#0;&#x110000;&#xD800;&nosuch;&amp", "<html><p>\u{FFFE}\u{202E}\u{1B}[31m text. So.",
      "<html><style></sty<p>Text. More.</style>", "<html><![CDATA[ text. So. ]]>",
      "<html><?php echo ?>", "<html><title><a class=x id=y>T</a></title><p>Text. More.",
      "<html><title><!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>x</title><p>So.",
      "<html><title></title><h1></h1><p></p>", "<html><frameset><frame src=x></frameset>",
      "<html><script type='application/ld+json'>\(String(repeating: "[", count: 10_000))</script><p>Text.",
      "<html><script type='application/ld+json'>{\"@graph\":[{\"@graph\":[{}]}]}</script><p>Text.",
      "<html><base href='javascript:x'><link rel=canonical href='://'><p>Text.",
    ])
  func odd(page: String) {
    let decoded = decode(page, as: "a.html")
    #expect(decoded.articles.count == 1 || decoded.code != nil)
  }

  @Test("a megabyte in one attribute, one text, one word, one comment is read")
  func large() {
    let long = String(repeating: "long ", count: 200_000)
    let text = "<p>Text that is read, and a sentence. More of it.</p>"
    for page in [
      "<html><body><p class='\(long)'>x</p>\(text)", "<html><body><!-- \(long) -->\(text)",
      "<html><body><img alt='\(long)'>\(text)", "<html><head><title>\(long)</title></head>\(text)",
      "<html><script>\(long)</script>\(text)", "<html><meta name=author content='\(long)'>\(text)",
    ] {
      #expect(decode(page, as: "a.html").articles.first?.body.hasSuffix("More of it.") == true)
    }
  }

  @Test("a page of nothing but elements is too large at a named limit")
  func elements() {
    let page = "<html><body>" + String(repeating: "<br>", count: 1_200_000)
    let decoded = decode(page, as: "a.html", piece: 1 << 16)
    #expect(decoded.code == "too-large")
    #expect(decoded.failure?.rejection?.limit == "page-nodes 1048576")
  }

  @Test("a page that uses up its time is set aside by that name")
  func time() {
    var seconds = 0
    let decoded = decode(
      Array(("<html><body>" + String(repeating: "<p>Text.</p>", count: 50_000)).utf8), as: "a.html",
      piece: 1 << 16
    ) {
      seconds += 3
      return .seconds(seconds)
    }
    #expect(decoded.code == "too-slow")
  }

  /// What each part of it costs is bounded where it is known to be dear; what is not known ends here.
  @Test("whichever step of a page uses up its time, the page is set aside by that name")
  func steps() {
    func end(of page: String, overFrom call: Int) -> (code: String?, calls: Int) {
      var calls = 0
      let decoded = decode(Array(page.utf8), as: "a.html", piece: 1 << 16) {
        calls += 1
        return calls > call ? .seconds(3600) : .zero
      }
      return (decoded.code, calls)
    }
    let text = String(
      repeating: "<p>Text that is read, and a sentence. More of it.</p>", count: 3000)
    let script =
      "<script>\(String(repeating: "x", count: text.utf8.count))</script><p>Text. More.</p>"
    let whole = end(of: text, overFrom: .max)
    #expect(whole.code == nil)
    // Of a page of scripts there is nothing to be asked between the steps.
    #expect(whole.calls >= end(of: "<html>" + script, overFrom: .max).calls + 8)
    for call in 1..<whole.calls {
      #expect(end(of: text, overFrom: call).code == "too-slow", "\(call) of \(whole.calls)")
    }
  }

  @Test(
    "a tag of more attributes than any has is too large, however it is written",
    arguments: [
      " a# = 'x'", " a#=\">\"", " a#", "\na#=x", " a#=\"x\"b#=\"y\"", " #", " =\"a# b#",
      " a#$=\"b# c#",
    ])
  func attributes(attribute: String) {
    let many = (0..<20_000).map { attribute.replacing("#", with: "\($0)") }.joined()
    let decoded = decode(Array("<html><body\(many)><p>Text. More.</p>".utf8), as: "a.html")
    #expect(decoded.code == "too-large")
    #expect(decoded.failure?.rejection?.limit == "tag-attributes 1024")
  }

  @Test(
    "a tag with a long text in its quotes is read",
    arguments: ["\"", "'"])
  func longAttribute(quote: String) {
    let words = String(repeating: "a picture of = many > words < ", count: 10_000)
    let text = "<p>Text that is read, and a sentence. More of it.</p>"
    let page = "<html><body>\(text)<img alt=\(quote)\(words)\(quote)>\(text)<b>\(text)"
    #expect(decode(page, as: "a.html").articles.first?.body.hasSuffix("More of it.") == true)
  }

  @Test("NULs do not end a page")
  func nulls() {
    let text = String(
      repeating: "<p>Text that is read, and a sentence. More of it.</p>", count: 120)
    let page = "<html><body>\(text)<p>A NUL \0here, and the page goes on behind it. So.</p>\(text)"
    let body = decode(page, as: "a.html").articles.first?.body
    #expect(body?.contains("A NUL here, and the page goes on") == true)
    #expect(body?.hasSuffix("More of it.") == true)
  }

  @Test(
    "a page cut or damaged anywhere never ends the program, and gives the same twice",
    arguments: 0..<4)
  func mutations(seed: UInt64) {
    var random = SplitMix(state: seed)
    let pages = [Pages.harbour, Pages.hafen, Pages.gang].map { Array($0.utf8) }
    let pieces = [
      "<", ">", "\"", "</p>", "<div>", "<script>", "]]>", "<!--", "\0", "&#", "<table>", "</body>",
    ]
    .map { Array($0.utf8) }
    for _ in 0..<250 {
      var page = pages[Int(random.next() % 3)]
      for _ in 0...(random.next() % 6) {
        let at = Int(random.next() % UInt64(page.count))
        switch random.next() % 5 {
        case 0: page[at] = UInt8(truncatingIfNeeded: random.next())
        case 1: page.removeSubrange(at..<min(page.count, at + Int(random.next() % 40)))
        case 2: page.insert(contentsOf: pieces[Int(random.next() % UInt64(pieces.count))], at: at)
        case 3:
          page.insert(
            contentsOf: page[at...].prefix(200), at: Int(random.next() % UInt64(page.count)))
        default: page.removeSubrange(at...)
        }
        if page.isEmpty { page = [0x3C] }
      }
      let first = decode(page, as: "a.html")
      let second = decode(page, as: "a.html", piece: 97)
      #expect(first.articles == second.articles && first.code == second.code)
      #expect(first.articles.count == 1 || first.code != nil)
    }
  }
}
