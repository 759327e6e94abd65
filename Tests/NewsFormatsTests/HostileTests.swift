import CArchive
import NewsFormats
import NewsModel
import TestSupport
import Testing

@Suite("Hostile bytes")
struct HostileTests {
  @Test(
    "what is not read is named",
    arguments: [
      ("%PDF-1.7\n", "a.pdf", "PDF"),
      ("<catalog xmlns='http://iptc.org/std/nar/2006-10-01/'/>", "a.xml", "a NewsML-G2 catalog"),
      ("<?xml version=\"1.0\"?><unknown/>", "a", "XML"),
      (
        "Received: from x\nContent-Type: application/pdf\n\nText", "a.txt",
        "e-mail without a text"
      ),
      ("abc\0def", "a.txt", "binary data"), ("\0\0\0\0\0\0", "a.jsonl", "binary data"),
      ("\u{2}\u{3}\u{4}\u{5}abcdefgh", "a.json", "binary data"), ("{\\rtf1 x", "a.txt", "RTF"),
    ])
  func foreign(text: String, name: String, what: String) {
    let decoded = decode(text, as: name)
    #expect(decoded.code == "unknown-format")
    #expect(decoded.failure?.message == "the file looks like \(what), which Wiredesk does not read")
  }

  @Test(
    "text that looks a little like something else is text",
    arguments: [
      "From our correspondent\nThe harbour: open.", "THE BIG WAVE came.",
      "[Reuters] LONDON - It was.",
      "{Correction} It was.", "<CBCO> rose.", "BZhang said.", "PK is a name.", "GIF8 is a name.",
      "[1] A footnote.", "ID3 cards.", "[", "{",
    ])
  func text(text: String) {
    #expect(decode(text, as: "a.txt").articles.map(\.body) == [text])
  }

  @Test(
    "a file of nothing but white space is empty",
    arguments: ["", " ", "\n\r\n\t", "\u{FEFF}", "\u{A0}\n"])
  func blank(text: String) {
    #expect(decode(text, as: "a.txt").code == "empty")
    #expect(decode(text, as: "a").code == "empty")
  }

  @Test("a NUL far behind makes a text binary too")
  func lateNUL() {
    let decoded = decode(String(repeating: "word ", count: 5000) + "\0", as: "a.txt")
    #expect(decoded.code == "unknown-format")
  }

  @Test(
    "a million open brackets are too deep, on no stack of ours",
    arguments: ["[", "{\"a\":", "[{\"a\":"])
  func depth(bracket: String) throws {
    let nest = String(repeating: bracket, count: 1_000_000)
    let inside = decode("{\"x\":" + nest, as: "a.json")
    #expect(inside.code == "too-deep")
    #expect(inside.failure?.rejection?.limit == "depth 256")
    let lines = decode(nest + "\n{\"body\":\"A.\"}\n", as: "a.jsonl")
    #expect(lines.rejections.map(\.reason) == [.tooDeep])
    #expect(lines.articles.count == 1)
    let envelope = decode(String(repeating: "{\"data\":", count: 300), as: "a.json")
    #expect(envelope.code == "too-deep" || envelope.code == "truncated")
  }

  @Test("depth 256 is allowed, 257 is not")
  func depthBorder() {
    func nested(_ count: Int) -> String {
      "{\"body\":\"A.\",\"x\":" + String(repeating: "[", count: count)
        + String(repeating: "]", count: count) + "}"
    }
    #expect(decode(nested(255), as: "a.json").articles.count == 1)
    #expect(decode(nested(256), as: "a.json").code == "too-deep")
  }

  @Test("a document that takes too long is refused, and its siblings go on")
  func slow() throws {
    let text = String(repeating: "word ", count: 80_000)
    var now = Duration.zero
    let clock = {
      now += .seconds(6)
      return now
    }
    let alone = decode(Array(text.utf8), as: "a.txt", piece: 65_536, clock: clock)
    #expect(alone.code == "too-slow")
    #expect(alone.failure?.rejection?.limit == "document-cpu-seconds 10")
    #expect(decode(Array("A short one.".utf8), as: "a.txt", clock: clock).articles.count == 1)
  }

  @Test("a text over the limit of a document is too large")
  func largeText() {
    let decoded = decode(
      Array(String(repeating: "word ", count: 1000).utf8), as: "a.txt",
      limits: Limits(documentTextBytes: 4999))
    #expect(decoded.code == "too-large")
    #expect(decoded.failure?.rejection?.limit == "document-text-bytes 4999")
  }

