import NewsModel
import Testing

@testable import NewsFormats

@Suite("Mboxes")
struct MailboxTests {
  static let separator = "From ann@a.example Sun Nov 22 14:05:00 2026\n"
  static func message(_ number: Int, _ body: String, fields: String = "") -> String {
    separator + "From: Ann <ann@a.example>\nSubject: Mail \(number)\n\(fields)\n\(body)\n\n"
  }

  @Test("each message is an article by its number, however the file is read")
  func messages() {
    let text = (1...50).map { Self.message($0, "Ferry \($0) from Elvik is late again.") }.joined()
    for piece in [7, 61, 4096, 1 << 16] {
      let decoded = decode(Array(text.utf8), as: "inbox", piece: piece)
      #expect(decoded.failure == nil && decoded.isContainer)
      #expect(decoded.articles.map(\.headline) == (1...50).map { "Mail \($0)" })
      #expect(decoded.articles[2].locator == "inbox › message 3")
      #expect(decoded.articles[2].body == "Ferry 3 from Elvik is late again.")
      #expect(decoded.articles[2].format == "mail")
    }
  }

  @Test(
    "a line that only looks like a separator is text",
    arguments: [
      "One.\nFrom here on it is late: 14:05 in 2026.\nTwo.",
      "One.\n\nFrom the harbour office, two lines.\nTwo.",
      "One.\n\nFrom Elvik at 14:05 in 2026 it goes on.\nTwo words and no field",
    ])
  func looks(body: String) {
    let decoded = decode(Self.message(1, body) + Self.message(2, "Ferry."), as: "a.mbox")
    #expect(decoded.articles.map(\.headline) == ["Mail 1", "Mail 2"])
    #expect(decoded.articles[0].body.hasSuffix(body.split(separator: "\n").last ?? "-"))
  }

  @Test(
    "quoted lines lose one mark",
    arguments: [
      (">From here on.", "From here on."), (">>From here on.", ">From here on."),
      (">Fromage.", ">Fromage."),
    ])
  func quoted(line: String, text: String) {
    let decoded = decode(
      Self.message(1, "One.\n\n\(line)\nTwo lines.") + Self.message(2, "x"), as: "a.mbox")
    #expect(decoded.articles.first?.body == "One.\n\(text)\nTwo lines.")
  }

  @Test("a length is believed where a message stands behind it, and not where it lies")
  func lengths() {
    let body = "One.\n\n" + Self.separator + "Subject: no mail, but text of it\n\nTwo.\n"
    let right = Self.message(1, body, fields: "Content-Length: \(body.utf8.count)\n")
    #expect(
      decode(right + Self.message(2, "x"), as: "a.mbox").articles.map(\.headline)
        == ["Mail 1", "Mail 2"])
    for length in [3, 100, 1_000_000_000_000, -5] {
      let lying = Self.message(1, "Ferry.", fields: "Content-Length: \(length)\n")
      let decoded = decode(lying + Self.message(2, "x"), as: "a.mbox")
      #expect(decoded.articles.map(\.headline) == ["Mail 1", "Mail 2"], "\(length)")
    }
  }

  @Test("a broken mail stops no other, and one that is no news is said")
  func broken() {
    let deep = (0..<40).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }
      .joined()
    let text =
      Self.message(1, "Ferry.") + Self.separator + "Subject: Deep\n" + deep + "\n\n"
      + Self.message(2, "Away.", fields: "Auto-Submitted: auto-replied\n")
      + Self.message(3, "", fields: "X: y\n") + Self.message(4, "Bridge.")
    let decoded = decode(text, as: "a.mbox")
    #expect(decoded.articles.map(\.headline) == ["Mail 1", "Mail 4"])
    #expect(decoded.rejections.map(\.code) == ["too-deep", "unknown-format", "no-text"])
    #expect(decoded.rejections.first?.locator == "a.mbox › message 2")
  }

  @Test("an mbox of a mail that is larger than any may be goes on behind it, in little memory")
  func large() {
    let start = Array(Self.message(1, "Ferry.").utf8)
    let huge = Array(Self.message(2, String(repeating: "a", count: 70 << 20)).utf8)
    let decoded = decode(
      start + huge + Array(Self.message(3, "Bridge.").utf8), as: "a.mbox", piece: 1 << 20)
    #expect(decoded.articles.map(\.headline) == ["Mail 1", "Mail 3"])
    #expect(decoded.rejections.map(\.limit) == ["mail-bytes 67108864"])
    #expect(decoded.peakBufferBytes < 4 << 20)
  }

  @Test("a text that begins with From is a text, with its first lines")
  func fromText() {
    let text =
      "From our correspondent in Elvik\nNordhaven: The council voted on the quay.\n\nMore text."
    for name in ["a.txt", "a"] {
      let article = decode(text, as: name).articles.first
      #expect(article?.format == "text")
      #expect(article.map { $0.headline + $0.body }?.contains("From our correspondent") == true)
      #expect(article?.body.contains("Nordhaven") == true)
    }
  }

  @Test("attachments of a message in an mbox are read, and so is a packed mbox")
  func attachments() throws {
    let parts =
      "--b\n\nFerry.\n--b\nContent-Disposition: attachment; filename=a.txt\n\nThe bridge is open again.\n--b--\n"
    let text =
      Self.message(1, parts, fields: "Content-Type: multipart/mixed; boundary=b\n")
      + Self.message(2, "Last.")
    for (bytes, name) in [
      (Array(text.utf8), "a.mbox"), (try compressed(Array(text.utf8), [1]), "a.mbox.gz"),
    ] {
      let decoded = decode(bytes, as: name)
      #expect(decoded.articles.map(\.format) == ["mail", "text", "mail"])
      #expect(decoded.articles[1].locator.hasSuffix("a.mbox › message 1 › a.txt"))
    }
  }
}
