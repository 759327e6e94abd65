import Dispatch
import Synchronization

/// While a backlog is read, the next transaction waits until a good number of parts is there: each one
/// costs a sync and the pages that it touches, however little is in it.
///
/// What PostgreSQL calls `commit_delay`, with `commit_siblings` as its condition. A file that comes alone,
/// or among a few hundred, never waits (P9).
final class CommitDelay: Sendable {
  /// So many parts need not wait for more.
  static let parts = 192
  /// The wait ends after this time, whatever is there: at 2,000 files a second 120 have come.
  static let longest = DispatchTimeInterval.milliseconds(60)
  /// Files that are ready to be claimed, from which on they are a backlog.
  static let backlog = 256

  private let isOn = Atomic<Bool>(false)
  private let backlog: @Sendable () -> Int

  /// Parameter backlog: files that are ready to be claimed.
  init(backlog: @escaping @Sendable () -> Int) { self.backlog = backlog }

  /// True while nobody need say that a part has come. Parameter count: parts that are there.
  func holds(_ count: Int) -> Bool {
    isOn.load(ordering: .acquiring) && count < Self.parts
  }

  /// Whether to wait for more parts than `count`; then `resume` is called on the queue in time.
  func begin(_ count: Int, on queue: DispatchQueue, resume: @escaping @Sendable () -> Void) -> Bool
  {
    guard count < Self.parts, backlog() > Self.backlog else { return false }
    if !isOn.exchange(true, ordering: .acquiringAndReleasing) {
      queue.asyncAfter(deadline: .now() + Self.longest) { [self] in
        // Before `resume` looks: a part that it does not see was put after this, and says so itself.
        isOn.store(false, ordering: .releasing)
        resume()
      }
    }
    return true
  }
}
