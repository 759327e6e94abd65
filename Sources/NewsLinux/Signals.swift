package import Dispatch
import Glibc

/// Signals as blocks on a queue.
///
/// Never `signal(n, SIG_IGN)` for a signal that a DispatchSource watches: on Linux libdispatch sets its own
/// disposition and a signalfd. SIGPIPE alone is ignored (every write reports EPIPE anyway), and SIGIO by
/// `Lease`.
package final class Signals: Sendable {
  private let sources: [DispatchSource]

  /// Calls `handler` on `queue` with the number, for as long as this object lives. Several signals of one
  /// number in a row may come as one.
  package init(
    _ numbers: [Int32], on queue: DispatchQueue,
    _ handler: @escaping @Sendable (Int32) -> Void
  ) {
    signal(SIGPIPE, SIG_IGN)
    sources = numbers.map { number in
      DispatchSource.signal(number, on: queue) { handler(number) }
    }
    for source in sources { source.activate() }
  }

  deinit { for source in sources { source.cancel() } }
}
