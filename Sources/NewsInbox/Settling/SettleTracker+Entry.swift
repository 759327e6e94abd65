import NewsLinux

/// What the tracker remembers of a name.
extension SettleTracker {
  enum Phase: Hashable {
    case settling, withoutLease
    /// Back in the inbox by our own rename, which an event tells of: until then only other facts count.
    case young(until: Int64), unread(until: Int64)

    /// When it is to be handed out again, if it stays as it is.
    var backUntil: Int64? {
      switch self {
      case .settling, .withoutLease: nil
      case .young(let until), .unread(let until): until
      }
    }
  }

  struct Entry {
    var phase: Phase = .settling
    var cause: Arrival.WaitCause = .settling
    /// When it was first noticed, monotonic.
    var since: Int64
    var checkAt: Int64 = 0
    var facts: FileFacts?
    /// Since when the facts are as they are, monotonic.
    var factsSince: Int64
    var refusals = 0
    var isOut = false
    /// Noticed again while it was out.
    var isRenamedAgain = false
    var isWrittenAgain = false

    mutating func note(_ facts: FileFacts, _ time: Int64) {
      guard self.facts != facts else { return }
      self.facts = facts
      factsSince = time
      // Its writer went on: what was decided about the old bytes no longer holds.
      if phase.backUntil != nil { phase = .settling }
    }
  }
}
