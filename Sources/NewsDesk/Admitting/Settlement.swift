import Logging
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore
import Synchronization

/// What is being committed: kept until the database has it, however often storage fails. Belongs to the
/// store queue, which says when to try again (`StoreStage`).
///
/// What a failure says of itself decides: what is derived is mended, a part that the database refuses is
/// set apart (`Isolation`), and all else is storage's fault: it passes, or a person mends it.
final class Settlement {
  let store: Store
  private let admission: Admission
  private let indices: IndicesInForce
  private let inFlight: InFlight
  let context: DeskContext
  let mending: CopyMending
  private let disposeStage: DisposeStage
  private let searchStage: SearchStage
  var unsettled: Unsettled?
  /// Deposits of which the database takes no record: no more parts of them are wanted.
  private var held: Set<ClaimID> = []
  /// Parts refused since a deposit was last stored.
  private var refusals = 0
  /// The index of copies was made anew since a deposit last ended: a disk that damages it at once
  /// again is at fault itself.
  private var isMended = false
  /// The store was reopened, and the indices are not restored since.
  private var isRestoring = false
  private var heap = HeapReturn()
  private var pruning: EventPruning

  init(
    store: Store, admission: Admission, indices: IndicesInForce, inFlight: InFlight,
    context: DeskContext, mending: CopyMending, disposeStage: DisposeStage,
    searchStage: SearchStage
  ) {
    self.store = store
    self.admission = admission
    self.indices = indices
    self.context = context
    self.mending = mending
    self.disposeStage = disposeStage
    self.searchStage = searchStage
    self.inFlight = inFlight
    pruning = EventPruning(keeping: admission.decisions.settings.newestEvents)
  }

  /// Nothing is kept: the indices are as the database is, and the next parts may come.
  var isSettled: Bool { unsettled == nil }
  /// The index's work is waiting for an idle moment.
  var hasUpkeep: Bool { admission.hasUpkeep }

  /// Stores parts in their order and closes emptied batches: one transaction, and more when some part is
  /// refused. Call only when settled. False when storage failed: what is not committed is kept for `retry`.
  func commit(_ given: [DepositPart], closing: [String]) -> Bool {
    let parts = held.isEmpty ? given : given.filter { !held.contains($0.deposit.claim) }
    unsettled = Unsettled(parts, closing: closing)
    guard settle() else { return false }
    heap.note(parts.reduce(0) { $0 + $1.records.count })
    return true
  }

  /// A new connection, a trial write, the indices restored, and the kept parts again. False when storage
  /// still fails.
  func retry() -> Bool {
    do {
      _ = try mending.whole { try restore(reopening: true, onProgress: $0) }
      isMended = false
    } catch {
      degrade(error)
      return false
    }
    return settle()
  }

  /// A slice of the index's work. False when storage failed; then `retry` restores the indices.
  func upkeep() -> Bool {
    work { () throws(AdmissionFailure) in try admission.upkeep() }
  }

  /// A COMMIT of nothing: the first writes the log back, the next begins it anew. False as for `upkeep`.
  func shortenLog() -> Bool {
    work { () throws(AdmissionFailure) in try admission.commitNothing() }
  }

  /// A slice of the event log, when one is due. False as for `upkeep`.
  func pruneEvents() -> Bool {
    let now = context.now()
    guard pruning.isDue(now) else { return true }
    let place = pruning.beginSlice(now)
    // Nearly every log is short: then nothing is written. What cannot be read now fails below.
    if let numbers = try? store.reader.eventNumbers(),
      numbers.last - numbers.first < pruning.newest
    {
      pruning.endSlice(nil)
      return true
    }
    return work { () throws(AdmissionFailure) in
      pruning.endSlice(
        try admission.pruneEvents(at: now, after: place, keeping: pruning.newest))
    }
  }

  /// A read of the database looked like damage while nothing was being written. Call `retry` next, which
  /// looks into it.
  func suspend() {
    unsettled = Unsettled([], closing: [])
    degrade(StoreFailure(.suspect, "a read failed, and it is being checked for damage"))
  }

  /// What nothing was admitted for.
  private func work(_ body: () throws(AdmissionFailure) -> Void) -> Bool {
    do {
      try body()
      return true
    } catch {
      unsettled = Unsettled([], closing: [])
      switch error.disposition {
      case .mend: return mend(error.cause) && settle()
      // There is no part to be set apart.
      case .quarantine, .retry, .stop:
        degrade(error)
        return false
      }
    }
  }

  /// What a person decides about stories, between two transactions; while one waits for storage it is
  /// refused at once. When storage fails over it nothing is settled until `retry` has restored the indices.
  func correct(_ correction: Correction, by user: String) throws -> CorrectedStories {
    guard isSettled else {
      throw StoreFailure(.io, "storage is not accepting writes at the moment")
    }
    defer { publishIndices() }
    do {
      return try admission.correct(correction, by: user, now: context.now())
    } catch {
      if store.isSuspect {
        unsettled = Unsettled([], closing: [])
        degrade(error)
      }
      throw error
    }
  }

