import Logging
import NewsLinux
import NewsMatching
import NewsModel
import NewsStore
import Synchronization

/// What is being committed: kept until the database has it, however often storage fails. Belongs to the
/// store queue, which says when to try again (`StoreStage`).
///
/// Each failure is one of three: damage of the index of copies is mended, a part that the database
/// refuses is set apart (`Isolation`), and all else is storage's fault and passes.
final class Settlement {
  private struct Unsettled {
    /// In the order of admission; each is one transaction.
    var groups: [[DepositPart]]
    var closing: [String]
  }

  private let store: Store
  private let admission: Admission
  private let indices: IndicesInForce
  private let inFlight: InFlight
  private let context: DeskContext
  private let mending: CopyMending
  private let disposeStage: DisposeStage
  private let searchStage: SearchStage
  private var unsettled: Unsettled?
  /// Parts refused since a deposit was last stored.
  private var refusals = 0
  /// The index of copies was made anew since a deposit last ended: a disk that damages it at once
  /// again is at fault itself.
  private var isMended = false
  private var heap = HeapReturn()

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
  }

  /// Nothing is kept: memory is as the database is, and the next group may come.
  var isSettled: Bool { unsettled == nil }
  /// The index's work is waiting for an idle moment.
  var hasUpkeep: Bool { admission.hasUpkeep }

  /// One transaction, and more when some part is refused. False when storage failed: what is not
  /// committed is kept for `retry`. Call only when settled.
  func commit(_ parts: [DepositPart], closing: [String]) -> Bool {
    unsettled = Unsettled(groups: [parts], closing: closing)
    guard settle() else { return false }
    heap.note(parts.reduce(0) { $0 + $1.records.count })
    return true
  }

  /// A new connection, a trial write, the memory restored, and the kept parts again. False when storage
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

  /// A slice of the index's work. False when storage failed; then memory is to be restored by `retry`.
  func upkeep() -> Bool {
    do {
      try admission.upkeep()
      return true
    } catch {
      unsettled = Unsettled(groups: [[]], closing: [])
      guard let isWhole = mend(error) else {
        degrade(error)
        return false
      }
      return isWhole && settle()
    }
  }

  /// What a person orders about stories, between two groups; while one waits for storage it is refused
  /// at once.
  func correct(_ order: StoryOrder, by user: String) throws -> CorrectedStories {
    guard isSettled else {
      throw StoreFailure(.io, "storage is not accepting writes at the moment")
    }
    defer { publishIndices() }
    return try admission.correct(order, by: user, now: context.now())
  }

  /// Lets go of the indices: they run ahead of the database, or another desk goes on with the store.
  func forget() throws {
    try admission.forget()
    publishIndices()
  }

  /// Commits what is kept, group by group. False when storage fails.
  private func settle() -> Bool {
    while let unsettled {
      context.heartbeat.beat(Stage.store)
      do {
        conclude(
          try admission.admit(
            unsettled.groups.first ?? [], closing: unsettled.closing, now: context.now()))
      } catch {
        guard mend(error) ?? isolate(error) else { return false }
      }
    }
    return true
  }

  /// The first group is durable.
  private func conclude(_ ended: [EndedDeposit]) {
    context.counts.commits.add(1, ordering: .relaxed)
    if !ended.isEmpty { isMended = false }
    if ended.contains(where: { $0.reason?.reason != .refused }) { refusals = 0 }
    replaceFirst(by: [])
    unsettled?.closing = []
    inFlight.end(ended.map(\.deposit.claim))
    disposeStage.dispose(ended)
    searchStage.wake()
  }

  private func replaceFirst(by groups: [[DepositPart]]) {
    guard var kept = unsettled else { return }
    kept.groups.replaceSubrange(0..<min(1, kept.groups.count), with: groups)
    unsettled = kept.groups.isEmpty ? nil : kept
  }

  /// After an error: true when it was damage of the index of copies, which is whole now; false when it
  /// is not; nil for any other error.
  private func mend(_ error: any Error) -> Bool? {
    guard let damage = error as? MatchingFailure, damage.isDerived else { return nil }
    guard !isMended else {
      degrade(error)
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

  /// After an error: true when it was one part's own, and that part is out of the others' way.
  private func isolate(_ error: any Error) -> Bool {
    guard let isolation = Isolation(error), refusals < Isolation.limit else {
      degrade(error)
      return false
    }
    let place = admission.failedAt
    do {
      // A COMMIT that was refused and kept all the same has settled the group.
      if try restore(reopening: store.isSuspect) { return true }
    } catch {
      degrade(error)
      return false
    }
    guard let kept = unsettled else { return true }
    if place == nil, !kept.closing.isEmpty {
      // Perhaps it was they. A start that finds a folder's row open only looks once more.
      unsettled?.closing = []
      return true
    }
    let result = isolation.divide(kept.groups.first ?? [], at: place)
    if place != nil || result.groups.count < 2 { refusals += 1 }
    replaceFirst(by: result.groups)
    if let held = result.held { hold(held, error) }
    return true
  }

  /// Nothing of it can be recorded: it waits in claim/ for the next start, and nobody waits for it.
  private func hold(_ deposit: DepositInTransit, _ error: any Error) {
    deposit.hold()
    let cause = describe(error)
    context.log.error(
      "\(quoted(deposit.name.text)) stays in claim/, because the database accepts no row for it: \(cause)"
    )
    inFlight.letGo(deposit.claim)
  }

  /// Memory as the last COMMIT has it. True when that was the failed one: the first group is settled.
  private func restore(reopening: Bool, onProgress: () throws -> Void = {}) throws -> Bool {
    try forget()
    context.heartbeat.beat(Stage.store)
    if reopening {
      admission.learn(try store.reopen())
      // Restoring takes seconds on a large store: not before anything can be written.
      try store.transaction { _ in }
      context.heartbeat.beat(Stage.store)
    }
    let ended = try admission.recover(onProgress: onProgress)
    publishIndices()
    guard let ended else { return false }
    context.counts.keptCommits.add(1, ordering: .relaxed)
    context.log.warning("a COMMIT that reported a failure had succeeded: it is acknowledged now")
    conclude(ended)
    return true
  }

  private func publishIndices() { indices.set(admission.memory.indices) }

  private func degrade(_ error: any Error) {
    if error is CopyMending.Interrupted { return }
    let failure = error as? any Failure
    let code = failure?.code ?? "unexpected"
    let reason = failure?.message ?? "\(error)"
    let isDamage = (error as? StoreFailure)?.reason == .corrupt
    context.degrade(
      .storage, code: code, reason: reason, .storageDegraded,
      isDamage
        ? Self.damaged(reason)
        : "storage does not accept writes (\(code)): \(reason); nothing is acknowledged, and the write is retried"
    )
  }

  static func damaged(_ reason: String) -> String {
    "the database is damaged: \(reason); nothing more is written and no file is touched:"
      + " `wiredesk rebuild` restores it from done/"
  }
}
