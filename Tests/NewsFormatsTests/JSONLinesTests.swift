import NewsFormats
import NewsModel
import Testing

@Suite("JSON Lines")
struct JSONLinesTests {
  @Test("every line becomes an article that says where it stood")
  func lines() {
    let decoded = decode(
      """
      {"id": "a", "title": "One", "body": "First text."}

      {"id": 2, "headline": "Two", "text": "Second text."}
      """, as: "in/copy.jsonl")
    #expect(decoded.failure == nil)
    #expect(decoded.format == "jsonl")
    #expect(decoded.isContainer)
    #expect(decoded.articles.map(\.uri) == ["a", "2"])
    #expect(decoded.articles.map(\.headline) == ["One", "Two"])
    #expect(decoded.articles.map(\.locator) == ["copy.jsonl › line 1", "copy.jsonl › line 3"])
    #expect(decoded.records.map(\.ordinal) == [0, 1])
  }

  /// One name of the two handed the file to the other for ever, and the program died (fuzzing).
  @Test(
    "a document under the wrong name is read once, whatever stands behind its bracket",
    arguments: ["a.jsonl", "a.json"])
  func blanks(name: String) {
    for blanks in [0, 1, 62, 63, 64, 200, 5000] {
      let opening = "{" + String(repeating: " ", count: blanks)
      let line = opening + "\"title\":\"T\",\"body\":\"A.\"}"
      #expect(
        decode("\(line)\n{\"body\":\"B.\"}\n", as: name).articles.map(\.body) == ["A.", "B."])
      let apart = "\(opening)\n\"title\":\"T\",\"body\":\"A.\"}\n{\"body\":\"B.\"}\n"
      #expect(decode(apart, as: name).articles.last?.body == "B.")
    }
  }

  @Test("a bad line is rejected with its place and its bytes, and its siblings go on")
  func badLine() throws {
    let decoded = decode(
      "{\"body\":\"A.\"}\n{\"body\" \"B\"}\n[1]\n{\"body\":\"C.\"}\n", as: "x.jsonl")
    #expect(decoded.articles.map(\.body) == ["A.", "C."])
    #expect(decoded.rejections.map(\.reason) == [.syntax, .noText])
    let first = try #require(decoded.rejections.first)
    #expect(first.locator == "x.jsonl › line 2")
    #expect(first.message == "a colon is missing at line 2, column 9")
    guard case .rejected(_, let ordinal, let record) = decoded.records[1] else {
      Issue.record("the second record should be rejected")
      return
    }
    #expect(ordinal == 1)
    #expect(String(decoding: record, as: UTF8.self) == "{\"body\" \"B\"}")
  }

  @Test("a last line that is cut is truncated, so that a young file can wait")
  func cutLine() {
    let decoded = decode("{\"body\":\"A.\"}\n{\"body\":\"B", as: "x.jsonl")
    #expect(decoded.articles.count == 1)
    #expect(decoded.rejections.map(\.reason) == [.truncated])
  }

  @Test("a line over the limit is set aside with the limit's name, and the next is read")
  func longLine() throws {
    let long = "{\"body\":\"" + String(repeating: "x", count: 40_000) + "\"}\n"
    let decoded = decode(
      Array((long + "{\"body\":\"Short.\"}\n").utf8), as: "x.jsonl", piece: 1000,
      limits: Limits(documentTextBytes: 10_000))
    #expect(decoded.articles.map(\.body) == ["Short."])
    let rejection = try #require(decoded.rejections.first)
    #expect(rejection.reason == .tooLarge)
    #expect(rejection.limit == "document-text-bytes 10000")
    #expect(rejection.locator == "x.jsonl › line 1")
  }

  @Test("lines are found under any name when the first is a whole object")
  func otherName() {
    let two = "{\"body\":\"A.\"}\n{\"body\":\"B.\"}\n"
    #expect(decode(two, as: "export.json", piece: 7).articles.map(\.body) == ["A.", "B."])
    #expect(decode(two, as: "export").format == "jsonl")
    #expect(decode("{\"body\":\"A.\"}\n", as: "one.json").format == "json")
    #expect(decode("{\"body\":\"A.\"}\n", as: "one.jsonl").format == "jsonl")
  }

  @Test("work goes on behind the records that are committed already", arguments: [0, 1, 2, 3, 9])
  func resume(committed: Int) throws {
    let text = "\n{\"body\":\"A.\"}\n{bad\n\n{\"body\":\"C.\"}"
    let decoder = DepositDecoder(
      name: FileName("x.jsonl"), bytes: Array(text.utf8), cpuClock: { .zero })
    try decoder.skip(records: committed)
    var ordinals: [Int] = []
    var locators: [String] = []
    while let record = try decoder.next() {
      ordinals.append(record.ordinal)
      switch record {
      case .article(let article, _): locators.append(article.locator)
      case .rejected(let rejection, _, _): locators.append(rejection.locator)
      }
    }
    #expect(ordinals == Array(min(committed, 3)..<3))
    let all = ["x.jsonl › line 2", "x.jsonl › line 3", "x.jsonl › line 5"]
    #expect(locators == Array(all.dropFirst(committed)))
  }

  @Test("a line that is not UTF-8 is read in its own charset")
  func latinLine() {
    let line: [UInt8] = Array("{\"body\":\"Caf".utf8) + [0xE9] + Array(" au lait.\"}\n".utf8)
    #expect(decode(line, as: "x.jsonl").articles.map(\.body) == ["Café au lait."])
  }

  @Test("UTF-16 is read like UTF-8", arguments: [true, false])
  func utf16(hasMark: Bool) {
    let text = (hasMark ? "\u{FEFF}" : "") + "{\"body\":\"Ärger 😀.\"}\n{\"body\":\"Zwei.\"}\n"
    let bytes = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    for piece in [1, 3, 4096] {
      let decoded = decode(bytes, as: "x.jsonl", piece: piece)
      #expect(decoded.articles.map(\.body) == ["Ärger 😀.", "Zwei."])
    }
  }
}
