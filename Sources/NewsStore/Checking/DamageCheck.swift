import GRDB
import GRDBSQLite
import NewsLinux
import NewsModel

/// Tells damage from a disk that could not be read for a moment.
///
/// What a check finds is believed when every byte of the database and its log can be read and the check,
/// made again on a new connection, finds something still. Reads only, beside a writer.
///
/// A check may take minutes in which SQLite gives no sign, so it runs on a thread of its own: whoever waits
/// for it is asked meanwhile whether to go on.
struct DamageCheck {
  private static let pieceBytes = 1 << 20
  /// SQLITE_IOERR_SHORT_READ, a macro that Swift does not see.
  private static let shortRead = SQLITE_IOERR | 2 << 8

  private let connections: ReaderPool

  init(_ connections: ReaderPool) { self.connections = connections }

  /// Looks through the whole database.
  ///
  /// - Parameters:
  ///   - depth: How closely to look.
  ///   - goesOn: Asked several times a second; false ends it.
  /// - Returns: What is wrong, one sentence each; empty for a sound database.
  /// - Throws: `corrupt` when damage keeps it from being read at all; `io` while it cannot be read; `suspect`
  ///   when it was ended.
  func problems(
    _ depth: StoreReader.Depth, goesOn: () -> Bool = { true }
  ) throws(StoreFailure) -> [String] {
    do throws(StoreFailure) {
      let found = try look(depth, goesOn)
      if found.isEmpty { return [] }
    } catch {
      guard error.reason == .corrupt else { throw error }
    }
    try readThrough(goesOn)
    return try look(depth, goesOn)
  }

  /// The same as one sentence, for what must only know whether to write; nil for a sound database.
  func finding(
    _ depth: StoreReader.Depth, goesOn: () -> Bool
  ) throws(StoreFailure) -> String? {
    do throws(StoreFailure) {
      return try problems(depth, goesOn: goesOn).first
    } catch {
      guard error.reason == .corrupt else { throw error }
      return error.message
    }
  }

  private func look(
    _ depth: StoreReader.Depth, _ goesOn: () -> Bool
  ) throws(StoreFailure) -> [String] {
    try apart(goesOn) { queue, _ in
      try queue.read { db in try Integrity.problems(db, depth) }
    }
  }

  /// Reads both files by SQLite's own descriptors: to open one and close it again would give up the
  /// locks that this process holds on it (https://www.sqlite.org/howtocorrupt.html, 2.2).
  private func readThrough(_ goesOn: () -> Bool) throws(StoreFailure) {
    try apart(goesOn) { queue, isEnded in
      // The log is there once something was read.
      try queue.unsafeRead { db in
        _ = try? db.first("PRAGMA schema_version") { $0.integer(0) }
        for operation in [SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER] {
          try Self.readAll(operation, of: db, until: isEnded)
        }
      }
    }
  }

  private static func readAll(_ operation: Int32, of db: Database, until isEnded: () -> Bool) throws
  {
    var file: UnsafeMutablePointer<sqlite3_file>?
    let code = sqlite3_file_control(db.sqliteConnection, "main", operation, &file)
    guard code == SQLITE_OK, let file, let methods = file.pointee.pMethods else { return }
    var size: sqlite3_int64 = 0
    guard methods.pointee.xFileSize(file, &size) == SQLITE_OK else { throw unreadable }
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: pieceBytes, alignment: 16)
    defer { bytes.deallocate() }
    for offset in stride(from: 0, to: size, by: pieceBytes) where !isEnded() {
      let count = min(Int64(pieceBytes), size - offset)
      let code = methods.pointee.xRead(file, bytes, Int32(count), offset)
      // Shorter than it was: a log that began anew meanwhile.
      guard code == SQLITE_OK || code == shortRead else { throw unreadable }
    }
  }

  private static let unreadable = StoreFailure(.io, "the database cannot be read from the disk")
}

// MARK: A thread of its own

extension DamageCheck {
  /// Runs `body` on another thread, on a connection that was not idle: one that was would answer from pages
  /// that it has in memory.
  private func apart<T: Sendable>(
    _ goesOn: () -> Bool, _ body: @escaping @Sendable (DatabaseQueue, () -> Bool) throws -> T
  ) throws(StoreFailure) -> T {
    try StoreFailure.mapping {
      let queue = try connections.connection()
      // It has only read: what closing could report says nothing of the database.
      defer { try? queue.close() }
      let found = try runApart(while: goesOn, end: { queue.interrupt() }) { isEnded in
        try body(queue, isEnded)
      }
      guard let found else {
        throw StoreFailure(.suspect, "the check for damage was ended before its time")
      }
      return found
    }
  }
}
