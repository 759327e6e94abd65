import NewsBytes
import NewsLinux
import NewsModel

extension SettleTracker {
  /// What is to be done about a name now.
  enum Step: Hashable, Sendable {
    /// Nothing before this time (monotonic nanoseconds), except a new event.
    case wait(until: Int64)
    case ready(Arrival.Completeness)
    /// It is gone, or not ours: nothing is remembered.
    case forget
  }
}

/// When is a file complete? Decides with facts and times it is given: no clock, no disk.
///
/// Every name is in one of three states: waiting, handed out (from `.ready` until `finish`; an event
/// meanwhile is kept for later, so that no name is ever out twice), or unknown. File times are only
/// compared with the wall clock where that makes a file complete *sooner*; each wait also ends by the
/// monotonic clock, so that a file from the future or a clock that jumps never waits for ever (P16).
struct SettleTracker: Sendable {
  private(set) var entries: [InboxFile: Entry] = [:]
  private let timing: Timing
  /// Of each inbox: how long a file that was written in place must not have changed.
  private let holds: [Duration]
  private(set) var out = 0

  /// - Parameters:
  ///   - timing: Of all inboxes.
  ///   - holds: Of each inbox, in their order; none where an inbox waits no longer than it must.
  init(timing: Timing, holds: [Duration] = []) {
    self.timing = timing
    self.holds = holds
  }

  /// Nanoseconds; zero for nearly every inbox.
  private func hold(_ file: InboxFile) -> Int64 {
    file.inbox < holds.count ? holds[file.inbox].nanoseconds : 0
  }

  /// Names waiting and handed out.
  var count: Int { entries.count }
  var waiting: Int { entries.count - out }

  /// When a known name was first noticed, monotonic.
  func noticed(_ file: InboxFile) -> Int64? { entries[file]?.since }

  func knows(_ file: InboxFile) -> Bool { entries[file] != nil }

  /// Is this the time at which the name is to be looked at? False for a time that was overtaken.
  func isDue(_ file: InboxFile, at time: Int64) -> Bool {
    guard let entry = entries[file], !entry.isOut else { return false }
    return entry.checkAt == time
  }

  /// It was renamed to this name.
  mutating func renamedIn(_ file: InboxFile, now: Moment) -> SettleTracker.Step? {
    var entry = entries[file] ?? Entry(since: now.monotonicNanoseconds, factsSince: 0)
    if entry.isOut {
      entry.isRenamedAgain = true
      entries[file] = entry
      return nil
    }
    // Most likely this is our own putting back. The facts tell: if it is another file, it settles.
    if entry.phase.backUntil != nil { return wait(file, entry, until: now.monotonicNanoseconds) }
    return handOut(file, entry, .renamedIn)
  }

  /// It was created or closed by a writer.
  ///
  /// - Returns: nil when it is handed out, or will be looked at soon enough.
  mutating func written(_ file: InboxFile, now: Moment) -> SettleTracker.Step? {
    let time = now.monotonicNanoseconds
    var entry = entries[file] ?? Entry(since: time, factsSince: time)
    entry.refusals = 0
    if entry.isOut {
      entry.isWrittenAgain = true
      entries[file] = entry
      return nil
    }
    // A look that is due within the quiet time will see the new modification time by itself.
    if entry.checkAt > time, entry.checkAt <= time + timing.quiet.nanoseconds {
      entries[file] = entry
      return nil
    }
    return wait(file, entry, until: time + timing.quiet.nanoseconds)
  }

  /// Looks at a name.
  ///
  /// - Parameters:
  ///   - file: one that waits, or one that a scan has found.
  ///   - facts: as they are now, of a regular file; nil when the name is gone.
  ///   - now: waits are timed by its monotonic clock; the file's age by the other.
  /// - Returns: nil when it is handed out.
  mutating func step(_ file: InboxFile, facts: FileFacts?, now: Moment) -> SettleTracker.Step? {
    let time = now.monotonicNanoseconds
    var entry = entries[file] ?? Entry(since: time, factsSince: time)
    if entry.isOut { return nil }
    guard let facts else {
      entries[file] = nil
      return .forget
    }
    entry.note(facts, time)
    switch entry.phase {
    case .settling: return settle(file, entry, facts, now: now)
    case .withoutLease:
      let quietAt =
        entry.factsSince + max(hold(file), timing.quietWithoutLease.nanoseconds)
      if time >= quietAt { return handOut(file, entry, .quiet) }
      return wait(file, entry, until: quietAt)
    case .young(let until):
      if time >= until { return handOut(file, entry, .graceOver) }
      return wait(file, entry, until: min(until, time + timing.youthRetry.nanoseconds))
    case .unread(let until):
      if time >= until { return handOut(file, entry, .leaseNeeded) }
      return wait(file, entry, until: until)
    }
  }

  private mutating func settle(
    _ file: InboxFile, _ entry: Entry, _ facts: FileFacts, now: Moment
  ) -> SettleTracker.Step {
    let observed = now.monotonicNanoseconds - entry.factsSince
    let hold = hold(file)
    // Whoever tries again gives its file the time of the original at once: only the time of the change, which
    // nobody can set, tells when it was written.
    let last = hold > 0 ? facts.changedNanoseconds : facts.modifiedNanoseconds
    let (age, overflow) = now.wallNanoseconds.subtractingReportingOverflow(last)
    let quiet = max(observed, overflow ? 0 : age)
    let needed = max(hold, timing.quiet.nanoseconds)
    if quiet >= needed { return handOut(file, entry, .leaseNeeded) }
    return wait(file, entry, until: now.monotonicNanoseconds + needed - max(0, quiet))
  }

