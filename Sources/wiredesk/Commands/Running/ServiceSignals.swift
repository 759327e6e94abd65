import Dispatch
import Glibc
import NewsLinux
import Synchronization

/// SIGTERM, SIGINT and SIGHUP, heard from the program's first moment on, on the queue
/// `wiredesk.control`.
///
/// Until a service has taken them over, a stop ends the process at once and in good order, also in
/// the middle of a migration: nothing has been claimed yet, and what a start has opened is left as a
/// kill leaves it, which loses nothing (P1, P20). A reload is kept for the service.
final class ServiceSignals: Sendable {
  let queue = DispatchQueue(label: "wiredesk.control")
  private struct State {
    var signals: Signals?
    var handler: (@Sendable (Int32) -> Void)?
    var wantsReload = false
  }
  private let state = Mutex(State())

  init() throws {
    let signals = try Signals([SIGTERM, SIGINT, SIGHUP], on: queue) { [weak self] in
      self?.take($0)
    }
    state.withLock { $0.signals = signals }
  }

  /// From now on `body` is called with each number, on the queue.
  func handle(_ body: @escaping @Sendable (Int32) -> Void) {
    let reloads = state.withLock { state in
      state.handler = body
      defer { state.wantsReload = false }
      return state.wantsReload
    }
    if reloads { queue.async { body(SIGHUP) } }
  }

  private func take(_ number: Int32) {
    let handler = state.withLock { state in
      if state.handler == nil {
        // Under the lock, so that no service takes over in between. Not exit(3), whose handlers
        // would run beside the thread that opens the database.
        if number != SIGHUP { _exit(ExitStatus.success.rawValue) }
        state.wantsReload = true
      }
      return state.handler
    }
    handler?(number)
  }
}
