import CArchive
import NewsModel
import Testing

@testable import NewsFormats

@Suite("Archives with damaged members")
struct ArchiveDamageTests {
  /// Records of some 100 KB that do not pack well.
  static func record(_ number: Int) -> String {
    var state = UInt64(number + 1)
    let words = (0..<9000).map { _ -> String in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return String(state >> 24, radix: 36)
    }
    return WebArchiveTests.record(
      "conversion", "Bridge \(number). " + words.joined(separator: " "),
      url: "https://quay.example/\(number)", content: "text/plain")
  }
  static func members(_ filter: Int32) throws -> [[UInt8]] {
    try (0..<6).map { try compressed(Array(record($0).utf8), [filter]) }
  }
  static func numbers(_ decoded: Decoded) -> [Int] {
    decoded.articles.compactMap { Int($0.url?.split(separator: "/").last ?? "") }
  }

  /// Its first block has the type that no block may have.
  static func damaged(_ member: [UInt8], _ filter: Int32) -> [UInt8] {
    var member = member
    if filter == 1 {
      member[10] |= 0x06
    } else {
      for index in 6..<16 { member[index] = 0xFF }
    }
    return member
  }

  @Test(
    "behind a damaged member the next one is read, and the damage is told",
    arguments: [("a.warc.gz", 1), ("a.warc.zst", 14)] as [(String, Int32)], [2, 5])
  func damaged(archive: (name: String, filter: Int32), place: Int) throws {
    var members = try Self.members(archive.filter)
    members[place] = Self.damaged(members[place], archive.filter)
    let decoded = decode(members.flatMap { $0 }, as: archive.name, piece: 1 << 16)
    let numbers = Self.numbers(decoded)
    // What libarchive has unpacked of the record before, and not given yet, may go with it.
    let kept = (0..<6).filter { $0 != place && $0 != place - 1 }
    #expect(kept.allSatisfy(numbers.contains) && !numbers.contains(place), "\(numbers)")
    #expect(Set(numbers).count == numbers.count)
    #expect((decoded.failure != nil) == (place == 5), "\(String(describing: decoded.failure))")
    #expect(place == 5 || (1...2).contains(decoded.rejections.count), "\(decoded.rejections)")
  }

  @Test("bytes between two members are told, and what follows is read")
  func between() throws {
    var members = try Self.members(1)
    members.insert(Array("no member at all".utf8), at: 3)
    let decoded = decode(members.flatMap { $0 }, as: "a.warc.gz", piece: 1 << 16)
    #expect(Self.numbers(decoded) == Array(0..<6) && decoded.failure == nil)
    #expect(decoded.rejections.map(\.code) == ["syntax"])
  }

  @Test("beginnings of members without number are given up after a thousand")
  func bombardment() throws {
    let good = try Self.members(1)
    let bad: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF, 0xFF]
    let many = [[UInt8]](repeating: bad, count: 200_000).flatMap { $0 }
    let decoded = decode(good[0] + good[1] + many, as: "a.warc.gz", piece: 1 << 16)
    #expect(Self.numbers(decoded).first == 0)
    #expect(decoded.rejections.count + (decoded.failure == nil ? 0 : 1) <= 1002)
  }

  @Test("other documents end where their stream is damaged, as ever")
  func others() throws {
    let line = Array("{\"headline\":\"Tide\",\"body\":\"The tide is early.\"}\n".utf8)
    let member = try compressed([[UInt8]](repeating: line, count: 5000).flatMap { $0 }, [1])
    let damaged = member + Self.damaged(member, 1)
    #expect(decode(damaged + member, as: "a.jsonl.gz").failure != nil)
  }

  @Test("of a crawl in one file its archives are read, and its lists are not")
  func wacz() throws {
    let warc = try compressed(Array(ArchiveResumeTests.crawl(7).joined().utf8), [1])
    let lines = Array(
      "{\"url\":\"https://quay.example/1\",\"title\":\"Bridge\",\"text\":\"The bridge is closed.\"}\n"
        .utf8)
    let bytes = try archived(
      [
        ("archive/data.warc.gz", warc), ("pages/pages.jsonl", lines),
        ("indexes/index.cdx.gz", lines),
        ("datapackage.json", lines),
      ], 0x50000)
    let decoded = decode(bytes, as: "crawl.wacz")
    let plain = decode(warc, as: "data.warc.gz")
    #expect(decoded.failure == nil && decoded.articles.map(\.body) == plain.articles.map(\.body))
    #expect(decoded.articles.count > 3)
    #expect(decoded.rejections.last?.isTold == true)
    #expect(decoded.rejections.last?.message == "it and 2 other files are no archives of the crawl")
    #expect(decode(bytes, as: "crawl.zip").articles.count > decoded.articles.count)
  }
}
