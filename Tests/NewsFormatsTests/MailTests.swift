import NewsBytes
import NewsModel
import Testing

@testable import NewsFormats

@Suite("Mail")
struct MailTests {
  static let body = "\n\nThe ferry from Elvik is late again, the harbour office said on Tuesday.\n"

  func article(_ header: String, _ body: String = Self.body, as name: String = "x") throws
    -> Article
  {
    let decoded = decode(header + body, as: name)
    return try #require(decoded.articles.first, "\(String(describing: decoded.failure))")
  }

  @Test(
    "a plain message is an article with its fields, with a suffix and without",
    arguments: ["a.eml", "1732.M1P2.host:2,S"])
  func plain(name: String) throws {
    let article = try article(
      """
      Subject: =?utf-8?Q?Sp=C3=A4te_?= =?utf-8?B?RsOkaHJl?= in Elvik
      From: "Berg, Ann" <ann@a.example>, Per <per@a.example>
      To: desk@b.example
      Date: Sun, 22 Nov 2026 14:05:00 +0100
      Message-ID: <1@a.example>
      List-Id: Harbour News <news.a.example>
      """, as: name)
    #expect(article.headline == "Späte Fähre in Elvik" && !article.headlineIsDerived)
    #expect(article.byline == "Berg, Ann")
    #expect(article.published == Timestamp(milliseconds: 1_795_352_700_000))
    #expect(article.uri == "1@a.example" && article.source == nil)
    #expect(
      article.body == "The ferry from Elvik is late again, the harbour office said on Tuesday.")
    #expect(article.format == "mail")
  }

  @Test("no recipient's address is anywhere in the article")
  func recipients() throws {
    let fields = [
      "To", "Cc", "Bcc", "Delivered-To", "X-Original-To", "Envelope-To", "Apparently-To",
    ]
    let header =
      "From: ann@a.example\nSubject: Ferry\n"
      + fields.map { "\($0): secret@b.example" }.joined(separator: "\n")
    #expect(try !"\(article(header))".contains("secret"))
  }

  @Test(
    "the first person of From signs",
    arguments: [
      ("Ann Berg <ann@a.example>", "Ann Berg"), ("ann@a.example", "ann@a.example"),
      ("ann@a.example (Ann Berg)", "Ann Berg"), ("<ann@a.example>", "ann@a.example"),
      ("Desk: Ann <ann@a.example>, Per <per@a.example>;", "Ann"),
      ("=?utf-8?Q?Berg=2C_Ann?= <ann@a.example>", "Berg, Ann"),
      ("\"A \\\"B\\\" C\" <a@a.example>", "A \"B\" C"),
    ])
  func signed(from: String, byline: String) throws {
    #expect(
      try article("From: \(from)\nSubject: A\nDate: Sun, 22 Nov 2026 14:05:00 +0100").byline
        == byline)
  }

  @Test(
    "encoded words are read where they are whole, and left where they are not",
    arguments: [
      ("=?utf-8?B?SGVsbG8gd29ybGQ?=", "Hello world"), ("=?utf-8?B?SGVs", "=?utf-8?B?SGVs"),
      ("=?utf-8?Q?Caf=C3?= =?utf-8?Q?=A9?= x", "Café x"), ("a =?iso-8859-1*de?q?=FC_b?=", "a ü b"),
      ("=?utf-7?Q?Fr+APY-sche?=", "Frösche"), ("=?x-none?Q?plain?=", "plain"),
      ("=?utf-8?X?plain?=", "=?utf-8?X?plain?="),
      ("Vote:=?iso-8859-1?Q?_=E9lection?=today", "Vote: électiontoday"), ("x =?", "x =?"),
    ])
  func words(value: String, text: String) {
    #expect(String(decoding: EncodedWords.text(value.utf8, charset: nil), as: UTF8.self) == text)
  }

  @Test(
    "the text is decoded, in the charset that it is in, and ends before the signature",
    arguments: [
      (
        "quoted-printable", "us-ascii", "na=C3=AFve and so=\r\n on =ZZ\r\n-- \r\nAnn\r\n",
        "naïve and so on =ZZ"
      ),
      ("base64", "utf-8", "bmHDr3ZlIGFuZCBzbyBvbg\n--- a list's footer", "naïve and so on"),
      ("8bit", "utf-8", "naïve and so on", "naïve and so on"),
      ("7bit", "UTF-7", "na+AO8-ve and so on", "naïve and so on"),
      (
        "quoted-printable", "utf-8", "Die Fr=F6sche sa=DFen am Ufer und h=F6rten zu.",
        "Die Frösche saßen am Ufer und hörten zu."
      ),
      ("quoted-printable", "iso-8859-1", "=93naive=94 and so on", "“naive” and so on"),
    ])
  func decoded(encoding: String, charset: String, sent: String, text: String) throws {
    let header =
      "From: a@a.example\nSubject: A\nContent-Type: text/plain; charset=\(charset)\nContent-Transfer-Encoding: \(encoding)\n\n"
    #expect(try article(header, sent).body == text)
  }

  @Test("base 64 ends where a footer begins, also one of letters; a padded piece behind it is read")
  func base64Pieces() throws {
    let header =
      "From: a@a.example\nSubject: A\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    let (one, other) = ("The späte ferry from Kelby is late again.", "Passengers wait at the quay.")
    for length in [4, 20, 55, 76, 400] {
      var lines = ""
      for (place, digit) in base64(one).enumerated() {
        if place > 0, place % length == 0 { lines += "\n" }
        lines.append(digit)
      }
      for (footer, more) in [
        ("", ""), ("Unsubscribe\nhttps://a.example/x\n", ""), ("Newsletter12\n", ""),
        (base64("\n" + other) + "\n", "\n" + other),
        (base64("\n" + other) + "\nUnsubscribe\n", "\n" + other),
      ] {
        let body = try article(header, lines + "\n" + footer).body
        #expect(body == one + more, "lines of \(length), \(footer)")
      }
      #expect(
        try article(header, "A list's own line!\n" + lines).body.hasSuffix(one), "\(length)")
    }
  }

  @Test("base 64 whose lines are of any length, each padded by itself, is read to its end")
  func unevenBase64() throws {
    let header =
      "From: a@a.example\nSubject: A\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    let lines = (1...40).map {
      "Line \($0) of the harbour's list" + String(repeating: ", é", count: $0)
    }
    let body = try article(
      header, lines.map { Base64.encode(Array(($0 + "\n").utf8)) }.joined(separator: "\n")
    ).body
    #expect(body == lines.joined(separator: "\n"))
  }

  @Test("what stands behind the signature's line and is longer than a signature is text")
  func longSignature() throws {
    let header = "From: a@a.example\nSubject: A\n\n"
    let signed = "One.\n\n-- \n" + String(repeating: "Ann, harbour desk\n", count: 15)
    #expect(try article(header, signed).body == "One.")
    let digest = "One.\n\n-- \n" + String(repeating: "The ferry is late again.\n\n", count: 20)
    #expect(try article(header, digest).body.hasSuffix("late again."))
    let long = "One.\n\n-- \n" + String(repeating: "The ferry is late. ", count: 200)
    #expect(try article(header, long).body.hasSuffix("ferry is late."))
  }

  @Test("lines may end in CR LF or CR", arguments: ["\r\n", "\r"])
  func lineEnds(end: String) throws {
    let header =
      "From: Ann <a@a.example>\nSubject: A\n ferry\nDate: Sun, 22 Nov 2026 14:05:00 +0100"
    let text = (header + Self.body).split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: end)
    #expect(try article(text, "").headline == "A ferry")
  }

  @Test(
    "mail that is no news is refused by name",
    arguments: [
      ("Auto-Submitted: auto-replied (vacation)", "e-mail that answers by itself"),
      ("X-Failed-Recipients: x@b.example", "e-mail about a delivery"),
      ("Content-Type: multipart/report; boundary=x", "e-mail about a delivery"),
      ("Content-Type: text/calendar; method=REQUEST", "e-mail without a text"),
      ("Content-Transfer-Encoding: x-uuencode", "e-mail whose text is packed"),
    ])
  func refused(field: String, words: String) {
    let decoded = decode("From: a@a.example\nSubject: A\n\(field)" + Self.body, as: "a.eml")
    #expect(decoded.articles.isEmpty && decoded.code == "unknown-format")
    #expect(
      decoded.failure?.message == "the file looks like \(words), which Wiredesk does not read")
  }

  @Test("a field or a header without end is refused with its limit")
  func limits() {
    let start = "From: a@a.example\nSubject: A\n"
    let field = decode(
      start + "X: " + String(repeating: "a", count: 70_000) + Self.body, as: "a.eml")
    #expect(
      field.code == "too-large" && field.failure?.rejection?.limit == "mail-field-bytes 65536")
    let folded = decode(
      start + "X: a\n" + String(repeating: " aaaaaaaa\n", count: 8000) + Self.body, as: "a.eml")
    #expect(folded.failure?.rejection?.limit == "mail-field-bytes 65536")
    let many = decode(
      start + String(repeating: "X: aaaaaaaa\n", count: 100_000) + Self.body, as: "a.eml")
    #expect(many.failure?.rejection?.limit == "mail-header-bytes 1048576")
  }
}
