import Foundation
import NewsModel
import TestSupport
import Testing

@testable import NewsFormats

/// Hostile messages of wires that are lines, by rule: each fault at each place, with what becomes of it.
@Suite("Hostile wires of lines")
struct TextWireHostileTests {
  static let names = ["wire.anpa", "wire.iptc7901"]

  private static func seed(_ name: String) throws -> [UInt8] {
    [UInt8](
      try Data(contentsOf: FormatTableTests.root.appending(path: "scripts/fuzz.d/seeds/\(name)")))
  }

  @Test("a message cut anywhere before its end of text is truncated", arguments: names)
  func cut(name: String) throws {
    let whole = try Self.seed(name)
    let end = try #require(whole.firstIndex(of: 0x03))
    // Its first bytes alone are no wire yet.
    let first = try #require(whole.firstIndex(of: 0x0A)) + 2
    #expect(2 * (end - first) >= 500)
    for count in first..<end {
      let cut = Array(whole.prefix(count))
      #expect(decode(cut, as: "a.tst").code == "truncated", "\(count)")
      let behind = decode(whole + cut, as: "a.tst")
      #expect(behind.rejections.map(\.code) == ["truncated"], "\(count) behind another")
      #expect(behind.articles.count == 1, "\(count) behind another")
    }
  }

  @Test("lines may end in returns alone", arguments: names)
  func returns(name: String) throws {
    let whole = try Self.seed(name)
    let plain = try #require(decode(whole, as: "a.tst").articles.first)
    for (ends, sign) in [
      ("returns", [0x0D]), ("two", [0x0D, 0x0D, 0x0A]), ("reversed", [0x0A, 0x0D]),
    ]
      as [(String, [UInt8])]
    {
      let lines = whole.filter { $0 != 0x0D }.split(
        separator: 0x0A, omittingEmptySubsequences: false)
      let article = decode(Array(lines.joined(separator: sign)), as: "a.tst").articles.first
      #expect(article?.headline == plain.headline, "\(ends)")
      #expect(article?.body == plain.body && article?.published == plain.published, "\(ends)")
    }
  }

  /// The header's line, and the messages' first one, which begins it.
  private static func header(_ name: String, _ whole: [UInt8]) -> Range<Int> {
    let lines = whole.split(separator: 0x0A, omittingEmptySubsequences: false)
    let line = lines[name == "wire.anpa" ? 1 : 0]
    return line.startIndex..<line.endIndex
  }

  private static let strange: [String] = [
    "", "rr", "12345678901", "€", "é", "-", "0", "-1", "99-99", "0-0", "00-01", "13-01", "05-32",
    "05-",
    "-09", "x-y", "5-5-5", "\u{7F}", "\u{0}", "+", "½", "Ⅳ", "٣", "\u{FEFF}", "%41",
  ]

  @Test(
    "a header of which one word is another is a message without one, or says less", arguments: names
  )
  func headers(name: String) throws {
    let whole = try Self.seed(name)
    let range = Self.header(name, whole)
    let words = whole[range].split { $0 <= 0x20 }
    var inputs = 0
    for word in words {
      for other in Self.strange {
        let bytes = Array(whole[..<word.startIndex] + Array(other.utf8) + whole[word.endIndex...])
        let decoded = decode(bytes, as: "a.tst")
        inputs += 1
        if let article = decoded.articles.first {
          #expect(
            article.headline == "Dockers at Orsett walk out over cranes", "\(other) for \(word)")
        } else {
          let codes = ["syntax", "unknown-format", "truncated"]
          #expect(codes.contains(decoded.code ?? decoded.rejections.first?.code ?? ""), "\(other)")
        }
      }
    }
    #expect(inputs >= 125)
  }

  @Test(
    "a control byte anywhere in the text is no part of it, and costs nothing else", arguments: names
  )
  func controls(name: String) throws {
    let whole = try Self.seed(name)
    let start = try #require(whole.firstIndex(of: 0x02)) + 1
    let end = try #require(whole.firstIndex(of: 0x03))
    let plain = try #require(decode(whole, as: "a.tst").articles.first)
    // Those that begin or end messages, lines and paragraphs are others, and a NUL is in no text.
    let controls = ([2] + Array(5...8) + Array(11...31) + [127] as [UInt8]).filter { $0 != 0x16 }
    var inputs = 0
    for place in stride(from: start, to: end, by: 7) {
      for control in controls {
        var bytes = whole
        bytes.insert(control, at: place)
        let decoded = decode(bytes, as: "a.tst")
        inputs += 1
        guard decoded.articles.count == 1, let article = decoded.articles.first else {
          Issue.record("\(control) at \(place): \(decoded.code ?? "")")
          continue
        }
        #expect(article.headline == plain.headline, "\(control) at \(place)")
        #expect(article.body == plain.body, "\(control) at \(place)")
      }
    }
    #expect(inputs >= 500)
  }

  @Test(
    "a line anywhere in the text that is nothing but setting signs costs no other", arguments: names
  )
  func signs(name: String) throws {
    let whole = try Self.seed(name)
    let start = try #require(whole.firstIndex(of: 0x02)) + 1
    let end = try #require(whole.firstIndex(of: 0x03))
    let lines = whole.indices.filter { $0 > start && $0 < end && whole[$0 - 1] == 0x0A }
    let last = name == "wire.anpa" ? "Cranes 3½ 4" : "The port spoke of delays."
    for line in lines {
      for sign in [
        "^", "<", "=", "^<", "^=", ";;;", "``", "''", "_", "{", "\t", "\u{C2}\u{85}", "^^<=<=",
      ] {
        let bytes = Array(whole[..<line] + Array((sign + "\n").utf8) + whole[line...])
        let decoded = decode(bytes, as: "a.tst")
        #expect(decoded.articles.first?.body.contains(last) == true, "\(sign) at \(line)")
      }
    }
  }

  @Test("mutations of messages never crash and never hang", arguments: names)
  func mutations(name: String) throws {
    let whole = try Self.seed(name)
    var random = SplitMix(state: UInt64(name.utf8.count))
    for _ in 0..<1000 {
      var bytes = whole + whole
      for _ in 0...random.below(4) { random.mutate(&bytes) }
      let decoded = decode(bytes, as: "a.tst", piece: 1 + random.below(64))
      #expect(decoded.articles.allSatisfy { !$0.body.isEmpty })
      #expect(!decoded.records.isEmpty || decoded.failure != nil)
    }
  }
}
