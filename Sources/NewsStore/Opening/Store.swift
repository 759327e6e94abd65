import GRDB
import GRDBSQLite
import NewsModel
import Synchronization

/// The truth: `wiredesk.db`, in which everything stands that Wiredesk knows.
///
/// One process opens it as writer and calls `transaction` from one queue; any number of threads
/// and processes read it meanwhile. A committed transaction is on the disk (`synchronous=FULL`).
///
/// Wrong use that is our own bug, such as two transactions at once, is a precondition.
package final class Store: Sendable {
  package enum Access: Sendable {
    /// Makes the database when there is none. The seed is for a new database (nil: a random one);
    /// a different one in the file is refused.
    case writer(seed: UInt64?)
    case reader
  }

  /// The database's path, `<folder>/wiredesk.db`.
  package let path: String
  /// The secret of this database's hashes; carried through `rebuild`.
  package let seed: UInt64
  /// Random, given when the database was made: what is derived from it remembers this.
  let birth: Int64
  let readers: ReaderPool
  private let file: DatabaseFile
  private let mark: DamageMark
  /// What damage was met, by a read or a write, in this process or an earlier one; nil when none is
  /// known. A writer writes nothing more then.
  package var damage: String? { mark.message }
  /// How long `transaction` and `reopen` wait for another process's lock.
  package var patience: LockPatience { file.patience }
  private let writing: Mutex<WriterState?>

  /// What must outlive one transaction; exists while the store is a writer.
  private struct WriterState {
    /// Nil after a failed close and until the next `reopen`.
    var queue: DatabaseQueue?
    var counters: Counters
    /// Set by a failure after which this connection's word cannot be trusted (P12).
    var suspect: StoreFailure?
    /// The number the last COMMIT was to have, when it failed.
    var unsure: Int64?
    var inTransaction = false
  }

  /// Parameter folder: the state directory; it must exist. Set the umask first: files are made with
  /// 0666 less the umask, and their `-wal` and `-shm` take the database's mode (P19).
  /// Errors: `absent` (reader only), `newer`, `foreign`, `corrupt`, `unopened`, `seed`, `busy`.
  /// Cost: milliseconds, plus the recovery of a WAL after a crash and any migration.
  /// Parameter onMigration: called before an old database is brought to the schema of this program,
  /// with the versions; it may take minutes.
  package init(
    folder: String, access: Access, program: String = "",
    onMigration: (Int64, Int64) -> Void = { _, _ in }
  ) throws(StoreFailure) {
    path = folder + "/wiredesk.db"
    file = DatabaseFile(
      path: path, applicationID: Schema.applicationID, version: Schema.version,
      synchronous: "FULL", pageBytes: 8192)
    let mark = DamageMark(folder: folder)
    self.mark = mark
    switch access {
    case .reader:
      guard case .ours(let version) = try file.state(), version > 0 else {
        throw StoreFailure(.absent, "there is no database at \(quoted(path)) yet")
      }
      guard version == Schema.version else {
        throw StoreFailure(
          .unopened, "\(quoted(path)) waits for its migration: start the daemon once")
      }
      readers = ReaderPool(file: file, onDamage: { _ in })
      (seed, birth) = try readers.read { db in (try Meta.seed(db), try Meta.birth(db)) }
      writing = Mutex(nil)
    case .writer(let wanted):
      try Self.refuse(mark.message)
      let file = file
      let opened = try Self.marking(mark) { () throws(StoreFailure) in
        // What is not ours, or newer, is refused untouched.
        if case .ours(let version) = try file.state(forWriting: true), version > 0,
          version < Schema.version
        {
          onMigration(version, Schema.version)
        }
        return try StoreFailure.mapping {
          let queue = try file.openWriter()
          try Self.settleLog(queue, file)
          try Schema.migrator().migrate(queue)
          let found = try queue.inDatabase { db in
            try db.inTransaction(.immediate) {
              try Meta.fill(db, seed: wanted, program: program)
              return .commit
            }
            return (
              seed: try Meta.seed(db), birth: try Meta.birth(db), counters: try Counters(db)
            )
          }
          return (queue: queue, found: found)
        }
      }
      if let wanted, wanted != opened.found.seed {
        throw StoreFailure(.seed, "\(quoted(path)) was made with another seed")
      }
      seed = opened.found.seed
      birth = opened.found.birth
      readers = ReaderPool(file: file, onDamage: { mark.note($0) })
      writing = Mutex(WriterState(queue: opened.queue, counters: opened.found.counters))
    }
  }

  /// A failure has put the writing connection in doubt: `reopen` before the next transaction.
  package var isSuspect: Bool { writing.withLock { $0?.suspect != nil || $0?.queue == nil } }

  /// Notes damage that opening to write has met.
  private static func marking<T>(
    _ mark: DamageMark, _ body: () throws(StoreFailure) -> T
  ) throws(StoreFailure) -> T {
    do throws(StoreFailure) {
      return try body()
    } catch {
      guard error.reason == .corrupt else { throw error }
      mark.note(error.message)
      throw StoreFailure(.corrupt, Self.advice(error.message))
    }
  }

  private static func refuse(_ damage: String?) throws(StoreFailure) {
    if let damage { throw StoreFailure(.corrupt, advice(damage)) }
  }

  private static func advice(_ damage: String) -> String {
    "\(damage); `wiredesk rebuild` restores it from done/"
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
    if left > 0 { try FileFacts.sync(file.path + "-wal") }
  }

  /// Runs `body` in one `BEGIN IMMEDIATE … COMMIT`; when it returns, the changes are on the disk.
  ///
  /// An error of `body` undoes everything and is thrown on; so does every failure of the database,
  /// as a `StoreFailure`. After one that puts the connection in doubt (a failed COMMIT, an I/O
  /// error, a full disk) every further call throws `suspect` until `reopen()` has succeeded.
  /// Cost: one or two fsyncs; put as many deposits into it as are at hand.
  package func transaction<T>(_ body: (inout StoreWriter) throws -> T) throws -> T {
    let start = try begin()
    var counters = start.counters
    var ending = false
    do {
      let result = try start.queue.inDatabase { db in
        try db.beginTransaction(.immediate)
        do {
          var writer = StoreWriter(db: db, seed: seed, counters: counters)
          let result = try body(&writer)
          ending = true
          counters = try writer.flush()
          try db.commit()
          return result
        } catch {
          // The first error is the one to report; a rollback that fails leaves the connection
          // inside its transaction, which is asked below.
          try? db.rollback()
          throw error
        }
      }
      end(counters: counters)
      return result
    } catch {
      let failure = (error as? StoreFailure) ?? (error as? DatabaseError).map(StoreFailure.init)
      let stuck = start.queue.inDatabase { $0.isInsideTransaction }
      if ending || stuck || failure?.spoilsConnection == true {
        end(
          suspect: failure ?? StoreFailure(.io, "a transaction could not be ended"),
          unsure: ending ? start.counters.commit + 1 : nil)
      } else {
        end()
      }
      if let failure, failure.reason == .corrupt { mark.note(failure.message) }
      throw failure ?? error
    }
  }

  private func begin() throws(StoreFailure) -> (queue: DatabaseQueue, counters: Counters) {
    try Self.refuse(mark.message)
    return try StoreFailure.mapping {
      try writing.withLock { state in
        precondition(state != nil, "this store was opened to read")
        precondition(state?.inTransaction != true, "two transactions at once")
        if let cause = state?.suspect {
          throw StoreFailure(.suspect, "reopen first, after: \(cause.message)")
        }
        guard let queue = state?.queue, let counters = state?.counters else {
          throw StoreFailure(.suspect, "the database is closed")
        }
        state?.inTransaction = true
        return (queue, counters)
      }
    }
  }

  private func end(
    counters: Counters? = nil, suspect: StoreFailure? = nil, unsure: Int64? = nil
  ) {
    writing.withLock { state in
      state?.inTransaction = false
      if let counters { state?.counters = counters }
      if let suspect { state?.suspect = suspect }
      if let unsure { state?.unsure = unsure }
    }
  }

  /// What a COMMIT that reported a failure left behind.
  package enum LastCommit: Sendable {
    /// The last COMMIT had succeeded; nothing was in doubt.
    case certain
    /// It failed, and yet its changes are in the database: acknowledge them.
    case kept
    /// It failed, and none of its changes are there: do the work again.
    case lost
  }

  /// Drops the connection, opens a new one, writes the whole WAL into the database by a
  /// checkpoint (TRUNCATE), and says what became of the last COMMIT (P12).
  ///
  /// A failed sync is not retried: the kernel may have marked pages clean that never reached the
  /// disk. The checkpoint writes their content anew, into the database file, and syncs that.
  /// Errors: any; the store then stays suspect, and the call can be made again.
  @discardableResult
  package func reopen() throws(StoreFailure) -> LastCommit {
    let old = writing.withLock { state in
      precondition(state != nil, "this store was opened to read")
      precondition(state?.inTransaction != true, "reopened inside a transaction")
      let queue = state?.queue
      state?.queue = nil
      return queue
    }
    // A connection in doubt may fail to close; its descriptors go with it either way.
    try? old?.close()
    try Self.refuse(mark.message)
    guard case .ours = try file.state(forWriting: true) else {
      throw StoreFailure(.absent, "the database at \(quoted(path)) is gone")
    }
    let file = file
    let opened = try StoreFailure.mapping {
      let queue = try file.openWriter()
      try queue.inDatabase { db in
        let blocked = try db.first("PRAGMA wal_checkpoint(TRUNCATE)") { $0.integer(0) }
        if blocked != 0 { throw StoreFailure(.busy, "readers hold the write-ahead log") }
      }
      return (queue: queue, counters: try queue.inDatabase { try Counters($0) })
    }
    return writing.withLock { state in
      let unsure = state?.unsure
      state = WriterState(queue: opened.queue, counters: opened.counters)
      guard let unsure else { return .certain }
      return opened.counters.commit >= unsure ? .kept : .lost
    }
  }

  /// Writes what the WAL holds into the database file. Call it when idle: then no commit has to.
  /// Returns the pages still in the WAL because a reader needs them.
  @discardableResult
  package func checkpoint() throws(StoreFailure) -> Int {
    let start = try begin()
    defer { end() }
    return try StoreFailure.mapping {
      try start.queue.inDatabase { db in
        try db.first("PRAGMA wal_checkpoint(PASSIVE)") {
          Int($0.integer(1) - $0.integer(2))
        } ?? 0
      }
    }
  }

  /// Closes every connection that is not in use. The store can only be reopened after it.
  package func close() throws(StoreFailure) {
    let queue = writing.withLock { state in
      let queue = state?.queue
      state?.queue = nil
      return queue
    }
    try StoreFailure.mapping {
      try readers.close()
      try queue?.close()
    }
  }
}

extension Store {
  /// For tests of the settings: the value of a PRAGMA on the writing connection.
  func writerPragma(_ name: String) throws -> String {
    let start = try begin()
    defer { end() }
    return try start.queue.inDatabase { try $0.first("PRAGMA \(name)") { $0.text(0) } } ?? ""
  }

  /// For tests that make the disk full: `max_page_count` on the writing connection.
  func limitPages(_ count: Int) throws { try execute("PRAGMA max_page_count = \(count)") }

  /// For tests that prepare a fault: SQL on the writing connection, outside of a transaction.
  func execute(_ sql: String) throws {
    let start = try begin()
    defer { end() }
    try start.queue.inDatabase { try $0.execute(sql: sql) }
  }

  /// For tests of a COMMIT that reports a failure and was kept: what a hook returns that SQLite calls
  /// after the commit becomes the commit's own result (sqlite3_wal_hook). Until `reopen`.
  func failAfterCommits() throws {
    let start = try begin()
    defer { end() }
    start.queue.inDatabase { db in
      _ = sqlite3_wal_hook(db.sqliteConnection, { _, _, _, _ in SQLITE_IOERR }, nil)
    }
  }
}
