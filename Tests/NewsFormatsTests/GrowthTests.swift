import Glibc
import NewsFormats
import NewsModel
import Testing

/// What is four times as long may take four times the work, and not sixteen: held against by the processor
/// time of this thread, the least of three, which other work on the machine does not change much.
@Suite("Work grows with the bytes")
struct GrowthTests {
  struct Grower: Sendable, CustomTestStringConvertible {
    var name: String
    var file: String
    /// Of the shorter one; enough that work on each pair would be seen.
    var count: Int
    var bytes: @Sendable (Int) -> String
    var testDescription: String { name }
  }

  private static let sentence =
    "The harbour office of Port Alder said on Tuesday that the tide gates held. "
  private static func text(_ count: Int, _ each: (Int) -> String) -> String {
    (0..<count).map(each).joined()
  }

  static let growers = [
    Grower(name: "a path into a list of objects", file: "a.json", count: 4000) { count in
      let elements = text(count) { "{\"author\":\"Ines Marlow \($0)\"}," }
      return "{\"title\":\"T\",\"body\":\"\(sentence)\",\"_embedded\":[\(elements){}]}"
    },
    Grower(name: "members of prose that are no field", file: "a.json", count: 1000) { count in
      "{" + text(count) { "\"x\($0)\":\"\(sentence)\"," } + "\"y\":1}"
    },
    Grower(name: "blanks before many paragraphs", file: "a.json", count: 3000) { count in
      let blanks = String(repeating: " ", count: 8 * count)
      return "{\"title\":\"T\",\"body\":\"\(blanks)\(text(count) { _ in "<p>Tide" })</p>\"}"
    },
    Grower(name: "shortcodes that are closed before", file: "a.xml", count: 1500) { count in
      exported("[/ad]" + sentence + text(count) { _ in "[ad]" })
    },
    Grower(name: "shortcodes without attributes in one bracket", file: "a.xml", count: 6000) {
      exported(sentence + text($0) { "[a" + ($0 % 600 == 599 ? "]" : " ") })
    },
    Grower(name: "ends of the root that do not end", file: "a.xml", count: 3000) { count in
      let item = "<item><title>Tide</title><description>\(sentence)</description></item>"
      return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel>\(item)"
        + text(count) { _ in "</rss" } + item
    },
    Grower(name: "hidden paragraphs behind much text", file: "a.html", count: 12) { count in
      let shown = text(count) { "<p>\(text(40) { "Tide \($0) rose. " })\($0)</p>" }
      let hidden = text(count) {
        "<div style='display:none'><p>Nobody \($0) in the office has seen it, so it is.</p></div>"
      }
      return
        "<html><body><article><h1>Tide</h1><div>\(shown)</div>\(hidden)</article></body></html>"
    },
  ]

  private static func exported(_ content: String) -> String {
    """
    <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
    xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>t</title>\
    <wp:wxr_version>1.2</wp:wxr_version><item><title>Tide</title><guid>g</guid>\
    <content:encoded><![CDATA[\(content)]]></content:encoded></item></channel></rss>
    """
  }

  @Test("what is four times as long takes no more than eight times the work", arguments: growers)
  func growth(grower: Grower) {
    let short = Array(grower.bytes(grower.count).utf8)
    let long = Array(grower.bytes(4 * grower.count).utf8)
    let ratio = work(long, grower.file) / work(short, grower.file)
    #expect(ratio < 8, "\(ratio)")
  }

  @Test("a page described many times costs no more than many other things described")
  func pages() {
    func page(_ type: String) -> [UInt8] {
      let objects = (0..<1500).map {
        "{\"@type\":\"\(type)\",\"name\":\"Storm \($0) closes the road\"}"
      }
      return Array(
        Pages.page(
          head: "<meta property=og:title content='\(Pages.title) for long'>"
            + Pages.linked("[" + objects.joined(separator: ",") + "]")
        ).utf8)
    }
    let ratio = work(page("WebPage"), "a.html") / work(page("Thing"), "a.html")
    #expect(ratio < 4, "\(ratio)")
  }

  /// Seconds of this thread's processor time.
  private func work(_ bytes: [UInt8], _ name: String) -> Double {
    (0..<3).map { _ in
      let before = Self.seconds
      _ = decode(bytes, as: name, piece: 1 << 16)
      return Self.seconds - before
    }.min() ?? 0
  }
  private static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
