import Foundation
import GRDB
import Glibc
import NewsModel
import Testing

@testable import NewsStore

@Suite("Opening")
struct OpeningTests {
  private func add(_ low: UInt64, to store: Store) throws {
    try store.transaction { writer in
      let deposit = try writer.newDeposit("f\(low)")
      try writer.store(Sample(text: TextDigest(high: 1, low: low)), in: deposit)
    }
  }

  @Test("a database from a newer version is refused, and not one byte of it or its log changes")
  func newer() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try add(1, to: store)
    try store.transaction { try $0.db.execute(sql: "PRAGMA user_version = 99") }
    // The newer program was killed: its last transactions are in the log only.
    let copy = try folder.copy()
    let before = (try copy.bytes("wiredesk.db"), try copy.bytes("wiredesk.db-wal"))
    #expect(!before.1.isEmpty)
    for open in [
      { _ = try Store(folder: copy.path, seed: nil) }, { _ = try StoreReader(folder: copy.path) },
    ] as [() throws -> Void] {
      #expect {
        try open()
      } throws: {
        let failure = $0 as? StoreFailure
        return failure?.reason == .newer && failure?.disposition == .stop
      }
    }
    #expect(try copy.bytes("wiredesk.db") == before.0)
    #expect(try copy.bytes("wiredesk.db-wal") == before.1)
  }

  @Test("what is no database of ours is refused and left as it is")
  func foreign() throws {
    let folder = try Folder()
    let path = folder.path + "/wiredesk.db"
    try Data(String(repeating: "not a database. ", count: 600).utf8).write(to: URL(filePath: path))
    #expect { try folder.writer() } throws: { ($0 as? StoreFailure)?.reason == .corrupt }
    #expect(try folder.bytes("wiredesk.db").count == 9600)
    try FileManager.default.removeItem(atPath: path)
    try Store.forgetDamage(in: folder.path)
    do {
      let queue = try DatabaseQueue(path: path)
      try queue.write { try $0.execute(sql: "CREATE TABLE someone_elses (x)") }
      try queue.close()
    }
    let before = try folder.bytes("wiredesk.db")
    #expect { try folder.writer() } throws: { ($0 as? StoreFailure)?.reason == .foreign }
    #expect(try folder.bytes("wiredesk.db") == before)
  }

  @Test("a database whose making was killed, with a journal to be rolled back, is made anew")
  func halfMade() throws {
    let folder = try Folder()
    let queue = try DatabaseQueue(path: folder.path + "/wiredesk.db")
    let killed = try queue.inDatabase { db in
      try db.execute(sql: "PRAGMA cache_size = 1; BEGIN; CREATE TABLE half (made)")
      // More than the cache holds: pages are in the file, and the journal says how to undo them.
      for _ in 0..<50 { try db.execute(sql: "INSERT INTO half VALUES (zeroblob(4000))") }
      defer { try? db.execute(sql: "ROLLBACK") }
      return try folder.copy()
    }
    #expect(try killed.bytes("wiredesk.db-journal").count > 512)
    #expect {
      try StoreReader(folder: killed.path)
    } throws: {
      ($0 as? StoreFailure)?.reason == .unopened
    }
    try add(1, to: try killed.writer())
    #expect(try killed.number("SELECT count(*) FROM article") == 1)
  }

  @Test("a damaged page is found by the check, and reported as corrupt when it is met")
  func damaged() throws {
    let folder = try Folder()
    let store = try folder.writer()
    for low in 1...60 { try add(UInt64(low), to: store) }
    try store.close()
    let path = folder.path + "/wiredesk.db"
    var bytes = try Data(contentsOf: URL(filePath: path))
    for page in 3..<bytes.count / 8192 {
      bytes.replaceSubrange(page * 8192..<page * 8192 + 64, with: Data(repeating: 0xA5, count: 64))
    }
    try bytes.write(to: URL(filePath: path))
    do {
      let again = try folder.writer()
      let problems = try again.reader.verify(.quick)
      #expect(!problems.isEmpty)
    } catch let failure as StoreFailure {
      #expect(failure.reason == .corrupt && failure.disposition == .stop)
    }
  }

  @Test("an empty file, or one whose first migration never ran, becomes a database")
  func killedAtBirth() throws {
    let folder = try Folder()
    try Data().write(to: URL(filePath: folder.path + "/wiredesk.db"))
    try folder.writer().close()
    let other = try Folder()
    do {
      let queue = try DatabaseQueue(path: other.path + "/wiredesk.db")
      try queue.write {
        try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
      }
      try queue.close()
    }
    #expect { try StoreReader(folder: other.path) } throws: {
      ($0 as? StoreFailure)?.reason == .absent
    }
    let store = try other.writer()
    try add(1, to: store)
    #expect(try StoreReader(folder: other.path).lastArticleID().rawValue == 1)
  }

  @Test("a missing folder is reported, not made")
  func missingFolder() throws {
    let folder = try Folder()
    #expect {
      try Store(folder: folder.path + "/none", seed: nil)
    } throws: {
      ($0 as? StoreFailure)?.reason == .unopened
    }
    #expect {
      try StoreReader(folder: folder.path)
    } throws: {
      ($0 as? StoreFailure)?.reason == .absent
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("a reader sees one snapshot while the writer commits, and the new articles afterwards")
  func readerDuringWriter() throws {
    let folder = try Folder()
    let store = try folder.writer()
    for low in 1...3 { try add(UInt64(low), to: store) }
    let reader = try StoreReader(folder: folder.path)
    var seen: [Int64] = []
    try reader.remembered { article in
      // Written and committed while the reader stands in the middle of its rows.
      if seen.isEmpty { try add(4, to: store) }
      seen.append(article.id.rawValue)
      #expect(try reader.text(of: article.id) != nil)
    }
    #expect(seen == [1, 2, 3])
    #expect(try reader.lastArticleID().rawValue == 4)
  }

  @Test("an error of the caller's ends a streaming read and comes through unchanged")
  func streamError() throws {
    struct Enough: Error {}
    let folder = try Folder()
    let store = try folder.writer()
    for low in 1...3 { try add(UInt64(low), to: store) }
    var seen = 0
    #expect(throws: Enough.self) {
      try store.reader.exported { _ in
        seen += 1
        if seen == 2 { throw Enough() }
      }
    }
    #expect(seen == 2)
  }

  @Test("many threads read at once")
  func manyReaders() async throws {
    let folder = try Folder()
    let store = try folder.writer()
    for low in 1...3 { try add(UInt64(low), to: store) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<24 {
        group.addTask {
          for id in 1...3 {
            let text = try store.reader.text(of: ArticleID(rawValue: Int64(id)))
            #expect(text != nil)
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test("the reading connections refuse to write, even by raw SQL")
  func readersCannotWrite() throws {
    let folder = try Folder()
    let store = try folder.writer()
    #expect {
      try store.reader.connections.readOne { try $0.run("DELETE FROM meta") }
    } throws: {
      ($0 as? StoreFailure)?.reason == .readOnly
    }
    #expect(try folder.number("SELECT count(*) FROM meta") == 5)
  }
}
