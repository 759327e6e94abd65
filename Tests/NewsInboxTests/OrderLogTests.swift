import Foundation
import NewsLinux
import NewsModel
import Testing

@testable import NewsInbox

@Suite("The order log")
struct OrderLogTests {
  static func entry(_ id: Int64, name: [UInt8] = Array("a.txt".utf8)) -> OrderLog.Entry {
    OrderLog.Entry(
      id: DepositID(rawValue: id), outcome: .partial, place: .done,
      received: Timestamp(milliseconds: 1_795_305_600_123), sizeBytes: 4711,
      digest: ContentDigest(bytes: (0..<32).map { UInt8($0) }),
      articles: [10 * id - 9...10 * id - 7, 10 * id - 3...10 * id - 3],
      format: "jsonl", code: "syntax", message: "at 'line 3':\ta tab, 100 % wrong",
      source: "harbour wire", inbox: "/var/spool/in", name: FileName(bytes: name))
  }
  private let time = Timestamp(milliseconds: 1_795_305_600_000)

  private func spool() throws -> Spool {
    let root = URL.temporaryDirectory.appending(path: "order-\(UUID().uuidString)").path
    return try Spool(opening: Array(root.utf8))
  }

  private func file(_ spool: Spool) -> URL {
    URL(filePath: String(decoding: spool.path, as: UTF8.self))
      .appending(path: "order/2026-11-22.tsv")
  }

  private func remove(_ spool: Spool) throws {
    try FileManager.default.removeItem(atPath: String(decoding: spool.path, as: UTF8.self))
  }

  @Test(
    "an entry comes back as it was, whatever bytes its name has",
    arguments: [
      Array("a.txt".utf8), Array("-".utf8), Array("wire/a b\tc\n%41.txt".utf8),
      [0xFF, 0xFE, 0x00 + 1, 0x25, 0x2F, 0x80],
    ] as [[UInt8]])
  func roundTrip(name: [UInt8]) throws {
    var entry = Self.entry(12, name: name)
    #expect(OrderLog.Entry(line: entry.line.dropLast()) == entry)
    #expect(entry.line.count { $0 == 0x0A } == 1)
    entry.digest = nil
    entry.articles = []
    entry.code = nil
    entry.message = nil
    entry.format = nil
    #expect(OrderLog.Entry(line: entry.line.dropLast()) == entry)
  }

