import NewsModel
import Testing

@testable import NewsFormats

@Suite("Mail of several parts")
struct MailPartTests {
  static let ferry = "The ferry from Elvik is late again, the harbour office said on Tuesday."
  static let bridge = "The bridge at Nordhaven stays open until Friday, the mayor said."

  static func head(_ type: String) -> String {
    "From: Ann Berg <ann@a.example>\nSubject: Ferry\nDate: Sun, 22 Nov 2026 14:05:00 +0100\n"
      + "Message-ID: <1@a.example>\nMIME-Version: 1.0\nContent-Type: \(type)\n\n"
  }
  static func part(_ fields: String, _ text: String, _ boundary: String = "b") -> String {
    "--\(boundary)\n" + (fields.isEmpty ? "" : fields + "\n") + "\n\(text)\n"
  }
  static func message(_ type: String, _ parts: String...) -> String {
    head("multipart/\(type); boundary=b") + "preamble\n" + parts.joined() + "--b--\nepilogue\n"
  }
  static func bodies(_ text: String) -> [String] {
    let decoded = decode(text, as: "a.eml")
    #expect(decoded.failure == nil, "\(String(describing: decoded.failure))")
    return decoded.articles.map(\.body)
  }

  @Test("of an alternative the last form that says something is the text")
  func alternative() {
    let plain = Self.part("Content-Type: text/plain", "Short.")
    let html = Self.part("Content-Type: text/html", "<p>\(Self.ferry)</p>")
    let empty = Self.part("Content-Type: text/html", "<html><img src=x></html>")
    #expect(Self.bodies(Self.message("alternative", plain, html)) == [Self.ferry])
    #expect(Self.bodies(Self.message("alternative", html, plain)) == ["Short."])
    #expect(Self.bodies(Self.message("alternative", plain, empty)) == ["Short."])
  }

  @Test("the root of a related part is the text, and its pictures are not told")
  func related() {
    let picture = Self.part("Content-Type: image/png\nContent-ID: <p>", "x")
    let html = Self.part("Content-Type: text/html\nContent-ID: <r>", "<p>\(Self.ferry)</p>")
    let first = decode(Self.message("related", html, picture), as: "a.eml")
    #expect(first.articles.map(\.body) == [Self.ferry] && first.records.count == 1)
    let named = Self.message("related; start=\"<r>\"", picture, html)
    #expect(Self.bodies(named) == [Self.ferry])
  }

  @Test("texts that stand behind each other are one text, plain ones and HTML")
  func mixed() {
    let plain = Self.part("", Self.ferry)
    let html = Self.part("Content-Type: text/html", "<p>\(Self.bridge)</p>")
    #expect(Self.bodies(Self.message("mixed", plain, html)) == [Self.ferry + "\n" + Self.bridge])
  }

  @Test("an attachment that is readable is an article by its row, with the mail's day")
  func attachments() throws {
    let json = Self.part(
      "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename*0=bri;\n filename*1=dge.json\nContent-Transfer-Encoding: base64",
      base64("{\"headline\":\"Bridge\",\"body\":\"\(Self.bridge)\"}"))
    let decoded = decode(Self.message("mixed", Self.part("", Self.ferry), json), as: "a.eml")
    #expect(decoded.failure == nil && decoded.isContainer)
    let articles = decoded.articles
    try #require(articles.count == 2)
    #expect(articles.map(\.format) == ["mail", "json"])
    #expect(articles[1].headline == "Bridge" && articles[1].body == Self.bridge)
    #expect(articles[1].published == articles[0].published && articles[1].published != nil)
    #expect(articles[0].locator == "a.eml" && articles[1].locator == "a.eml › bridge.json")
  }

  @Test("no sender of a mail names the source, neither in its fields nor in what is attached")
  func sources() throws {
    let attachments = [
      Self.part(
        "Content-Type: application/json",
        "{\"headline\":\"Bridge\",\"source\":\"Agency\",\"body\":\"\(Self.bridge)\"}"),
      Self.part(
        "Content-Type: text/csv; name=a.csv",
        "id,headline,body,source\n1,Bridge,\"\(Self.bridge)\",Agency\n"),
    ]
    for attachment in attachments {
      let decoded = decode(
        "List-Id: Agency <a.example>\n"
          + Self.message("mixed", Self.part("", Self.ferry), attachment),
        as: "a.eml")
      #expect(decoded.articles.count == 2 && decoded.articles.allSatisfy { $0.source == nil })
    }
    let page =
      "<html><head><meta property='og:site_name' content='Agency'></head><body><p>\(Self.ferry)</p></body></html>"
    let decoded = decode(
      "Subject: Ferry\nFrom: a@a.example\nContent-Type: text/html\n\n\(page)", as: "a.eml")
    #expect(decoded.articles.count == 1 && decoded.articles.allSatisfy { $0.source == nil })
  }

