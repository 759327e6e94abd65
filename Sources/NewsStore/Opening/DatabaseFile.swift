import GRDB
import GRDBSQLite
import NewsModel

/// One SQLite file of ours, and the settings every connection to it gets.
///
/// SQLite before 3.51.3 has a race when two connections write or checkpoint one WAL (3.40.1, which
/// Debian 12 ships, among them), so exactly one connection writes and does every checkpoint; all
/// others, in this process or another, are read-only.
struct DatabaseFile: Sendable {
  var path: String
  var applicationID: Int64
  /// The newest `user_version` this program can read.
  var version: Int64
  /// FULL for the truth, NORMAL for what can be built again.
  var synchronous: String
  /// What is deleted or moved is overwritten, so that nothing is left of it in the file's unused parts: where an
  /// article may have to be forgotten.
  var overwrites = false
  /// Of a new file. Articles of 3 KB cost 64 µs of CPU each with 8 KiB pages, about 90 with 4 KiB
  /// (one article a page and an overflow page), 59 with 16 KiB, where each random index leaf then
  /// weighs twice as much in the log.
  var pageBytes: Int
  /// The writer's, when another process holds the lock.
  var patience = Store.LockPatience()

  /// What the file is, judged without changing a byte of it.
  enum State: Equatable {
    case absent
    case ours(version: Int64)
  }

  /// Reads the header through a connection that changes nothing.
  ///
  /// - Parameter forWriting: the caller is the writer and has the lock. A writer that was killed while it
  ///   made the file leaves a journal to be rolled back, or a file marked for a log that is not there: only
  ///   a connection that may write can read that.
  /// - Returns: whether there is one of ours, and its version.
  /// - Throws: `newer`, `foreign`, `corrupt` or `unopened`.
  func state(forWriting: Bool = false) throws(StoreFailure) -> State {
    if let obstacle = StateAccess.obstacle(to: path), obstacle.reason == .unopened {
      throw obstacle
    }
    guard StateFiles.size(path) ?? 0 > 0 else { return .absent }
    do {
      return try readState { try openReader() }
    } catch  where error.reason == .readOnly {
      if forWriting { return try readState { try openCautious() } }
      // SQLite's words for "I need a -shm file here and may not make one".
      throw StoreFailure(
        .unopened, "\(quoted(path)) has no -shm file: start the daemon, which keeps one there")
    }
  }

  private func readState(_ open: () throws -> DatabaseQueue) throws(StoreFailure) -> State {
    try StoreFailure.mapping {
      let queue = try open()
      defer {
        // Nothing was written; what closing could report was reported by the reads.
        try? queue.close()
      }
      return try queue.unsafeRead { db in
        let tables =
          try db.first(
            "SELECT count(*) FROM sqlite_schema WHERE tbl_name NOT IN ('grdb_migrations')"
          ) { $0.integer(0) } ?? 0
        let application = try db.first("PRAGMA application_id") { $0.integer(0) } ?? 0
        let found = try db.first("PRAGMA user_version") { $0.integer(0) } ?? 0
        // Killed between the creation of the file and its first migration: nothing in it yet.
        if tables == 0, application == 0, found == 0 { return .ours(version: 0) }
        guard application == applicationID else {
          throw StoreFailure(.foreign, "\(quoted(path)) is a database of another program")
        }
        guard found <= version else {
          throw StoreFailure(
            .newer,
            "\(quoted(path)) has schema \(found), and this program knows only \(version): use the newer"
              + " program, or restore a backup")
        }
        return .ours(version: found)
      }
    }
  }

  /// The one connection that writes. Cost: a few milliseconds; recovers the WAL after a crash.
  ///
  /// Checkpoints come with a commit once the log has 4,000 pages (32 MiB): 1,000 and 16,000 cost the
  /// same CPU, more pages mean a longer recovery. One that fails is tried again at a later commit;
  /// the log keeps every page until one has succeeded.
  func openWriter(cacheKiB: Int = 16_384, checkpointPages: Int = 4000) throws -> DatabaseQueue {
    var settings = Configuration()
    settings.label = "wiredesk.sqlite"
    // A rollback that fails leaves the transaction open: `Store.transaction` drops the connection then,
    // where GRDB would end the process.
    settings.allowsUnsafeTransactions = true
    let patience = patience
    settings.busyMode = .callback { patience.waitsOn(tries: $0) }  // P14
    settings.foreignKeysEnabled = false
    let (synchronous, pageBytes, overwrites) = (synchronous, pageBytes, overwrites)
    settings.prepareDatabase { db in
      // Before the first table; without effect on a file that has one.
      try db.execute(sql: "PRAGMA page_size = \(pageBytes)")
      let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
      guard mode == "wal" else {
        throw StoreFailure(.unopened, "the file system refuses a write-ahead log")
      }
      try db.execute(
        sql: """
          PRAGMA synchronous = \(synchronous);
          PRAGMA secure_delete = \(overwrites ? "ON" : "OFF");
          PRAGMA mmap_size = 0;
          PRAGMA temp_store = MEMORY;
          PRAGMA cache_size = -\(cacheKiB);
          PRAGMA wal_autocheckpoint = \(checkpointPages);
          PRAGMA journal_size_limit = 67108864;
          """)
      try keepLogFiles(db)
    }
    return try DatabaseQueue(path: path, configuration: settings)
  }

  /// Writes nothing of its own, but may do what SQLite must do first: roll a journal back.
  private func openCautious() throws -> DatabaseQueue {
    var settings = Configuration()
    settings.prepareDatabase { db in try db.execute(sql: "PRAGMA query_only = ON") }
    return try DatabaseQueue(path: path, configuration: settings)
  }

  /// A connection that cannot write, checkpoint or create the database.
  ///
  /// Reading a WAL database needs its `-shm` file, or the right to make one. The writer never
  /// removes it (`keepLogFiles`), so a member of the group reads with the daemon up or down. The
  /// `immutable` mode, which needs none, is never used: it reads garbage while a writer works.
  func openReader(cacheKiB: Int = 2048) throws -> DatabaseQueue {
    var settings = Configuration()
    settings.label = "wiredesk.sqlite.read"
    settings.readonly = true
    settings.busyMode = .timeout(5)
    settings.foreignKeysEnabled = false
    settings.prepareDatabase { db in
      try db.execute(
        sql: """
          PRAGMA query_only = ON;
          PRAGMA mmap_size = 0;
          PRAGMA temp_store = MEMORY;
          PRAGMA cache_size = -\(cacheKiB);
          """)
    }
    return try DatabaseQueue(path: path, configuration: settings)
  }
}

/// Keeps `-wal` and `-shm` when the last connection closes: those who may only read the folder
/// cannot make them. Source: https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html.
private func keepLogFiles(_ db: Database) throws {
  var keep: Int32 = 1
  let code = sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_PERSIST_WAL, &keep)
  guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
}
