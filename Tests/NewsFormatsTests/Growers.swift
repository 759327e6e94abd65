import CArchive
import Testing

/// A file of one shape in two lengths, on which a decoder that looks at all of it for each part of it would
/// spend sixteen times the work for four times the bytes.
struct Grower: Sendable, CustomTestStringConvertible {
  var name: String
  var file: String
  /// Of the shorter one; enough that work on each pair would be seen.
  var count: Int
  var bytes: @Sendable (Int) -> [UInt8]
  var testDescription: String { "\(file): \(name)" }

  init(_ name: String, _ file: String, _ count: Int, _ text: @escaping @Sendable (Int) -> String) {
    (self.name, self.file, self.count) = (name, file, count)
    bytes = { Array(text($0).utf8) }
  }
  init(_ name: String, _ file: String, _ count: Int, bytes: @escaping @Sendable (Int) -> [UInt8]) {
    (self.name, self.file, self.count, self.bytes) = (name, file, count, bytes)
  }

  static let all = records + feeds + pages + NewsWires.growers + mails + texts

  static let sentence =
    "The harbour office of Port Alder said on Tuesday that the tide gates held. "
  static func text(_ count: Int, _ each: (Int) -> String) -> String {
    (0..<count).map(each).joined()
  }
  static func attributes(_ count: Int) -> String { text(count) { " a\($0)=\">\"" } }

  private static let records = [
    Grower("a path into a list of objects", "a.json", 4000) { count in
      let elements = text(count) { "{\"author\":\"Ines Marlow \($0)\"}," }
      return "{\"title\":\"T\",\"body\":\"\(sentence)\",\"_embedded\":[\(elements){}]}"
    },
    Grower("members of prose that are no field", "a.json", 1000) { count in
      "{" + text(count) { "\"x\($0)\":\"\(sentence)\"," } + "\"y\":1}"
    },
    Grower("one member again and again", "a.json", 1000) { count in
      "{" + text(count) { _ in "\"body\":\"\(sentence)\"," } + "\"title\":\"T\"}"
    },
    Grower("blanks before many paragraphs", "a.json", 3000) { count in
      let blanks = String(repeating: " ", count: 8 * count)
      return "{\"title\":\"T\",\"body\":\"\(blanks)\(text(count) { _ in "<p>Tide" })</p>\"}"
    },
    Grower("a body of many texts", "a.json", 1000) { count in
      "{\"title\":\"T\",\"body\":[" + text(count) { "\"\(sentence)\($0)\"," } + "\"\"]}"
    },
    Grower("raised figures without an end", "a.json", 3000) { count in
      "{\"title\":\"T\",\"body\":\"<p>\(text(count) { _ in "x<sup>" })</p>\"}"
    },
    Grower("articles deep in a list", "a.json", 500) { count in
      "{\"a\":[" + text(count) { "{\"b\":{\"title\":\"T\($0)\",\"body\":\"\(sentence)\"}}," }
        + "{}]}"
    },
    Grower("columns of a table", "a.csv", 250) { count in
      "title,text\(text(count) { ",c\($0)" })\nT,\(sentence)\n"
    },
    Grower("quotes that never end", "a.csv", 1000) { count in
      "title,text\n\(text(count) { _ in "T,\"" })\(sentence)\n"
    },
  ]

  private static let feeds = [
    Grower("attributes of one tag", "a.xml", 250) { count in
      feed("<item\(attributes(count))><title>Tide</title></item>")
    },
    Grower("shortcodes that are closed before", "a.xml", 1500) { count in
      exported("[/ad]" + sentence + text(count) { _ in "[ad]" })
    },
    Grower("shortcodes without attributes in one bracket", "a.xml", 6000) {
      exported(sentence + text($0) { "[a" + ($0 % 600 == 599 ? "]" : " ") })
    },
    Grower("ends of the root that do not end", "a.xml", 3000) { count in
      let item = "<item><title>Tide</title><description>\(sentence)</description></item>"
      return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel>\(item)"
        + text(count) { _ in "</rss" } + item
    },
    Grower("entries that are no XML", "a.xml", 200) { count in
      feed(text(count) { _ in "<item><title>T & < </title><description>x</description></item>" })
    },
    Grower("writers of an export", "a.xml", 300) { count in
      exported(
        sentence,
        head: text(count) {
          "<wp:author><wp:author_login>a\($0)</wp:author_login><wp:author_display_name>Ann \($0)"
            + "</wp:author_display_name></wp:author>"
        })
    },
    Grower("categories and authors of one entry", "a.xml", 1500) { count in
      feed(
        "<item><title>Tide</title><description>\(sentence)</description>"
          + text(count) { "<category>c\($0)</category><author>Ann \($0)</author>" } + "</item>")
    },
  ]

  private static func feed(_ items: String) -> String {
    "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>t</title>\(items)</channel></rss>"
  }

  private static func exported(_ content: String, head: String = "") -> String {
    """
    <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
    xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>t</title>\
    <wp:wxr_version>1.2</wp:wxr_version>\(head)<item><title>Tide</title><guid>g</guid>\
    <content:encoded><![CDATA[\(content)]]></content:encoded></item></channel></rss>
    """
  }

  private static let texts = [
    Grower("header lines of one name", "a.txt", 3000) { count in
      "Headline: Tide\n\(text(count) { "Author: Ann \($0)\n" })\n\(sentence)"
    },
    Grower("odd lines between sound ones", "a.txt", bytes: 3000) { count in
      [[UInt8]](repeating: [0xE9, 0x0A, 0x74, 0x6F, 0xC3, 0xA9, 0x0A], count: count).flatMap { $0 }
    },
    Grower("files of an archive", "a.zip", bytes: 100) { count in
      let files = (0..<count).map { (name: "a\($0).txt", bytes: Array("T\n\n\(sentence)".utf8)) }
      return (try? archived(files, ARCHIVE_FORMAT_ZIP)) ?? []
    },
  ]
  private init(
    _ name: String, _ file: String, bytes count: Int, _ bytes: @escaping @Sendable (Int) -> [UInt8]
  ) {
    self.init(name, file, count, bytes: bytes)
  }
}
