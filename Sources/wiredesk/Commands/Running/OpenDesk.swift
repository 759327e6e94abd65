import Glibc
import Logging
import NewsAnswers
import NewsDesk
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

/// A state folder opened to write: the lock, the store, the search index, and the desk on them.
struct OpenDesk: Sendable {
  let plan: Plan
  let context: DeskContext
  let store: Store
  let search: SearchIndex
  let desk: Desk
  private let lock: StateLock

  /// Takes the lock first: nothing is changed while another daemon holds it. `seed` is for a new
  /// database, so that a scoring run can be repeated; `onLongStep` is called when a long step
  /// begins, or goes on.
  init(
    _ plan: Plan, log: Logger, seed: UInt64? = nil, onLongStep: @escaping @Sendable () -> Void = {}
  ) throws {
    self.plan = plan
    lock = try Self.lock(plan.state)
    do {
      // A rebuild that was killed in the middle of its last step is ended first.
      try DatabaseReplacement(in: plan.state).install()
      var migration: (from: Int64, to: Int64)?
      store = try Store(
        folder: plan.state, seed: seed, program: programVersion,
        onMigration: { from, to in
          migration = (from, to)
          onLongStep()
        }, onProgress: onLongStep)
      if let migration {
        log.event(
          .migrated,
          "the database was migrated from schema \(migration.from) to \(migration.to)",
          ["schema": "\(migration.to)", "schema-before": "\(migration.from)"])
      }
      if let damage = store.withdrawn {
        log.event(
          .storageResumed,
          "the database was noted as damaged (\(damage)), and is sound: it is used again")
      }
      let store = store
      search = try Self.withoutDoubt(store, onLongStep) {
        try SearchIndex(folder: plan.state, store: store.reader)
      }
    } catch let failure as StoreFailure {
      throw CommandError(failure)
    }
    var context = DeskContext(log: log)
    context.onLongStep = onLongStep
    self.context = context
    try Self.compareWithOrder(plan, store, log)
    desk = try Self.desk(plan, store, search, context)
  }

  /// Before anything is given a number: an older backup may stand in the database's place.
  private static func compareWithOrder(_ plan: Plan, _ store: Store, _ log: Logger) throws {
    // Without a spool there is no order yet; one that cannot be opened is the desk's to tell.
    guard let spool = try? Folder.open(plan.spool) else { return }
    do {
      let newer = try NewerDeposits(spool: spool, store: store.reader)
      try newer.keepNumbers(store, at: .now())
      if let sentence = newer.sentence { log.warning("\(sentence)") }
      let taken = try Forgetting(store: store, log: OrderLog.Forgotten(spool)).catchUp()
      if let first = taken.first {
        let articles = counted(taken.count, "article")
        log.notice(
          "taken out, because they are on record as forgotten: \(articles), the first \(first.rawValue)"
        )
      }
    } catch let failure as StoreFailure {
      throw CommandError(failure)
    } catch {
      log.warning("order/ cannot be compared with the database: \(error)")
    }
  }

  /// Another desk on the same store, after the old one has stopped: what a reload makes. It goes on with
  /// what the old one remembers.
  init(_ old: OpenDesk, with plan: Plan) throws {
    self.plan = plan
    lock = old.lock
    store = old.store
    search = old.search
    context = old.context.renewed(log: makeLog(level: plan.logLevel))
    desk = try Self.desk(plan, store, search, context, after: old.desk)
  }

  private static func desk(
    _ plan: Plan, _ store: Store, _ search: SearchIndex, _ context: DeskContext,
    after old: Desk? = nil
  ) throws -> Desk {
    var settings = plan.settings
    // `try?`: a damaged word is no word.
    settings.earlierFieldNames = (try? LastRun.read(in: plan.state))?.fields
    do {
      return try withoutDoubt(store, context.onLongStep) {
        try Desk(
          inboxes: plan.inboxes, spoolPath: plan.spool, store: store, search: search,
          settings: settings, context: context, after: old)
      }
    } catch let failure as StoreFailure {
      throw CommandError(failure)
    } catch let failure as InboxError {
      throw CommandError(failure)
    }
  }

  /// Runs what reads much of the database. Where a read looks like damage, the database is read through,
  /// and that is run again as long as nothing is found.
  private static func withoutDoubt<T>(
    _ store: Store, _ onProgress: () -> Void, _ body: () throws -> T
  ) throws -> T {
    var isRepeated = false
    while true {
      do {
        return try body()
      } catch {
        guard store.isSuspect else { throw error }
        try store.reopen(isRepeated: isRepeated) {
          onProgress()
          return true
        }
        isRepeated = true
      }
    }
  }

  static func lock(_ state: String) throws -> StateLock {
    do {
      return try StateLock(in: Folder.open(Array(state.utf8)))
    } catch StateLock.Refusal.held(let owner) {
      let who = owner.map { "process \($0)" } ?? "another process"
      throw CommandError(.held, "\(who) is already working on \(state)")
    } catch StateLock.Refusal.system(let error) {
      throw cannotLock(state, error)
    } catch {
      throw (error as? SystemError).map { cannotLock(state, $0) } ?? error
    }
  }

  private static func cannotLock(_ state: String, _ error: SystemError) -> CommandError {
    if error.number == ENOENT { return CommandError(.notFound, "there is no folder \(state)") }
    let who = error.number == EACCES ? "you may not work on \(state)" : "cannot lock \(state)"
    var failure = CommandError(.unavailable, "\(who): \(error)")
    failure.passingCode = InboxError.system(error, at: .spool).code
    return failure
  }

  /// Orderly end: everything claimed is committed and where it belongs.
  func close() throws {
    desk.stop()
    do {
      try search.close()
      try store.close()
    } catch {
      throw CommandError(error)
    }
  }
}

extension CommandError {
  init(_ failure: InboxError) {
    self.init(.unavailable, "\(failure.code): \(failure.message)")
    switch failure {
    case .spoolOnOtherFileSystem, .foreignSpool: return
    case .system, .noFreeName, .damaged: passingCode = failure.code
    }
  }
}

/// The program's log: to the journal as a service, else to stderr.
func makeLog(level: String) -> Logger {
  // A terminal is never the journal.
  let isTerminal = isatty(STDERR_FILENO) == 1
  var log = Logger(label: "wiredesk") { _ -> any LogHandler in
    isTerminal ? TerminalLog() : JournalHandler()
  }
  log.logLevel =
    switch level {
    case "debug": .debug
    case "notice": .notice
    case "warning": .warning
    case "err": .error
    default: .info
    }
  return log
}
