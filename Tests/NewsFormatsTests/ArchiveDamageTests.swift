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
    // What libarchive has unpacked of the record before, and not given yet, may go with a damaged frame.
    let isExact = archive.filter == 1
    let kept = (0..<6).filter { $0 != place && (isExact || $0 != place - 1) }
    #expect(kept.allSatisfy(numbers.contains) && !numbers.contains(place), "\(numbers)")
    #expect(Set(numbers).count == numbers.count)
    #expect((decoded.failure != nil) == (place == 5), "\(String(describing: decoded.failure))")
    #expect(
      place == 5 || (1...(isExact ? 1 : 2)).contains(decoded.rejections.count),
      "\(decoded.rejections)")
  }

  /// Records of a kilobyte: many stand in a window.
  static func page(_ number: Int, head: String = "") -> String {
    let text = (0..<12).map { "Bridge \(number) is closed, and ferry \($0 + number) sails." }
    return WebArchiveTests.record(
      "response",
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\(head)\r\n<title>Bridge \(number)</title><p>"
        + text.joined(separator: " "), url: "https://quay.example/\(number)")
  }
  static func pages(_ count: Int) throws -> [[UInt8]] {
    try (0..<count).map { try compressed(Array(page($0).utf8), [1]) }
  }

  enum Damage: CaseIterable { case block, middle, checksum, length, hole, cutShort }
  private static func damage(_ member: [UInt8], _ kind: Damage) -> [UInt8] {
    var member = member
    switch kind {
    case .block: member[10] |= 0x06
    case .middle: for index in 0..<20 { member[member.count / 2 + index] ^= 0x5A }
    case .checksum: member[member.count - 8] ^= 1
    case .length: member[member.count - 4] ^= 1
    case .hole: member.removeSubrange(40..<60)
    case .cutShort: member.removeLast(30)
    }
    return member
  }

  @Test(
    "of a hundred small records one is damaged: the others are read, and one rejection tells it",
    arguments: Damage.allCases, [0, 1, 60])
  func small(kind: Damage, place: Int) throws {
    var members = try Self.pages(100)
    members[place] = Self.damage(members[place], kind)
    let decoded = decode(members.flatMap { $0 }, as: "a.warc.gz", piece: 1 << 16)
    #expect(Self.numbers(decoded) == (0..<100).filter { $0 != place }, "\(Self.numbers(decoded))")
    #expect(decoded.failure == nil && decoded.rejections.filter { !$0.isTold }.count == 1)
  }

  @Test(
    "members of any writer follow each other",
    arguments: [(2, 19), (0, 77), (9, 3)] as [(UInt8, UInt8)]
  )
  func writers(extra: UInt8, system: UInt8) throws {
    let members = try Self.pages(5).map { $0[..<8] + [extra, system] + $0[10...] }
    let decoded = decode(members.flatMap { $0 }, as: "a.warc.gz")
    #expect(Self.numbers(decoded) == Array(0..<5) && decoded.failure == nil)
  }

  @Test("damage in the head of an answer is that answer's alone")
  func head() throws {
    var members = try Self.pages(30)
    // More than is looked at in one piece, and it does not pack well.
    let random = Self.record(7).prefix(40_000).filter { $0.isLetter || $0.isNumber }
    members[20] = Self.damage(
      try compressed(Array(Self.page(20, head: "X-Trace: \(random)\r\n").utf8), [1]), .middle)
    let decoded = decode(members.flatMap { $0 }, as: "a.warc.gz", piece: 1 << 16)
    #expect(Self.numbers(decoded) == (0..<30).filter { $0 != 20 })
    #expect(decoded.failure == nil && decoded.rejections.filter { !$0.isTold }.count == 1)
  }

  @Test(
    "of an archive that is cut off every whole record is read, and the end is told",
    arguments: [30, 400])
  func cutOff(_ count: Int) throws {
    let members = try Self.pages(count)
    let whole = count * 2 / 3
    let bytes = members.prefix(whole).flatMap { $0 } + members[whole].prefix(90)
    let decoded = decode(bytes, as: "a.warc.gz", piece: 1 << 16)
    #expect(Self.numbers(decoded) == Array(0..<whole))
    #expect(decoded.failure?.rejection?.reason == .truncated)
  }

  @Test("an archive that is cut off in the header of a record is cut off", arguments: 1..<10)
  func cutInHeader(_ count: Int) throws {
    let members = try Self.pages(3)
    let decoded = decode(members[0] + members[1] + members[2].prefix(count), as: "a.warc.gz")
    #expect(Self.numbers(decoded) == [0, 1])
    #expect(decoded.failure?.rejection?.reason == .truncated)
  }

  @Test("of lines that are cut off every whole one is read")
  func lines() throws {
    let lines = (0..<50).map {
      "{\"headline\":\"Tide \($0 * 7919)\",\"body\":\"It is early \($0 * 104_729).\"}\n"
    }
    let packed = try compressed(Array(lines.joined().utf8), [1])
    // A line is packed into some ten bytes behind the first.
    let decoded = decode(Array(packed.dropLast(30)), as: "a.jsonl.gz")
    #expect(decoded.articles.count > 20 && decoded.failure?.rejection?.reason == .truncated)
  }

  @Test("a text whose checksum is another is not stored", arguments: [200, 200_000])
  func checksum(_ count: Int) throws {
    let text = Array(String(repeating: "The ferry sails at noon. ", count: count / 25).utf8)
    let packed = try compressed(text, [1])
    #expect(decode(packed, as: "a.txt.gz").articles.count == 1)
    let decoded = decode(Self.damage(packed, .checksum), as: "a.txt.gz")
    #expect(decoded.articles.isEmpty && decoded.failure?.rejection?.reason == .syntax)
    #expect(decoded.failure?.rejection?.message.contains("its checksum is another") == true)
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
