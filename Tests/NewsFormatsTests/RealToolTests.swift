import Foundation
import NewsFormats
import NewsModel
import Testing

/// Files that real tools write, from the folder of cases beside a checkout.
enum RealTools {
  /// Nil elsewhere.
  static let folder: URL? = {
    var folder = URL(filePath: #filePath)
    for _ in 0..<8 {
      folder.deleteLastPathComponent()
      let cases = folder.appending(path: "shared/cases/real-tools")
      if FileManager.default.fileExists(atPath: cases.path) { return cases }
    }
    return nil
  }()

  static func decoded(_ name: String) throws -> Decoded {
    let file = try #require(folder).appending(path: name)
    return decode(Array(try Data(contentsOf: file)), as: name)
  }
}

@Suite(
  "Files of real tools", .enabled(if: RealTools.folder != nil, "no ../shared beside this checkout"))
struct RealToolTests {
  @Test("01: a record whose text has any name has it, or is refused with its name")
  func unknownNames() throws {
    let decoded = try RealTools.decoded("01-unknown-body-names.jsonl")
    #expect(decoded.articles.count + decoded.rejections.count >= 5)
    #expect(decoded.articles.allSatisfy { $0.body != $0.headline && $0.body.utf8.count > 60 })
    #expect(decoded.rejections.allSatisfy { $0.reason == .noText })
  }

  @Test(
    "03, 08, 10, 20, 22: archives, frames, labels, lines and sequences are read whole",
    arguments: [
      ("08-pzstd.txt.zst", 1), ("10-label.tar", 1), ("13-iso-2022-jp.txt", 1),
      ("20-pre.nitf.xml", 1),
      ("22-records.json-seq", 2),
    ])
  func counts(name: String, articles: Int) throws {
    let decoded = try RealTools.decoded(name)
    #expect(decoded.articles.count == articles, "\(decoded)")
    #expect(decoded.failure == nil && decoded.rejections.isEmpty)
  }

  @Test("03: names of UTF-8 are kept")
  func names() throws {
    let locators = try RealTools.decoded("03-utf8-names.zip").records.map { record in
      switch record {
      case .article(let article, _): article.locator
      case .rejected(let rejection, _, _): rejection.locator
      }
    }
    #expect(!locators.isEmpty && !locators.contains { $0.contains("› file ") })
  }

  @Test("09: a window that is too large is no damage")
  func window() throws {
    let decoded = try RealTools.decoded("09-long-window.txt.zst")
    #expect(decoded.articles.count == 1 || decoded.code == "unreadable")
  }

  @Test("13, 14: letters are what the bytes say, also where one is cut")
  func letters() throws {
    #expect(
      try RealTools.decoded("13-iso-2022-jp.txt").articles.first?.body.hasPrefix("港湾委員会は火曜日")
        == true)
    let cut = try #require(RealTools.decoded("14-utf8-cut.txt").articles.first)
    #expect(cut.body.contains("Fährterminals"))
    #expect(cut.body.contains("Die Bürgermeisterin sprach von Grö"))
  }

  @Test("11, 15, 21, 23: languages, zones, authors and folder marks")
  func fields() throws {
    #expect(try Set(RealTools.decoded("11-eng.jsonl").articles.map(\.language)) == ["en"])
    let dates = try RealTools.decoded("15-dates.rss").articles.map { $0.published?.rfc3339 }
    #expect(dates == Array(repeating: "2026-11-22T10:00:00Z", count: dates.count) && !dates.isEmpty)
    #expect(try RealTools.decoded("21-source-author.atom").articles.allSatisfy { $0.byline != nil })
    #expect(try RealTools.decoded("23-desktop.ini").code == "unknown-format")
    let lines = try #require(RealTools.decoded("20-pre.nitf.xml").articles.first).body.split(
      separator: "\n")
    #expect(lines.suffix(3).map { $0.prefix { $0 != " " } } == ["Nordvik", "Elvik", "Sundvik"])
  }
}
