import GRDB
import GRDBSQLite

/// What tests do to a store that nobody else may.
extension Store {
  /// The value of a PRAGMA on the writing connection.
  func testOnlyPragma(_ name: String) throws -> String {
    try outsideOfTransaction { try $0.first("PRAGMA \(name)") { $0.text(0) } } ?? ""
  }

  /// Makes the disk full: `max_page_count` on the writing connection.
  func testOnlyLimitPages(_ count: Int) throws {
    try testOnlyExecute("PRAGMA max_page_count = \(count)")
  }

  /// Prepares a fault: SQL on the writing connection, outside of a transaction.
  func testOnlyExecute(_ sql: String) throws {
    try outsideOfTransaction { try $0.execute(sql: sql) }
  }

  /// Lets every COMMIT until `reopen` report a failure and be kept: what a hook returns that SQLite calls
  /// after the commit becomes the commit's own result (sqlite3_wal_hook).
  func testOnlyFailAfterCommits() throws {
    try outsideOfTransaction { db in
      _ = sqlite3_wal_hook(db.sqliteConnection, { _, _, _, _ in SQLITE_IOERR }, nil)
    }
  }
}
