import NewsModel
import Testing

@testable import NewsFormats

@Suite("Messages in a message")
struct MailInnerTests {
  static func holding(_ inner: String) -> Decoded {
    decode(
      MailPartTests.message(
        "mixed", MailPartTests.part("", MailPartTests.ferry),
        MailPartTests.part("Content-Type: message/rfc822", inner)), as: "a.eml")
  }

  @Test(
    "one that is nothing but what no row reads is told as what it is, and no article of its bytes",
    arguments: [
      ("application/pdf; name=plan.pdf", "%PDF-1.7 stream", "plan.pdf", "PDF"),
      ("image/jpeg", "\u{7F}JFIF picture of the quay", "part", "image/jpeg"),
      ("application/octet-stream", "\u{0}\u{1}\u{2}\u{3}", "part", "binary"),
      ("text/calendar", "BEGIN:VCALENDAR\nEND:VCALENDAR", "part", "calendar"),
    ])
  func bytes(type: String, content: String, name: String, words: String) throws {
    for isPacked in [true, false] where isPacked || !content.contains("\u{0}") {
      let encoding = isPacked ? "\nContent-Transfer-Encoding: base64" : ""
      let decoded = Self.holding(
        "From: a@a.example\nSubject: Plan\nContent-Type: \(type)\(encoding)\n\n"
          + (isPacked ? base64(content) : content))
      #expect(decoded.failure == nil)
      #expect(decoded.articles.map(\.body) == [MailPartTests.ferry], "\(type)")
      let told = try #require(decoded.rejections.first)
      #expect(told.isTold && told.message.contains(words), "\(told)")
      #expect(told.locator.hasPrefix("a.eml › \(name)"), "\(told)")
    }
  }

  @Test("one that is copy by its row is that, with its own day")
  func copy() throws {
    let decoded = Self.holding(
      "From: a@a.example\nDate: Mon, 23 Nov 2026 08:00:00 +0000\nContent-Type: application/json\n\n"
        + "{\"headline\":\"Bridge\",\"body\":\"\(MailPartTests.bridge)\",\"source\":\"Agency\"}")
    #expect(decoded.articles.map(\.format) == ["mail", "json"])
    #expect(
      decoded.articles.last?.published == DateReader.timestamp(Array("2026-11-23T08:00:00Z".utf8)))
    #expect(decoded.articles.last?.source == nil)
  }

  @Test(
    "one that is no news is told for what it is, with all that is in it",
    arguments: [
      ("Auto-Submitted: auto-replied", "answers by itself"),
      ("X-Autoreply: yes", "answers by itself"),
      ("X-Failed-Recipients: x@b.example", "about a delivery"),
      ("Return-Path: <>", "about a delivery"),
    ])
  func refused(field: String, words: String) throws {
    let from = field.hasPrefix("Return") ? "MAILER-DAEMON@b.example" : "a@a.example"
    let text = MailPartTests.bridge
    for inner in [
      "From: \(from)\nSubject: Away\n\(field)\n\n\(text)",
      "From: \(from)\nSubject: Away\n\(field)\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\n\(text)\n--c\nContent-Type: message/rfc822\n\nFrom: x@x.example\nSubject: X\n\n\(text)\n--c--\n",
    ] {
      let decoded = Self.holding(inner)
      #expect(decoded.failure == nil)
      #expect(decoded.articles.map(\.body) == [MailPartTests.ferry])
      let told = try #require(decoded.rejections.first)
      #expect(told.isTold && told.message.contains(words) && told.locator == "a.eml › message 2")
    }
  }

  @Test("a press office's robot that wants no bounces is read")
  func robot() {
    let mail =
      "Return-Path: <>\nFrom: Press <press@a.example>\nSubject: Bridge\n\n\(MailPartTests.bridge)"
    #expect(decode(mail, as: "a.eml").articles.map(\.body) == [MailPartTests.bridge])
    #expect(
      decode(mail.replacing("press@", with: "MAILER-DAEMON@"), as: "a.eml").code == "unknown-format"
    )
  }
}