  /// Lets go of the indices: they run ahead of the database, or another desk goes on with the store.
  private func forget() throws {
    try admission.forget()
    publishIndices()
  }

  /// The indices for another desk on the same store; nil when it has to restore its own. Then these are let
  /// go of, once and for all: there is no room for two (P8).
  func handOn(to next: DeskSettings) -> Indices? {
    let kept = admission.decisions
    if isSettled, !store.isSuspect, kept.settings.copyLimits == next.copyLimits {
      return kept.indices
    }
    // What takes their place is empty, and must not be handed on when it is asked for again.
    unsettled = unsettled ?? Unsettled([], closing: [])
    // An error means that there is nothing to take their place; then they stay.
    try? forget()
    return nil
  }

  /// Commits what is kept, one transaction after the other. False when storage fails.
  private func settle() -> Bool {
    while let unsettled {
      context.heartbeat.beat(Stage.store)
      do {
        conclude(
          try admission.admit(
            unsettled.first, closing: unsettled.closing, now: context.now()))
      } catch {
        guard overcome(error) else { return false }
      }
    }
    return true
  }

  /// False when the transaction can only be tried again later.
  private func overcome(_ failure: AdmissionFailure) -> Bool {
    switch failure.disposition {
    case .mend: return mend(failure.cause)
    case .quarantine where refusals < Isolation.limit: return isolate(failure)
    case .quarantine, .retry, .stop:
      degrade(failure)
      return false
    }
  }

  /// The first transaction is durable.
  private func conclude(_ ended: [EndedDeposit]) {
    context.counts.commits.add(1, ordering: .relaxed)
    if !ended.isEmpty { isMended = false }
    if ended.contains(where: { $0.reason?.reason != .refused }) { refusals = 0 }
    unsettled = unsettled?.replacingFirst(by: [])
    unsettled?.dropClosing()
    inFlight.end(ended.map(\.deposit.claim))
    disposeStage.dispose(ended)
    searchStage.wake()
  }

  /// The index of copies is made anew. False when that fails, or has helped nothing before.
  private func mend(_ damage: any Error) -> Bool {
    guard !isMended else {
      degrade(damage)
      return false
    }
    do {
      try forget()
      _ = try mending.mend(damage) { try restore(reopening: store.isSuspect, onProgress: $0) }
      isMended = true
      return true
    } catch {
      degrade(error)
      return false
    }
  }

  /// The part that is to blame is put out of the others' way. False when storage fails meanwhile.
  private func isolate(_ failure: AdmissionFailure) -> Bool {
    do {
      // A COMMIT that was refused and kept all the same has settled the transaction.
      if try restore(reopening: store.isSuspect) { return true }
    } catch {
      degrade(error)
      return false
    }
    guard let kept = unsettled else { return true }
    if failure.place == nil, !kept.closing.isEmpty {
      // Perhaps it was they.
      unsettled?.dropClosing()
      return true
    }
    let division = Isolation(failure).divide(kept.first)
    if failure.place != nil || division.transactions.count < 2 { refusals += 1 }
    unsettled = kept.replacingFirst(by: division.transactions)
    if let culprit = division.held { hold(culprit, failure) }
    return true
  }

  /// Nothing of it can be recorded: it waits in claim/ for the next start, and nobody waits for it.
  private func hold(_ deposit: Deposit, _ failure: AdmissionFailure) {
    held.insert(deposit.claim)
    unsettled = unsettled?.without(deposit.claim)
    admission.letGo(deposit)
    let name = quoted(deposit.name.text)
    context.log.error(
      "\(name) stays in claim/, because the database accepts no row for it: \(failure.message)")
    if let place = deposit.claimed?.place { inFlight.leave(place.path) }
    inFlight.letGo(deposit.claim)
  }

  /// The indices as the last COMMIT has them. True when that was the failed one: the first transaction
  /// is settled.
  func restore(reopening: Bool, onProgress: () throws -> Void = {}) throws -> Bool {
    try forget()
    context.heartbeat.beat(Stage.store)
    if reopening {
      // It may read the whole database, for minutes in which SQLite gives no sign: nobody waits for one.
      context.heartbeat.rest(Stage.store)
      let last = try store.reopen(isRepeated: isRestoring) { !mending.isStopping() }
      isRestoring = true
      context.heartbeat.beat(Stage.store)
      admission.learn(last)
      // Restoring takes seconds on a large store: not before anything can be written.
      try store.transaction { _ in }
      context.heartbeat.beat(Stage.store)
    }
    let ended = try admission.recover(onProgress: onProgress)
    isRestoring = false
    publishIndices()
    guard let ended else { return false }
    context.counts.keptCommits.add(1, ordering: .relaxed)
    context.log.warning("a COMMIT that reported a failure had succeeded: it is acknowledged now")
    conclude(ended)
    return true
  }

  private func publishIndices() { indices.set(admission.decisions.indices) }

  func degrade(_ error: any Error) {
    if !(error is CopyMending.Interrupted) { context.degradeStorage(error, store.damage) }
  }
}