  /// Takes back a name that was handed out.
  ///
  /// - Returns: what next; nil when it was not out.
  mutating func finish(
    _ file: InboxFile, _ outcome: Arrival.Outcome, now: Moment
  ) -> SettleTracker.Step? {
    guard var entry = entries[file], entry.isOut else { return nil }
    out -= 1
    entry.isOut = false
    let time = now.monotonicNanoseconds
    if case .putBack(let facts) = outcome {
      // Putting back is a rename in, too: an event says nothing here, the facts do.
      remember(&entry, facts, .young(until: time + timing.youth.nanoseconds), time)
      entry.cause = .young
      return wait(
        file, entry, until: time + min(timing.youth.nanoseconds, timing.youthRetry.nanoseconds))
    }
    if case .unread(let facts, let cause) = outcome {
      return waitUnread(file, entry, facts, cause, time)
    }
    if entry.isRenamedAgain {
      // Whatever became of the file that was handed out: another one has its name.
      return handOut(file, Entry(since: time, factsSince: time), .renamedIn)
    }
    if entry.isWrittenAgain {
      return wait(
        file, Entry(since: time, factsSince: time), until: time + timing.quiet.nanoseconds)
    }
    return next(file, entry, outcome, time)
  }

  private mutating func waitUnread(
    _ file: InboxFile, _ given: Entry, _ facts: FileFacts, _ cause: String, _ time: Int64
  ) -> SettleTracker.Step {
    var entry = given
    let delay = timing.retryLimit.nanoseconds << Int64(min(given.refusals, 16))
    let until = time + min(timing.refusedLimit.nanoseconds, delay)
    remember(&entry, facts, .unread(until: until), time)
    entry.refusals = given.refusals + 1
    entry.cause = .refused(cause)
    return wait(file, entry, until: until)
  }

  /// What follows the end of one whose name nobody has touched since it was handed out.
  private mutating func next(
    _ file: InboxFile, _ given: Entry, _ outcome: Arrival.Outcome, _ time: Int64
  ) -> SettleTracker.Step? {
    var entry = given
    switch outcome {
    case .claimed, .gone, .done, .notRegular:
      entries[file] = nil
      return .forget
    case .busy, .unfinished:
      entry.cause = .writerPresent
      if case .unfinished(let other) = outcome { entry.cause = .unfinished(beside: other) }
      return wait(
        file, entry, doublingFrom: timing.retry.nanoseconds, to: timing.retryLimit.nanoseconds,
        now: time)
    case .refused, .unmarked:
      // Of a mark an event tells.
      entry.cause = .unmarked
      if case .refused(let cause) = outcome { entry.cause = .refused(cause) }
      return wait(
        file, entry, doublingFrom: timing.retryLimit.nanoseconds,
        to: timing.refusedLimit.nanoseconds, now: time)
    case .noLease(let facts):
      remember(&entry, facts, .withoutLease, time)
      entry.cause = .noLease
      return wait(file, entry, until: time + timing.quietWithoutLease.nanoseconds)
    case .putBack, .unread: return nil
    }
  }

  private func remember(_ entry: inout Entry, _ facts: FileFacts, _ phase: Phase, _ time: Int64) {
    entry.phase = phase
    entry.refusals = 0
    if entry.facts != facts {
      entry.facts = facts
      entry.factsSince = time
    }
  }

  private mutating func wait(
    _ file: InboxFile, _ entry: Entry, doublingFrom first: Int64, to limit: Int64, now: Int64
  ) -> SettleTracker.Step {
    var entry = entry
    let delay = min(limit, first << Int64(min(entry.refusals, 16)))
    entry.refusals += 1
    return wait(file, entry, until: now + delay)
  }

  private mutating func wait(_ file: InboxFile, _ entry: Entry, until time: Int64)
    -> SettleTracker.Step
  {
    var entry = entry
    entry.checkAt = time
    entries[file] = entry
    return .wait(until: time)
  }

  /// What kept claims from succeeding is over: the refused names of an inbox need not wait any
  /// longer.
  ///
  /// - Returns: the names that are due at `now`. O(n).
  mutating func retryRefused(inbox: Int, now: Moment) -> [InboxFile] {
    let refused = entries.filter { file, entry in
      guard case .refused = entry.cause else { return false }
      return file.inbox == inbox && !entry.isOut
    }
    for (file, entry) in refused {
      var entry = entry
      entry.refusals = 0
      if case .unread = entry.phase { entry.phase = .settling }
      entry.checkAt = now.monotonicNanoseconds
      entries[file] = entry
    }
    return Array(refused.keys)
  }

  private mutating func handOut(
    _ file: InboxFile, _ entry: Entry, _ completeness: Arrival.Completeness
  ) -> SettleTracker.Step {
    var entry = entry
    entry.isOut = true
    entry.isRenamedAgain = false
    entry.isWrittenAgain = false
    entries[file] = entry
    out += 1
    return .ready(completeness)
  }

  /// Takes a name back as if it had never been noticed: no room for it, or no longer ours.
  mutating func forget(_ file: InboxFile) {
    if entries.removeValue(forKey: file)?.isOut == true { out -= 1 }
  }
}
