import Foundation
import NewsModel
import Testing

@testable import NewsFormats

@Suite("ANPA 1312 and IPTC 7901")
struct TextWireTests {
  private func seed(_ name: String) throws -> [UInt8] {
    [UInt8](
      try Data(contentsOf: FormatTableTests.root.appending(path: "scripts/fuzz.d/seeds/\(name)")))
  }

  private func decodedOn(_ day: String, _ bytes: [UInt8], limits: Limits = Limits()) throws
    -> [Article]
  {
    let decoder = DepositDecoder(
      name: FileName("a"), bytes: bytes, limits: limits, received: Timestamp(rfc3339: day)
    ) { .zero }
    var articles: [Article] = []
    while let record = try decoder.next() {
      if case .article(let article, _) = record { articles.append(article) }
    }
    return articles
  }

  private func expectANPA(_ article: Article) {
    #expect(article.format == "anpa" && article.source == "HW")
    #expect(article.headline == "Dockers at Orsett walk out over cranes")
    #expect(article.byline == "ANNA BERG")
    #expect(
      article.body == """
        ORSETT, Kelland (HW) – Dockers walked out on Monday, their union said.
        “We will not wait,” said Tom Reed.
        Ships 12 14
        Cranes 3½ 4
        """)
    #expect(article.published?.rfc3339 == "2026-05-09T00:56:00Z")
    #expect(article.facts.slug == "BC-EU--Harbour Strike")
    #expect(article.facts.take == "2nd Ld-Writethru")
    #expect(article.facts.urgency == 5 && article.facts.wordCount == 120)
    #expect(article.facts.subjects == [Article.Concept(code: "anpa:i")])
    #expect(article.facts.dateline == "ORSETT, Kelland")
    #expect(article.facts.editorNote == "Eds: Adds quotes.")
  }

  private func expectIPTC(_ article: Article) {
    #expect(article.format == "iptc7901" && article.source == "kel")
    #expect(article.headline == "Dockers at Orsett walk out over cranes")
    #expect(article.byline == "Anna Berg")
    #expect(
      article.body == """
        Orsett (kel) - Dockers walked out on Monday over cranes that work by themselves, their union said.
        The port spoke of delays.
        """)
    #expect(article.published?.rfc3339 == "2026-05-09T23:22:00Z")
    #expect(
      article.facts.slug == "Kelland/strike" && article.facts.keywords == ["Kelland", "strike"])
    #expect(article.facts.take == "2ND LEAD")
    #expect(article.facts.urgency == 3 && article.facts.wordCount == 62)
    #expect(article.facts.subjects == [Article.Concept(code: "iptc7901:i")])
    #expect(article.facts.editorNote == "- adds the port in graf 2")
  }

  @Test(
    "an ANPA message gives each field from where the manual says, with and without control bytes")
  func anpa() throws {
    let bytes = try seed("wire.anpa")
    for bytes in [bytes, bytes.filter { $0 >= 0x20 || $0 == 0x0A || $0 == 0x09 }] {
      let decoded = decode(bytes, as: "a.tst")
      #expect(decoded.failure == nil && !decoded.isContainer)
      expectANPA(try #require(decoded.articles.first))
    }
  }

  @Test("so does an IPTC 7901 message")
  func iptc() throws {
    let bytes = try seed("wire.iptc7901")
    for bytes in [bytes, bytes.filter { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A }] {
      let decoded = decode(bytes, as: "a.txt")
      #expect(decoded.failure == nil && !decoded.isContainer)
      expectIPTC(try #require(decoded.articles.first))
    }
  }

  @Test(
    "several messages a file are as many articles, whatever the pieces they come in",
    arguments: ["wire.anpa", "wire.iptc7901"], [1, 7, 64, 4096])
  func several(name: String, piece: Int) throws {
    let one = try seed(name)
    for bytes in [one, one.filter { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A || $0 == 0x09 }] {
      let single = try #require(decode(bytes, as: "a").articles.first)
      let decoded = decode(bytes + [0x0A] + bytes + [0x0A] + bytes, as: "a", piece: piece)
      #expect(decoded.failure == nil && decoded.isContainer)
      #expect(decoded.articles.map(\.body) == Array(repeating: single.body, count: 3))
      #expect(decoded.articles.map(\.locator) == (1...3).map { "a › message \($0)" })
      #expect(decoded.articles.map(\.facts) == Array(repeating: single.facts, count: 3))
    }
  }

  @Test(
    "a message among others that is too long or has no header is rejected, and the others go on")
  func bad() throws {
    let good = try seed("wire.anpa")
    let long =
      Array("\u{16}\u{16}\u{1}W1\nr i BC-A 05-09 1\n\u{2}".utf8)
      + [UInt8](repeating: 0x61, count: 9000) + [3, 4]
    let noHeader = Array("\u{16}\u{16}\u{1}W1\nno header\n\u{2}Text.\n\u{3}\u{4}".utf8)
    let decoded = decode(
      good + long + noHeader + good, as: "a", limits: Limits(documentTextBytes: 4000))
    #expect(decoded.rejections.map(\.reason) == [.tooLarge, .syntax])
    #expect(decoded.articles.count == 2)
    decoded.articles.forEach(expectANPA)
  }

  @Test("a message that ends before its end of text is truncated, so that a young file can wait")
  func cut() throws {
    for name in ["wire.anpa", "wire.iptc7901"] {
      let bytes = try seed(name)
      let end = try #require(bytes.firstIndex(of: 3))
      #expect(decode(Array(bytes[..<end]), as: "a").failure?.rejection?.reason == .truncated)
    }
  }

  @Test("a day without a year is the last one before the file came, or tomorrow's")
  func days() throws {
    let text = "r i BC-A 05-09 1\n^BC-A<\n^Headline of it<\n\t Text.\n"
    for (received, published) in [
      ("2026-05-09T10:00:00Z", "2026-05-09T00:00:00Z"),
      ("2026-05-08T22:00:00Z", "2026-05-09T00:00:00Z"),
      ("2027-01-02T00:00:00Z", "2026-05-09T00:00:00Z"),
      ("2026-05-07T22:00:00Z", "2025-05-09T00:00:00Z"),
    ] {
      let article = try decodedOn(received, Array(text.utf8)).first
      #expect(article?.published?.rfc3339 == published)
    }
    let message =
      "\u{1}ork0007 3 i 62  kel 0045\n\u{2}Headline =\n\nText of it.\n\u{3}302322\n\u{4}"
    let article = try decodedOn("2026-03-02T00:00:00Z", Array(message.utf8)).first
    #expect(article?.published?.rfc3339 == "2026-01-30T23:22:00Z")
    for (end, published) in [
      ("302322 GMT Dez", "2025-12-30T23:22:00Z"), ("022322 Mar", "2026-03-02T23:22:00Z"),
      ("312322 GMT Feb", nil),
    ] {
      let bytes = message.replacing("302322", with: end).utf8
      let article = try decodedOn("2026-03-02T00:00:00Z", Array(bytes)).first
      #expect(article?.published?.rfc3339 == published, "\(end)")
    }
    #expect(
      WireDay.last(month: 2, day: 29, before: try #require(Timestamp(rfc3339: "2026-03-01")))
        == Timestamp(rfc3339: "2024-02-29"))
    #expect(decode(text, as: "a").articles.first?.published == nil)
  }

  @Test(
    "text that only looks a little like a wire's header stays text",
    arguments: [
      "r i 05-09 1\nText behind it, and more.", "a b c 05-09\n\nA list of letters.",
      "abc123 3 i\n\nNo words are counted.", "Room101 0 b 12 x\n\nNo priority.",
    ])
  func others(text: String) {
    #expect(decode(text, as: "a").articles.first?.format == "text")
  }

  private static func iptc(_ lines: String) -> String {
    "ork0007 3 i 62  kel 0045\nHafen/\n\(lines)\n"
  }

  @Test("a line that begins with six figures is text, unless it is a time at the end")
  func trailers() {
    let lines = [
      "250000 Menschen kamen", "und 312400 gingen.", "312400 gingen.", "Mehr am Abend.",
    ]
    let text = Self.iptc("Umzug =\n\n\(lines.joined(separator: "\n"))")
    for (end, day) in [
      ("", nil), ("212322 GMT Nov 18\n", nil), ("212322 Nov 2026\nNNNN\n", "2026-11-21"),
      ("212322", nil), ("212322 GMT\n\n", nil),
    ] as [(String, String?)] {
      let article = decode(text + end, as: "a").articles.first
      #expect(article?.body == lines.joined(separator: " "), "\(end)")
      #expect(day == nil || article?.published?.isoDay == day, "\(end)")
    }
  }

  @Test(
    "the head of a message ends at its dateline, and leaves a text",
    arguments: [
      "Quay closed\nORSETT (kel) - The quay was closed.\nShips go west.\n\n",
      "Quay\nclosed\nORSETT (kel) - The quay was closed.\nShips go west.\n\nMore.",
      "Quay closed\nThe quay was closed.\nShips go west.\n\n",
    ])
  func heads(lines: String) {
    let article = decode(Self.iptc(lines), as: "a").articles.first
    #expect(article?.headline == "Quay closed")
    #expect(article?.body.contains("The quay was closed. Ships go west.") == true)
  }

  @Test("nothing but signs and headers is no text, and hurts nobody")
  func hostile() {
    for text in [
      "\u{16}\u{16}\u{1}", "\u{1}", "\u{1}\u{2}\u{3}\u{4}", "\u{1}\u{1}\u{1}\u{1}",
      "\u{16}\u{16}\u{1}W1\nr i BC-A 05-09 1\n\u{2}^<\n^=\n;;;\n\u{3}\u{4}",
      "\u{1}ork0007 3 i 62  kel\n\u{2}=\n=\n/\n\u{3}999999 GMT Foo 99\n\u{4}",
      "\u{1}ork0007 3 i 99999  kel\n\u{2}\u{3}009999 GMT Feb 26\n",
    ] {
      let decoded = decode(text, as: "a")
      #expect(decoded.articles.isEmpty, "\(decoded.articles)")
      #expect(decoded.failure != nil || !decoded.rejections.isEmpty)
    }
  }

  @Test("signs of a line that idles for a megabyte are passed over, and the next message is read")
  func idle() throws {
    let message = try seed("wire.iptc7901")
    // Behind what the signature looks at: a file that begins so is no text.
    let many = 1 + (64 << 10) / message.count
    let bytes =
      Array(repeatElement(message, count: many).joined())
      + [UInt8](repeating: 0x01, count: 1 << 20) + message
    let articles = try decodedOn("2026-05-10T00:00:00Z", bytes)
    #expect(articles.count == many + 1)
    #expect(articles.allSatisfy { $0.headline == "Dockers at Orsett walk out over cranes" })
  }

  @Test("a message of more than a megabyte is refused, and the one behind it is read")
  func tooLarge() throws {
    let message = try seed("wire.iptc7901")
    let end = try #require(message.lastIndex(of: 0x03))
    let feeds = [UInt8](repeating: 0x0A, count: WireLine.bytesOfAMessage)
    let decoded = decode(message[..<end] + feeds + message[end...] + message, as: "a.wire")
    #expect(decoded.articles.count == 1)
    #expect(decoded.rejections.map(\.reason) == [.tooLarge])
  }
}
