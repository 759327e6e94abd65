import NewsInbox

/// Since when each name cannot be taken, and which of them it is time to speak of: after ten minutes, since a
/// dropper may still be setting rights, and then once a day for as long as it lasts.
struct UntakenNames {
  static let firstAfter: Int64 = 600_000_000_000
  static let againAfter: Int64 = 86_400_000_000_000

  private struct Known {
    /// Monotonic nanoseconds, as all times here.
    var since: Int64
    var saidAt: Int64?
  }
  private var known: [InboxFile: Known] = [:]

  /// Takes what cannot be taken now; what is not among it is forgotten.
  ///
  /// - Parameters:
  ///   - names: All of them.
  ///   - now: Monotonic nanoseconds.
  /// - Returns: Those to be spoken of now, with how long they have waited, in nanoseconds.
  mutating func due(
    _ names: [InboxWatch.UntakenName], now: Int64
  ) -> [(name: InboxWatch.UntakenName, nanoseconds: Int64)] {
    var next: [InboxFile: Known] = [:]
    var due: [(name: InboxWatch.UntakenName, nanoseconds: Int64)] = []
    for name in names {
      var entry = known[name.file] ?? Known(since: now)
      let isDue =
        entry.saidAt.map { now - $0 >= Self.againAfter } ?? (now - entry.since >= Self.firstAfter)
      if isDue {
        entry.saidAt = now
        due.append((name, now - entry.since))
      }
      next[name.file] = entry
    }
    known = next
    return due
  }
}
