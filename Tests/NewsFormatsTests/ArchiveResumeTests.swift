import CArchive
import NewsModel
import Testing

@testable import NewsFormats

@Suite("Archives that were interrupted")
struct ArchiveResumeTests {
  /// Of every kind that a crawl has: pages, some without an article, broken records, others.
  static func crawl(_ count: Int) -> [String] {
    (0..<count).map { number in
      let url = "https://quay.example/\(number)"
      let page = WebArchiveTests.page("Bridge \(number) closed").replacing(
        "</p>", with: " It is the \(number)th bridge that they have closed.</p>")
      return switch number % 7 {
      case 0, 1, 2: WebArchiveTests.record("response", WebArchiveTests.answer(page), url: url)
      case 3: WebArchiveTests.record("response", WebArchiveTests.answer("<html></html>"), url: url)
      case 4: WebArchiveTests.record("request", "GET /", url: url)
      case 5:
        WebArchiveTests.record(
          "response", WebArchiveTests.answer(page, "Transfer-Encoding: chunked\r\n"), url: url,
          fields: number % 2 == 0 ? "" : "WARC-Truncated: length\r\n")
      default:
        WebArchiveTests.record(
          "conversion", "\(number). \(WebArchiveTests.text)", url: url, content: "text/plain")
          + "rest of a record whose length lies\r\n"
      }
    }
  }

  static func mailbox(_ count: Int) -> [String] {
    (0..<count).map { number in
      let head = "From a Sun Nov 22 14:05:00 2026\nFrom: a@a.example\nSubject: Ferry \(number)\n"
      return switch number % 4 {
      case 0: head + "Auto-Submitted: auto-replied\n\nAway.\n\n"
      case 1:
        head + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n\(MailPartTests.ferry)\n"
          + "--b\nContent-Type: text/plain; name=a.txt\nContent-Disposition: attachment\n\n\(MailPartTests.bridge)\n"
          + "--b\nContent-Type: message/rfc822\n\nSubject: Inner\nFrom: b@b.example\n\n\(number)\n--b--\n\n"
      default: head + "\n\(number). \(MailPartTests.ferry)\n\n"
      }
    }
  }

  static let archives: [(name: String, bytes: @Sendable () throws -> [UInt8])] = [
    ("a.warc", { Array(crawl(40).joined().utf8) }),
    ("a.warc.gz", { try crawl(40).flatMap { try compressed(Array($0.utf8), [1]) } }),
    ("whole.warc.gz", { try compressed(Array(crawl(40).joined().utf8), [1]) }),
    ("a.warc.zst", { try crawl(40).flatMap { try compressed(Array($0.utf8), [14]) } }),
    ("a.mbox", { Array(mailbox(30).joined().utf8) }),
    ("a.mbox.gz", { try compressed(Array(mailbox(30).joined().utf8), [1]) }),
    (
      "a.arc",
      {
        let head = "filedesc://a.arc 0.0.0.0 20261122140500 text/plain 2\nx\n\n"
        return Array(
          (0..<20).reduce(into: head) { text, number in
            let answer = WebArchiveTests.answer(
              number % 3 == 0 ? "<html></html>" : WebArchiveTests.page("Bridge \(number)"))
            text +=
              "https://quay.example/\(number) 203.0.113.9 20261122140500 text/html \(answer.utf8.count)\n\(answer)\n"
          }.utf8)
      }
    ),
  ]

  @Test(
    "what is passed over is what was read before: behind each record the same ones follow",
    arguments: archives.indices)
  func resumed(index: Int) throws {
    let archive = Self.archives[index]
    let bytes = try archive.bytes()
    func decoder() -> DepositDecoder {
      DepositDecoder(name: FileName(archive.name), bytes: bytes, cpuClock: { .zero })
    }
    var all: [DecodedRecord] = []
    let whole = decoder()
    while let record = try whole.next() { all.append(record) }
    #expect(all.count > 15 && all.indices.allSatisfy { all[$0].ordinal == $0 })
    for done in 0...all.count {
      let resumed = decoder()
      #expect(try resumed.skip(records: done) == done)
      var rest: [DecodedRecord] = []
      while let record = try resumed.next() { rest.append(record) }
      #expect(rest == Array(all[done...]), "behind \(done)")
    }
  }
}
