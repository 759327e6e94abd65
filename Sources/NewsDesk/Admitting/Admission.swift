import NewsAnswers
import NewsLinux
import NewsMatching
import NewsModel
import NewsStore

/// The transactions of the store queue. One call of `admit` is one transaction; nothing here runs on
/// another queue.
///
/// The indices in memory run ahead of the database while a transaction is open. When it fails they
/// are thrown away and restored from the store, so that memory and disk never disagree.
final class Admission {
  /// What a transaction that failed would have made true, in case its COMMIT was kept.
  private struct Unsure {
    var deposits: OpenDeposits
    /// Nil until the store has said so. It says so once, and what follows may fail again.
    var isKept: Bool?
  }

  private let store: Store
  private(set) var decisions: Decisions
  private let replays: Replays
  /// As the last COMMIT has it.
  private(set) var deposits: OpenDeposits
  private var unsure: Unsure?

  /// Batches are the rows that an earlier run has left open.
  init(store: Store, decisions: Decisions, batches: [String: BatchID], replays: Replays) {
    self.store = store
    self.decisions = decisions
    self.replays = replays
    deposits = OpenDeposits(Batches(batches))
  }

  /// Goes on with what the desk before it in the same run has handed on; else restores what must be
  /// remembered, and mends the index of copies where it must.
  convenience init(
    restoring store: Store, after old: StoreStage?, _ settings: DeskSettings,
    _ recovered: Recovered, _ replays: Replays, _ context: DeskContext
  ) throws {
    let kept = old?.handOn(to: settings).map { Decisions($0, settings) }
    let decisions =
      try kept
      ?? CopyMending(store, context).whole {
        try Decisions(restoring: store, settings, onProgress: $0)
      }
    context.heartbeat.rest(Stage.store)
    self.init(store: store, decisions: decisions, batches: recovered.batches, replays: replays)
  }

  /// Lets go of the indices, which run ahead of the database: two of them at a time would break the
  /// memory promise (P8). Call after a failed transaction, and `recover` before the next one.
  func forget() throws { decisions = try Decisions(emptyFor: store, decisions.settings) }

  /// What `Store.reopen()` has said of the failed transaction.
  func learn(_ last: Store.LastCommit) {
    if unsure?.isKept == nil { unsure?.isKept = last == .kept }
  }

  /// After a failed transaction and `Store.reopen()`: the state of the last COMMIT.
  ///
  /// - Parameter onProgress: Called several times a second; may throw to end it.
  /// - Returns: The deposits that ended by the failed transaction, when it is in the database after
  ///   all; nil when it is not, and its parts are to be admitted again.
  /// - Throws: What `onProgress` or the store throws; a damaged index, which is to be mended.
  func recover(onProgress: () throws -> Void = {}) throws -> [EndedDeposit]? {
    decisions = try Decisions(restoring: store, decisions.settings, onProgress: onProgress)
    defer { unsure = nil }
    guard let unsure, unsure.isKept == true else { return nil }
    return settle(unsure.deposits)
  }

  /// Stores the parts in their order and closes the emptied batches, in one transaction.
  ///
  /// - Parameters:
  ///   - parts: In the order of admission.
  ///   - closing: Names of batches.
  ///   - now: When these deposits end.
  /// - Returns: The deposits that have ended and can be disposed of, now that they are durable.
  /// - Throws: `AdmissionFailure`; then `recover` before the next call.
  func admit(
    _ parts: [DepositPart], closing: [String], now: Timestamp
  ) throws(AdmissionFailure) -> [EndedDeposit] {
    var next = deposits.next
    var work = PartAdmission(decisions, replays, now: now)
    var isWhole = false
    do {
      try store.transaction { writer in
        try next.batches.close(closing, &writer, now: now)
        try work.admit(parts, &writer, &next)
        try next.batches.closePassing(&writer, now: now)
        try decisions.finish(&writer)
        isWhole = true
      }
    } catch {
      // One that never came to its COMMIT cannot be kept: what the store says next is of another.
      unsure = Unsure(deposits: next, isKept: isWhole ? nil : false)
      throw AdmissionFailure(cause: error, place: work.place)
    }
    decisions.committed()
    return settle(next)
  }

  /// Until COMMIT has succeeded none of this was true.
  private func settle(_ next: OpenDeposits) -> [EndedDeposit] {
    deposits = next
    replays.remove(next.metAgain)
    return next.ended
  }

  /// Nothing more of the deposit is stored in this run.
  func letGo(_ deposit: Deposit) { deposits.letGo(deposit) }

  /// What a person decides about stories, in a transaction of its own.
  ///
  /// - Parameters:
  ///   - correction: What is to be changed.
  ///   - user: Who decides it.
  ///   - now: When.
  /// - Returns: What it has changed.
  /// - Throws: `CorrectionRefusal`, and then nothing has changed; whatever the store throws.
  func correct(_ correction: Correction, by user: String, now: Timestamp) throws -> CorrectedStories
  {
    let (corrected, remembered) = try store.transaction { writer in
      let corrected = try writer.carryOut(correction, by: user, at: now)
      return (corrected, try decisions.corrected(corrected.concerned, writer))
    }
    try decisions.correct(remembered)
    return corrected
  }

  /// In a rebuild: a correction as it was given then, with the articles admitted until then.
  func repeatCorrection(_ correction: RecordedCorrection) throws {
    let remembered = try store.transaction { writer in
      try writer.insertCorrection(correction)
      let corrected = try writer.apply(correction)
      return try decisions.corrected(corrected.concerned, writer)
    }
    try decisions.correct(remembered)
  }

  /// Work of the index of copies is waiting for an idle moment.
  var hasUpkeep: Bool { decisions.copies.hasUpkeep }

  /// A slice of that work, in a transaction of its own.
  ///
  /// - Throws: As `admit` does.
  func upkeep() throws(AdmissionFailure) {
    try alone {
      try StoredCopies.upkeep(
        of: decisions.copies, in: store, postings: CopyIndex.upkeepSlice)
    }
  }

  /// A transaction that changes nothing.
  ///
  /// - Throws: As `admit` does.
  func commitNothing() throws(AdmissionFailure) { try alone { try store.transaction { _ in } } }

  /// Removes a slice of the event log, in a transaction of its own.
  ///
  /// - Parameters:
  ///   - now: The wall clock's time.
  ///   - place: Where the slice begins.
  ///   - newest: So many are kept whatever their age.
  /// - Returns: Where the next slice begins; nil at the end of the log.
  /// - Throws: As `admit` does.
  func pruneEvents(
    at now: Timestamp, after place: Int64, keeping newest: Int64
  ) throws(AdmissionFailure) -> Int64? {
    try alone {
      try store.transaction { try $0.pruneEvents(at: now, after: place, keeping: newest) }
    }
  }

  /// A transaction in which nothing is admitted.
  private func alone<T>(_ body: () throws -> T) throws(AdmissionFailure) -> T {
    do {
      return try body()
    } catch {
      unsure = Unsure(deposits: deposits.next)
      throw AdmissionFailure(cause: error, place: nil)
    }
  }
}
