import CSystemd
package import Dispatch
import Glibc
import NewsBytes

/// Tells systemd how the service is (sd_notify(3)); does nothing where no systemd listens.
///
/// sd_notify blocks while its receiver stalls, so every message goes through a queue of its own: the
/// caller never waits. Messages keep their order.
package final class ServiceNotifier: Sendable {
  private let queue = DispatchQueue(label: "wiredesk.notify")

  package init() {}

  /// Half the time after which systemd kills a service that did not call `alive`; nil when no watchdog
  /// is set for this process.
  package static func watchdogInterval() -> Duration? {
    var microseconds: UInt64 = 0
    guard sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
    return .microseconds(Int64(clamping: microseconds / 2))
  }

  package func ready(status: String) { send(["READY=1", Self.line("STATUS", status)]) }

  /// One line for `systemctl status`.
  package func status(_ text: String) { send([Self.line("STATUS", text)]) }

  /// Configuration is being read again; `ready` ends it. systemd wants the moment it began.
  package func reloading() {
    let microseconds = Moment.now().monotonicNanoseconds / 1000
    send(["RELOADING=1", "MONOTONIC_USEC=\(microseconds)"])
  }

  package func stopping(status: String) { send(["STOPPING=1", Self.line("STATUS", status)]) }

  /// Every stage is alive (see `Heartbeat`).
  package func alive() { send(["WATCHDOG=1"]) }

  /// A long sync, merge or migration: starting, stopping and the watchdog may take this much longer,
  /// from now on.
  package func extendTimeout(by time: Duration) {
    let (seconds, attoseconds) = time.components
    let microseconds = max(0, seconds) * 1_000_000 + attoseconds / 1_000_000_000_000
    send(["EXTEND_TIMEOUT_USEC=\(microseconds)", "WATCHDOG=1"])
  }

  /// Waits until everything was sent, at most `time`.
  ///
  /// - Returns: false when it was not.
  @discardableResult
  package func flush(within time: DispatchTimeInterval) -> Bool {
    let done = DispatchSemaphore(value: 0)
    queue.async { done.signal() }
    return done.wait(timeout: .now() + time) == .success
  }

  private func send(_ lines: [String]) {
    let text = lines.joined(separator: "\n")
    // Its errors tell that nobody listens, or that systemd is restarting: there is nobody to tell.
    queue.async { _ = sd_notify(0, text) }
  }

  /// A status may hold words from outside; a line feed in it would begin another assignment.
  static func line(_ key: String, _ value: String) -> String {
    key + "=" + legible(value, .line, cut: .characters(512))
  }
}
