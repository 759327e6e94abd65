import Dispatch
import Logging
import NewsLinux
import NewsMatching
import NewsModel
import NewsStore
import Synchronization

/// The store queue: takes what the workers have made ready, one transaction a group, and passes the
/// ended deposits on. The only writer of the database.
///
/// Fatal: nothing. A storage fault keeps the group, shows the condition, and tries again every few
/// seconds with a new connection, until the disk takes it or the desk stops (P12).
final class StoreStage: Sendable {
  /// One transaction: as soon as the queue is empty, else at this many parts or this much memory
  /// (16 MiB of text).
  static let groupParts = 1000
  static let groupBytes = (16 << 20) * DepositReader.preparedFactor
  /// Seconds between attempts after a failure: doubled each time, and within the promise to resume
  /// 30 s after relief (P12).
  static let firstDelay = 1
  static let longestDelay = 8
  /// At a stop: groups are smaller, and begin within this time.
  static let lastParts = 64
  static let lastMilliseconds = 1000
  /// Between two slices of the index's work: so it takes a third of the queue's time at most.
  static let idle = DispatchTimeInterval.milliseconds(20)

  /// What is being committed: kept until it is, however often storage fails.
  private struct Unsettled {
    /// In the order of admission; each is one transaction.
    var groups: [[DepositPart]]
    var closing: [String]
  }
  private struct State {
    var admission: Admission
    var unsettled: Unsettled?
    /// Parts refused since a deposit was last stored.
    var refusals = 0
    /// The index of copies was made anew since a deposit last ended: a disk that damages it at once
    /// again is at fault itself.
    var isMended = false
    var heap = HeapReturn()
  }

  let queue = DispatchQueue(label: "wiredesk.store")
  private let store: Store
  private let input: HandOver<DepositPart>
  private let state: Confined<State>
  private let closing = Mutex<[String]>([])
  private let scheduled = Atomic<Bool>(false)
  private let stopping: StopMark
  private let upkeepScheduled = Atomic<Bool>(false)
  private let delay: CommitDelay
  private let context: DeskContext
  private let mending: CopyMending
  /// Ended deposits, after their COMMIT.
  private let onEnded: @Sendable ([EndedDeposit]) -> Void
  /// A deposit will not end in this run.
  private let onHeld: @Sendable () -> Void
  /// Storage takes writes again.
  private let onResumed: @Sendable () -> Void
  /// The indices in force, for the workers' speculation.
  private let current: Mutex<Indices>

  init(
    store: Store, admission: sending Admission, input: HandOver<DepositPart>, context: DeskContext,
    delay: CommitDelay,
    onEnded: @escaping @Sendable ([EndedDeposit]) -> Void,
    onHeld: @escaping @Sendable () -> Void, onResumed: @escaping @Sendable () -> Void
  ) {
    self.store = store
    self.input = input
    self.context = context
    let stopping = StopMark()
    self.stopping = stopping
    mending = CopyMending(store, context) { stopping.isSet }
    self.onEnded = onEnded
    self.delay = delay
    self.onHeld = onHeld
    self.onResumed = onResumed
    current = Mutex(admission.memory.indices)
    state = Confined(State(admission: admission), to: queue)
  }

  var indices: Indices { current.withLock { $0 } }

  /// Something was put into the hand-over.
  func wake() {
    if delay.holds(input.count) { return }
    guard scheduled.exchange(true, ordering: .acquiringAndReleasing) == false else { return }
    queue.async { [self] in drain() }
  }

  /// Claim folders that are empty now: written with the next group, since a start that finds them
  /// open only looks once more.
  func close(batches: [String]) { closing.withLock { $0 += batches } }

  /// Commits what is there and ends; call once the workers have ended. What storage does not take now
  /// is left where it is, for the next start.
  func finish() {
    stopping.set()
    queue.sync { [self] in
      if state.use({ $0.unsettled != nil }) { retry() }
      drain(until: .now() + .milliseconds(Self.lastMilliseconds))
      // After a failure memory runs ahead of the database, and must not be asked or stored.
      guard state.use({ $0.unsettled == nil }) else { return }
      let left = takeClosing()
      if !left.isEmpty { _ = admit([], closing: left) }
    }
  }

  /// After `finish`, when another desk goes on with the store: what is remembered is let go of.
  func letGo() {
    // An error means that there is nothing to take its place; then it stays.
    queue.sync { [self] in try? forget() }
  }

  private func takeClosing() -> [String] {
    closing.withLock { list in
      defer { list = [] }
      return list
    }
  }

