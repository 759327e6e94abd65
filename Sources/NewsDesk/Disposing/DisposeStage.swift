import Dispatch
import Logging
import NewsAnswers
import NewsInbox
import NewsLinux
import NewsModel
import Synchronization

/// What happens to files after COMMIT, beside the next group: sources durable, then to done/ or
/// failed/, one journal line each. An error keeps the file in claim/ and is tried again (P12).
final class DisposeStage: Sendable {
  static let retryDelay = DispatchTimeInterval.seconds(2)
  /// Files or records written and synced together; each holds up to two descriptors meanwhile.
  static let chunk = 128

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
    var group = given
    do {
      try order.note(&group, at: context.now())
    } catch {
      waiting.use { $0 += group }
      return settle(error)
    }
    var failure: InboxError?
    for start in stride(from: 0, to: group.count, by: Self.chunk) {
      context.heartbeat.beat(Stage.dispose)
      let part = Array(group[start..<min(start + Self.chunk, group.count)])
      var round = Round(spool: spool, order: order, time: context.now(), isAgain: isAgain)
      let left = round.dispose(part)
      failure = round.failure ?? failure
      conclude(part, left)
    }
    settle(failure)
  }

  private func conclude(_ part: [EndedDeposit], _ left: [EndedDeposit]) {
    let remaining = Set(left.map { ObjectIdentifier($0.deposit) })
    let finished = part.filter { !remaining.contains(ObjectIdentifier($0.deposit)) }
    finishLeft(finished)
    emptied.add(removedBatches(finished))
    inFlight.disposed(finished.count)
    waiting.use { $0 += left }
  }

  /// Well again only when nothing waits: else each group that succeeds would say so in vain.
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
  private func finishLeft(_ finished: [EndedDeposit]) {
    for ended in finished {
      guard let claimed = ended.claimed, claimed.mode == .leave, let arrival = claimed.arrival
      else {
        continue
      }
      watch.finish(arrival, .done(claimed.facts))
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

/// One attempt at some ended deposits: each goes where it belongs, or is left with the last error.
private struct Round {
  let spool: Spool
  let order: OrderKeeping
  let time: Timestamp
  /// An earlier attempt may have moved some of them before it failed.
  let isAgain: Bool
  private(set) var failure: InboxError?
  private var left: [ObjectIdentifier: EndedDeposit] = [:]

  init(spool: Spool, order: OrderKeeping, time: Timestamp, isAgain: Bool) {
    self.spool = spool
    self.order = order
    self.time = time
    self.isAgain = isAgain
  }

  /// Returns: those that are still in claim/.
  mutating func dispose(_ group: [EndedDeposit]) -> [EndedDeposit] {
    let here = isAgain ? group.filter { !isGone($0) } : group
    // What has gone in an earlier attempt went without the sync of its folder.
    if here.count < group.count {
      makeDurable(group.filter { left[ObjectIdentifier($0.deposit)] == nil })
    }
    setAsideRecords(here)
    let files = here.filter { left[ObjectIdentifier($0.deposit)] == nil }
    setAside(files.filter(\.isSetAside))
    move(files.filter { !$0.isSetAside })
    return group.compactMap { left[ObjectIdentifier($0.deposit)] }
  }

  private mutating func leave(_ ended: EndedDeposit, _ error: InboxError) {
    var ended = ended
    if error.isFailedSync { ended.isInDoubt = true }
    left[ObjectIdentifier(ended.deposit)] = ended
    failure = error
  }

  private mutating func isGone(_ ended: EndedDeposit) -> Bool {
    do {
      return try ended.claimed?.isGone() ?? false
    } catch {
      leave(ended, error)
      return false
    }
  }

  private mutating func makeDurable(_ group: [EndedDeposit]) {
    do {
      try spool.sync()
    } catch {
      for ended in group { leave(ended, error) }
    }
  }

  /// After a failed sync the kernel may call pages clean that never reached the disk, and the next sync
  /// succeeds (P12): what counts is what the disk gives back. Cost: reads the file.
  private mutating func isIntact(_ ended: EndedDeposit) -> Bool {
    guard let file = ended.claimed, let digest = ended.ending.digest,
      ended.isInDoubt || spool.mayHaveLost(file)
    else { return true }
    do {
      try file.descriptor.dropCache()
      let found = try DepositBytes(file.descriptor).finish(
        limitBytes: Int(clamping: ended.ending.sizeBytes))
      if found == digest { return true }
      leave(ended, .damaged(ended.deposit.name))
    } catch {
      leave(ended, (error as? SystemError).map { .system($0) } ?? .damaged(ended.deposit.name))
    }
    return false
  }

  /// Before their containers, which are what is left of them in claim/ after a crash.
  private mutating func setAsideRecords(_ group: [EndedDeposit]) {
    // A whole file that failed is set aside as it is; its records are in it.
    let records = group.filter { !$0.isSetAside && $0.outcome == .partial }.flatMap { ended in
      ended.rejected.map { (ended: ended, record: $0) }
    }
    for start in stride(from: 0, to: records.count, by: DisposeStage.chunk) {
      let part = records[start..<min(start + DisposeStage.chunk, records.count)]
      do {
        let results = try SetAside(spool).setAside(
          records: part.map {
            (bytes: $0.record.bytes, reason: $0.ended.reasonFile(of: $0.record))
          })
        for (one, result) in zip(part, results) { note(one.ended, result) }
      } catch {
        for one in part { leave(one.ended, error) }
      }
    }
  }

  private mutating func setAside(_ bad: [EndedDeposit]) {
    let files = bad.compactMap { ended in ended.claimed.map { (ended, $0) } }
    guard !files.isEmpty else { return }
    let attempts = order.attempts(of: files.map(\.0))
    do {
      let results = try SetAside(spool).setAside(
        zip(files, attempts).map { file, attempts in
          var reason = file.0.reasonFile
          reason.attempts = attempts
          return (claimed: file.1, reason: reason)
        })
      for (file, result) in zip(files, results) { note(file.0, result) }
    } catch {
      for file in files { leave(file.0, error) }
    }
  }

  private mutating func move(_ good: [EndedDeposit]) {
    let files = good.filter { isIntact($0) }.compactMap { ended in
      ended.claimed.flatMap { file in
        ended.ending.digest.map { (ended, Disposal.Item(file, digest: $0)) }
      }
    }
    do {
      let results = try Disposal(spool).dispose(of: files.map(\.1), at: time)
      for (file, result) in zip(files, results) { note(file.0, result) }
    } catch {
      for file in files { leave(file.0, error) }
    }
  }

  private mutating func note<T>(_ ended: EndedDeposit, _ result: Result<T, InboxError>) {
    if case .failure(let error) = result { leave(ended, error) }
  }
}
