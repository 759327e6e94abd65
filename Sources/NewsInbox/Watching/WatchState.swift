import Glibc
import NewsBytes
import NewsLinux
import NewsModel

extension InboxWatch {
  /// Limits of the watch.
  package struct Limits: Hashable, Sendable {
    /// Ready names that wait for the pipeline: at this many the watch stops reading events and
    /// scanning. What the kernel loses meanwhile, a scan finds.
    package var readyNames = 4_096
    /// Names that settle at once; the rest is found by a later scan. About 300 bytes each.
    package var waitingNames = 65_536
    /// Names that scans hold at a time, to give them out in the order of their arrival: 4 MiB, divided
    /// among the inboxes.
    package var foundFiles = 32_768
    /// Nanoseconds after which a scan gives out what it has, on a slow disk or in an endless folder.
    package var foundPatience: Int64 = 2_000_000_000
    /// Names a scan looks at in one turn, then the queue may do something else: about 4 ms.
    package var scanSlice = 2_000
    package init() {}
  }
}

/// Everything the watch knows, without threads: it is told to take a turn, and says when the next is due.
struct WatchState: Sendable {
  let inotify: Inotify?
  let limits: InboxWatch.Limits
  var inboxes: [WatchedInbox]
  var folders: WatchedFolders
  var tracker: SettleTracker
  var due = DueQueue()
  var known = IdentityCache()
  var unfinished = UnfinishedNames()
  var counts = InboxWatch.Counts()
  /// Ready names in the order they were found; those before `readyHead` are taken.
  private var ready: [Arrival] = []
  private var readyHead = 0
  /// The consumer knows that something is ready, and will take until nothing is.
  private var isAnnounced = false

  init(_ inboxes: [Inbox], timing: Timing, limits: InboxWatch.Limits) {
    // Without inotify the scan alone finds everything; each inbox's condition tells.
    inotify = try? Inotify()
    self.limits = limits
    var share = limits
    share.foundFiles = max(1, limits.foundFiles / max(1, inboxes.count))
    self.inboxes = inboxes.enumerated().map {
      WatchedInbox(
        $0.element, index: $0.offset, scanInterval: timing.scanInterval.nanoseconds,
        limits: share)
    }
    folders = WatchedFolders(inotify)
    tracker = SettleTracker(timing: timing, holds: inboxes.map(\.hold))
  }

  var readyCount: Int { ready.count - readyHead }
  var isFull: Bool { readyCount >= limits.readyNames }

  /// What the host must do after a turn.
  struct Plan: Sendable {
    /// Something became ready that nobody was told of.
    var announces = false
    /// Events may be read now; false while the ready names are too many.
    var readsEvents = true
    /// Monotonic time of the next turn, if no event comes first.
    var nextTurn: Int64
    var events = 0
  }

  mutating func turn(now: Moment) -> Plan {
    let time = now.monotonicNanoseconds
    let before = counts.events
    for index in inboxes.indices where inboxes[index].nextRootCheck <= time {
      checkRoot(index, time)
    }
    readEvents(now)
    lookAtDueNames(now)
    advanceScans(now)
    return Plan(
      announces: announce(), readsEvents: !isFull, nextTurn: nextTurn(time),
      events: counts.events - before)
  }

  private func nextTurn(_ time: Int64) -> Int64 {
    var next = inboxes.map(\.nextRootCheck).min() ?? time + 1_000_000_000
    // Paused: `take` wakes the watch. Only the roots are looked after meanwhile.
    if isFull { return next }
    if let soonest = due.next { next = min(next, soonest) }
    for inbox in inboxes where inbox.root != nil {
      next = min(next, inbox.scan.isActive || inbox.wantsFullScan ? time : inbox.nextFullScan)
    }
    return next
  }

  mutating func checkRoot(_ index: Int, _ time: Int64) {
    if inboxes[index].checkRoot(now: time) {
      counts.replacedInboxes += 1
      folders.drop(inboxes[index].place)
    }
  }

