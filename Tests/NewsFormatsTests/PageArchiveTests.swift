import NewsModel
import Testing

@testable import NewsFormats

@Suite("Page archives")
struct PageArchiveTests {
  static let page =
    "<html><head><title>Bridge closed</title></head><body><nav>Home</nav><article><h1>Bridge closed</h1><p>The council of Nordhaven voted on Tuesday to close the old harbour bridge af=\nter engineers found cracks, the mayor said.</p></article></body></html>"
  static let text =
    "The council of Nordhaven voted on Tuesday to close the old harbour bridge after engineers found cracks, the mayor said."

  static func archive(
    top: String, type: String = "text/html", fields: String = "", start: String = ""
  ) -> String {
    "\(top)\nSubject: Saved\nDate: Sun, 22 Nov 2026 14:05:00 -0000\nMIME-Version: 1.0\n"
      + "Content-Type: multipart/related;\n\ttype=\"text/html\"; boundary=\"--b\"\(start)\n\n"
      + "----b\nContent-Type: \(type)\nContent-Transfer-Encoding: quoted-printable\n\(fields)\n\(page)\n"
      + "----b\nContent-Type: image/png\nContent-Location: https://quay.example/a.png\n\nx\n----b--\n"
  }

  @Test(
    "what browsers save in one file is the page, with its address and no day of saving",
    arguments: [
      "From: <Saved by Blink>\nSnapshot-Content-Location: https://quay.example/1",
      "From: \"Saved by Internet Explorer 11\"", "From: <Saved by UnMHT 7>",
    ])
  func saved(top: String) throws {
    let decoded = decode(
      Self.archive(top: top, fields: "Content-Location: https://quay.example/1\n"), as: "x")
    let article = try #require(
      decoded.articles.first, "\(String(describing: decoded.failure))")
    #expect(article.body == Self.text && article.headline == "Bridge closed")
    #expect(article.url == "https://quay.example/1" && article.published == nil)
    #expect(article.format == "mhtml" && decoded.records.count == 1 && !decoded.isContainer)
  }

  @Test("the suffix tells it, too, and a local address is none of the article's")
  func suffix() throws {
    let text = Self.archive(
      top: "From: x@a.example", fields: "Content-Location: file:///home/ann/a.html\n")
    let article = try #require(decode(text, as: "a.mht").articles.first)
    #expect(article.body == Self.text && article.url == nil)
  }

  @Test(
    "mail with a logo is mail, whatever it says in a browser's words",
    arguments: [
      (
        "From: Press <press@a.example>",
        "Saved by the coast guard, nine sailors came home on Monday."
      ),
      (
        "From: Press <press@a.example>\nSubject: Saved by the coast guard",
        "Nine sailors came home."
      ),
      ("From: Press <press@a.example>\nX-Mailer: Saved by X", "X-MAF: is no field of this mail."),
      (
        "From: Press <press@a.example>\nTo: Saved by <x@b.example>",
        "Snapshot-Content-Location: is one."
      ),
    ])
  func mail(top: String, text: String) throws {
    let subject = top.contains("Subject") ? "" : "Subject: Saved\n"
    let mail =
      "\(top)\n\(subject)MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
      + "--b\nContent-Type: text/html\n\n<p>\(text)</p>\n"
      + "--b\nContent-Type: image/png\nContent-ID: <1>\n\nx\n--b--\n"
    for name in ["x", "a.eml"] {
      let article = try #require(decode(mail, as: name).articles.first)
      #expect(article.format == "mail" && article.body == text)
      #expect(article.headline.hasPrefix("Saved"))
    }
  }

  @Test("a page longer than a document may be ends by that rule, before it is decoded")
  func large() {
    let long = Self.archive(top: "From: <Saved by Blink>").replacing(
      "<nav>", with: "<nav>" + String(repeating: "a", count: 17 << 20))
    let decoded = decode(Array(long.utf8), as: "a.mhtml", piece: 1 << 20)
    #expect(decoded.failure?.rejection?.limit == "document-text-bytes 16777216")
  }

  @Test("an archive without a page, or with one beyond the limits, is refused by rule")
  func refused() {
    let top = "From: <Saved by Blink>"
    #expect(decode(Self.archive(top: top, type: "image/gif"), as: "a.mhtml").code == "no-text")
    let nested = Self.archive(top: top).replacing(
      "<article>", with: String(repeating: "<div>", count: 100_000))
    #expect(decode(nested, as: "a.mhtml").code == "too-deep")
  }
}
