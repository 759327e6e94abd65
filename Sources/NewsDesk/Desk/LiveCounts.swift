import NewsModel
package import Synchronization

/// Counters of this run of the desk, for STATUS= and `status`: plain atomics, bumped from any queue.
/// The account that must balance (P4) is the store's; these only say how the run is going.
package final class LiveCounts: Sendable {
  package let claimed = Atomic<Int>(0)
  package let stored = Atomic<Int>(0)
  package let unchanged = Atomic<Int>(0)
  package let partial = Atomic<Int>(0)
  package let failed = Atomic<Int>(0)
  package let articles = Atomic<Int>(0)
  /// Articles and rejections that reading has handed over, and bytes that it has read of their files.
  package let records = Atomic<Int>(0)
  package let bytes = Atomic<Int>(0)
  package let commits = Atomic<Int>(0)
  /// COMMITs that reported a failure and were found kept.
  package let keptCommits = Atomic<Int>(0)
  package init() {}

  func count(_ outcome: Outcome) {
    switch outcome {
    case .stored: stored.add(1, ordering: .relaxed)
    case .unchanged: unchanged.add(1, ordering: .relaxed)
    case .partial: partial.add(1, ordering: .relaxed)
    case .failed: failed.add(1, ordering: .relaxed)
    }
  }

  /// Deposits that ended in this run.
  package var ended: Int {
    stored.load(ordering: .relaxed) + unchanged.load(ordering: .relaxed)
      + partial.load(ordering: .relaxed) + failed.load(ordering: .relaxed)
  }
}
