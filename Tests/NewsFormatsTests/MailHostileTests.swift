import NewsModel
import Testing

@testable import NewsFormats

@Suite("Hostile mail")
struct MailHostileTests {
  static let head = "From: a@a.example\nSubject: A\n"

  static func multipart(_ boundary: String) -> String {
    "Content-Type: multipart/mixed; boundary=\(boundary)\n\n"
  }

  @Test("parts without number are refused with their limit")
  func parts() {
    let many =
      Self.head + Self.multipart("b") + String(repeating: "--b\n\nx\n", count: 100_000)
    let decoded = decode(many, as: "a.eml")
    #expect(decoded.code == "too-large")
    #expect(decoded.failure?.rejection?.limit == "mail-parts 1000")
  }

  @Test("nesting without end is refused with its limit: of multiparts, and of messages")
  func nested() {
    var deep = Self.head
    for level in 0..<10_000 { deep += Self.multipart("b\(level)") + "--b\(level)\n" }
    let messages =
      Self.head + String(repeating: "Content-Type: message/rfc822\n\n", count: 10_000) + "\nx"
    for text in [deep, messages] {
      let decoded = decode(text, as: "a.eml")
      #expect(decoded.code == "too-deep")
      #expect(decoded.failure?.rejection?.limit == "mail-depth 20")
    }
  }

  @Test("a mail in a mail in a mail, each packed, ends at the layers that a deposit may have")
  func packed() {
    var inner = Self.head + "\nThe ferry is late."
    for level in 0..<20 {
      let boundary = "b\(level)"
      inner =
        Self.head + Self.multipart(boundary) + "--\(boundary)\n\nOuter.\n--\(boundary)\n"
        + "Content-Disposition: attachment; filename=\"a.eml\"\n\n" + inner
        + "\n--\(boundary)--\n"
    }
    let decoded = decode(inner, as: "a.eml")
    #expect(decoded.rejections.contains { $0.reason == .nestedTooDeep })
    #expect(decoded.articles.count < 5)
  }

  @Test("an attachment that is a bomb is refused by the rule of archives")
  func bomb() throws {
    let zeros = [UInt8](repeating: 0x20, count: 64 << 20)
    let packed = try compressed(zeros, [1])
    let decoded = decode(
      Self.head + Self.multipart("b") + "--b\n\nText.\n--b\nContent-Type: application/gzip\n"
        + "Content-Transfer-Encoding: base64\n\n\(base64(packed))\n--b--", as: "a.eml")
    #expect(decoded.articles.map(\.body) == ["Text."])
    #expect(decoded.rejections.map(\.code) == ["bomb"])
  }

  @Test(
    "a text of line feeds, and one beyond the size of a document, cost no more than their bytes")
  func lines() {
    let feeds = Array((Self.head + "\n").utf8) + [UInt8](repeating: 0x0A, count: 15 << 20)
    #expect(
      decode(feeds + Array("> a".utf8), as: "a.eml", piece: 1 << 20).articles.map(\.body) == ["> a"]
    )
    let large = Self.head + Self.multipart("b") + "--b\n\n"
    let decoded = decode(
      Array(large.utf8) + [UInt8](repeating: 0x61, count: 17 << 20) + Array("\n--b--".utf8),
      as: "a.eml", piece: 1 << 20)
    #expect(decoded.failure?.rejection?.limit == "document-text-bytes 16777216")
  }

  @Test(
    "what is called base 64 and is none stays as it is; fields and mails over their size end by rule"
  )
  func garbage() {
    let bad = "Content-Transfer-Encoding: base64\n\n!!!! no base 64 at all ????\n"
    #expect(
      decode(Self.head + bad, as: "a.eml").articles.first?.body == "!!!! no base 64 at all ????")
    let field = "--b\nX: " + String(repeating: "a", count: 70_000) + "\n\nx\n--b--"
    let endless = decode(Self.head + Self.multipart("b") + field, as: "a.eml")
    #expect(endless.failure?.rejection?.limit == "mail-field-bytes 65536")
    let start = Array((Self.head + "\n").utf8)
    let large = decode(
      start + [UInt8](repeating: 0x61, count: 65 << 20), as: "a.eml", piece: 1 << 20)
    #expect(large.failure?.rejection?.limit == "mail-bytes 67108864")
  }
}
