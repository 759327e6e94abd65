/// Mail and web archives.
extension Grower {
  private static let head = "From: a@a.example\nSubject: Tide\n"
  private static let parts = head + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n"

  static let mails = [
    Grower("parts", "a.eml", 200) { count in
      parts + text(count) { _ in "\(sentence)\n--b\n\n" } + "--b--"
    },
    Grower("lines that begin as a boundary", "a.eml", 4000) { count in
      parts + text(count) { _ in "--bx \(sentence)\n" } + "--b--"
    },
    Grower("encoded words without an end", "a.eml", 2000) { count in
      "From: a@a.example\nSubject: \(text(count) { _ in "=?a?q?x" })\n\n\(sentence)"
    },
    Grower("encoded words", "a.eml", 200) { count in
      "From: a@a.example\nSubject: \(text(count) { _ in "=?utf-8?q?Tide?= " })\n\n\(sentence)"
    },
    Grower("groups and comments of an address", "a.eml", 2000) { count in
      "From: \(text(count) { _ in "a:(" })\nSubject: Tide\n\n\(sentence)"
    },
    Grower("pieces of a name", "a.eml", 300) { count in
      let pieces = text(count) { " name*\($0)=a;" }
      return parts + "\(sentence)\n--b\nContent-Type: text/plain;\(pieces)\n\n\(sentence)\n--b--"
    },
    Grower("quoted and flowing lines", "a.eml", 3000) { count in
      head + "Content-Type: text/plain; format=flowed\n\n" + sentence + "\n\n"
        + text(count) { _ in "> \(sentence)\n" }
    },
    Grower("paragraphs with a link to leave by", "a.eml", 300) { count in
      head + "Content-Type: text/html\n\n<p>\(sentence)</p>"
        + text(count) { _ in "<p>\(sentence)<a href='https://a.example'>Unsubscribe</a></p>" }
    },
    Grower("messages", "a.mbox", 200) { count in
      text(count) { "From a Sun Nov 22 14:05:00 2026\nSubject: \($0)\n\n\(sentence)\n\n" }
    },
    Grower("lines that look like the beginning of a message", "a.mbox", 3000) { count in
      "From a Sun Nov 22 14:05:00 2026\nSubject: Tide\n\n"
        + text(count) { _ in "\(sentence)\n\nFrom a Sun Nov 22 14:05:00 2026\n" }
    },
    Grower("records", "a.warc", 100) { count in
      text(count) { _ in WebArchiveTests.record("conversion", sentence, content: "text/plain") }
    },
    Grower("lines between two records", "a.warc", 4000) { count in
      let one = WebArchiveTests.record("conversion", sentence, content: "text/plain")
      return one + text(count) { _ in "WARC \(sentence)\n" } + one
    },
    Grower("marks of records without a header", "a.warc", 4000) { count in
      let one = WebArchiveTests.record("conversion", sentence, content: "text/plain")
      return one + text(count) { _ in "WARC/1.0\r\n" } + one
    },
    Grower("a line without end behind a broken record", "a.warc", 40_000) { count in
      "WARC/1.0\r\nX: y\r\n\r\nx\n" + text(count) { _ in sentence }
    },
    Grower("a line without end behind a broken line", "a.arc", 40_000) { count in
      "filedesc://a.arc 0.0.0.0 20261122140500 text/plain 2\nx\n\nx\n"
        + text(count) { _ in sentence }
    },
    Grower("chunks", "a.warc", 400) { count in
      let size = String(sentence.utf8.count, radix: 16)
      let chunks = text(count) { _ in "\(size)\r\n\(sentence)\r\n" } + "0\r\n\r\n"
      return WebArchiveTests.record(
        "response", WebArchiveTests.answer(chunks, "Transfer-Encoding: chunked\r\n"))
    },
  ]
}
