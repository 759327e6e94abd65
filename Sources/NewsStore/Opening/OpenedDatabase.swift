import GRDB
import NewsLinux
import NewsModel

/// The database as its writer opens it: recognised, its log made durable, brought to this program's
/// schema, and asked for what a writer must know.
struct OpenedDatabase {
  let queue: DatabaseQueue
  let seed: UInt64
  let birth: Int64
  let counters: Counters

  /// Damage that is met, and still found when it is looked for, is noted, and thrown with the advice what
  /// to do.
  init(
    _ file: DatabaseFile, _ mark: DamageMark, seed wanted: UInt64?, program: String,
    onProgress: () -> Void, onMigration: (Int64, Int64) -> Void
  ) throws(StoreFailure) {
    while true {
      do throws(StoreFailure) {
        // What is not ours, or newer, is refused untouched.
        if case .ours(let version) = try file.state(forWriting: true), version > 0,
          version < Schema.version
        {
          onMigration(version, Schema.version)
        }
        self = try StoreFailure.mapping { try Self(file, seed: wanted, program: program) }
        break
      } catch {
        guard error.reason == .corrupt else { throw error }
        _ = mark.suspect(error)
        // Nothing has come to its end before: of this process it is the first look, or the same doubt.
        try mark.lookInto(file, isRepeated: true) { DamageMark.goOn(onProgress) }
      }
    }
    if let wanted, wanted != seed {
      throw StoreFailure(.seed, "\(quoted(file.path)) was made with another seed")
    }
  }

  private init(_ file: DatabaseFile, seed wanted: UInt64?, program: String) throws {
    queue = try file.openWriter()
    try Self.settleLog(queue, file)
    try Schema.migrator().migrate(queue)
    (seed, birth, counters) = try queue.inDatabase { db in
      try db.inTransaction(.immediate) {
        try Meta.fill(db, seed: wanted, program: program)
        try EventNumbers.settle(db, at: file.path, now: .now())
        return .commit
      }
      return (try Meta.seed(db), try Meta.birth(db), try Counters(db))
    }
  }

  /// Makes durable what the log holds. A writer that was killed between the write of a COMMIT and its
  /// sync leaves a record that every reader sees and a power cut takes away: without this a start would
  /// move its file to done/ on the word of the page cache (`scripts/faults kills`).
  ///
  /// The checkpoint syncs the log, writes its pages into the database and syncs that, so it also mends
  /// what a failed sync of the last run has left. A reader in the middle of the log keeps it from
  /// coming to the end; the sync of the log then suffices.
  private static func settleLog(_ queue: DatabaseQueue, _ file: DatabaseFile) throws {
    let left = try queue.inDatabase { db in
      try db.first("PRAGMA wal_checkpoint(PASSIVE)") { $0.integer(1) - $0.integer(2) } ?? 0
    }
    // Where the database is a link, SQLite has laid the log beside what it leads to.
    if left > 0 { try StateFiles.sync(StateFiles.target(file.path) + "-wal") }
  }

  /// A new connection after one in doubt, with its whole log written into the database.
  static func again(
    _ file: DatabaseFile
  ) throws(StoreFailure) -> (queue: DatabaseQueue, counters: Counters) {
    guard case .ours = try file.state(forWriting: true) else {
      throw StoreFailure(.absent, "the database at \(quoted(file.path)) is gone")
    }
    return try StoreFailure.mapping {
      let queue = try file.openWriter()
      let counters = try queue.inDatabase { db in
        let blocked = try db.first("PRAGMA wal_checkpoint(TRUNCATE)") { $0.integer(0) }
        if blocked != 0 { throw StoreFailure(.busy, "readers hold the write-ahead log") }
        return try Counters(db)
      }
      return (queue, counters)
    }
  }
}
