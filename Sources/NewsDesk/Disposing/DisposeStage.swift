import Dispatch
import Logging
import NewsAnswers
import NewsInbox
import NewsLinux
import NewsModel
import Synchronization

/// What happens to files after COMMIT, beside the next transaction: sources durable, then to done/ or
/// failed/, one journal line each. An error keeps the file in claim/ and is tried again (P12).
final class DisposeStage: Sendable {
  static let retryDelay = DispatchTimeInterval.seconds(2)
  /// Files or records written and synced together; each holds up to two descriptors meanwhile, of what
  /// claims have left.
  static let chunk = max(1, min(128, (ProcessState.descriptorLimit - InFlight.reserve) / 8))

  let queue = DispatchQueue(label: "wiredesk.dispose")
  private let spool: Spool
  private let watch: InboxWatch
  private let context: DeskContext
  private let journal: DepositJournal
  private let order: OrderKeeping
  private let inFlight: InFlight
  private let emptied: EmptiedBatches
  private let stopping = Atomic<Bool>(false)
  /// A retry is due.
  private let scheduled = Atomic<Bool>(false)
  /// What could not be disposed of yet.
  private let waiting: Confined<[EndedDeposit]>

  init(
    spool: Spool, watch: InboxWatch, order: OrderKeeping, inFlight: InFlight,
    emptied: EmptiedBatches, context: DeskContext
  ) {
    self.spool = spool
    self.watch = watch
    self.order = order
    self.context = context
    self.inFlight = inFlight
    self.emptied = emptied
    journal = DepositJournal(log: context.log)
    waiting = Confined([], to: queue)
  }

  func dispose(_ ended: [EndedDeposit]) {
    guard !ended.isEmpty else { return }
    queue.async { [self] in
      for deposit in ended where !deposit.isReplay {
        context.counts.count(deposit.outcome)
        context.counts.articles.add(deposit.counts.stored, ordering: .relaxed)
        journal.record(deposit)
      }
      attempt(ended, isAgain: false)
    }
  }

  /// Waits for what was given, and tries once more what has failed; what fails now stays in claim/ for the
  /// next start.
  func finish() {
    stopping.store(true, ordering: .releasing)
    // A file may have been moved before its folder's sync failed: no start would sync that folder.
    queue.sync { [self] in retry() }
  }

  private func retry() {
    let again = waiting.use { waiting in
      defer { waiting = [] }
      return waiting
    }
    guard !again.isEmpty else { return }
    attempt(again, isAgain: true)
  }

  private func attempt(_ given: [EndedDeposit], isAgain: Bool) {
    defer { context.heartbeat.rest(Stage.dispose) }
    context.heartbeat.beat(Stage.dispose)
    var all = given.map(putBackIfChanged)
    do {
      try order.note(&all, at: context.now())
    } catch {
      waiting.use { $0 += all }
      return settle(error)
    }
    var failure: InboxError?
    for start in stride(from: 0, to: all.count, by: Self.chunk) {
      context.heartbeat.beat(Stage.dispose)
      let some = Array(all[start..<min(start + Self.chunk, all.count)])
      var round = DisposalRound(spool: spool, order: order, time: context.now(), isAgain: isAgain)
      let remaining = round.dispose(some)
      failure = round.failure ?? failure
      conclude(some, remaining)
    }
    settle(failure)
  }

  /// Its writer went on after it was read: what is in claim/ is more than what is stored. Back in the
  /// inbox it is read again, as a deposit of its own. Of leave mode's files the next scan says the same.
  private func putBackIfChanged(_ ended: EndedDeposit) -> EndedDeposit {
    // What cannot be looked at cannot be moved either, and that is tried again.
    guard let file = ended.claimed, file.mode != .leave, (try? file.isUnchanged()) == false else {
      return ended
    }
    let name = quoted(ended.deposit.name.text)
    guard file.arrival != nil, (try? file.putBack()) != nil else {
      context.log.warning("\(name) changed after it was read, and cannot be read again: it is kept")
      return ended
    }
    context.log.warning("\(name) changed after it was read: it is read again")
    if file.place?.batch.isRemoved == true { emptied.add([ended.deposit.batch]) }
    var ended = ended
    ended.isBack = true
    // What the order log may have said of its place no longer holds.
    ended.recordedDay = nil
    return ended
  }

  private func conclude(_ some: [EndedDeposit], _ remaining: [EndedDeposit]) {
    let unfinished = Set(remaining.map(\.deposit.claim))
    let finished = some.filter { !unfinished.contains($0.deposit.claim) }
    tellWatch(finished)
    emptied.add(removedBatches(finished))
    inFlight.disposed(finished.count)
    waiting.use { $0 += remaining }
  }

  /// Well again only when nothing waits: else each attempt that succeeds would say so in vain.
  private func settle(_ failure: InboxError?) {
    let count = waiting.use { $0.count }
    guard let failure, count > 0 else {
      if count == 0 { context.resolve(.spool, .storageResumed, "the spool takes files again") }
      return
    }
    context.degrade(
      .spool, code: failure.code, reason: failure.message, .storageDegraded,
      "\(counted(count, "stored file")) cannot leave claim/ (\(failure.code)): \(failure.message);"
        + " trying again")
    guard !stopping.load(ordering: .acquiring) else { return }
    let isScheduled = scheduled.exchange(true, ordering: .acquiringAndReleasing)
    guard !isScheduled else { return }
    queue.asyncAfter(deadline: .now() + Self.retryDelay) { [self] in
      scheduled.store(false, ordering: .releasing)
      if !stopping.load(ordering: .acquiring) { retry() }
    }
  }

  /// Leave mode: only now, with its record durable, need the file not be read again.
  private func tellWatch(_ finished: [EndedDeposit]) {
    for ended in finished {
      guard let claimed = ended.claimed, claimed.mode == .leave, let arrival = claimed.arrival
      else {
        continue
      }
      watch.finish(arrival, .done(claimed.facts))
      inFlight.endWatched()
    }
  }

  private func removedBatches(_ finished: [EndedDeposit]) -> [String] {
    var seen: Set<String> = []
    return finished.compactMap { ended in
      if let own = ended.openBatch { return own }
      guard let batch = ended.claimed?.place?.batch, batch.isRemoved,
        seen.insert(ended.deposit.batch).inserted
      else { return nil }
      return ended.deposit.batch
    }
  }
}
