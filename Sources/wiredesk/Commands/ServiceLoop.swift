import Dispatch
import Glibc
import Logging
import NewsInbox
import NewsLinux
import NewsModel
import NewsPipeline
import Synchronization

/// The outermost layer of a running desk: signals, systemd's notifications and watchdog, the status
/// line, and the end of `--once`. Everything here runs on the queue `wiredesk.control`.
final class ServiceLoop: Sendable {
  /// A stage that has been busy for longer than this without a beat hangs (P15: found within 30 s).
  static let stuckAfter: Int64 = 20_000_000_000
  /// `--once` gives up on files that nothing has moved for this long.
  static let patience: Int64 = 12_000_000_000

  private let queue = DispatchQueue(label: "wiredesk.control")
  private let open: OpenDesk
  private let config: String?
  private let notifier = ServiceNotifier()
  private let stopped = DispatchSemaphore(value: 0)
  private let drained = Mutex<ExitStatus?>(nil)
  private let signals = Mutex<Signals?>(nil)
  private let timers = Mutex<[DispatchSource]>([])
  private let ticker: Mutex<Ticker>

  private struct Ticker {
    var lastStatus = ""
    var lastEnded = 0
    var lastTick: Int64
    /// `--once`: when something last moved.
    var lastProgress: Int64
    var rate = 0.0
    var overflows = 0
  }

  init(_ open: OpenDesk, config: String?) {
    self.open = open
    self.config = config
    let now = Moment.now().monotonicNanoseconds
    ticker = Mutex(Ticker(lastTick: now, lastProgress: now))
  }

  private var desk: Desk { open.desk }
  private var log: Logger { open.context.log }

  func start() throws {
    signals.withLock {
      $0 = Signals([SIGTERM, SIGINT, SIGHUP], on: queue) { [self] number in
        number == SIGHUP ? reload() : end()
      }
    }
    try desk.start()
    // Behind the first turn of the watch, in which every inbox gets its watch.
    desk.watch.probe { [self] in
      notifier.ready(status: statusLine)
      log.event(.ready, "watching \(inboxes)")
    }
    every(.seconds(1)) { [self] in tick() }
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
    desk.watch.requestScan()
    every(.milliseconds(20)) { [self] in
      desk.lookAgain()
      if let status = drainState() {
        drained.withLock { $0 = $0 ?? status }
        stopped.signal()
      }
    }
    stopped.wait()
    let status = drained.withLock { $0 } ?? .someLeft
    if status != .unavailable { desk.catchUpSearch() }
    return status
  }

  func announceStop() {
    for timer in timers.withLock({ $0 }) { timer.cancel() }
    notifier.stopping(status: statusLine)
    // systemd must have heard it before the process ends.
    notifier.flush(within: .seconds(1))
  }

  var statusLine: String {
    let counts = open.context.counts
    let failed = counts.failed.load(ordering: .relaxed)
    let waiting = desk.watch.counts.waiting
    let rate = ticker.withLock { $0.rate }
    var line =
      "watching \(inboxes); \(counts.stored.load(ordering: .relaxed)) stored,"
      + " \(counts.unchanged.load(ordering: .relaxed)) unchanged,"
      + " \(counts.partial.load(ordering: .relaxed)) partial, \(failed) failed,"
      + " \(waiting) waiting; \(Int(rate.rounded())) files/s"
    for entry in open.context.conditions.all {
      line += "; degraded: \(entry.subject.text) (\(entry.code))"
    }
    return line
  }

  private var inboxes: String {
    let count = open.plan.inboxes.count
    return count == 1 ? "1 inbox" : "\(count) inboxes"
  }

  private func end() { stopped.signal() }

  private func every(_ interval: DispatchTimeInterval, _ body: @escaping @Sendable () -> Void) {
    let timer = DispatchSource.timer(on: queue, body)
    timer.schedule(deadline: .now() + interval, repeating: interval)
    timers.withLock { $0.append(timer) }
    timer.activate()
  }

  private func tick() {
    let ended = open.context.counts.ended
    let now = Moment.now().monotonicNanoseconds
    ticker.withLock { ticker in
      let seconds = Double(now - ticker.lastTick) / 1e9
      ticker.rate = seconds > 0 ? Double(ended - ticker.lastEnded) / seconds : 0
      ticker.lastEnded = ended
      ticker.lastTick = now
    }
    desk.watchConditions()
    let line = statusLine
    let isNew = ticker.withLock { ticker in
      defer { ticker.lastStatus = line }
      return ticker.lastStatus != line
    }
    if isNew { notifier.status(line) }
  }

  private func feedWatchdog() {
    let now = Moment.now().monotonicNanoseconds
    if let stuck = open.context.heartbeat.stuckStage(now: now, limit: Self.stuckAfter) {
      log.error(
        "the stage \(stuck.name) hangs for \(stuck.nanoseconds / 1_000_000_000) s: no watchdog")
    } else {
      notifier.alive()
    }
  }

  /// Nil while files are on their way.
  private func drainState() -> ExitStatus? {
    let counts = open.context.counts
    if desk.isDrained {
      let failed =
        counts.failed.load(ordering: .relaxed) + counts.partial.load(ordering: .relaxed)
      return failed > 0 ? .someFailed : .success
    }
    if desk.inFlight == 0 { desk.watch.scanWhenIdle() }
    let now = Moment.now().monotonicNanoseconds
    let ended = counts.ended
    return ticker.withLock { ticker -> ExitStatus? in
      if ended != ticker.lastEnded || desk.inFlight > 0 && !isDegraded {
        ticker.lastProgress = now
      }
      guard now - ticker.lastProgress > Self.patience else { return nil }
      return isDegraded ? .unavailable : .someLeft
    }
  }

  private var isDegraded: Bool { !open.context.conditions.all.isEmpty }

  private func reload() {
    notifier.reloading()
    do {
      _ = try Configuration.load(config)
      log.event(
        .reloaded, "the configuration was read again; what it changes takes effect at a restart")
    } catch {
      log.error("the configuration is not taken, the old one stays: \(error)")
    }
    notifier.ready(status: statusLine)
  }
}

extension Duration {
  fileprivate var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
