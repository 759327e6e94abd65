import Foundation
import GRDB
import NewsModel
import Testing

@testable import NewsStore

@Suite("Durability")
struct DurabilityTests {
  private func add(_ low: UInt64, to store: Store) throws {
    try store.transaction { writer in
      let deposit = try writer.newDeposit("f\(low)")
      try writer.store(Sample(text: TextDigest(high: 1, low: low)), in: deposit)
      try writer.finish(deposit)
    }
  }

  @Test("the files copied in the middle of a transaction hold all before it and nothing of it")
  func crashInTransaction() throws {
    let folder = try Folder()
    let store = try folder.writer()
    for low in 1...5 { try add(UInt64(low), to: store) }
    let copy = try store.transaction { writer in
      let deposit = try writer.newDeposit("big")
      // More than the page cache holds, so that pages of this transaction are in the log already.
      let body = String(repeating: "many words ", count: 20_000)
      for low in 10..<120 {
        try writer.store(
          Sample(body: body, text: TextDigest(high: 2, low: UInt64(low))), in: deposit)
      }
      return try folder.copy()
    }
    // 24 MB were written, the cache holds 16 MiB; the five before take less than one.
    #expect(try copy.bytes("wiredesk.db-wal").count > 4 << 20)
    let after = try copy.writer()
    #expect(try after.reader.lastArticleID().rawValue == 5)
    #expect(try after.reader.verify(.thorough).isEmpty)
    try after.transaction { #expect($0.nextArticleID().rawValue == 6) }
    #expect(try store.reader.lastArticleID().rawValue == 115)
  }

  @Test("what a killed writer left in the log is in the database before anybody is told of it")
  func unsyncedLog() throws {
    let folder = try Folder()
    let store = try folder.writer()
    for low in 1...3 { try add(UInt64(low), to: store) }
    let killed = try folder.copy(all: true)
    let after = try killed.writer()
    #expect(try after.reader.lastArticleID().rawValue == 3)
    // The file alone, as after the loss of a log that was never synced.
    let alone = try Folder()
    try killed.bytes("wiredesk.db").write(to: URL(filePath: alone.path + "/wiredesk.db"))
    #expect(try alone.writer().reader.lastArticleID().rawValue == 3)
  }

  @Test("a log cut off anywhere gives a whole number of transactions", arguments: 0..<12)
  func tornLog(part: Int) throws {
    let folder = try Folder()
    let store = try folder.writer()
    for low in 1...6 { try add(UInt64(low), to: store) }
    let copy = try folder.copy()
    let log = URL(filePath: copy.path + "/wiredesk.db-wal")
    let bytes = try Data(contentsOf: log)
    #expect(bytes.count > 50_000)
    try bytes.prefix(bytes.count * part / 12 + part).write(to: log)
    let after = try copy.writer()
    let articles = try copy.number("SELECT count(*) FROM article")
    #expect(articles <= 6)
    #expect(try copy.number("SELECT count(*) FROM deposit WHERE outcome = 'stored'") == articles)
    #expect(try copy.number("SELECT count(*) FROM fingerprint") == articles)
    #expect(try copy.number("SELECT count(*) FROM story") == articles)
    #expect(try after.reader.verify(.thorough).isEmpty)
  }

  @Test("a full disk undoes the transaction, and after relief and reopening work goes on")
  func full() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try add(1, to: store)
    try store.testOnlyLimitPages(try Int(store.testOnlyPragma("page_count")) ?? 0)
    let body = String(repeating: "x", count: 100_000)
    #expect {
      try store.transaction { writer in
        let deposit = try writer.newDeposit("big")
        try writer.store(Sample(body: body, text: TextDigest(high: 7, low: 7)), in: deposit)
      }
    } throws: {
      ($0 as? StoreFailure)?.reason == .full
    }
    // Until it is reopened, nothing is accepted, however small.
    #expect { try add(2, to: store) } throws: { ($0 as? StoreFailure)?.reason == .suspect }
    #expect(try store.reopen() == .certain)
    try add(2, to: store)
    #expect(try store.reader.lastArticleID().rawValue == 2)
    #expect(try store.reader.verify(.thorough).isEmpty)
  }

  @Test(
    "after a COMMIT that failed, reopening says whether its changes were kept",
    arguments: [(true, Store.LastCommit.kept), (false, .lost)])
  func failedCommit(kept: Bool, verdict: Store.LastCommit) throws {
    let folder = try Folder()
    let store = try folder.writer()
    try add(1, to: store)
    // Lost: a deferred reference to nothing makes COMMIT itself fail. Kept: the changes are
    // committed behind the store's back, so that its own COMMIT fails afterwards.
    _ = try store.testOnlyPragma("foreign_keys = ON")
    #expect(throws: StoreFailure.self) {
      try store.transaction { writer in
        try writer.db.execute(sql: "PRAGMA defer_foreign_keys = ON")
        let deposit = try writer.newDeposit("b")
        try writer.store(Sample(text: TextDigest(high: 4, low: 4)), in: deposit)
        if kept {
          _ = try writer.flush()
          try writer.db.execute(sql: "COMMIT; BEGIN")
        }
        try writer.db.execute(
          sql: """
            CREATE TABLE broken (x REFERENCES story(id) DEFERRABLE INITIALLY DEFERRED);
            INSERT INTO broken VALUES (-1);
            """)
      }
    }
    #expect { try add(2, to: store) } throws: { ($0 as? StoreFailure)?.reason == .suspect }
    #expect(try store.reopen() == verdict)
    #expect(try store.reader.lastArticleID().rawValue == (kept ? 2 : 1))
    // The whole log is in the database file now.
    #expect(try folder.bytes("wiredesk.db-wal").isEmpty)
    try add(2, to: store)
    #expect(try store.reader.verify(.thorough).isEmpty)
  }

  @Test(
    "nothing is written after SQLite has undone the transaction, even if the error is swallowed")
  func swallowedError() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try add(1, to: store)
    #expect(throws: StoreFailure.self) {
      try store.transaction { writer in
        let deposit = try writer.newDeposit("b")
        try writer.db.execute(sql: "ROLLBACK")
        do {
          try writer.store(Sample(text: TextDigest(high: 4, low: 4)), in: deposit)
        } catch {}
      }
    }
    #expect(try folder.number("SELECT count(*) FROM article") == 1)
    #expect(try folder.number("SELECT count(*) FROM story") == 1)
    #expect(try store.reopen() == .lost)
    try add(2, to: store)
  }

  @Test("reopening fails while the file is unreadable, and succeeds when it is back")
  func reopenLater() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try add(1, to: store)
    try store.close()
    #expect { try add(2, to: store) } throws: { ($0 as? StoreFailure)?.reason == .suspect }
    let (path, away) = (folder.path + "/wiredesk.db", folder.path + "/away")
    try FileManager.default.moveItem(atPath: path, toPath: away)
    #expect { try store.reopen() } throws: { ($0 as? StoreFailure)?.reason == .absent }
    #expect(!FileManager.default.fileExists(atPath: path))
    try FileManager.default.moveItem(atPath: away, toPath: path)
    #expect(try store.reopen() == .certain)
    try add(2, to: store)
  }

  @Test("a backup made while in use is a whole database in one file, and never replaces one")
  func backup() throws {
    let folder = try Folder()
    let store = try folder.writer()
    for low in 1...3 { try add(UInt64(low), to: store) }
    let other = try Folder()
    try store.reader.backup(to: other.path + "/wiredesk.db")
    try add(4, to: store)
    #expect(try FileManager.default.contentsOfDirectory(atPath: other.path) == ["wiredesk.db"])
    #expect {
      try store.reader.backup(to: other.path + "/wiredesk.db")
    } throws: {
      ($0 as? StoreFailure)?.reason == .unopened
    }
    // Nothing can be made there, by anybody.
    #expect {
      try store.reader.backup(to: "/proc/copy.db")
    } throws: {
      ($0 as? StoreFailure)?.message.hasPrefix("the copy '/proc/copy.db' failed") == true
    }
    let copy = try other.writer(seed: nil)
    #expect(copy.reader.seed == store.reader.seed)
    #expect(try copy.reader.lastArticleID().rawValue == 3)
    #expect(try copy.reader.verify(.thorough).isEmpty)
    #expect(try copy.testOnlyPragma("journal_mode") == "wal")
    #expect(try store.reader.verify(.thorough).isEmpty)
  }

  @Test(
    "a program that keeps reading is named as the one that holds the log",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3")))
  func logReader() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try store.transaction { _ = try $0.newDeposit("a") }
    #expect(store.reader.logBytes > 0)
    #expect(store.reader.logReaders().isEmpty)
    let shell = Process()
    shell.executableURL = URL(filePath: "/usr/bin/sqlite3")
    shell.arguments = ["-readonly", folder.path + "/wiredesk.db"]
    let (input, output) = (Pipe(), Pipe())
    shell.standardInput = input
    shell.standardOutput = output
    try shell.run()
    try input.fileHandleForWriting.write(
      contentsOf: Data("BEGIN; SELECT count(*) FROM deposit;\n".utf8))
    // Its answer is there: it stands in its transaction.
    #expect(!output.fileHandleForReading.availableData.isEmpty)
    #expect(store.reader.logReaders() == ["sqlite3 (process \(shell.processIdentifier))"])
    try input.fileHandleForWriting.close()
    shell.waitUntilExit()
    #expect(store.reader.logReaders().isEmpty)
  }
}
