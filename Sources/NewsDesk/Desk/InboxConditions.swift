import Logging
import NewsInbox
import NewsLinux
import NewsModel
import Synchronization

/// Turns what the watch says of its inboxes and of the kernel's queue into conditions and log lines, and
/// finds out when claims succeed again.
final class InboxConditions: Sendable {
  /// Names told one by one at a time; there may be thousands.
  private static let toldNames = 20
  /// Nanoseconds between two looks at what cannot be taken.
  private static let lookInterval: Int64 = 10_000_000_000

  private let watch: InboxWatch
  private let inboxes: [Inbox]
  private let spool: Spool
  private let context: DeskContext
  private let seenOverflows = Atomic<Int>(0)
  private let untaken = Mutex((names: UntakenNames(), nextLook: Int64.min))

  init(_ watch: InboxWatch, _ inboxes: [Inbox], _ spool: Spool, _ context: DeskContext) {
    self.watch = watch
    self.inboxes = inboxes
    self.spool = spool
    self.context = context
  }

  /// Call it about once a second, not from two threads.
  func update() {
    for (inbox, condition) in zip(inboxes, watch.conditions) { note(inbox, condition) }
    tryClaims()
    noteOverflows()
    noteUntaken(Moment.now().monotonicNanoseconds)
  }

  /// Where claims fail through no file's fault, that condition has been told.
  private func noteUntaken(_ now: Int64) {
    let due = untaken.withLock { untaken in
      guard now >= untaken.nextLook else {
        return [(name: InboxWatch.UntakenName, nanoseconds: Int64)]()
      }
      untaken.nextLook = now + Self.lookInterval
      let names = watch.untaken.filter {
        !context.conditions.contains(.claims(inboxes[$0.file.inbox].name))
      }
      return untaken.names.due(names, now: now)
    }
    tell(due.map { ($0.name, " for \($0.nanoseconds / 1_000_000_000) s") })
  }

  /// All that cannot be taken now, for a run that ends.
  func tellUntaken() { tell(watch.untaken.map { ($0, "") }) }

  private func tell(_ names: [(name: InboxWatch.UntakenName, duration: String)]) {
    for (name, duration) in names.prefix(Self.toldNames) {
      let inbox = inboxes[name.file.inbox].pathText
      context.log.event(
        .notTaken,
        "cannot take \(quoted(name.file.name.text)) of the inbox \(quoted(inbox))\(duration): \(name.cause)",
        ["file": .string(quoted(name.file.name.text)), "inbox": .string(inbox)])
    }
    if names.count > Self.toldNames {
      context.log.warning(
        "and \(counted(names.count - Self.toldNames, "name")) more cannot be taken: `wiredesk status`"
      )
    }
  }

  private func note(_ inbox: Inbox, _ condition: InboxWatch.Condition) {
    let subject = Conditions.Subject.inbox(inbox.name)
    switch condition {
    case .starting: break
    case .watching:
      context.resolve(subject, .inboxFound, "the inbox \(quoted(inbox.pathText)) is watched again")
    case .polling(let reason):
      context.degrade(
        subject, code: "polling", reason: reason, .inboxDegraded,
        "the inbox \(quoted(inbox.pathText)) is scanned every 5 s instead of watched: \(reason)")
    case .unreachable(let reason):
      context.degrade(
        subject, code: "unreachable", reason: reason, .inboxDegraded,
        "the inbox \(quoted(inbox.pathText)) cannot be reached and is looked for every second:"
          + " \(reason)")
    }
  }

  /// Where claims have failed through no file's fault: tries one, without a file, and goes on with
  /// what was refused as soon as that succeeds.
  private func tryClaims() {
    for (index, inbox) in inboxes.enumerated() {
      let subject = Conditions.Subject.claims(inbox.name)
      guard context.conditions.all.contains(where: { $0.subject == subject }) else { continue }
      // Its error stands in the condition already.
      guard (try? spool.tryClaim(from: inbox)) != nil else { continue }
      context.resolve(
        subject, .inboxFound, "files can be moved out of the inbox \(quoted(inbox.pathText)) again")
      watch.retryRefused(inbox: index)
    }
  }

  private func noteOverflows() {
    let overflows = watch.counts.overflows
    let new = overflows - seenOverflows.exchange(overflows, ordering: .relaxed)
    guard new > 0 else { return }
    context.log.event(
      .overflow,
      "the kernel dropped file events (\(counted(overflows, "time")) since the start); the inboxes were"
        + " scanned instead", ["overflows": "\(overflows)"])
  }
}