  @Test("an attachment that no row reads is told by its name, and fails nothing")
  func told() throws {
    let pdf = Self.part(
      "Content-Type: application/pdf; name=\"=?utf-8?Q?Pl=C3=A4ne.pdf?=\"", "%PDF-1.7")
    let decoded = decode(Self.message("mixed", Self.part("", Self.ferry), pdf), as: "a.eml")
    #expect(decoded.articles.map(\.body) == [Self.ferry])
    let told = try #require(decoded.rejections.first)
    #expect(told.isTold && told.locator == "a.eml › Pläne.pdf" && told.message.contains("PDF"))
  }

  @Test("pictures and sounds are told, whatever their bytes look like")
  func media() {
    let sound = Self.part("Content-Type: audio/basic", "The ferry from Elvik is late again.")
    let decoded = decode(Self.message("mixed", Self.part("", Self.ferry), sound), as: "a.eml")
    #expect(decoded.articles.map(\.body) == [Self.ferry])
    #expect(decoded.rejections.map(\.isTold) == [true])
  }

  @Test("parts may be sent as they are, in any charset")
  func binary() {
    let wide = Array(Self.ferry.utf8).flatMap { [$0, UInt8(0)] }
    let head =
      Self.head("multipart/mixed; boundary=b") + "--b\nContent-Type: text/plain; charset=utf-16le\n"
    let bytes = Array((head + "Content-Transfer-Encoding: binary\n\n").utf8) + wide
    let decoded = decode(bytes + Array("\n--b--\n".utf8), as: "a.eml")
    #expect(decoded.articles.map(\.body) == [Self.ferry])
  }

  @Test("what is written for people and is neither plain nor HTML is text")
  func otherTexts() {
    let enriched = Self.head("text/enriched") + "The <bold>ferry</bold> is\nlate again.\n\nToday."
    #expect(Self.bodies(enriched) == ["The ferry is late again.\nToday."])
    #expect(Self.bodies(Self.head("text/x-note") + Self.ferry) == [Self.ferry])
    let named = Self.message("mixed", Self.part("Content-Type: text/plain; name=a.txt", Self.ferry))
    #expect(decode(named, as: "a.eml").articles.map(\.headline) == ["Ferry"])
  }

  @Test("a damaged attachment is a rejection of its own")
  func damaged() throws {
    let json = Self.part("Content-Disposition: attachment; filename=a.json", "{\"headline\":")
    let decoded = decode(Self.message("mixed", Self.part("", Self.ferry), json), as: "a.eml")
    #expect(decoded.articles.count == 1)
    #expect(decoded.rejections.map(\.isTold) == [false])
  }

  @Test("messages in a message are articles of their own, in a digest and forwarded")
  func messages() throws {
    func inner(_ number: Int) -> String {
      "From: Per <per@a.example>\nSubject: Inner \(number)\nMessage-ID: <\(number)@b.example>\n\n"
        + "\(number). \(Self.bridge)"
    }
    let digest = Self.message("digest", Self.part("", inner(1)), Self.part("", inner(2)))
    #expect(Self.bodies(digest).count == 2)
    let forwarded = decode(
      Self.message(
        "mixed", Self.part("", Self.ferry), Self.part("Content-Type: message/rfc822", inner(3))),
      as: "a.eml")
    #expect(forwarded.articles.map(\.headline) == ["Ferry", "Inner 3"])
    #expect(forwarded.articles.map(\.uri) == ["1@a.example", "3@b.example"])
    #expect(forwarded.articles.last?.locator == "a.eml › message 2")
    let packed = Self.part(
      "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64", base64(inner(4)))
    let encoded = decode(Self.message("mixed", Self.part("", Self.ferry), packed), as: "a.eml")
    #expect(encoded.articles.map(\.headline) == ["Ferry", "Inner 4"])
  }

