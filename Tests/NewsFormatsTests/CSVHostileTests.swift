import NewsModel
import Testing

@testable import NewsFormats

/// Tables that mean harm.
@Suite("Hostile tables")
struct CSVHostileTests {
  private static let row = "Rain,The rain fell on the harbour for the whole of the night.\n"

  /// Decodes `head` and then `unit` again and again, `count` bytes in all, which never lie in memory.
  private func stream(
    _ head: String, _ unit: String, count: Int, then tail: String = ""
  ) -> Decoded {
    let (head, unit, tail) = (Array(head.utf8), Array(unit.utf8), Array(tail.utf8))
    var given = 0
    return decode("a.csv") { buffer in
      var taken = 0
      while taken < min(buffer.count, 1 << 16), given < count + tail.count {
        buffer[taken] =
          given < head.count
          ? head[given] : given < count ? unit[given % unit.count] : tail[given - count]
        taken += 1
        given += 1
      }
      return taken
    }
  }

  @Test("a row over the limit is rejected with its first bytes, and the next one is read")
  func tooLarge() {
    let limits = Limits(documentTextBytes: 10_000)
    let long = String(repeating: "word ", count: 4000)
    for cell in [long, "\"\(long)\n\(long)\""] {
      let table = "title,text\n\(Self.row)Long,\(cell)\n\(Self.row)"
      let decoded = decode(Array(table.utf8), as: "a.csv", limits: limits)
      #expect(decoded.articles.map(\.headline) == ["Rain", "Rain"])
      #expect(decoded.rejections.map(\.code) == ["too-large"])
      #expect(decoded.rejections.map(\.limit) == ["document-text-bytes 10000"])
      #expect(decoded.articles.last?.locator == "a.csv › line \(cell == long ? 4 : 5)")
    }
  }

  @Test("a quote that never closes costs a record, not memory: 64 MiB behind it are held nowhere")
  func openQuote() {
    let decoded = stream(
      "title,text\n" + Self.row + "Open,\"", "no end of it\n", count: 64 << 20)
    #expect(decoded.articles.map(\.headline) == ["Rain"])
    #expect(decoded.rejections.map(\.code) == ["too-large"])
    #expect(decoded.peakBufferBytes < 32 << 20)
  }

  @Test("a header that never ends is refused after its first bytes")
  func endlessHeader() {
    for unit in ["title,text,", "\"title,", "x"] {
      let decoded = stream("title,", unit, count: 8 << 20)
      #expect(decoded.records.isEmpty)
      #expect(decoded.code == "truncated")
      #expect(decoded.peakBufferBytes <= 1 << 20)
    }
  }

  @Test("quotes and separators without end are read once: 16 MiB of each in less than seconds")
  func linear() {
    for unit in ["\"", "\"\"\"a\n", "\"a\n", ",", "\" ", "\"\n", ",\"\n", "a,\"b\n", "\r"] {
      let count = 1 << 20
      let decoded = stream("title,text\n", unit, count: count)
      #expect(decoded.failure?.code ?? "" != "too-slow", "\(unit)")
      #expect(decoded.articles.allSatisfy { !$0.body.isEmpty })
    }
  }

  @Test("NULs and control characters in a row are its own fault")
  func controls() {
    let table = "title,text\n\(Self.row)Nul,a text\u{0} of it\n\(Self.row)"
    let decoded = decode(table, as: "a.csv")
    #expect(decoded.articles.count == 2)
    #expect(decoded.rejections.map(\.code) == ["syntax"])
    let bell = decode(
      "title,text\nBell\u{7},\u{1B}[31mRed text, \u{8}\n".replacing(", ", with: " "), as: "a.csv")
    #expect(bell.articles.map(\.headline) == ["Bell"])
  }

  @Test("a table of 60,000 columns is read, one of a million names none of them")
  func columns() {
    let header = "title,text" + String(repeating: ",", count: 60_000)
    let row = Self.row.dropLast() + String(repeating: ",", count: 60_000)
    #expect(decode(header + "\n" + row, as: "a.csv").articles.count == 1)
    let wide = "title,text" + String(repeating: ",", count: 1_000_000) + "\n" + Self.row
    #expect(decode(wide, as: "a.csv").code == "truncated")
  }

  @Test("a formula of a spreadsheet is text and nothing else")
  func formulas() {
    let decoded = decode("title,text\n=cmd|' /C calc'!A0,\"=HYPERLINK(\"\"x\"\")\"\n", as: "a.csv")
    #expect(decoded.articles.map(\.headline) == ["=cmd|' /C calc'!A0"])
  }
}
