import Glibc
import Synchronization

extension Store {
  /// How long the writing connection waits for another process's lock: 30 s (P14), or until a moment
  /// that somebody in a hurry has set (a stop takes 5 s, P15).
  package final class LockPatience: Sendable {
    static let limitNanoseconds: Int64 = 30_000_000_000
    private static let briefNanoseconds: Int64 = 1_000_000_000

    private let waitingSince = Atomic<Int64>(0)
    /// Monotonic; 0: no hurry.
    private let deadline = Atomic<Int64>(0)
    /// Nothing is lost by giving up early: a second is enough.
    private let isBrief = Atomic<Bool>(false)
    private let onWait = Mutex<(@Sendable () -> Void)?>(nil)

    init() {}

    /// Calls `body` again and again while a lock is waited for: who waits is alive. One at a time.
    package func whileWaiting(_ body: @escaping @Sendable () -> Void) {
      onWait.withLock { $0 = body }
    }

    /// From now on nobody waits longer than until `duration` has passed.
    package func hurry(within duration: Duration) {
      let (seconds, attoseconds) = duration.components
      deadline.store(
        Self.now() + seconds * 1_000_000_000 + attoseconds / 1_000_000_000, ordering: .releasing)
    }

    /// Runs what can as well be done later.
    func briefly<T>(_ body: () throws -> T) rethrows -> T {
      isBrief.store(true, ordering: .releasing)
      defer { isBrief.store(false, ordering: .releasing) }
      return try body()
    }

    /// The hurry is over: another desk works on the same store.
    package func calmDown() { deadline.store(0, ordering: .releasing) }

    /// SQLite asks whether to try again.
    ///
    /// - Parameter tries: 0 at the first time.
    /// - Returns: false to give up.
    func waitsOn(tries: Int) -> Bool {
      let now = Self.now()
      if tries == 0 { waitingSince.store(now, ordering: .relaxed) }
      let hurry = deadline.load(ordering: .acquiring)
      let limit = isBrief.load(ordering: .acquiring) ? Self.briefNanoseconds : Self.limitNanoseconds
      let patience = waitingSince.load(ordering: .relaxed) + limit
      guard now < (hurry > 0 ? min(hurry, patience) : patience) else { return false }
      onWait.withLock { $0 }?()
      // Short at first, since most locks are held for a few milliseconds.
      usleep(tries < 10 ? 2_000 : 20_000)
      return true
    }

    private static func now() -> Int64 {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
  }
}
