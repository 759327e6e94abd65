import Dispatch
import Logging
import NewsInbox
import NewsLinux
import NewsModel
import Synchronization

/// What happens to files after COMMIT, beside the next group: sources durable, then to done/ or
/// failed/, one journal line each. An error keeps the file in claim/ and is tried again (P12).
final class DisposeStage: Sendable {
  static let retryDelay = DispatchTimeInterval.seconds(2)

  let queue = DispatchQueue(label: "wiredesk.dispose")
  private let spool: Spool
  private let watch: InboxWatch?
  private let context: DeskContext
  private let journal: DepositJournal
  /// Deposits done with: their number, and the claim folders that are gone.
  private let onDisposed: @Sendable (Int, [String]) -> Void
  private let stopping = Atomic<Bool>(false)

  init(
    spool: Spool, watch: InboxWatch?, context: DeskContext,
    onDisposed: @escaping @Sendable (Int, [String]) -> Void
  ) {
    self.spool = spool
    self.watch = watch
    self.context = context
    self.onDisposed = onDisposed
    journal = DepositJournal(log: context.log)
  }

  func dispose(_ ended: [EndedDeposit]) {
    guard !ended.isEmpty else { return }
    queue.async { [self] in
      for deposit in ended where !deposit.isReplay {
        context.counts.count(deposit.outcome)
        context.counts.articles.add(deposit.counts.stored, ordering: .relaxed)
        journal.record(deposit)
      }
      attempt(ended)
    }
  }

  /// Waits for what was given; what fails now stays in claim/ for the next start.
  func finish() {
    stopping.store(true, ordering: .releasing)
    queue.sync {}
  }

  private func attempt(_ group: [EndedDeposit]) {
    context.heartbeat.beat(Stage.dispose)
    defer { context.heartbeat.rest(Stage.dispose) }
    var left: [EndedDeposit] = []
    var failure: InboxError?
    do {
      let records = group.flatMap(setAsideRecords)
      for result in try SetAside(spool).setAside(records: records) { try note(result, &failure) }
      let bad = group.filter { $0.outcome == .failed }
      let good = group.filter { $0.outcome != .failed }
      left += try setAside(bad, &failure)
      left += try move(good, &failure)
    } catch {
      left = group
      failure = error
    }
    let remaining = Set(left.map { ObjectIdentifier($0.deposit) })
    let finished = group.filter { !remaining.contains(ObjectIdentifier($0.deposit)) }
    finishLeft(finished)
    onDisposed(finished.count, removedBatches(finished))
    settle(left, failure)
  }

  private func settle(_ left: [EndedDeposit], _ failure: InboxError?) {
    guard let failure else {
      context.resolve(.spool, .storageResumed, "the spool takes files again")
      return
    }
    context.degrade(
      .spool, code: failure.code, reason: failure.message, .storageDegraded,
      "\(left.count) stored file(s) cannot leave claim/ (\(failure.code)): \(failure.message);"
        + " trying again")
    guard !left.isEmpty, !stopping.load(ordering: .acquiring) else { return }
    queue.asyncAfter(deadline: .now() + Self.retryDelay) { [self] in attempt(left) }
  }

  private func note<T>(_ result: Result<T, InboxError>, _ failure: inout InboxError?)
    throws(InboxError)
  {
    if case .failure(let error) = result { failure = error }
  }

  private func setAside(
    _ bad: [EndedDeposit], _ failure: inout InboxError?
  ) throws(InboxError) -> [EndedDeposit] {
    let files = bad.compactMap { ended in ended.claimed.map { (ended, $0) } }
    let results = try SetAside(spool).setAside(
      files.map { (claimed: $0.1, reason: $0.0.reasonFile) })
    return unfinished(files, results, &failure)
  }

  private func move(
    _ good: [EndedDeposit], _ failure: inout InboxError?
  ) throws(InboxError) -> [EndedDeposit] {
    let files = good.compactMap { ended in ended.claimed.map { (ended, $0) } }
    let results = try Disposal(spool).dispose(
      of: files.map { Disposal.Item($0.1, digest: $0.0.ending.digest) }, at: context.now())
    return unfinished(files, results, &failure)
  }

  private func unfinished<T>(
    _ files: [(EndedDeposit, ClaimedFile)], _ results: [Result<T, InboxError>],
    _ failure: inout InboxError?
  ) -> [EndedDeposit] {
    zip(files, results).compactMap { file, result in
      guard case .failure(let error) = result else { return nil }
      failure = error
      return file.0
    }
  }

  private func setAsideRecords(
    _ ended: EndedDeposit
  ) -> [(bytes: [UInt8], reason: ReasonFile)] {
    // A whole file that failed is set aside as it is; its records are in it.
    guard ended.outcome == .partial else { return [] }
    return ended.rejected.map { record in
      (bytes: record.bytes, reason: ended.reasonFile(of: record))
    }
  }

  /// Leave mode: only now, with its record durable, need the file not be read again.
  private func finishLeft(_ finished: [EndedDeposit]) {
    for ended in finished {
      guard let claimed = ended.claimed, claimed.mode == .leave, let arrival = claimed.arrival
      else {
        continue
      }
      watch?.finish(arrival, .done(claimed.facts))
    }
  }

  private func removedBatches(_ finished: [EndedDeposit]) -> [String] {
    var seen: Set<String> = []
    return finished.compactMap { ended in
      guard let batch = ended.claimed?.place?.batch, batch.isRemoved,
        seen.insert(ended.deposit.batch).inserted
      else { return nil }
      return ended.deposit.batch
    }
  }
}
