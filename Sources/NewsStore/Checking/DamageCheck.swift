import GRDB
import GRDBSQLite
import NewsModel

/// Tells damage from a disk that could not be read for a moment.
///
/// What a check finds is believed when every byte of the database and its log can be read and the check,
/// made again on a new connection, finds something still. Reads only, beside a writer.
struct DamageCheck {
  private static let pieceBytes = 1 << 20
  /// SQLITE_IOERR_SHORT_READ, a macro that Swift does not see.
  private static let shortRead = SQLITE_IOERR | 2 << 8

  private let connections: ReaderPool
  /// Called often while it lasts.
  private let onProgress: () -> Void

  init(_ connections: ReaderPool, onProgress: @escaping () -> Void = {}) {
    self.connections = connections
    self.onProgress = onProgress
  }

  /// Looks through the whole database.
  ///
  /// - Parameter depth: How closely to look.
  /// - Returns: What is wrong, one sentence each; empty for a sound database.
  /// - Throws: `corrupt` when damage keeps it from being read at all; `io` while it cannot be read.
  func problems(_ depth: StoreReader.Depth) throws(StoreFailure) -> [String] {
    do throws(StoreFailure) {
      let found = try look(depth)
      if found.isEmpty { return [] }
    } catch {
      guard error.reason == .corrupt else { throw error }
    }
    try readThrough()
    return try look(depth)
  }

  /// The same as one sentence, for what must only know whether to write; nil for a sound database.
  func finding(_ depth: StoreReader.Depth) throws(StoreFailure) -> String? {
    do throws(StoreFailure) {
      return try problems(depth).first
    } catch {
      guard error.reason == .corrupt else { throw error }
      return error.message
    }
  }

  private func look(_ depth: StoreReader.Depth) throws(StoreFailure) -> [String] {
    onProgress()
    // Not one that was idle: it would answer from pages that it has in memory.
    return try withConnection { queue in
      try queue.read { db in try Integrity.problems(db, depth) }
    }
  }

  /// Reads both files by SQLite's own descriptors: to open one and close it again would give up the
  /// locks that this process holds on it (https://www.sqlite.org/howtocorrupt.html, 2.2).
  private func readThrough() throws(StoreFailure) {
    try withConnection { queue in
      // The log is there once something was read.
      try queue.unsafeRead { db in
        _ = try? db.first("PRAGMA schema_version") { $0.integer(0) }
        for operation in [SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER] {
          try readAll(operation, of: db)
        }
      }
    }
  }

  private func readAll(_ operation: Int32, of db: Database) throws {
    var file: UnsafeMutablePointer<sqlite3_file>?
    let code = sqlite3_file_control(db.sqliteConnection, "main", operation, &file)
    guard code == SQLITE_OK, let file, let methods = file.pointee.pMethods else { return }
    var size: sqlite3_int64 = 0
    guard methods.pointee.xFileSize(file, &size) == SQLITE_OK else { throw Self.unreadable }
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: Self.pieceBytes, alignment: 16)
    defer { bytes.deallocate() }
    for offset in stride(from: 0, to: size, by: Self.pieceBytes) {
      let count = min(Int64(Self.pieceBytes), size - offset)
      let code = methods.pointee.xRead(file, bytes, Int32(count), offset)
      // Shorter than it was: a log that began anew meanwhile.
      guard code == SQLITE_OK || code == Self.shortRead else { throw Self.unreadable }
      onProgress()
    }
  }

  private static let unreadable = StoreFailure(.io, "the database cannot be read from the disk")

  private func withConnection<T>(
    _ body: (DatabaseQueue) throws -> T
  ) throws(StoreFailure) -> T {
    try StoreFailure.mapping {
      let queue = try connections.connection()
      // It has only read: what closing could report says nothing of the database.
      defer { try? queue.close() }
      return try body(queue)
    }
  }
}
