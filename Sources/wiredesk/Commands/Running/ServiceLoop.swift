import Dispatch
import Glibc
import Logging
import NewsAnswers
import NewsBytes
import NewsDesk
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore
import Synchronization

/// The outermost layer of a running desk: signals, systemd's notifications and watchdog, the status
/// line, reloads, the control socket, and the end of `--once`. What it does runs on the queue
/// `wiredesk.control`.
final class ServiceLoop: Sendable {
  /// A stage that has been busy for longer than this without a beat hangs (P15: found within 30 s).
  static let stuckAfter: Int64 = 20_000_000_000
  /// `--once` gives up on files that nothing has moved for this long.
  static let patience: Int64 = 12_000_000_000

  private let signals: ServiceSignals
  private var queue: DispatchQueue { signals.queue }
  private let current: DeskInForce
  private let plan: @Sendable () throws -> Plan
  private let notifier: ServiceNotifier
  private let stopped = DispatchSemaphore(value: 0)
  private let drained = Mutex<ExitStatus?>(nil)
  private let held = Mutex(Held())
  private let pace: Mutex<Pace>
  private let waitingNotice = WaitingNotice()
  /// Why the file on disk is not the configuration in force; nil while it is.
  private let refusal = Mutex<String?>(nil)

  /// What must live as long as the service.
  private struct Held {
    var control: ControlSocket?
    var timers: [DispatchSource] = []
  }

  /// `plan` gives the plan as the configuration says now.
  init(
    _ open: OpenDesk, signals: ServiceSignals, notifier: ServiceNotifier,
    plan: @escaping @Sendable () throws -> Plan
  ) {
    current = DeskInForce(open)
    self.signals = signals
    self.notifier = notifier
    self.plan = plan
    pace = Mutex(Pace(now: Moment.now().monotonicNanoseconds))
  }

  private var open: OpenDesk { current.open }

  func start() throws {
    signals.handle { [self] number in
      if number == SIGHUP { reload() } else { stopped.signal() }
    }
    listen()
    try open.desk.start()
    // Behind the first turn of the watch, in which every inbox gets its watch.
    open.desk.watch.probe { [self] in
      notifier.ready(status: statusLine)
      open.context.log.event(.ready, "watching \(inboxes)")
    }
    every(.seconds(1)) { [self] in tick() }
    if let limit = MemoryLimit() { every(.milliseconds(200)) { [self] in hold(limit) } }
    if let interval = ServiceNotifier.watchdogInterval() {
      every(.nanoseconds(Int(interval.nanoseconds / 2))) { [self] in feedWatchdog() }
    }
  }

  /// Blocks until SIGTERM or SIGINT.
  func untilStopped() -> ExitStatus {
    stopped.wait()
    return .success
  }

  /// Blocks until every file is dealt with, or nothing moves any more, or a signal comes.
  func untilDrained() -> ExitStatus {
    open.desk.watch.requestScan()
    every(.milliseconds(20)) { [self] in
      open.desk.lookAgain()
      guard let status = drainState() else { return }
      drained.withLock { $0 = $0 ?? status }
      stopped.signal()
    }
    stopped.wait()
    let status = drained.withLock { $0 } ?? .someLeft
    if status != .unavailable {
      open.desk.finishForgetting()
      open.desk.catchUpSearch()
    }
    return status
  }

  /// Orderly: says so, finishes what is claimed, closes the database.
  func end() throws {
    open.context.log.event(.stopping, "wiredesk stops: \(statusLine)")
    let (timers, control) = held.withLock { ($0.timers, $0.control) }
    for timer in timers { timer.cancel() }
    control?.stop()
    current.end()
    notifier.stopping(status: statusLine)
    // systemd must have heard it before the process ends.
    notifier.flush(within: .seconds(1))
    try open.close()
  }

  private var statusLine: String {
    open.statusLine(rate: pace.withLock { $0.filesPerSecond })
  }
  private var inboxes: String { open.inboxCount }

  private func every(_ interval: DispatchTimeInterval, _ body: @escaping @Sendable () -> Void) {
    let timer = DispatchSource.timer(on: queue, body)
    timer.schedule(deadline: .now() + interval, repeating: interval)
    held.withLock { $0.timers.append(timer) }
    timer.activate()
  }

  private func tick() {
    let now = Moment.now().monotonicNanoseconds
    open.desk.watchConditions()
    open.desk.noteDamage()
    current.catchUp()
    if !current.isInterrupted, open.desk.wantsRenewal { renew() }
    pace.withLock { $0.tick(ended: open.context.counts.ended, now: now) }
    let line = statusLine
    if pace.withLock({ $0.isNew(line) }) { notifier.status(line) }
  }

  /// Near the service manager's limit the kernel would kill without a trace: this way the file at hand
  /// is known at the next start (P11).
  private func hold(_ limit: MemoryLimit) {
    guard let resident = ProcessState.memory()?.residentBytes, limit.isReached(by: resident) else {
      return
    }
    let used = "\(resident >> 20) MiB of \(limit.bytes >> 20)"
    open.context.log.error("\(used) are in use: exiting, so that the file being read is known")
    abort()
  }