  @Test("a line that was cut off anywhere is no entry")
  func torn() {
    let line = Self.entry(12).line.dropLast()
    for count in 0..<line.count { #expect(OrderLog.Entry(line: Array(line.prefix(count))) == nil) }
  }

  @Test("what was written is read again, the later entry of a deposit, in the order of numbers")
  func reading() throws {
    let spool = try spool()
    let log = OrderLog(spool.root, seed: 0xABCD)
    try log.append([Self.entry(2), Self.entry(1)], at: time)
    try log.append([Self.entry(2, name: Array("b.txt".utf8)), Self.entry(3)], at: time)
    // Another process, another day.
    let later = Timestamp(milliseconds: time.milliseconds + 86_400_000)
    try OrderLog(spool.root, seed: 0xABCD).append([Self.entry(4)], at: later)
    let recorded = try OrderLog.Recorded(spoolPath: spool.path)
    #expect(recorded.entries.map(\.entry.id.rawValue) == [1, 2, 3, 4])
    #expect(recorded.entries[1].entry.name.text == "b.txt")
    #expect(recorded.entries.map(\.day).last == "2026-11-23")
    #expect(recorded.seed == 0xABCD)
    #expect(recorded.damaged.isEmpty)
    try remove(spool)
  }

  @Test("a write that a crash cut off spoils its own line and no other")
  func afterCrash() throws {
    let spool = try spool()
    try OrderLog(spool.root, seed: 1).append([Self.entry(1), Self.entry(2)], at: time)
    let bytes = try Data(contentsOf: file(spool))
    try bytes.dropLast(9).write(to: file(spool))
    try OrderLog(spool.root, seed: 1).append([Self.entry(3)], at: time)
    let recorded = try OrderLog.Recorded(spoolPath: spool.path)
    #expect(recorded.entries.map(\.entry.id.rawValue) == [1, 3])
    #expect(recorded.damaged == [OrderLog.Recorded.Line(day: "2026-11-22", number: 3)])
    // The next start writes it again, and all is well.
    try OrderLog(spool.root, seed: 1).append([Self.entry(2)], at: time)
    let again = try OrderLog.Recorded(spoolPath: spool.path)
    #expect(again.entries.map(\.entry.id.rawValue) == [1, 2, 3])
    #expect(again.damaged.isEmpty)
    try remove(spool)
  }

  @Test("a damaged line is named by its file and number, and the others keep their places")
  func damage() throws {
    let spool = try spool()
    try OrderLog(spool.root, seed: 1).append((1...4).map { Self.entry($0) }, at: time)
    var bytes = try [UInt8](Data(contentsOf: file(spool)))
    let lines = bytes.split(separator: 0x0A).map { $0.startIndex }
    bytes[lines[2]] = UInt8(ascii: "x")
    try Data(bytes).write(to: file(spool))
    let recorded = try OrderLog.Recorded(spoolPath: spool.path)
    #expect(recorded.entries.map(\.entry.id.rawValue) == [1, 3, 4])
    #expect(recorded.damaged.map(\.text) == ["order/2026-11-22.tsv, line 3"])
    try remove(spool)
  }

  @Test("two lines that claim one article are both named, and the first keeps it")
  func overlap() throws {
    let spool = try spool()
    var second = Self.entry(2)
    second.articles = Self.entry(1).articles
    #expect(!second.articles.isEmpty)
    try OrderLog(spool.root, seed: 1).append([Self.entry(1), second], at: time)
    let recorded = try OrderLog.Recorded(spoolPath: spool.path)
    #expect(recorded.entries.map(\.entry.id.rawValue) == [1])
    #expect(recorded.damaged.map(\.number) == [2, 3])
    try remove(spool)
  }

  @Test("a correction comes back as it was, among the entries")
  func corrections() throws {
    let spool = try spool()
    let log = OrderLog(spool.root, seed: 1)
    let (four, nine, twelve) = (
      ArticleID(rawValue: 4), ArticleID(rawValue: 9), ArticleID(rawValue: 12)
    )
    let correction = RecordedCorrection(
      time: time, user: "a b\t%", after: twelve,
      rows: [
        RecordedCorrection.Row(.cannotLink, nine, four),
        RecordedCorrection.Row(.mustLink, twelve, nine),
      ])
    try log.append([Self.entry(1)], at: time)
    try log.append(correction, at: time)
    let recorded = try OrderLog.Recorded(spoolPath: spool.path)
    #expect(recorded.corrections == [correction])
    #expect(recorded.entries.count == 1)
    #expect(recorded.damaged.isEmpty)
    let line = correction.line.dropLast()
    for count in 0..<line.count {
      #expect(RecordedCorrection(line: Array(line.prefix(count))) == nil)
    }
    try remove(spool)
  }

  @Test("a spool without a log has no order, and nothing is made by asking")
  func absent() throws {
    let spool = try spool()
    #expect(try OrderLog.Recorded(spoolPath: spool.path).entries.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: file(spool).path))
    try remove(spool)
  }

  @Test("a reason file gives back the name it was written for, of any bytes")
  func reason() {
    for bytes in [
      Array("a.txt".utf8), [0x61, 0xFF, 0xFE], Array("q\"\\\u{1}\u{85}\u{2028}é.txt".utf8),
    ] as [[UInt8]] {
      let reason = ReasonFile(
        name: FileName(bytes: bytes), code: "syntax", message: "\"name\": \"not this\"",
        sizeBytes: 1, digest: nil, source: "s", received: time)
      #expect(ReasonFile.failedName(in: reason.json)?.bytes == bytes)
    }
    #expect(ReasonFile.failedName(in: Array("{}".utf8)) == nil)
  }
}

extension OrderLogTests {
  static func tombstone(_ number: Int64) -> Article.Tombstone {
    Article.Tombstone(
      article: ArticleID(rawValue: number), deposit: DepositID(rawValue: number),
      source: "wire \t%",
      story: StoryID(rawValue: number), verdict: .original, of: nil, item: -number,
      edition: number, heir: number % 3 == 0 ? ArticleID(rawValue: number + 1) : nil,
      forgotten: Article.Tombstone.Forgotten(
        time: Timestamp(milliseconds: 1_795_305_600_000), user: "anna", cause: .person))
  }

  @Test("what was forgotten comes back in slices, each from where the last one ended")
  func slices() throws {
    let spool = try spool()
    let log = OrderLog.Forgotten(try Folder.open(spool.path))
    let all = (1...2000).map { Self.tombstone($0) }
    try log.append(Array(all.prefix(1500)))
    try log.append(Array(all.dropFirst(1500)))
    var (read, place, slices): ([Article.Tombstone], Int64, Int) = ([], 0, 0)
    while true {
      let (tombstones, end) = try log.read(from: place)
      if end == place { break }
      #expect(tombstones.count < 600)
      (read, place, slices) = (read + tombstones, end, slices + 1)
    }
    #expect(read == all && slices > 3)
    // A shorter file is another one.
    #expect(try log.read(from: place + 1).tombstones.first == all.first)
    // The end of a line that a crash has cut off is no line, and spoils none.
    let file = String(decoding: spool.path, as: UTF8.self) + "/order/forgotten"
    let handle = try #require(FileHandle(forWritingAtPath: file))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("forgotten\t17".utf8))
    try handle.close()
    #expect(try log.read(from: place).end == place)
    try log.append([Self.tombstone(2001)])
    #expect(try log.read(from: place).tombstones == [Self.tombstone(2001)])
    try remove(spool)
  }
}
