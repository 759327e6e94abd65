import NewsModel
import Testing

@testable import NewsFormats

/// Lengths of records that lie, and bodies in chunks of any writer.
@Suite("Lengths in crawls")
struct CrawlLengthTests {
  private static func page(_ number: Int, lie: Int = 0) -> String {
    let answer = WebArchiveTests.answer(
      "<title>Bridge \(number)</title><p>Bridge \(number) is closed until spring, the council said on Tuesday, and the ferry sails."
    )
    return WebArchiveTests.record(
      "response", answer, url: "https://quay.example/\(number)",
      length: answer.utf8.count + lie)
  }

  @Test(
    "a record that says it is longer than its member ends with it, and the next one is read",
    arguments: [1, 3, 4, 5, 100, 700, 5000, 10_000_000, 1 << 40], [1, 7, 1 << 16])
  func tooLong(lie: Int, piece: Int) throws {
    for place in [0, 1, 2] {
      let members = try (0..<4).map {
        try compressed(Array(Self.page($0, lie: $0 == place ? lie : 0).utf8), [1])
      }
      let decoded = decode(members.flatMap { $0 }, as: "a.warc.gz", piece: piece)
      #expect(ArchiveDamageTests.numbers(decoded) == [0, 1, 2, 3])
      #expect(decoded.failure == nil)
    }
  }

  @Test("so does one that nobody reads, and the page behind it is not lost")
  func image() throws {
    let image = WebArchiveTests.record(
      "response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG", length: 90_000)
    let members = try [Self.page(0), image, Self.page(2)].map {
      try compressed(Array($0.utf8), [1])
    }
    let decoded = decode(members.flatMap { $0 }, as: "a.warc.gz", piece: 1 << 16)
    #expect(ArchiveDamageTests.numbers(decoded) == [0, 2])
  }

  @Test("a record in members of any size is one record")
  func divided() throws {
    let bytes = Array((Self.page(0) + Self.page(1) + Self.page(2)).utf8)
    for size in [50, 333, 4000] {
      let members = try stride(from: 0, to: bytes.count, by: size).map {
        try compressed(Array(bytes[$0..<min(bytes.count, $0 + size)]), [1])
      }
      let decoded = decode(members.flatMap { $0 }, as: "a.warc.gz", piece: 1 << 16)
      #expect(ArchiveDamageTests.numbers(decoded) == [0, 1, 2], "\(size)")
      #expect(decoded.rejections.allSatisfy { $0.code == "left-alone" })
    }
  }

  @Test(
    "chunks may have extensions, spaces and trailers",
    arguments: [
      "", ";name=value", "; a=\"x;y\"", "  ", ";a=" + String(repeating: "x", count: 2000),
    ],
    ["", "X-Sum: abc\r\nX-Other: c\r\n"])
  func chunks(words: String, trailer: String) {
    let body =
      "<title>Bridge 1</title><p>Bridge 1 is closed until spring, the council said on Tuesday, and the ferry sails."
    let bytes = Array(body.utf8)
    var sent = ""
    for start in stride(from: 0, to: bytes.count, by: 40) {
      let piece = bytes[start..<min(bytes.count, start + 40)]
      sent +=
        String(piece.count, radix: 16) + words + "\r\n"
        + String(decoding: piece, as: UTF8.self) + "\r\n"
    }
    sent += "0" + words + "\r\n" + trailer + "\r\n"
    let archive =
      WebArchiveTests.record(
        "response", WebArchiveTests.answer(sent, "Transfer-Encoding: chunked\r\n"),
        url: "https://quay.example/1") + Self.page(2)
    let decoded = decode(archive, as: "a.warc")
    #expect(decoded.articles.count == 2)
    #expect(decoded.articles.first?.body.hasSuffix("said on Tuesday, and the ferry sails.") == true)
  }
}
