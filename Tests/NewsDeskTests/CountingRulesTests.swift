import Foundation
import GRDB
import NewsModel
import NewsStore
import NewsText
import Testing

@testable import NewsDesk

/// What is half stored goes on at a record only where that number means the same record.
@Suite("A half stored container")
struct CountingRulesTests {
  /// What the desk has made of it at last: every article once, everything else counted once.
  private func expectWhole(_ desk: TestDesk, repeats: Bool = false) throws {
    let account = try desk.account
    #expect(list(account.partial, account.open, account.unchanged, account.failed) == [1, 0, 0, 0])
    #expect(account.articles.stored == 350)
    #expect(account.articles.unchanged == (repeats ? 3 : 0))
    #expect(account.articles.rejected == 601)
    #expect(try desk.uris == (0..<350).map { "half-\($0)" })
    let row = try #require(try desk.store.reader.deposits(named: FileName("half.jsonl")).first)
    #expect(list(row.counts.unchanged, row.counts.rejected) == [repeats ? 3 : 0, 601])
    #expect(try desk.store.reader.rejections(of: row.id).map(\.ordinal) == Array(1...601))
    let failed = desk.files("state/failed")
    #expect(failed.prefix(2) == ["half.jsonl~2", "half.jsonl~2.reason.json"])
    #expect(try desk.store.reader.verify(.thorough).isEmpty)
    #expect(try number(desk, "SELECT count(*) FROM progress") == 0)
  }

  private func change(_ desk: TestDesk, _ sql: String) throws {
    let queue = try DatabaseQueue(path: desk.state.path + "/wiredesk.db")
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }

  private func number(_ desk: TestDesk, _ sql: String) throws -> Int? {
    let queue = try DatabaseQueue(path: desk.state.path + "/wiredesk.db")
    defer { try? queue.close() }
    return try queue.read { try Int.fetchOne($0, sql: sql) }
  }

  /// Drains a desk on the same folder.
  ///
  /// - Returns: It, and whether the file was read from its beginning again.
  private func ended(
    _ half: TestDesk, change: (inout DeskSettings) -> Void = { _ in }
  ) throws -> (TestDesk, isReadAgain: Bool) {
    let events = RecordedEvents()
    let next = try TestDesk(root: half.root, log: events.log, change: change)
    try next.drain()
    return (next, events.sentences.contains { $0.contains("from its beginning again") })
  }

  @Test("goes on where it was, by the same rules, at the same record", arguments: [false, true])
  func same(repeats: Bool) throws {
    let half = try TestDesk.halfStored(repeats: repeats)
    #expect(try number(half, "SELECT count(*) FROM progress") == 1)
    let (next, isReadAgain) = try ended(half)
    #expect(!isReadAgain)
    try expectWhole(next, repeats: repeats)
    try next.close()
  }

  @Test(
    "is read from its beginning, and nothing of it is lost or counted twice, when its rules are unknown",
    arguments: [1, 100, 129, 700, 5000], [false, true])
  func unknown(offset: Int, repeats: Bool) throws {
    let half = try TestDesk.halfStored(repeats: repeats)
    // As a build with schema 9 leaves it that counted otherwise.
    try change(half, "DELETE FROM progress; UPDATE deposit SET record_offset = \(offset)")
    let (next, isReadAgain) = try ended(half)
    #expect(isReadAgain)
    try expectWhole(next, repeats: repeats)
    try next.close()
  }

  @Test(
    "is read from its beginning when the record at that place is another", arguments: [true, false])
  func moved(later: Bool) throws {
    let half = try TestDesk.halfStored(repeats: true)
    try change(half, "UPDATE deposit SET record_offset = record_offset \(later ? "+" : "-") 3")
    let (next, isReadAgain) = try ended(half)
    #expect(isReadAgain)
    try expectWhole(next, repeats: true)
    try next.close()
  }

  @Test("is read from its beginning under other limits, and under other names of fields")
  func configured() throws {
    let changes: [(inout DeskSettings) -> Void] = [
      { $0.limits.documentTextBytes /= 2 }, { $0.limits.depth += 1 },
      { $0.ownFieldNames = ["byline": ["writer"]] },
    ]
    for change in changes {
      let half = try TestDesk.halfStored(repeats: true)
      let (next, isReadAgain) = try ended(half, change: change)
      #expect(isReadAgain)
      try expectWhole(next, repeats: true)
      try next.close()
    }
  }

  @Test("loses no record when names of fields decide what a record is")
  func records() throws {
    // With `text` as a name of the body each line is one article; without it nothing is told of it.
    let half = try TestDesk.halfStored { $0.ownFieldNames = ["body": ["caption"]] }
    let (next, isReadAgain) = try ended(half)
    #expect(isReadAgain)
    try expectWhole(next)
    try next.close()
  }

  @Test("whose file has become another while it waited is read from its beginning")
  func rewritten() throws {
    let half = try TestDesk.halfStored()
    let name = try #require(half.files("state/claim").first)
    let file = half.state.appending(path: "claim/\(name)")
    let text = try String(contentsOf: file, encoding: .utf8)
    try (lines("new", 0..<200).joined(separator: "\n") + "\n" + text)
      .write(to: file, atomically: false, encoding: .utf8)
    let (next, isReadAgain) = try ended(half)
    #expect(isReadAgain)
    let uris = try Set(next.uris)
    #expect(uris == Set((0..<350).map { "half-\($0)" } + (0..<200).map { "new-\($0)" }))
    #expect(try next.account.articles.stored == 550)
    try next.close()
  }
}

@Suite("Rules of counting")
struct CountingRuleTests {
  private let program = CountingRules.program

  @Test("are others for another program, other limits and other names, and for nothing else")
  func others() throws {
    var settings = DeskSettings(workers: 1)
    settings.ownFieldNames = ["body": ["a", "b"], "uri": ["c"]]
    let own = try CountingRules(settings, program: program).digest
    func digest(_ change: (inout DeskSettings) -> Void) throws -> ContentDigest {
      var other = settings
      change(&other)
      return try CountingRules(other, program: program).digest
    }
    #expect(try own == digest { $0.workers = 7 })
    #expect(try own == digest { $0.remember = .seconds(7) })
    #expect(try own != digest { $0.limits.documentTextBytes += 1 })
    #expect(try own != digest { $0.limits.layers += 1 })
    #expect(try own != digest { $0.ownFieldNames["body"] = ["b", "a"] })
    #expect(try own != digest { $0.ownFieldNames["body"] = ["a", "b", "uri"] })
    #expect(try own != digest { $0.ownFieldNames = ["body": ["a", "b", "c"]] })
    let another = ContentDigest(bytes: [UInt8](repeating: 1, count: 32))
    #expect(try own != CountingRules(settings, program: another).digest)
    // One that nobody can tell is never the same.
    #expect(
      try CountingRules(settings, program: nil).digest
        != CountingRules(settings, program: nil).digest)
  }

  @Test("know the program that runs by its file")
  func running() throws {
    let bytes = try Data(contentsOf: URL(filePath: "/proc/self/exe"))
    #expect(program == (try digest(of: Array(bytes))))
  }

  private func digest(of bytes: [UInt8]) throws -> ContentDigest {
    var hasher = try ContentHasher()
    try bytes.withUnsafeBytes { try hasher.update($0) }
    return try hasher.finalise()
  }
}
