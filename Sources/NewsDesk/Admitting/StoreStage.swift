import Dispatch
import Logging
import NewsLinux
import NewsModel
import NewsStore
import Synchronization

/// The store queue: takes what the workers have made ready, one transaction after the other, and passes the
/// ended deposits on. The only writer of the database.
///
/// Fatal: nothing. A storage fault keeps what is not committed, shows the condition, and tries again every few
/// seconds with a new connection, until the disk takes it or the desk stops (P12).
final class StoreStage: Sendable {
  /// One transaction: as soon as the queue is empty, else at this many parts or this much memory
  /// (16 MiB of text).
  static let transactionParts = 1000
  static let transactionBytes = (16 << 20) * DepositReader.preparedFactor
  /// Seconds between attempts after a failure: doubled each time, and within the promise to resume
  /// 30 s after relief (P12).
  static let firstDelay = 1
  static let longestDelay = 8
  /// At a stop: transactions are smaller, and begin within this time.
  static let lastParts = 64
  static let lastMilliseconds = 1000
  /// Between two slices of the index's work: so it takes a third of the queue's time at most.
  static let idle = DispatchTimeInterval.milliseconds(20)

  let queue = DispatchQueue(label: "wiredesk.store")
  private let input: HandOver<DepositPart>
  let store: Store
  /// Those of the last COMMIT.
  let indices: IndicesInForce
  private let settlement: Confined<Settlement>
  private let emptied: EmptiedBatches
  private let inFlight: InFlight
  private let scheduled = Atomic<Bool>(false)
  private let stopping: StopMark
  private let upkeepScheduled = Atomic<Bool>(false)
  private let delay: CommitDelay
  private let context: DeskContext

  /// What has ended is given to `disposeStage` after its COMMIT, and `searchStage` is told of it.
  init(
    store: Store, admission: sending Admission, input: HandOver<DepositPart>, delay: CommitDelay,
    disposeStage: DisposeStage, searchStage: SearchStage, inFlight: InFlight,
    emptied: EmptiedBatches, context: DeskContext
  ) {
    self.store = store
    self.input = input
    self.context = context
    self.delay = delay
    self.inFlight = inFlight
    self.emptied = emptied
    let stopping = StopMark()
    self.stopping = stopping
    let heartbeat = context.heartbeat
    // Another desk on the same store may have stopped in a hurry.
    store.patience.calmDown()
    store.patience.whileWaiting { heartbeat.beat(Stage.store) }
    indices = IndicesInForce(admission.decisions.indices)
    settlement = Confined(
      Settlement(
        store: store, admission: admission, indices: indices, inFlight: inFlight,
        context: context,
        mending: CopyMending(store, context) { stopping.isSet },
        disposeStage: disposeStage, searchStage: searchStage),
      to: queue)
  }

  /// Something was put into the hand-over.
  func wake() {
    if delay.holds(input.count) { return }
    guard scheduled.exchange(true, ordering: .acquiringAndReleasing) == false else { return }
    queue.async { [self] in drain() }
  }

  /// Between two transactions; while one waits for storage it is refused at once.
  ///
  /// - Parameters:
  ///   - correction: What is to be changed.
  ///   - user: Who decides it.
  ///   - note: Called when it is durable, before another one can be: several may be asked for at once.
  /// - Returns: What it has changed.
  /// - Throws: `CorrectionRefusal`; a `StoreFailure` while storage is at fault.
  func correct(
    _ correction: Correction, by user: String, noting note: (RecordedCorrection) -> Void
  ) throws -> CorrectedStories {
    let corrected = try between { settlement in
      let corrected = try settlement.correct(correction, by: user)
      note(corrected.recorded)
      return corrected
    }
    context.log.event(
      .storyCorrected, corrected.text,
      ["story": "\(corrected.story.rawValue)", "user": "\(user)", "order": "\(correction.word)"])
    return corrected
  }

  /// Takes articles out of the database, and then out of memory: the indices are restored from what is left.
  ///
  /// - Parameter body: called between two transactions; while one waits for storage it is refused at once.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws; `CorrectionRefusal.deskStopped`.
  func forget<T>(_ body: () throws -> T) throws -> T {
    try between { try $0.forget(body) }
  }

  /// See `Store.concludeForgetting`.
  ///
  /// - Throws: As that; `CorrectionRefusal.deskStopped`.
  func concludeForgetting(_ cleared: ForgottenTraces.Cleared) throws -> Bool {
    try between { try $0.concludeForgetting(cleared) }
  }

