import Foundation
import NewsModel
import Testing

@testable import NewsStore

@Suite("Replacing the database")
struct ReplacementTests {
  private func names(_ folder: Folder, _ below: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + below).sorted()
  }

  /// An old database of three deposits, and a new one of one that is not in its place yet.
  private func prepared() throws -> (Folder, DatabaseReplacement, oldSeed: UInt64) {
    let folder = try Folder()
    let old = try folder.writer(seed: 11)
    for number in 0..<3 { try old.transaction { _ = try $0.newDeposit("old-\(number)") } }
    try old.close()
    let replacement = DatabaseReplacement(in: folder.path)
    try replacement.begin()
    let new = try Store(folder: replacement.workFolder, seed: 22)
    try new.transaction { _ = try $0.newDeposit("new") }
    try new.close()
    return (folder, replacement, 11)
  }

  @Test("before the mark nothing is replaced, and what was begun is thrown away")
  func unfinished() throws {
    let (folder, replacement, seed) = try prepared()
    #expect(try replacement.install() == nil)
    #expect(try folder.writer(seed: nil).reader.seed == seed)
    try replacement.begin()
    #expect(try names(folder, "rebuild").isEmpty)
  }

  @Test(
    "after it the new one is in its place, the old one whole in its folder, the damage forgotten")
  func finished() throws {
    let (folder, replacement, seed) = try prepared()
    DamageMark(folder: folder.path).note("a page")
    try replacement.markComplete(aside: "old")
    #expect(try replacement.install() == folder.path + "/old")
    #expect(try folder.writer(seed: nil).reader.seed == 22)
    #expect(try StoreReader(folder: folder.path + "/old").seed == seed)
    #expect(StoreReader.knownDamage(in: folder.path) == nil)
    #expect(try !names(folder).contains("rebuild"))
    #expect(try replacement.install() == nil)
  }

  @Test(
    "killed anywhere in the exchange, the next one ends it",
    arguments: [
      [], ["wiredesk.db"], ["wiredesk.db", "wiredesk.db-wal"],
      ["wiredesk.db", "wiredesk.db-wal", "wiredesk.db-shm", "new"],
    ] as [[String]])
  func killed(moved: [String]) throws {
    let (folder, replacement, seed) = try prepared()
    try replacement.markComplete(aside: "old")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/old", withIntermediateDirectories: false)
    for name in moved {
      let from = name == "new" ? "/rebuild/wiredesk.db" : "/\(name)"
      let to = name == "new" ? "/wiredesk.db" : "/old/\(name)"
      try FileManager.default.moveItem(atPath: folder.path + from, toPath: folder.path + to)
    }
    try replacement.install()
    #expect(try folder.writer(seed: nil).reader.seed == 22)
    #expect(try StoreReader(folder: folder.path + "/old").seed == seed)
    #expect(try !names(folder).contains("rebuild"))
  }

  @Test("damage that was met once stops every writer, until it is forgotten; readers go on")
  func damage() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try store.transaction { _ = try $0.newDeposit("a") }
    #expect {
      try store.transaction { _ in throw StoreFailure(.corrupt, "a page of nonsense") }
    } throws: {
      ($0 as? StoreFailure)?.reason == .corrupt
    }
    #expect(store.damage == "a page of nonsense")
    #expect { try store.transaction { _ in } } throws: { ($0 as? StoreFailure)?.reason == .corrupt }
    #expect { try store.reopen() } throws: { ($0 as? StoreFailure)?.reason == .corrupt }
    try store.close()
    #expect { try folder.writer() } throws: {
      let failure = $0 as? StoreFailure
      return failure?.reason == .corrupt && failure?.message.contains("wiredesk rebuild") == true
    }
    #expect(try StoreReader(folder: folder.path).numbers().deposit == 1)
    try Store.forgetDamage(in: folder.path)
    #expect(try folder.writer().reader.numbers().deposit == 1)
  }

  @Test("damage that a reader meets in the daemon stops its writer, too")
  func readerMeets() throws {
    let folder = try Folder()
    let store = try folder.writer()
    #expect(throws: StoreFailure.self) {
      try store.reader.connections.readOne { _ in throw StoreFailure(.corrupt, "a row of nonsense")
      }
    }
    #expect { try store.transaction { _ in } } throws: { ($0 as? StoreFailure)?.reason == .corrupt }
  }

  @Test(
    "broken rules are found, one sentence each",
    arguments: [
      ("DELETE FROM fingerprint WHERE article = 2", "article 2 has no fingerprint"),
      ("UPDATE article SET verdict = 'excerpt' WHERE id = 1", "article 1 is excerpt"),
      ("UPDATE article SET group_id = 2 WHERE id = 1", "article 1 is in the group of 2"),
      ("UPDATE story SET articles = 5 WHERE id = 1", "story 1 says 5"),
      ("UPDATE counter SET value = 1 WHERE name = 'article'", "the last article number"),
      ("UPDATE batch SET closed = 1", "has no outcome, and its claim folder is closed"),
    ])
  func rules(sql: String, sentence: String) throws {
    let folder = try Folder()
    let store = try folder.writer()
    try store.transaction { writer in
      let batch = try writer.openBatch(inbox: "/in", name: "b", at: Timestamp(milliseconds: 1))
      let deposit = try writer.newDeposit("a", batch: batch)
      try writer.store(Sample(text: TextDigest(high: 1, low: 1)), in: deposit)
      try writer.store(Sample(text: TextDigest(high: 1, low: 2)), in: deposit)
    }
    #expect(try store.reader.verify(.thorough).isEmpty)
    try store.testOnlyExecute(sql)
    let problems = try store.reader.verify(.thorough)
    #expect(problems.contains { $0.contains(sentence) }, "\(problems)")
  }
}
