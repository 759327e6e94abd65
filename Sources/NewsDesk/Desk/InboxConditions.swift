import Logging
import NewsInbox
import NewsModel
import Synchronization

/// Turns what the watch says of its inboxes and of the kernel's queue into conditions and log lines, and
/// finds out when claims succeed again.
final class InboxConditions: Sendable {
  private let watch: InboxWatch
  private let inboxes: [Inbox]
  private let spool: Spool
  private let context: DeskContext
  private let seenOverflows = Atomic<Int>(0)

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