  @Test("a boundary is a whole line, and the outer one ends what is open in it")
  func boundaries() {
    let inner =
      "--b\nContent-Type: multipart/alternative; boundary=\"bb\"\n\n--bb\n\n--bbb\n\(Self.ferry)\n--b: no\n"
    let text =
      Self.head("multipart/mixed; boundary=b") + inner + Self.part("", Self.bridge) + "--b--"
    let bodies = Self.bodies(text)
    #expect(bodies.count == 1 && bodies[0].contains("--bbb") && bodies[0].contains("--b: no"))
    #expect(bodies[0].hasSuffix(Self.bridge))
  }

  @Test("a multipart without its boundary, or without a line of it, is the text it holds")
  func unbound() {
    #expect(Self.bodies(Self.head("multipart/mixed") + Self.ferry) == [Self.ferry])
    #expect(Self.bodies(Self.head("multipart/mixed; boundary=x") + Self.ferry) == [Self.ferry])
  }

  @Test("a part that ends with the file is read as far as it goes")
  func cut() {
    let cut = Self.head("multipart/mixed; boundary=b") + "--b\n\n" + Self.ferry
    #expect(Self.bodies(cut) == [Self.ferry])
  }

  @Test("a flowing text has whole paragraphs, and spaces that it may delete")
  func flowed() {
    let flowed = Self.head("text/plain; format=flowed")
    #expect(
      Self.bodies(flowed + "The ferry is \nlate again \ntoday.\n\n From Elvik.\n")
        == ["The ferry is late again today.\nFrom Elvik."])
    let deleting = Self.head("text/plain; format=flowed; delsp=yes; charset=utf-8")
    #expect(Self.bodies(deleting + "渡船は \n遅れる。\n") == ["渡船は遅れる。"])
  }

  @Test(
    "mail that a reply repeats below its text is none of it",
    arguments: [
      "\(ferry)\n\nOn Sunday, Per wrote:\n> Is it late?\n> Again?\n",
      "\(ferry)\n\nOn Sunday, 22 November 2026, Per Lund\n<per@a.example> wrote:\n\n> Is it late?\n",
      "\(ferry)\n\n-----Original Message-----\nFrom: Per\n\nIs it late?\n",
    ])
  func quoted(text: String) {
    #expect(Self.bodies(Self.head("text/plain") + text) == [Self.ferry])
  }

  @Test("mail quoted before own words stays, and mail that is nothing else")
  func quotedBefore() {
    let between = "> Is it late?\n\n\(Self.ferry)"
    #expect(Self.bodies(Self.head("text/plain") + between)[0].hasPrefix("> Is it late?"))
    #expect(Self.bodies(Self.head("text/plain") + "> \(Self.ferry)\n") == ["> " + Self.ferry])
  }

  @Test(
    "the head of mail that is forwarded in a text is none of it, and its recipients are stored nowhere",
    arguments: [
      "---------- Forwarded message ---------\nFrom: Per <per@a.example>\nDate: Sun, 22 Nov\nTo: secret@b.example\n\n\n",
      "Begin forwarded message:\n\nFrom: Per\nSubject: Ferry\nTo: secret@b.example\n\n",
      "-------- Weitergeleitete Nachricht --------\nBetreff: Fähre\nVon: Per\nAn: secret@b.example\n\n",
    ])
  func forwardedHead(head: String) {
    #expect(
      Self.bodies(Self.head("text/plain; charset=utf-8") + "See below.\n\n" + head + Self.ferry)
        == ["See below.\n" + Self.ferry])
    let html =
      "<p>" + head.replacing("<", with: "(").replacing("\n", with: "<br>")
      + "</p><p>\(Self.ferry)</p>"
    #expect(Self.bodies(Self.head("text/html; charset=utf-8") + html) == [Self.ferry])
  }

  @Test("an address in a header of a part is in no article")
  func recipients() {
    let inner = "From: a@a.example\nTo: secret@b.example\nSubject: Inner\n\n\(Self.bridge)"
    let text = Self.message("mixed", Self.part("Content-Type: message/rfc822", inner))
    #expect(!"\(decode(text, as: "a.eml").records)".contains("secret"))
  }
}

func base64(_ text: String) -> String { base64(Array(text.utf8)) }
func base64(_ bytes: [UInt8]) -> String {
  let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  var out = ""
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
    for place in 0...group.count { out.append(digits[value >> (18 - 6 * place) & 63]) }
    if out.count % 77 == 76 { out += "\n" }
  }
  return out
}
