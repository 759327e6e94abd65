import Foundation
import GRDB
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

  @Test("a name that an earlier one has taken is left to that, also where it was marked already")
  func takenName() throws {
    let (folder, replacement, seed) = try prepared()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/old", withIntermediateDirectories: false)
    let earlier = folder.path + "/old/wiredesk.db"
    try "an earlier one".write(toFile: earlier, atomically: false, encoding: .utf8)
    try replacement.markComplete(aside: "old")
    #expect(try replacement.install() == folder.path + "/old-2")
    #expect(try StoreReader(folder: folder.path + "/old-2").seed == seed)
    try replacement.begin()
    let third = try Store(folder: replacement.workFolder, seed: 33)
    try third.close()
    try replacement.markComplete(aside: "free")
    // As an earlier build has marked it.
    try "old\n".write(
      toFile: replacement.workFolder + "/complete", atomically: false, encoding: .utf8)
    #expect(try replacement.install() == folder.path + "/old-3")
    #expect(try folder.writer(seed: nil).reader.seed == 33)
    #expect(try StoreReader(folder: folder.path + "/old-3").seed == 22)
    #expect(try String(contentsOfFile: earlier, encoding: .utf8) == "an earlier one")
  }

  /// A transaction that meets what SQLite calls damage: a page that is, or one that could not be read.
  private func meetDamage(_ store: Store) {
    #expect {
      try store.transaction { _ in
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a page of nonsense")
      }
    } throws: {
      ($0 as? StoreFailure)?.reason == .suspect
    }
  }

  private func refusesAsDamaged(_ body: () throws -> Void) {
    #expect(performing: body, throws: { ($0 as? StoreFailure)?.reason == .corrupt })
  }

  /// One row, and a tally that does not agree with it: only the thorough check sees that.
  private func subtlyDamaged(_ folder: Folder) throws -> Store {
    let store = try folder.writer()
    try store.transaction { _ = try $0.newDeposit("a") }
    try store.testOnlyExecute("UPDATE counter SET value = 0 WHERE name = 'deposit'")
    return store
  }

  @Test(
    "a read that failed once is no damage: nothing is written until the database was read through")
  func doubt() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try store.transaction { _ = try $0.newDeposit("a") }
    meetDamage(store)
    #expect(store.isSuspect && store.damage == nil)
    #expect { try store.transaction { _ in } } throws: { ($0 as? StoreFailure)?.reason == .suspect }
    #expect(try store.reopen() == .certain)
    try store.transaction { _ = try $0.newDeposit("b") }
    #expect(StoreReader.knownDamage(in: folder.path) == nil)
  }

  @Test(
    "what is met again within a minute is looked at closely; damage stops every writer, readers go on"
  )
  func damage() throws {
    let folder = try Folder()
    let store = try subtlyDamaged(folder)
    meetDamage(store)
    #expect(try store.reopen() == .certain)
    meetDamage(store)
    refusesAsDamaged { try store.reopen() }
    #expect(store.damage?.contains("counter") == true || store.damage?.contains("deposit") == true)
    refusesAsDamaged { try store.transaction { _ in } }
    try store.close()
    #expect { try folder.writer() } throws: {
      let message = ($0 as? StoreFailure)?.message ?? ""
      guard let verify = message.range(of: "wiredesk verify"),
        let rebuild = message.range(of: "wiredesk rebuild")
      else { return false }
      return verify.lowerBound < rebuild.lowerBound
    }
    #expect(try StoreReader(folder: folder.path).numbers().article == 0)
    try Store.forgetDamage(in: folder.path)
    try folder.writer().close()
  }

  @Test("damage that no check sees is believed when it is met a third time")
  func unseenDamage() throws {
    let folder = try Folder()
    let store = try folder.writer()
    for _ in 0..<2 {
      meetDamage(store)
      #expect(try store.reopen() == .certain)
    }
    meetDamage(store)
    refusesAsDamaged { try store.reopen() }
    #expect(store.damage?.contains("a page of nonsense") == true)
  }

  @Test(
    "a row that was read and is nonsense is looked at closely at once, and the next one is believed"
  )
  func nonsense() throws {
    let folder = try Folder()
    let store = try folder.writer()
    func meet() {
      #expect {
        try store.reader.connections.readOne { _ in
          throw StoreFailure(.corrupt, "an article has an unknown verdict")
        }
      } throws: {
        ($0 as? StoreFailure)?.reason == .suspect
      }
    }
    meet()
    #expect(try store.reopen() == .certain)
    meet()
    refusesAsDamaged { try store.reopen() }
    #expect(store.damage == "an article has an unknown verdict")
    let subtle = try Folder()
    let damaged = try subtlyDamaged(subtle)
    #expect {
      try damaged.transaction { _ in throw StoreFailure(.corrupt, "an unknown verdict") }
    } throws: {
      ($0 as? StoreFailure)?.reason == .suspect
    }
    refusesAsDamaged { try damaged.reopen() }
  }

  @Test("how closely to look: by what was met, how long ago, and whether anything succeeded since")
  func depths() throws {
    let (day, page) = (Int64(86_400_000_000_000), DatabaseError(resultCode: .SQLITE_CORRUPT))
    let mark = DamageMark(folder: try Folder().path)
    _ = mark.suspect(StoreFailure(page))
    #expect(mark.nextDepth(now: day, isRepeated: true) == .quick)
    mark.acquit(.quick, now: day)
    _ = mark.suspect(StoreFailure(page))
    #expect(mark.nextDepth(now: day + DamageMark.patience - 1, isRepeated: false) == .thorough)
    #expect(mark.nextDepth(now: day + DamageMark.patience, isRepeated: false) == .quick)
    // A start that takes longer than a minute to meet the same page again must end all the same.
    #expect(mark.nextDepth(now: 2 * day, isRepeated: true) == .thorough)
    mark.acquit(.thorough, now: 2 * day)
    _ = mark.suspect(StoreFailure(page))
    #expect(mark.nextDepth(now: 3 * day, isRepeated: true) == nil)
    #expect(mark.nextDepth(now: 3 * day, isRepeated: false) == .quick)
    mark.acquit(.quick, now: 3 * day)
    _ = mark.suspect(StoreFailure(.corrupt, "a row of nonsense"))
    #expect(mark.nextDepth(now: 9 * day, isRepeated: false) == .thorough)
    mark.acquit(.thorough, now: 9 * day)
    _ = mark.suspect(StoreFailure(.corrupt, "another one"))
    #expect(mark.nextDepth(now: 99 * day, isRepeated: false) == nil)
  }

  @Test("the look through a database in doubt is ended when nobody waits for it, and made again")
  func ended() throws {
    let folder = try Folder()
    let store = try folder.writer()
    // Some seconds of looking.
    try store.testOnlyExecute(
      """
      CREATE TABLE many AS WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 4000000)
      SELECT i, 'row ' || i AS word FROM n; CREATE INDEX word ON many(word)
      """)
    meetDamage(store)
    var asked = 0
    #expect {
      try store.reopen {
        asked += 1
        return false
      }
    } throws: {
      ($0 as? StoreFailure)?.reason == .suspect
    }
    #expect(asked == 1)
    #expect(store.isSuspect && store.damage == nil)
    #expect(try store.reopen() == .certain)
    try store.transaction { _ in }
  }

  @Test("a start that finds the note of damage looks again, and goes on when there is none")
  func noteOfNothing() throws {
    let folder = try Folder()
    try folder.writer().close()
    let note = folder.path + "/wiredesk.damaged"
    try Data("a disk that could not be read\n".utf8).write(to: URL(filePath: note))
    let store = try folder.writer()
    #expect(store.withdrawn == "a disk that could not be read" && store.damage == nil)
    #expect(!FileManager.default.fileExists(atPath: note))
    try store.close()
    let damaged = try Folder()
    try subtlyDamaged(damaged).close()
    try Data("found by verify\n".utf8).write(to: URL(filePath: damaged.path + "/wiredesk.damaged"))
    refusesAsDamaged { _ = try damaged.writer() }
    #expect(StoreReader.knownDamage(in: damaged.path) == "found by verify")
  }

  @Test(
    "what looks like damage to a reader in the daemon stops its writer, until it was looked into")
  func readerMeets() throws {
    let folder = try Folder()
    let store = try folder.writer()
    #expect {
      try store.reader.connections.readOne { _ in throw StoreFailure(.corrupt, "a row of nonsense")
      }
    } throws: {
      ($0 as? StoreFailure)?.reason == .suspect
    }
    #expect(store.isSuspect)
    #expect { try store.transaction { _ in } } throws: { ($0 as? StoreFailure)?.reason == .suspect }
    try store.reopen()
    try store.transaction { _ in }
  }

  @Test("a database that is a link is opened, also when a reader holds its log")
  func linked() throws {
    let (folder, elsewhere) = (try Folder(), try Folder())
    try elsewhere.writer().close()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/wiredesk.db",
      withDestinationPath: elsewhere.path + "/wiredesk.db")
    let store = try folder.writer()
    let reading = try store.reader.connections.connection()
    defer { try? reading.close() }
    try reading.unsafeRead { db in
      try db.execute(sql: "BEGIN")
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM deposit")
      try store.transaction { _ = try $0.newDeposit("a") }
      try store.close()
      // The log cannot be written back while that one reads: it is made durable as it stands.
      let again = try folder.writer()
      #expect(try again.reader.numbers().deposit == 1)
      try again.close()
      try db.execute(sql: "COMMIT")
    }
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