  /// Parameter deadline: after it the rest is left, for the next start.
  private func drain(until deadline: DispatchTime = .distantFuture) {
    scheduled.store(false, ordering: .releasing)
    while state.use({ $0.unsettled == nil }), DispatchTime.now() < deadline {
      let isLast = stopping.isSet
      if !isLast, waitsForMore() { break }
      let taken = input.take(
        count: isLast ? Self.lastParts : Self.groupParts, bytes: Self.groupBytes)
      if taken.isEmpty { break }
      let parts = taken.filter { !$0.deposit.isHeld }
      guard admit(parts, closing: takeClosing()) else { break }
    }
    context.heartbeat.rest(Stage.store)
    upkeepWhenIdle()
  }

  private func waitsForMore() -> Bool {
    delay.begin(input.count, on: queue) { [self] in
      // A stop has seen to what was there, and left what it had to.
      if !stopping.isSet { drain() }
    }
  }

  /// The index's work goes on while nothing is handed over: one slice a turn of the queue, so that what
  /// comes never waits for more than one.
  private func upkeepWhenIdle() {
    guard !stopping.isSet, input.count == 0,
      state.use({ $0.unsettled == nil && $0.admission.hasUpkeep }),
      upkeepScheduled.exchange(true, ordering: .acquiringAndReleasing) == false
    else { return }
    queue.asyncAfter(deadline: .now() + Self.idle) { [self] in
      upkeepScheduled.store(false, ordering: .releasing)
      guard !stopping.isSet, input.count == 0,
        state.use({ $0.unsettled == nil })
      else { return }
      context.heartbeat.beat(Stage.store)
      defer { context.heartbeat.rest(Stage.store) }
      do {
        try state.use { try $0.admission.upkeep() }
        upkeepWhenIdle()
      } catch {
        state.use { $0.unsettled = Unsettled(groups: [[]], closing: []) }
        guard let isMended = mend(error) else {
          degrade(error)
          return scheduleRetry(after: Self.firstDelay)
        }
        guard isMended, settle() else { return scheduleRetry(after: Self.firstDelay) }
        drain()
      }
    }
  }

  /// One transaction, and more when some part is refused. False when storage failed: what is not
  /// committed is kept for `retry`.
  private func admit(_ parts: [DepositPart], closing: [String]) -> Bool {
    state.use { $0.unsettled = Unsettled(groups: [parts], closing: closing) }
    guard settle() else {
      scheduleRetry(after: Self.firstDelay)
      return false
    }
    state.use { $0.heap.note(parts.reduce(0) { $0 + $1.records.count }) }
    return true
  }

  /// Commits what is unsettled, group by group. False when storage fails.
  private func settle() -> Bool {
    while let (parts, closing) = state.use({
      $0.unsettled.map { ($0.groups.first ?? [], $0.closing) }
    }) {
      context.heartbeat.beat(Stage.store)
      do {
        let ended = try state.use { state in
          try state.admission.admit(parts, closing: closing, now: context.now())
        }
        conclude(ended)
      } catch {
        guard mend(error) ?? isolate(error) else { return false }
      }
    }
    return true
  }

  /// After an error: true when it was damage of the index of copies, which is whole now; false when it
  /// is not; nil for any other error.
  private func mend(_ error: any Error) -> Bool? {
    guard let damage = error as? MatchingFailure, damage.isDerived else { return nil }
    guard !state.use({ $0.isMended }) else {
      degrade(error)
      return false
    }
    do {
      try forget()
      _ = try mending.mend(damage) { try restore(reopening: store.isSuspect, onProgress: $0) }
      state.use { $0.isMended = true }
      return true
    } catch {
      degrade(error)
      return false
    }
  }

  /// The first group is durable.
  private func conclude(_ ended: [EndedDeposit]) {
    context.counts.commits.add(1, ordering: .relaxed)
    state.use { state in
      guard var unsettled = state.unsettled else { return }
      if !ended.isEmpty { state.isMended = false }
      if !unsettled.groups.isEmpty { unsettled.groups.removeFirst() }
      unsettled.closing = []
      if ended.contains(where: { $0.reason?.reason != .refused }) { state.refusals = 0 }
      state.unsettled = unsettled.groups.isEmpty ? nil : unsettled
    }
    onEnded(ended)
  }