  /// Looks at the names whose time has come.
  private mutating func lookAtDueNames(_ now: Moment) {
    while !isFull, let entry = due.pop(at: now.monotonicNanoseconds) {
      guard tracker.isDue(entry.file, at: entry.at) else { continue }
      look(at: entry.file, now)
    }
  }

  mutating func look(at file: InboxFile, _ now: Moment) {
    var facts: FileFacts?
    do {
      // Without a root the file is as good as gone: when the inbox is back, a scan finds it.
      facts = try inboxes[file.inbox].root?.facts(of: file.name.bytes)
    } catch {
      // The scan finds it again when that is over. A folder on the way that may not be entered is told for all
      // that is in it.
      facts = nil
      if error.number != EACCES {
        inboxes[file.inbox].passOver(file, .regular, cause: error.description)
      }
    }
    offer(file, facts, now)
  }

  /// Tells the tracker what a name is now; without facts it is gone.
  mutating func offer(_ file: InboxFile, _ facts: FileFacts?, _ now: Moment) {
    if let facts, facts.kind != .regular {
      tracker.forget(file)
      if facts.kind != .folder { inboxes[file.inbox].passOver(file, facts.kind) }
      return
    }
    if let facts, inboxes[file.inbox].inbox.mode == .leave, known.contains(file, facts) {
      tracker.forget(file)
      return
    }
    follow(tracker.step(file, facts: facts, now: now), file, now)
  }

  mutating func follow(_ step: SettleTracker.Step?, _ file: InboxFile, _ now: Moment) {
    switch step {
    case .wait(let time):
      if tracker.waiting > limits.waitingNames {
        tracker.forget(file)
        counts.postponed += 1
      } else {
        due.insert(file, at: time)
      }
    case .ready(let completeness):
      guard let root = inboxes[file.inbox].root else { return tracker.forget(file) }
      if let other = unfinished.beside(file, in: root, now: now) {
        return follow(tracker.finish(file, .unfinished(beside: other), now: now), file, now)
      }
      ready.append(
        Arrival(
          file: file, completeness: completeness, root: root,
          noticedNanoseconds: tracker.noticed(file) ?? Moment.now().monotonicNanoseconds))
      counts.offered += 1
    case .forget, nil: break
    }
  }

  private mutating func announce() -> Bool {
    guard readyCount > 0, !isAnnounced else { return false }
    isAnnounced = true
    return true
  }

  /// Hands out at most `limit` names. Returns also: the watch was paused and may go on.
  mutating func take(_ limit: Int) -> (arrivals: [Arrival], resumes: Bool) {
    let wasFull = isFull
    let end = min(ready.count, readyHead + max(0, limit))
    let taken = Array(ready[readyHead..<end])
    readyHead = end
    if readyHead == ready.count || readyHead >= limits.readyNames {
      ready.removeFirst(readyHead)
      readyHead = 0
    }
    if readyCount == 0 { isAnnounced = false }
    return (taken, wasFull && !isFull)
  }

  /// - Returns: true when the watch has something to do sooner than it thinks.
  mutating func finish(_ file: InboxFile, _ outcome: Arrival.Outcome, now: Moment) -> Bool {
    switch outcome {
    case .done(let facts): known.insert(file, facts)
    case .notRegular(let kind): inboxes[file.inbox].passOver(file, kind)
    default: break
    }
    let step = tracker.finish(file, outcome, now: now)
    follow(step, file, now)
    return step != .forget
  }

  mutating func retryRefused(inbox: Int, now: Moment) {
    for file in tracker.retryRefused(inbox: inbox, now: now) {
      due.insert(file, at: now.monotonicNanoseconds)
    }
  }

  /// Nothing waits, nothing is handed out, no scan runs or is wanted.
  var isIdle: Bool {
    tracker.count == 0 && readyCount == 0
      && inboxes.allSatisfy { !$0.wantsFullScan && !$0.scan.isActive }
  }

  var isDrained: Bool {
    tracker.count == 0 && readyCount == 0 && inboxes.allSatisfy(\.isQuiet)
  }
}
