import NewsFormats
import NewsModel
import Testing

@Suite("Charsets: bytes decide before claims")
struct CharsetTests {
  private static let text =
    "Größe über alles: die Mühle am Fluß läuft wieder, und alle müssen früh aufstehen."
  private static func latin(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }
  private static func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }
  private func lines(_ bytes: [UInt8], as name: String) -> [String] {
    decode(bytes, as: name).articles.flatMap { $0.body.split(separator: "\n").map(String.init) }
  }

  @Test(
    "UTF-8 is read as that whatever the markup says it is",
    arguments: [
      "iso-8859-1", "windows-1252", "us-ascii", "windows-1251", "iso-8859-2", "koi8-r", "gb2312",
      "big5", "shift_jis", "euc-kr", "euc-jp", "x-user-defined", "utf-16", "nonsense", "",
    ])
  func staleClaim(label: String) {
    let page = "<html><head><meta charset='\(label)'></head><body><p>\(Self.text)</p></body></html>"
    #expect(lines(Self.utf8(page), as: "a.html") == [Self.text])
    let feed = """
      <?xml version="1.0" encoding="\(label.isEmpty ? "utf-8" : label)"?><rss><channel><item>\
      <title>T</title><description>\(Self.text)</description></item></channel></rss>
      """
    #expect(lines(Self.utf8(feed), as: "a.xml") == [Self.text])
  }

  @Test(
    "a claim decides where the bytes leave it open", arguments: ["iso-8859-1", "latin1", "cp1252"])
  func rightClaim(label: String) {
    let page = "<html><head><meta charset='\(label)'></head><body><p>\(Self.text)</p></body></html>"
    #expect(lines(Self.latin(page), as: "a.html") == [Self.text])
  }

  @Test(
    "labels mean what browsers take them for",
    arguments: [
      ("latin2", [0xB3, 0xF3, 0xE6]), ("iso88592", [0xB3, 0xF3, 0xE6]),
      ("csisolatin2", [0xB3, 0xF3, 0xE6]),
      ("866", [0xAC, 0xA8, 0xE0]), ("csibm866", [0xAC, 0xA8, 0xE0]), ("koi", [0xCD, 0xC9, 0xD2]),
      ("x-cp1251", [0xEC, 0xE8, 0xF0]), ("gb_2312-80", [0xCA, 0xC0, 0xBD, 0xE7]),
      ("x-euc-jp", [0xC0, 0xA4, 0xB3, 0xA6]), ("tis-620", [0xE2, 0xC5, 0xA1]),
      ("sun_eu_greek", [0xEA, 0xEF, 0xF3]), ("latin5", [0xFE, 0xF0, 0xFD]),
    ] as [(String, [UInt8])])
  func labels(label: String, word: [UInt8]) {
    let words = [
      "latin2": "łóć", "iso88592": "łóć", "csisolatin2": "łóć", "866": "мир", "csibm866": "мир",
      "koi": "мир", "x-cp1251": "мир", "gb_2312-80": "世界", "x-euc-jp": "世界", "tis-620": "โลก",
      "sun_eu_greek": "κοσ", "latin5": "şğı",
    ]
    let page =
      Self.utf8("<html><meta charset=\(label)><p>The word ") + word
      + Self.utf8(" stands in this sentence, and a second sentence ends it.</p></html>")
    #expect(
      lines(page, as: "a.html")
        == [
          "The word \(words[label] ?? "") stands in this sentence, and a second sentence ends it."
        ])
  }

  @Test("one paragraph of another charset turns no other", arguments: ["a.txt", "a.html"])
  func pasted(name: String) {
    let isPage = name.hasSuffix("html")
    let quote: [UInt8] = [0x84] + Self.latin("Schön ist das") + [0x93]
    let parts = [
      Self.utf8(Self.text), Self.latin("Er sagte: ") + quote + Self.latin(" und ging fort."),
      Self.utf8(Self.text),
    ]
    let bytes = parts.enumerated().flatMap { index, part in
      isPage ? Self.utf8("<p>") + part + Self.utf8("</p>") : part + Self.utf8("\n\n")
    }
    let page = isPage ? Self.utf8("<html><meta charset=utf-8><body>") + bytes : bytes
    let middle = "Er sagte: „Schön ist das“ und ging fort."
    let found = lines(page, as: name)
    #expect(found.suffix(2) == [middle, Self.text])
  }

  @Test("a record of another charset than its neighbours is read in its own")
  func records() {
    let good = #"{"headline":"Brücke","body":"Der Rat stimmte für die Schließung der Brücke."}"#
    let other = #"{"headline":"Fähre","body":"Die Fähre fährt wieder über den Fluss."}"#
    let bytes = Self.utf8(good + "\n") + Self.latin(other + "\n") + Self.utf8(good + "\n")
    #expect(decode(bytes, as: "a.jsonl").articles.map(\.headline) == ["Brücke", "Fähre", "Brücke"])
  }

  @Test("an entry of another charset than its neighbours turns no other")
  func entries() {
    let entries = (0..<6).map {
      Self.utf8(
        "<item><title>Brücke \($0)</title><description>Für die Schließung.</description></item>")
    }
    let odd = Self.latin(
      "<item><title>Fähre</title><description>Die Fähre fährt über den Fluß, größer als früher.</description></item>"
    )
    let feed =
      Self.utf8(#"<?xml version="1.0" encoding="UTF-8"?><rss><channel>"#) + entries.joined() + odd
      + Self.utf8("</channel></rss>")
    let headlines = decode(feed, as: "a.xml").articles.map(\.headline)
    #expect(headlines == (0..<6).map { "Brücke \($0)" } + ["Fähre"])
  }

  @Test(
    "a text that is cut in its last letter is what it was", arguments: ["Größ", "„Ende“", "水", "🌊"])
  func cut(word: String) {
    let whole = Self.utf8("Der Hafen hat am Dienstag dem Bau zugestimmt, früh und spät. \(word)")
    for missing in 1..<(word.unicodeScalars.last.map { UTF8.width($0) } ?? 1) {
      let body = lines(Array(whole.dropLast(missing)), as: "a.txt").joined()
      #expect(body.contains("früh und spät"))
      #expect(body.hasSuffix("\u{FFFD}"))
      #expect(body.unicodeScalars.filter { $0 == "\u{FFFD}" }.count == 1)
    }
  }

  @Test("ISO-2022-JP is read though its bytes are ASCII", arguments: ["a.txt", "a.html"])
  func escapes(name: String) {
    // 日本語 in JIS X 0208.
    let word: [UInt8] = [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x38, 0x6C, 0x1B, 0x28, 0x42]
    let middle = " is a language that is spoken in many a house, from the north to the south. "
    let text = word + Self.utf8(middle) + word
    let bytes = name.hasSuffix("html") ? Self.utf8("<html><title>Words</title><p>") + text : text
    #expect(lines(bytes, as: name) == ["日本語\(middle)日本語"])
  }

  @Test("escapes of a terminal are no charset")
  func terminal() {
    let body = lines(Self.utf8("A line with \u{1B}[1mbold\u{1B}[0m words in it."), as: "a.txt")
      .joined()
    #expect(body.contains("bold"))
  }

  @Test("a text of eight bits with quotes that look like UTF-8 is none")
  func chance() {
    // ß and the closing quote, DF 93, are a letter of UTF-8 by chance.
    let bytes =
      Self.latin("Er rief: ") + [0x84] + Self.latin("Viel Spaß") + [0x93]
      + Self.latin(" und lief über die Brücke zur Mühle, wo die Bäckerin wohnte.")
    #expect(
      lines(bytes, as: "a.txt")
        == ["Er rief: „Viel Spaß“ und lief über die Brücke zur Mühle, wo die Bäckerin wohnte."])
  }
}
