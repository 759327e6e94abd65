import CArchive
import NewsModel
import Testing

@testable import NewsFormats

@Suite("Web archives")
struct WebArchiveTests {
  static let text =
    "The council of Nordhaven voted on Tuesday to close the old harbour bridge after engineers found cracks in two of its piers, the mayor said."
  static func page(_ title: String, head: String = "") -> String {
    "<!DOCTYPE html><html><head><title>\(title)</title>\(head)</head><body><nav><a href=/>Home</a></nav>"
      + "<article><h1>\(title)</h1><p>\(text)</p></article></body></html>"
  }
  static func record(
    _ type: String, _ block: String, url: String = "https://quay.example/1",
    content: String = "application/http; msgtype=response", fields: String = "", length: Int? = nil
  ) -> String {
    "WARC/1.1\r\nWARC-Type: \(type)\r\nWARC-Target-URI: \(url)\r\nWARC-Date: 2026-11-22T14:05:00Z\r\n"
      + "Content-Type: \(content)\r\n\(fields)Content-Length: \(length ?? block.utf8.count)\r\n\r\n"
      + block + "\r\n\r\n"
  }
  static func answer(_ body: String, _ fields: String = "", status: String = "HTTP/1.1 200 OK")
    -> String
  {
    "\(status)\r\nContent-Type: text/html; charset=utf-8\r\n\(fields)\r\n\(body)"
  }

  @Test(
    "a response is its page, with the address and the day of capture that it does not say itself",
    arguments: ["https://quay.example/1", "<https://quay.example/1>"], [64, 1 << 16])
  func response(url: String, piece: Int) throws {
    let text = Self.record("response", Self.answer(Self.page("Bridge closed")), url: url)
    let decoded = decode(Array(text.utf8), as: "a.warc", piece: piece)
    let article = try #require(decoded.articles.first, "\(decoded)")
    #expect(article.headline == "Bridge closed" && article.body == Self.text)
    #expect(article.url == "https://quay.example/1" && article.format == "html")
    #expect(article.published == Timestamp(milliseconds: 1_795_356_300_000))
    #expect(decoded.failure == nil && decoded.records.count == 1 && decoded.isContainer)
    #expect(article.locator.hasPrefix("a.warc › record 1 "))
  }

  @Test("the page's own address and day come first")
  func own() throws {
    let head =
      "<link rel=canonical href='https://quay.example/real'><meta property='article:published_time' content='2026-11-20T08:00:00Z'>"
    let text = Self.record("response", Self.answer(Self.page("Bridge", head: head)))
    let article = try #require(decode(text, as: "a.warc").articles.first)
    #expect(article.url == "https://quay.example/real")
    #expect(article.published == Timestamp(milliseconds: 1_795_161_600_000))
  }

