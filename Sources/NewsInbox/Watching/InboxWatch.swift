package import Dispatch
package import NewsLinux
package import NewsModel

/// Watches all inboxes and says which files are ready to be claimed.
///
/// Events of inotify are hints and make it quick; the scan is the truth: at the start, after an
/// overflow, for every folder that turns up, and every 30 s for ever (P7). A name is handed
/// out by `take` and is not handed out again before `finish` was called for it.
///
/// Thread-safe. All its own work runs on the serial queue `wiredesk.watch`; the state is behind a
/// mutex, so that the consumer's calls wait for at most one turn (about 4 ms).
package final class InboxWatch: Sendable {
  private struct Sources {
    var events: DispatchSource?
    var timer: DispatchSource?
    var eventsAreSuspended = true
    var isStopped = false
    /// The consumer; nil before `start` and after `stop`, when there are no turns.
    var onReady: (@Sendable () -> Void)?
  }

  package let queue = DispatchQueue(label: "wiredesk.watch")
  private let state: Guarded<WatchState>
  private let sources = Guarded(Sources())
  private let onActivity: @Sendable (Bool) -> Void

  /// Opens nothing yet but inotify itself.
  ///
  /// - Parameters:
  ///   - inboxes: None may lie inside another one.
  ///   - timing: How long files wait.
  ///   - limits: How much is looked at in one turn.
  ///   - onActivity: Called on the watch's queue, with true at the beginning of each turn and with false
  ///     at its end. What it does must be quick.
  package init(
    _ inboxes: [Inbox], timing: Timing, limits: InboxWatch.Limits = InboxWatch.Limits(),
    onActivity: @escaping @Sendable (Bool) -> Void = { _ in }
  ) {
    state = Guarded(WatchState(inboxes, timing: timing, limits: limits))
    self.onActivity = onActivity
  }

  deinit { stop() }

  /// Begins with a scan. An inbox that is not there is looked for every second.
  ///
  /// - Parameter onReady: Something is ready after nothing was: take until `take` returns nothing. Called
  ///   on the watch's queue, so it must be quick. Must not keep the watch alive.
  package func start(onReady: @escaping @Sendable () -> Void) {
    let inotify = state.withLock { $0.inotify }
    sources.withLock { sources in
      guard sources.timer == nil, !sources.isStopped else { return }
      sources.onReady = onReady
      let timer = DispatchSource.timer(on: queue) { [weak self] in self?.turn() }
      sources.timer = timer
      timer.activate()
      guard let inotify else { return }
      let events = DispatchSource.reading(inotify.descriptor.raw, on: queue) { [weak self] in
        self?.turn()
      }
      // The source must not outlive the descriptor, so it keeps it.
      events.setCancelHandler { _ = inotify }
      sources.events = events
      sources.eventsAreSuspended = false
      events.activate()
    }
    wake()
  }

  /// Ends watching. Names that were handed out may still be finished.
  package func stop() {
    sources.withLock { sources in
      sources.isStopped = true
      sources.timer?.cancel()
      sources.events?.cancel()
      // A suspended source may not be released (dispatch_suspend(3)).
      if sources.eventsAreSuspended { sources.events?.resume() }
      sources.eventsAreSuspended = true
      (sources.timer, sources.events) = (nil, nil)
      sources.onReady = nil
    }
  }

  /// At most `limit` ready names, in the order they were found; empty when there are none.
  package func take(_ limit: Int) -> [Arrival] {
    let (arrivals, resumes) = state.withLock { $0.take(limit) }
    if resumes { wake() }
    return arrivals
  }

  /// Names that `take` would hand out.
  package var readyCount: Int { state.withLock { $0.readyCount } }

  /// Tells what became of arrivals, once each. A second call for one is ignored.
  package func finish(_ results: [(arrival: Arrival, outcome: Arrival.Outcome)]) {
    let now = Moment.now()
    let wakes = state.withLock { state in
      results.reduce(false) { state.finish($1.arrival.file, $1.outcome, now: now) || $0 }
    }
    if wakes { wake() }
  }

  package func finish(_ arrival: Arrival, _ outcome: Arrival.Outcome) {
    finish([(arrival, outcome)])
  }

  /// Claims from an inbox may succeed again: looks at once at what was refused.
  ///
  /// - Parameter inbox: its place among the inboxes that are watched, from 0.
  package func retryRefused(inbox: Int) {
    let now = Moment.now()
    state.withLock { $0.retryRefused(inbox: inbox, now: now) }
    wake()
  }

  /// Leave mode: a file that an earlier run has read as it is. To be called before `start`.
  package func preload(_ file: InboxFile, _ facts: FileFacts) {
    state.withLock { $0.known.insert(file, facts) }
  }

  /// Scans everything as soon as possible.
  package func requestScan() {
    state.withLock { state in
      for index in state.inboxes.indices {
        state.inboxes[index].wantsFullScan = true
        state.inboxes[index].nextRootCheck = 0
      }
    }
    wake()
  }

  /// Calls `body` on the watch's queue: a probe that answers while the queue is alive.
  package func probe(_ body: @escaping @Sendable () -> Void) { queue.async(execute: body) }

  private func wake() { queue.async { [weak self] in self?.turn() } }

  private func turn() {
    guard let onReady = sources.withLock({ $0.onReady }) else { return }
    onActivity(true)
    let plan = state.withLock { $0.turn(now: Moment.now()) }
    if plan.announces { onReady() }
    arrange(plan)
    onActivity(false)
  }

  /// Sets the next turn.
  private func arrange(_ plan: WatchState.Plan) {
    // Under load, reading again at once would find one or two events each time: a pause of 1 ms cuts
    // the cost of an event by 2 to 4 (measured).
    let holdsOff = plan.events >= 16
    sources.withLock { sources in
      guard !sources.isStopped else { return }
      if let events = sources.events {
        let suspends = holdsOff || !plan.readsEvents
        if suspends, !sources.eventsAreSuspended { events.suspend() }
        if !suspends, sources.eventsAreSuspended { events.resume() }
        sources.eventsAreSuspended = suspends
      }
      let inNanoseconds = plan.nextTurn - Moment.now().monotonicNanoseconds
      let delay = max(
        0, holdsOff && plan.readsEvents ? min(inNanoseconds, 1_000_000) : inNanoseconds)
      // Later turns may be grouped by the kernel; nothing here is more exact than 1 ms.
      sources.timer?.schedule(
        deadline: .now() + .nanoseconds(Int(delay)), leeway: .milliseconds(1))
    }
  }
}

