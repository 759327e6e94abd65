import Foundation
import GRDB
import NewsModel
import Testing

@testable import NewsStore

@Suite("Migrating")
struct MigrationTests {
  /// A database as the first version made it, with one deposit in it.
  private func old() throws -> Folder {
    let folder = try Folder()
    var settings = Configuration()
    settings.journalMode = .wal
    let queue = try DatabaseQueue(path: folder.path + "/wiredesk.db", configuration: settings)
    try Schema.migrator().migrate(queue, upTo: "first")
    try queue.inDatabase { db in
      try Meta.fill(db, seed: 7, program: "0.0.1")
      try db.execute(
        sql: """
          INSERT INTO batch(id, inbox, name, opened) VALUES (1, '/in', 'b', 1);
          INSERT INTO deposit(id, batch, inbox, source, name, size, received, outcome, finished)
            VALUES (1, 1, '/in', 's', CAST('a.txt' AS BLOB), 3, 1, 'unchanged', 2);
          INSERT INTO tally(inbox, kind, value) VALUES ('/in', 'deposit.unchanged', 1);
          INSERT INTO counter(name, value) VALUES ('deposit', 1), ('batch', 1), ('commit', 1);
          """)
    }
    try queue.close()
    return folder
  }

  @Test("an old database is brought to the newest schema, says so, and keeps what it had")
  func migrates() throws {
    let folder = try old()
    #expect(try folder.number("PRAGMA user_version") == 1)
    var told: [Int64] = []
    let store = try Store(folder: folder.path, seed: 7) { told = [$0, $1] }
    #expect(told == [1, Schema.version])
    #expect(try store.reader.account().map(\.unchanged) == [1])
    #expect(try store.reader.verify(.thorough).isEmpty)
    #expect(try folder.number("PRAGMA user_version") == Int(Schema.version))
    try store.close()
    told = []
    let again = try Store(folder: folder.path, seed: nil) { told = [$0, $1] }
    #expect(told.isEmpty)
    try again.close()
  }

  @Test("a reader does not migrate, and says who does")
  func reader() throws {
    let folder = try old()
    #expect {
      try StoreReader(folder: folder.path)
    } throws: {
      ($0 as? StoreFailure)?.reason == .unopened
    }
    #expect(try folder.number("PRAGMA user_version") == 1)
  }

  @Test("what was never measured is NULL, and what was stays")
  func unmeasured() throws {
    let folder = try old()
    let queue = try DatabaseQueue(path: folder.path + "/wiredesk.db")
    try queue.inDatabase { db in
      try db.execute(
        sql: """
          UPDATE deposit SET waited_ms = 0, decode_us = 1517, match_us = 0;
          INSERT INTO deposit(id, batch, inbox, source, name, size, received, outcome, finished,
              waited_ms, decode_us, match_us)
            VALUES (2, 1, '/in', 's', CAST('b.txt' AS BLOB), 3, 1, 'unchanged', 2, 0, 20, 30);
          UPDATE tally SET value = 2; UPDATE counter SET value = 2 WHERE name = 'deposit';
          """)
    }
    try queue.close()
    let store = try Store(folder: folder.path, seed: 7)
    let durations = try [1, 2].compactMap {
      try store.reader.deposit(DepositID(rawValue: $0))?.end?.durations
    }
    #expect(durations.map(\.waitedMilliseconds) == [nil, 0])
    #expect(durations.map(\.decodeMicroseconds) == [1517, 20])
    #expect(durations.map(\.matchMicroseconds) == [nil, 30])
    #expect(try store.reader.verify(.thorough).isEmpty)
  }

  @Test(
    "killed in the middle of any change, the database is as before, and the next start migrates",
    arguments: 2...Schema.version)
  func killed(version: Int64) throws {
    let folder = try old()
    let queue = try DatabaseQueue(path: folder.path + "/wiredesk.db")
    let changes = Schema.changes
    try Schema.migrator().migrate(queue, upTo: changes[Int(version) - 2].name)
    // The statements of the change one by one; after each of them the files are copied, as a kill or a
    // power cut at that moment leaves them.
    let statements =
      changes[Int(version) - 1].sql.flatMap { $0.split(separator: ";\n").map { $0 + ";\n" } }
      + ["PRAGMA user_version = \(version);", "PRAGMA application_id = \(Schema.applicationID);"]
    var copies: [Folder] = []
    try queue.inDatabase { db in
      try db.beginTransaction(.immediate)
      defer { try? db.rollback() }
      for statement in statements where !statement.allSatisfy({ $0.isWhitespace || $0 == ";" }) {
        try db.execute(sql: String(statement))
        copies.append(try folder.copy(all: copies.count % 2 == 0))
      }
    }
    #expect(copies.count >= 3)
    for copy in copies {
      #expect(try copy.number("PRAGMA user_version") == Int(version) - 1)
      var told: [Int64] = []
      let store = try Store(folder: copy.path, seed: 7) { told = [$0, $1] }
      #expect(told == [version - 1, Schema.version])
      #expect(try store.reader.verify(.thorough).isEmpty)
      try store.close()
    }
  }
}