  @Test(
    "chunks are put together, also where only the head says that there are any",
    arguments: [
      { (page: String) in
        let half = page.utf8.count / 2
        let bytes = Array(page.utf8)
        func chunk(_ part: ArraySlice<UInt8>) -> String {
          String(part.count, radix: 16) + ";x=1\r\n" + String(decoding: part, as: UTF8.self)
            + "\r\n"
        }
        return chunk(bytes[..<half]) + chunk(bytes[half...]) + "0\r\n\r\n"
      }, { (page: String) in page },
    ] as [@Sendable (String) -> String])
  func chunked(packed: @Sendable (String) -> String) throws {
    let body = packed(Self.page("Bridge closed"))
    let text = Self.record("response", Self.answer(body, "Transfer-Encoding: chunked\r\n"))
    for piece in [5, 4096] {
      #expect(
        decode(Array(text.utf8), as: "a.warc", piece: piece).articles.map(\.body) == [Self.text])
    }
  }

  @Test(
    "a page that lies unpacked is read, whatever its head says that it came in",
    arguments: ["br", "deflate", "gzip, br", "GZIP", "x-compress"], [false, true])
  func lyingHead(packing: String, isChunked: Bool) throws {
    let page = Self.page("Bridge closed")
    let body = isChunked ? String(page.utf8.count, radix: 16) + "\r\n\(page)\r\n0\r\n\r\n" : page
    let fields =
      "Content-Encoding: \(packing)\r\n" + (isChunked ? "Transfer-Encoding: gzip, chunked\r\n" : "")
    let decoded = decode(Self.record("response", Self.answer(body, fields)), as: "a.warc")
    #expect(decoded.articles.map(\.body) == [Self.text], "\(decoded.rejections)")
  }

  @Test(
    "what is packed in several codings, br among them, is refused",
    arguments: ["gzip, br", "br, gzip"])
  func severalCodings(packing: String) throws {
    let body = "\u{1}\u{2}not unpacked"
    let decoded = decode(
      Self.record("response", Self.answer(body, "Content-Encoding: \(packing)\r\n")), as: "a.warc")
    #expect(decoded.articles.isEmpty && decoded.rejections.first?.code == "unreadable")
  }

  @Test("an answer without a media type, or with two, is a page where it begins as one")
  func withoutType() throws {
    let page = Self.page("Bridge closed")
    for head in [
      "HTTP/1.1 200 OK\r\nServer: quay\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Type: text/html, text/html; charset=utf-8\r\n\r\n",
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
    ] {
      let decoded = decode(Self.record("response", head + page), as: "a.warc")
      #expect(decoded.articles.map(\.body) == [Self.text], "\(head)")
    }
    let plain = decode(
      Self.record("response", "HTTP/1.1 200 OK\r\n\r\nUser-agent: *")
        + Self.record("response", Self.answer(page)),
      as: "a.warc")
    #expect(plain.articles.count == 1)
  }

  @Test("a segment of a divided record is told, and is no article")
  func segment() throws {
    let decoded = decode(
      Self.record(
        "response", Self.answer(Self.page("Bridge")), fields: "WARC-Segment-Number: 1\r\n")
        + Self.record("continuation", "…", fields: "WARC-Segment-Number: 2\r\n"), as: "a.warc")
    #expect(decoded.articles.isEmpty && decoded.rejections.first?.code == "truncated")
  }

  @Test("a packed page is unpacked, whatever its head says of it, and one in br is refused alone")
  func packed() throws {
    let page = try compressed(Array(Self.page("Bridge closed").utf8), [1])
    for field in ["Content-Encoding: gzip\r\n", "", "Content-Encoding: identity\r\n"] {
      let head = Array(Self.answer("", field).utf8)
      let start = Self.record("response", "", length: head.count + page.count).utf8.dropLast(4)
      let bytes = Array(start) + head + page + Array("\r\n\r\n".utf8)
      #expect(decode(bytes, as: "a.warc").articles.map(\.body) == [Self.text])
    }
    let br = Self.record("response", Self.answer("x", "Content-Encoding: br\r\n"))
    let decoded = decode(br + Self.record("response", Self.answer(Self.page("B"))), as: "a.warc")
    #expect(decoded.rejections.map(\.code) == ["unreadable"] && decoded.articles.count == 1)
  }

  @Test("pseudo status lines, resources and conversions are read")
  func kinds() {
    let page = Self.page("Bridge closed")
    let text =
      Self.record("response", Self.answer(page, status: "HTTP/2 200"))
      + Self.record("response", ":status: 200\r\nContent-Type: text/html\r\n\r\n" + page)
      + Self.record("resource", page, content: "text/html")
      + Self.record("conversion", Self.text, content: "text/plain")
    let decoded = decode(text, as: "a.warc")
    #expect(decoded.articles.map(\.body) == [Self.text, Self.text, Self.text, Self.text])
    #expect(decoded.articles.map(\.format) == ["html", "html", "html", "text"])
  }

  @Test("what is no page is counted, and told by its kinds at the end")
  func others() throws {
    let text =
      Self.record("warcinfo", "software: x\r\n", content: "application/warc-fields")
      + Self.record(
        "request", "GET / HTTP/1.1\r\n\r\n", content: "application/http; msgtype=request")
      + Self.record("response", Self.answer("", status: "HTTP/1.1 404 Not Found"))
      + Self.record("response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx")
      + Self.record("revisit", "HTTP/1.1 200 OK\r\n\r\n")
      + Self.record("response", Self.answer("<html><body></body></html>"))
      + Self.record("response", Self.answer(Self.page("Bridge")))
    let decoded = decode(text, as: "a.warc")
    #expect(decoded.failure == nil && decoded.articles.count == 1)
    #expect(decoded.rejections.allSatisfy(\.isTold) && decoded.rejections.count == 2)
    let told = try #require(decoded.rejections.last)
    #expect(
      told.message
        == "5 records are no pages: image 1, request 1, revisit 1, status 404 1, warcinfo 1")
  }

  @Test("a broken record is said, and the next one found", arguments: [61, 1 << 16])
  func broken(piece: Int) {
    let good = Self.record("response", Self.answer(Self.page("Bridge")))
    let texts = [
      good + Self.record("response", Self.answer(Self.page("A")), length: 20) + good,
      good + "WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n\r\n" + good,
      good + "WARC/1.0\r\nContent-Length: -7\r\n\r\n\r\n\r\n" + good,
      good + String(repeating: "rubbish\n", count: 20_000) + good,
      good + "WARC/1.0\r\nX: " + String(repeating: "a", count: 100_000) + "\r\n\r\n" + good,
    ]
    for text in texts {
      let decoded = decode(Array(text.utf8), as: "a.warc", piece: piece)
      #expect(decoded.failure == nil && decoded.articles.count == 2)
      #expect(decoded.rejections.filter { !$0.isTold }.map(\.code) == ["syntax"])
    }
  }

  @Test(
    "an archive that is cut gives what it holds, and says so; a page that the crawler cut is refused alone"
  )
  func cut() {
    let good = Self.record("response", Self.answer(Self.page("Bridge")))
    for text in [good + good.dropLast(60), good + Self.record("response", "x", length: .max)] {
      let decoded = decode(String(text), as: "a.warc")
      #expect(decoded.articles.count == 1 && decoded.code == "truncated")
    }
    let short = Self.record(
      "response", Self.answer(Self.page("A")), fields: "WARC-Truncated: length\r\n")
    let decoded = decode(short + good, as: "a.warc")
    #expect(decoded.articles.count == 1 && decoded.rejections.map(\.code) == ["truncated"])
  }

  @Test("archives are read packed as a whole and record by record")
  func compressions() throws {
    let good = Array(Self.record("response", Self.answer(Self.page("Bridge"))).utf8)
    let whole = try compressed(good + good, [1])
    let members = try compressed(good, [1]) + compressed(good, [1])
    for bytes in [whole, members] {
      #expect(decode(bytes, as: "a.warc.gz").articles.count == 2)
    }
  }

  @Test("ARC records of both versions are read, and a broken line is passed")
  func arc() {
    let start =
      "filedesc://a.arc 0.0.0.0 20261122140500 text/plain 76\n1 0 Crawl\nURL IP-address Archive-date Content-type Archive-length\n"
    let first = start.split(separator: "\n", omittingEmptySubsequences: false)
    let block = first[1...].joined(separator: "\n")
    let description =
      "filedesc://a.arc 0.0.0.0 20261122140500 text/plain \(block.utf8.count)\n" + block
    let answer = Self.answer(Self.page("Bridge closed"))
    let one = "https://quay.example/1 203.0.113.9 20261122140500 text/html \(answer.utf8.count)\n"
    let two =
      "https://quay.example/2 203.0.113.9 20261122140500 text/html 200 - - 77 a.arc \(answer.utf8.count)\n"
    let text = description + "\n" + one + answer + "\n" + "no record\n" + two + answer + "\n"
    let decoded = decode(text, as: "a.arc")
    #expect(decoded.articles.map(\.url) == ["https://quay.example/1", "https://quay.example/2"])
    #expect(
      decoded.articles.map(\.published).allSatisfy {
        $0 == Timestamp(milliseconds: 1_795_356_300_000)
      })
    #expect(decoded.rejections.map(\.code) == ["syntax", "left-alone"])
  }

  @Test("a page that is too large, and a bomb, stop no other")
  func bombs() throws {
    let good = Array(Self.record("response", Self.answer(Self.page("Bridge"))).utf8)
    let huge = Array(
      Self.record("response", Self.answer(String(repeating: "<p>word word</p>", count: 1_200_000)))
        .utf8)
    let zeros = try compressed([UInt8](repeating: 0x20, count: 64 << 20), [1])
    let head = Array(Self.answer("").utf8)
    let bomb =
      Array(Self.record("response", "", length: head.count + zeros.count).utf8.dropLast(4)) + head
      + zeros + Array("\r\n\r\n".utf8)
    let decoded = decode(good + huge + bomb + good, as: "a.warc", piece: 1 << 16)
    #expect(decoded.failure == nil && decoded.articles.count == 2)
    #expect(decoded.rejections.map(\.code) == ["too-large", "bomb"])
  }
}