extension InboxWatch {
  package var counts: InboxWatch.Counts {
    state.withLock { state in
      var counts = state.counts
      counts.watches = state.folders.count
      counts.waiting = state.tracker.count + state.inboxes.reduce(0) { $0 + $1.foundCount }
      counts.ready = state.readyCount
      counts.passedOver = state.inboxes.reduce(0) { $0 + $1.passedOverCount }
      counts.leftAlone = state.inboxes.reduce(0) { $0 + $1.leftAlone }
      return counts
    }
  }

  /// In the order of the configured inboxes.
  package var conditions: [InboxWatch.Condition] { state.withLock { $0.inboxes.map(\.condition) } }

  /// Names never taken, at most 100 an inbox; `counts.passedOver` counts all.
  package var passedOver: [InboxWatch.PassedOverName] {
    state.withLock { $0.inboxes.flatMap(\.passedOver) }
  }

  /// Files that are refused or cannot be looked at, and folders that cannot be entered, in the order of their names.
  package var untaken: [InboxWatch.UntakenName] {
    state.withLock { state in
      state.tracker.refused
        + state.inboxes.flatMap(\.passedOver).compactMap { entry in
          entry.cause.map {
            InboxWatch.UntakenName(file: entry.file, isFolder: entry.kind == .folder, cause: $0)
          }
        }
    }.sorted { $0.file.name < $1.file.name }
  }

  /// Files that are known and not finished, the longest waiting first.
  package func waitingFiles(limit: Int) -> [InboxWatch.WaitingFile] {
    let now = Moment.now()
    return state.withLock { $0.tracker.waitingFiles(limit: limit, now: now) }
  }

  /// Scans once more when nothing is left to do and yet it is not certain that nothing is left to
  /// find: `isDrained` then becomes true without waiting for the next scan that is due.
  package func scanWhenIdle() {
    if state.withLock({ $0.isIdle && !$0.isDrained }) { requestScan() }
  }

  /// Nothing waits, nothing is handed out, and a full scan after the last event found nothing new:
  /// for `run --once`. Ask for a scan first.
  package var isDrained: Bool { state.withLock { $0.isDrained } }
}
