import Dispatch
import Synchronization

/// While a backlog is read, the next transaction waits until a good number of parts is there: each one
/// costs a sync and the pages that it touches, however little is in it.
///
/// What PostgreSQL calls `commit_delay`, with `commit_siblings` as its condition. A file that comes alone,
/// or among a few hundred, does not wait (P9); the last of a backlog wait for what is left of one delay.
final class CommitDelay: Sendable {
  /// So many parts need not wait for more.
  static let parts = 192
  /// The wait ends after this time, whatever is there: at 2,000 files a second 120 have come.
  static let longest = DispatchTimeInterval.milliseconds(60)
  /// More files than this that are ready to be claimed are a backlog.
  static let backlog = 256

  private enum State {
    case off
    case on
    /// What came while it lasted is to be taken now, though it be little.
    case over
  }
  private let state = Mutex(State.off)
  private let limit: Int
  private let ready: @Sendable () -> Int

  /// More ready files than `limit` are a backlog; `ready` says how many there are.
  init(above limit: Int = CommitDelay.backlog, ready: @escaping @Sendable () -> Int) {
    self.limit = limit
    self.ready = ready
  }

  /// True while nobody need say that a part has come, with so many parts there.
  func holds(_ count: Int) -> Bool {
    count < Self.parts && state.withLock { $0 == .on }
  }

  /// Whether to wait for more parts than `count`; then `resume` is called on the queue in time.
  func begin(
    _ count: Int, on queue: DispatchQueue, resume: @escaping @Sendable () -> Void
  ) -> Bool {
    guard count < Self.parts, ready() > limit else { return false }
    let was = state.withLock { state in
      defer { state = state == .over ? .off : .on }
      return state
    }
    if was == .off {
      queue.asyncAfter(deadline: .now() + Self.longest) { [self] in
        // Before `resume` looks: a part that it does not see was put after this, and says so itself.
        state.withLock { $0 = .over }
        resume()
      }
    }
    return was != .over
  }
}
