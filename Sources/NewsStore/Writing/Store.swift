import GRDB
import NewsModel
import Synchronization

/// The truth, opened to write: `wiredesk.db`.
///
/// One process at a time opens it, and calls `transaction` from one queue. A committed transaction is on
/// the disk (`synchronous=FULL`). Questions go to its `reader`.
///
/// Wrong use that is our own bug, such as two transactions at once, is a precondition.
package final class Store: Sendable {
  /// Answers questions, also about what was committed last.
  package let reader: StoreReader
  private let file: DatabaseFile
  private let mark: DamageMark
  private let writing: Mutex<State>

  /// What must outlive one transaction.
  private struct State {
    /// Nil after a failed close and until the next `reopen`.
    var queue: DatabaseQueue?
    var counters: Counters
    /// Set by a failure after which this connection's word cannot be trusted (P12).
    var suspect: StoreFailure?
    /// The number the last COMMIT was to have, when it failed.
    var unsure: Int64?
    var inTransaction = false
  }

  /// Opens the database; makes one when there is none. Set the umask first: files are made with 0666 less
  /// the umask, and their `-wal` and `-shm` take the database's mode (P19).
  ///
  /// - Parameters:
  ///   - folder: the state folder; it must exist.
  ///   - seed: of a new database, nil for a random one; a different one in the file is refused.
  ///   - program: the version that writes, for `meta`.
  ///   - onMigration: called before an old database is brought to the schema of this program, with both
  ///     versions; it may take minutes.
  ///   - onProgress: called often while a database in doubt is read through, which may take minutes.
  /// - Throws: `newer`, `foreign`, `corrupt`, `unopened`, `seed`, `busy`. Cost: milliseconds, plus the
  ///   recovery of the log after a crash, and any migration.
  package init(
    folder: String, seed: UInt64?, program: String = "",
    onMigration: (Int64, Int64) -> Void = { _, _ in }, onProgress: () -> Void = {}
  ) throws(StoreFailure) {
    let file = DatabaseFile.truth(in: folder)
    let mark = DamageMark(folder: folder)
    withdrawn = mark.message
    try mark.reconsider(file, onProgress: onProgress)
    let opened = try OpenedDatabase(
      file, mark, seed: seed, program: program, onProgress: onProgress, onMigration: onMigration)
    self.file = file
    self.mark = mark
    reader = StoreReader(
      file: file, seed: opened.seed, birth: opened.birth, onDamage: { mark.suspect($0) })
    writing = Mutex(State(queue: opened.queue, counters: opened.counters))
  }

  /// What damage was met, by a read or a write, in this process or an earlier one; nil when none is
  /// known. Nothing is written any more then.
  package var damage: String? { mark.message }

  /// Damage that was noted by an earlier run, and was not there when this one looked; nil when none was.
  package let withdrawn: String?

  /// How long `transaction` and `reopen` wait for another process's lock.
  package var patience: LockPatience { file.patience }

  /// A failure has put the writing connection in doubt, or the database: `reopen` before the next
  /// transaction.
  package var isSuspect: Bool {
    mark.doubt != nil || writing.withLock { $0.suspect != nil || $0.queue == nil }
  }

  private static func refuse(_ damage: String?) throws(StoreFailure) {
    if let damage { throw DamageMark.refusal(damage) }
  }

  /// Runs `body` in one `BEGIN IMMEDIATE … COMMIT`; when it returns, the changes are on the disk.
  ///
  /// Cost: one or two fsyncs; put as many deposits into it as are at hand.
  ///
  /// - Throws: what `body` throws, after everything is undone; every failure of the database as a
  ///   `StoreFailure`. After one that puts the connection in doubt (a failed COMMIT, an I/O error, a full
  ///   disk) every further call throws `suspect` until `reopen()` has succeeded.
  package func transaction<T>(_ body: (inout StoreWriter) throws -> T) throws -> T {
    let start = try begin()
    var counters = start.counters
    var ending = false
    do {
      let result = try start.queue.inDatabase { db in
        try db.beginTransaction(.immediate)
        do {
          var writer = StoreWriter(db: db, seed: reader.seed, counters: counters)
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
      throw failed(error, start.queue, unsure: ending ? start.counters.commit + 1 : nil)
    }
  }

  /// Ends a transaction that failed, and gives the error to throw. `unsure` is the number that its COMMIT
  /// was to have, when it came so far.
  private func failed(
    _ error: any Error, _ queue: DatabaseQueue, unsure: Int64?
  ) -> any Error {
    let failure = (error as? StoreFailure) ?? (error as? DatabaseError).map(StoreFailure.init)
    let stuck = queue.inDatabase { $0.isInsideTransaction }
    if unsure != nil || stuck || failure?.spoilsConnection == true {
      end(
        suspect: failure ?? StoreFailure(.io, "a transaction could not be completed"),
        unsure: unsure)
    } else {
      end()
    }
    if let failure, failure.reason == .corrupt { return mark.suspect(failure) }
    return failure ?? error
  }

  private func begin() throws(StoreFailure) -> (queue: DatabaseQueue, counters: Counters) {
    try Self.refuse(mark.message)
    if let doubt = mark.doubt { throw StoreFailure(.suspect, "reopen first, after: \(doubt)") }
    return try StoreFailure.mapping {
      try writing.withLock { state in
        precondition(!state.inTransaction, "two transactions at once")
        if let cause = state.suspect {
          throw StoreFailure(.suspect, "reopen first, after: \(cause.message)")
        }
        guard let queue = state.queue else {
          throw StoreFailure(.suspect, "the database is closed")
        }
        state.inTransaction = true
        return (queue, state.counters)
      }
    }
  }

  private func end(
    counters: Counters? = nil, suspect: StoreFailure? = nil, unsure: Int64? = nil
  ) {
    writing.withLock { state in
      state.inTransaction = false
      if let counters { state.counters = counters }
      if let suspect { state.suspect = suspect }
      if let unsure { state.unsure = unsure }
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

  /// Drops the connection, opens a new one, writes the whole log into the database by a checkpoint
  /// (TRUNCATE), and says what became of the last COMMIT (P12).
  ///
  /// A failed sync is not tried again: the kernel may have marked pages clean that never reached the
  /// disk. The checkpoint writes their content anew, into the database file, and syncs that.
  ///
  /// A database in doubt is read through before; only what is wrong then is damage.
  ///
  /// - Parameters:
  ///   - isRepeated: what was begun after the last call has not come to its end; a doubt is taken more
  ///     seriously then.
  ///   - goesOn: asked several times a second while it is read through, which may take minutes; false
  ///     ends that.
  /// - Returns: What the last COMMIT has left, when it had failed.
  /// - Throws: any failure; the store then stays suspect, and the call can be made again.
  @discardableResult
  package func reopen(
    isRepeated: Bool = false, goesOn: () -> Bool = { true }
  ) throws(StoreFailure) -> LastCommit {
    let old = writing.withLock { state in
      precondition(!state.inTransaction, "reopened inside a transaction")
      let queue = state.queue
      state.queue = nil
      return queue
    }
    // A connection in doubt may fail to close; its descriptors go with it either way.
    try? old?.close()
    try Self.refuse(mark.message)
    try mark.lookInto(file, isRepeated: isRepeated, goesOn: goesOn)
    let opened = try OpenedDatabase.again(file)
    return writing.withLock { state in
      let unsure = state.unsure
      state = State(queue: opened.queue, counters: opened.counters)
      guard let unsure else { return .certain }
      return opened.counters.commit >= unsure ? .kept : .lost
    }
  }

  /// Closes every connection that is not in use. The store can only be reopened after it.
  package func close() throws(StoreFailure) {
    let queue = writing.withLock { state in
      let queue = state.queue
      state.queue = nil
      return queue
    }
    try reader.close()
    try StoreFailure.mapping { try queue?.close() }
  }

  /// The writing connection, outside of a transaction.
  func outsideOfTransaction<T>(_ body: (Database) throws -> T) throws -> T {
    let start = try begin()
    do {
      let result = try start.queue.inDatabase(body)
      end()
      return result
    } catch {
      throw failed(error, start.queue, unsure: nil)
    }
  }
}