  /// After an error: true when it was one part's own, and that part is out of the others' way.
  private func isolate(_ error: any Error) -> Bool {
    let refusals = state.use { $0.refusals }
    guard let isolation = Isolation(error), refusals < Isolation.limit else {
      degrade(error)
      return false
    }
    let place = state.use { $0.admission.failedAt }
    do {
      // A COMMIT that was refused and kept all the same has settled the group.
      if try restore(reopening: store.isSuspect) { return true }
    } catch {
      degrade(error)
      return false
    }
    let held = state.use { state -> DepositInTransit? in
      guard var unsettled = state.unsettled else { return nil }
      if place == nil, !unsettled.closing.isEmpty {
        // Perhaps it was they. A start that finds a folder's row open only looks once more.
        unsettled.closing = []
        state.unsettled = unsettled
        return nil
      }
      let result = isolation.divide(unsettled.groups.first ?? [], at: place)
      unsettled.groups.replaceSubrange(0..<min(1, unsettled.groups.count), with: result.groups)
      if place != nil || result.groups.count < 2 { state.refusals += 1 }
      state.unsettled = unsettled.groups.isEmpty ? nil : unsettled
      return result.held
    }
    if let held { hold(held, error) }
    return true
  }

  /// Nothing of it can be recorded: it waits in claim/ for the next start, and nobody waits for it.
  private func hold(_ deposit: DepositInTransit, _ error: any Error) {
    deposit.hold()
    let cause = (error as? any Failure)?.message ?? "\(error)"
    context.log.error(
      "\(quoted(deposit.name.text)) stays in claim/, the database takes no record of it: \(cause)")
    onHeld()
  }

  private func scheduleRetry(after seconds: Int) {
    guard !stopping.isSet else { return }
    queue.asyncAfter(deadline: .now() + .seconds(seconds)) { [self] in
      if !stopping.isSet {
        retry(nextDelay: min(2 * seconds, Self.longestDelay))
      }
    }
  }

  /// A new connection, a trial write, the memory restored, and the kept parts again.
  private func retry(nextDelay: Int = StoreStage.firstDelay) {
    guard state.use({ $0.unsettled != nil }) else { return }
    defer { context.heartbeat.rest(Stage.store) }
    do {
      _ = try mending.whole { try restore(reopening: true, onProgress: $0) }
      state.use { $0.isMended = false }
    } catch {
      degrade(error)
      return scheduleRetry(after: nextDelay)
    }
    guard settle() else { return scheduleRetry(after: nextDelay) }
    context.resolve(.storage, .storageResumed, "storage takes writes again")
    onResumed()
    drain()
  }

  /// Memory as the last COMMIT has it. True when that was the failed one: the first group is settled.
  private func restore(reopening: Bool, onProgress: () throws -> Void = {}) throws -> Bool {
    try forget()
    context.heartbeat.beat(Stage.store)
    if reopening {
      let lastCommit = try store.reopen()
      state.use { $0.admission.learn(lastCommit) }
      // Restoring takes seconds on a large store: not before anything can be written.
      try store.transaction { _ in }
      context.heartbeat.beat(Stage.store)
    }
    let ended = try state.use { try $0.admission.recover(onProgress: onProgress) }
    publishIndex()
    if let ended {
      context.counts.keptCommits.add(1, ordering: .relaxed)
      context.log.warning("a COMMIT that reported a failure was kept: it is acknowledged now")
      conclude(ended)
    }
    return ended != nil
  }

  /// Between two groups; while a group waits for storage it is refused at once.
  func correct(_ order: StoryOrder, by user: String) throws -> CorrectedStories {
    let corrected = try queue.sync { [self] in
      guard state.use({ $0.unsettled == nil }) else {
        throw StoreFailure(.io, "storage takes no writes at the moment")
      }
      defer { publishIndex() }
      return try state.use { try $0.admission.correct(order, by: user, now: context.now()) }
    }
    context.log.event(
      .storyCorrected, corrected.text,
      ["story": "\(corrected.story.rawValue)", "user": "\(user)", "order": "\(order.word)"])
    return corrected
  }

  private func forget() throws {
    try state.use { try $0.admission.forget() }
    publishIndex()
  }

  private func publishIndex() {
    let indices = state.use { $0.admission.memory.indices }
    current.withLock { $0 = indices }
  }

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
        : "storage does not take writes (\(code)): \(reason); nothing is acknowledged, trying again"
    )
  }

  /// Set once, by whoever stops the desk.
  private final class StopMark: Sendable {
    private let mark = Atomic<Bool>(false)
    var isSet: Bool { mark.load(ordering: .acquiring) }
    func set() { mark.store(true, ordering: .releasing) }
  }

  static func damaged(_ reason: String) -> String {
    "the database is damaged: \(reason); nothing is written any more and no file is touched:"
      + " `wiredesk rebuild` restores it from done/"
  }
}