  /// What others ask for, between two transactions. Nothing after a stop: another desk may have the store and
  /// the indices, and two writers at once would end the process.
  private func between<T>(_ body: (Settlement) throws -> T) throws -> T {
    try queue.sync { [self] in
      guard !stopping.isSet else { throw CorrectionRefusal.deskStopped }
      let wasSettled = isSettled
      defer { if wasSettled, !isSettled { scheduleRetry(after: Self.firstDelay) } }
      return try settlement.use { try body($0) }
    }
  }

  /// Commits what is there and ends; call once the workers have ended. What storage does not take now
  /// is left where it is, for the next start.
  func finish() {
    stopping.set()
    queue.sync { [self] in
      if !isSettled { retry() }
      drain(until: .now() + .milliseconds(Self.lastMilliseconds))
    }
  }

  /// Closes the rows of the claim folders that disposal has emptied last. Call after `finish`, when
  /// disposal has ended, too.
  func closeEmptied() {
    queue.sync { [self] in
      // After a failure the indices run ahead of the database, and nothing more may be stored.
      guard isSettled else { return }
      let batches = emptied.takeAll()
      if !batches.isEmpty { _ = settlement.use { $0.commit([], closing: batches) } }
    }
  }

  /// After `finish`, when another desk goes on with the store: what is remembered, for that one.
  ///
  /// - Returns: Nil when it is not as the last COMMIT has it, or the next desk's is of other sizes.
  func handOn(to next: DeskSettings) -> Indices? {
    queue.sync { [self] in settlement.use { $0.handOn(to: next) } }
  }

  private var isSettled: Bool { settlement.use { $0.isSettled } }

  /// After the deadline the rest is left, for the next start.
  private func drain(until deadline: DispatchTime = .distantFuture) {
    scheduled.store(false, ordering: .releasing)
    while isSettled, DispatchTime.now() < deadline {
      let isLast = stopping.isSet
      if !isLast, waitsForMore() { break }
      let taken = input.take(
        count: isLast ? Self.lastParts : Self.transactionParts, bytes: Self.transactionBytes)
      if taken.isEmpty { break }
      let closing = emptied.takeAll()
      guard settlement.use({ $0.commit(taken, closing: closing) }) else {
        scheduleRetry(after: Self.firstDelay)
        break
      }
      pruneEvents()
    }
    context.heartbeat.rest(Stage.store)
    upkeepWhenIdle()
  }

  /// Call it about once a second: what is due is done also while nothing comes.
  ///
  /// - Parameter shorteningLog: The write-ahead log is too long: a COMMIT begins it anew when nobody holds
  ///   it any more.
  func keepHouse(shorteningLog: Bool = false) {
    queue.async { [self] in
      guard isSettled, !stopping.isSet else { return }
      if store.isSuspect {
        settlement.use { $0.suspend() }
        retry()
      } else if shorteningLog, !settlement.use({ $0.shortenLog() }) {
        scheduleRetry(after: Self.firstDelay)
      } else {
        pruneEvents()
      }
      context.heartbeat.rest(Stage.store)
    }
  }

  private func pruneEvents() {
    if !settlement.use({ $0.pruneEvents() }) { scheduleRetry(after: Self.firstDelay) }
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
    guard isIdle, settlement.use({ $0.hasUpkeep }),
      upkeepScheduled.exchange(true, ordering: .acquiringAndReleasing) == false
    else { return }
    queue.asyncAfter(deadline: .now() + Self.idle) { [self] in
      upkeepScheduled.store(false, ordering: .releasing)
      guard isIdle else { return }
      context.heartbeat.beat(Stage.store)
      defer { context.heartbeat.rest(Stage.store) }
      guard settlement.use({ $0.upkeep() }) else {
        return scheduleRetry(after: Self.firstDelay)
      }
      upkeepWhenIdle()
    }
  }

  private var isIdle: Bool { !stopping.isSet && input.count == 0 && isSettled }

  private func scheduleRetry(after seconds: Int) {
    guard !stopping.isSet else { return }
    queue.asyncAfter(deadline: .now() + .seconds(seconds)) { [self] in
      if !stopping.isSet {
        retry(nextDelay: min(2 * seconds, Self.longestDelay))
      }
    }
  }

  private func retry(nextDelay: Int = StoreStage.firstDelay) {
    guard !isSettled else { return }
    defer { context.heartbeat.rest(Stage.store) }
    guard settlement.use({ $0.retry() }) else { return scheduleRetry(after: nextDelay) }
    context.resolve(.storage, .storageResumed, "storage accepts writes again")
    inFlight.announceRoom()
    drain()
  }

  /// Set once, by whoever stops the desk.
  private final class StopMark: Sendable {
    private let mark = Atomic<Bool>(false)
    var isSet: Bool { mark.load(ordering: .acquiring) }
    func set() { mark.store(true, ordering: .releasing) }
  }
}
