import GRDB
import GRDBSQLite
import Glibc

/// Ends a query that runs too long, from inside SQLite.
final class Deadline {
  private let endNanoseconds: UInt64

  private init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let nanoseconds = UInt64(max(0, seconds)) * 1_000_000_000
    endNanoseconds = Self.now() + nanoseconds + UInt64(max(0, attoseconds) / 1_000_000_000)
  }

  /// Monotonic.
  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Runs `body`; its statements on `db` fail with SQLITE_INTERRUPT once `duration` has passed.
  static func run<T>(_ duration: Duration, on db: Database, _ body: () throws -> T) rethrows -> T {
    let deadline = Deadline(duration)
    let address = Unmanaged.passUnretained(deadline).toOpaque()
    // Every 1,000 steps of SQLite's machine: some 50 µs.
    sqlite3_progress_handler(
      db.sqliteConnection, 1000,
      { address in
        guard let address else { return 0 }
        let deadline = Unmanaged<Deadline>.fromOpaque(address).takeUnretainedValue()
        return Deadline.now() > deadline.endNanoseconds ? 1 : 0
      }, address)
    defer {
      sqlite3_progress_handler(db.sqliteConnection, 0, nil, nil)
      withExtendedLifetime(deadline) {}
    }
    return try body()
  }
}