  private func feedWatchdog() {
    let now = Moment.now().monotonicNanoseconds
    if let stuck = open.context.heartbeat.stuckStage(now: now, limit: Self.stuckAfter) {
      open.context.log.error(
        "the stage \(stuck.name) has made no progress for \(stuck.nanoseconds / 1_000_000_000) s: the watchdog is no longer notified"
      )
    } else {
      notifier.alive()
    }
  }

  /// Nil while files are on their way.
  private func drainState() -> ExitStatus? {
    let open = open
    let counts = open.context.counts
    if open.desk.isDrained {
      let bad = counts.failed.load(ordering: .relaxed) + counts.partial.load(ordering: .relaxed)
      if bad > 0 { return .someFailed }
      guard !open.desk.watch.untaken.isEmpty else { return .success }
      open.desk.tellUntaken()
      return .someLeft
    }
    // Files wait for the index of copies, and go on by themselves.
    if open.context.conditions.contains(.copies) { return nil }
    let isDegraded = !open.context.conditions.all.isEmpty
    let idle = pace.withLock { pace in
      pace.idleTime(
        ended: counts.ended, isMoving: open.desk.inWork > 0 && !isDegraded,
        now: Moment.now().monotonicNanoseconds)
    }
    if idle > WaitingNotice.after { waitingNotice.tell(open.desk.watch, open.context.log) }
    // A file that an inbox holds moves by itself when its time has come.
    let held = open.plan.inboxes.map(\.hold.nanoseconds).max() ?? 0
    guard idle > Self.patience + held else { return nil }
    return isDegraded ? .unavailable : .someLeft
  }
}

// MARK: Reload and questions

extension ServiceLoop {
  /// Reads the configuration again. When it has changed, the old desk finishes what it has claimed
  /// and a new one takes over, on the same database; what is wrong leaves everything as it was.
  private func reload() {
    notifier.reloading()
    let old = open
    do {
      var next = try plan()
      if next.state != old.plan.state || next.spool != old.plan.spool {
        old.context.log.warning(
          "the state folder and the spool keep their values until a restart")
        next.state = old.plan.state
        next.spool = old.plan.spool
        try next.refuseOverlap()
      }
      if next != old.plan { try replace(with: next) }
      refusal.withLock { $0 = nil }
      open.context.log.event(.reloaded, "the configuration was read again: watching \(inboxes)")
    } catch {
      let reason = CommandError.sentence(of: error)
      refusal.withLock { $0 = reason }
      open.context.log.event(
        .configurationRefused,
        "the new configuration is refused, and the old one stays in force: \(reason)",
        ["code": "configuration"])
    }
    notifier.ready(status: statusLine)
  }

  /// The same plan on the folders that its paths lead to now.
  private func renew() {
    do {
      try replace(with: open.plan)
      open.context.log.event(
        .reloaded,
        "the spool's folder was replaced and has been opened again: watching \(inboxes)")
    } catch {
      open.context.log.error("the spool's new folder cannot be opened: \(error)")
    }
  }

  private func replace(with plan: Plan) throws {
    notifier.extendTimeout(by: .seconds(60))
    try current.replace(with: plan)
  }

  /// Opens the control socket, and notes where it is. Without one (a path too long for a socket) the
  /// commands still read the database.
  private func listen() {
    do {
      let socket = try ControlSocket.listen(at: open.plan.controlPath) { [self] request in
        answer(request)
      }
      held.withLock { $0.control = socket }
    } catch {
      open.context.log.warning("there is no control socket, so `status` can say less: \(error)")
    }
    current.record()
  }

  /// Runs on the socket's own queue, several at once.
  private func answer(_ request: ControlSocket.Request) -> String {
    switch ControlRequest(line: request.line) {
    case .status:
      var status = LiveStatus(open, pace.withLock { $0 })
      status.refusedConfiguration = refusal.withLock { $0 }
      return status.json.text
    case .retry(let names): return answer(.putBack, names, request.user)
    case .drop(let names):
      return answer(.drop(by: Login.name(of: request.user)), names, request.user)
    case nil:
      return CorrectionRequest(line: request.line)?.answer(current, user: request.user)
        ?? ForgetRequest(line: request.line)?.answer(current, user: request.user) ?? "?"
    }
  }

  private func answer(_ wish: RetryAnswer.Wish, _ names: [FileName], _ user: UInt32) -> String {
    guard ControlRequest.mayWrite(user) else {
      return "only root and the daemon's own user may retry or drop files"
    }
    do {
      let open = open
      let answers = try RetryAnswer.run(
        wish, names, inboxes: open.plan.inboxes, spoolPath: open.plan.spool,
        store: open.store.reader)
      switch wish {
      case .drop(let who): tell(answers, droppedBy: who)
      case .putBack: open.desk.watch.requestScan()
      }
      return try RetryAnswer.text(answers)
    } catch {
      return CommandError.sentence(of: error)
    }
  }

  private func tell(_ answers: [RetryAnswer], droppedBy who: String) {
    for path in answers.filter({ $0.isDropped == true }).map(\.path) {
      open.context.log.event(
        .failedDropped, "\(quoted(path)) is dropped from failed/ for good by \(who)",
        ["file": "\(path)", "user": "\(who)"])
    }
  }
}