  @Test("an object over the limit is walked for its container, and refused without one")
  func largeObject() {
    let item = "{\"body\":\"" + String(repeating: "x", count: 500) + "\"}"
    let big = "{\"body\":\"" + String(repeating: "y", count: 3000) + "\"}"
    let items = [item, big, item].joined(separator: ",")
    let limits = Limits(documentTextBytes: 1000)
    let pad = "\"pad\":\"" + String(repeating: "z", count: 5000) + "\""
    let decoded = decode(
      Array("{\(pad),\"articles\":[\(items)],\"n\":2}".utf8), as: "a.json", piece: 64,
      limits: limits)
    #expect(decoded.failure == nil)
    #expect(decoded.articles.count == 2)
    #expect(decoded.rejections.map(\.limit) == ["document-text-bytes 1000"])
    #expect(decode(Array("{\(pad)}".utf8), as: "a.json", limits: limits).code == "too-large")
    #expect(decode(Array("{\(pad),".utf8), as: "a.json", limits: limits).code == "truncated")
  }

  @Test("a file over the limit of a file is too large")
  func largeFile() {
    let decoded = decode(
      Array(String(repeating: "{\"body\":\"x\"}\n", count: 100).utf8), as: "a.jsonl", piece: 100,
      limits: Limits(fileBytes: 500))
    #expect(decoded.failure?.rejection?.limit == "file-bytes 500")
  }

  @Test("what the reader throws comes out, and nothing else does")
  func readerFails() throws {
    struct Broken: Error {}
    var calls = 0
    let decoded = decode("a.jsonl") { buffer in
      calls += 1
      if calls == 3 { throw Broken() }
      let line = Array("{\"body\":\"x\"}\n".utf8)
      buffer.copyBytes(from: line)
      return line.count
    }
    guard case .reading(let error)? = decoded.failure else {
      Issue.record("the reader's error should come out")
      return
    }
    #expect(error is Broken)
    #expect(decoded.failure?.disposition == .retry)
  }

  @Test("every byte is pulled, also when the deposit is refused")
  func drained() throws {
    var left = 1_000_000
    let decoder = DepositDecoder(name: FileName("a.bin"), cpuClock: { .zero }) { buffer in
      let count = min(buffer.count, left, 50_000)
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
      left -= count
      return count
    }
    #expect(throws: DecodingFailure.self) { try decoder.next() }
    #expect(left > 0)
    try decoder.drain()
    #expect(left == 0)
    #expect(decoder.bytesRead == 1_000_000)
    #expect(try decoder.next() == nil)
  }

  @Test("a JSON document cut at any byte is truncated or syntax")
  func cutJSON() {
    let whole = Array(
      "{\"items\": [ {\"id\": -1.5e3, \"title\": \"T\\u00e9\\n\", \"x\": [true, null, {}]} ] }".utf8
    )
    for count in 1..<whole.count {
      let decoded = decode(Array(whole.prefix(count)), as: "a.json")
      #expect(decoded.code == "truncated", "\(count)")
    }
  }

  @Test(
    "ten thousand mutations of small documents never crash and never hang", arguments: [1, 2, 3, 4])
  func mutations(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let seeds: [([UInt8], String)] = [
      (
        Array(
          "{\"id\":1,\"title\":\"T\",\"body\":\"<p>A &amp; b</p>\",\"authors\":[{\"name\":\"x\"}]}"
            .utf8), "a.json"
      ),
      (
        Array(
          "[{\"body\":\"a\\ud83d\\ude00\"},{\"text\":\"b\",\"date\":\"Sun, 22 Nov 2026 09:30 GMT\"}]"
            .utf8), "b.json"
      ),
      (Array("{\"body\":\"A.\"}\n{\"body\":\"é<br>“B”\"}\n".utf8), "c.jsonl"),
      (Array("---\ntitle: x\nauthors: [a]\n---\n\nHead\n\nBödy text-\nwrapped\r\n".utf8), "d.md"),
      (Array("\u{FEFF}Head\n\nTèxt".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }), "e.txt"),
      (try compressed(CompressionTests.copy, [ARCHIVE_FILTER_GZIP]), "f.jsonl.gz"),
    ]
    for round in 0..<2500 {
      var (bytes, name) = seeds[round % seeds.count]
      for _ in 0...random.below(4) { random.mutate(&bytes) }
      if random.below(10) == 0 { name = "x" }
      let decoded = decode(bytes, as: name, piece: 1 + random.below(64))
      for article in decoded.articles {
        #expect(!article.body.isEmpty)
        #expect(!article.body.utf8.contains(0))
      }
      #expect(!decoded.records.isEmpty || decoded.failure != nil)
    }
  }
}

extension SplitMix {
  /// One byte changed, removed, doubled, or a piece moved.
  mutating func mutate(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return bytes.append(UInt8(below(256))) }
    let index = below(bytes.count)
    switch below(5) {
    case 0: bytes[index] = UInt8(below(256))
    case 1: bytes.remove(at: index)
    case 2: bytes.insert(bytes[index], at: index)
    case 3: bytes[index] = Array("{}[]\",:\\<>&-\n\0".utf8)[below(14)]
    default:
      let end = index + below(bytes.count - index)
      bytes.insert(contentsOf: Array(bytes[index..<end]), at: below(bytes.count))
    }
  }
}
