package import Logging
package import NewsLinux
package import NewsModel

/// What every stage of a desk needs and none owns: the log, the heartbeat, the conditions, the
/// counters, and the clock.
package struct DeskContext: Sendable {
  package var log: Logger
  package var heartbeat: Heartbeat
  package var conditions = Conditions()
  package var counts = LiveCounts()
  /// A long step goes on: at a start nobody looks at the heartbeat, and the service manager waits.
  package var onLongStep: @Sendable () -> Void = {}
  /// Wall time; the only clock that deposits are stamped with.
  package var now: @Sendable () -> Timestamp

  package init(
    log: Logger, heartbeat: Heartbeat = Heartbeat(),
    now: @escaping @Sendable () -> Timestamp = {
      Timestamp.now()
    }
  ) {
    self.log = log
    self.heartbeat = heartbeat
    self.now = now
  }

  /// For a desk that takes over from another in the same run: the counters and the heartbeat go on.
  package func renewed(log: Logger) -> DeskContext {
    var next = self
    next.log = log
    next.conditions = Conditions()
    return next
  }

  /// Notes a degradation, and logs it once for as long as it lasts.
  package func degrade(
    _ subject: Conditions.Subject, code: String, reason: String, _ event: JournalEvent,
    _ sentence: String
  ) {
    guard conditions.begin(subject, code: code, reason: reason, now: now()) else { return }
    log.event(event, sentence, ["code": .string(code), "subject": .string(subject.text)])
  }

  package func resolve(_ subject: Conditions.Subject, _ event: JournalEvent, _ sentence: String) {
    guard let entry = conditions.end(subject) else { return }
    let seconds = (now().milliseconds - entry.since.milliseconds) / 1000
    log.event(
      event, "\(sentence) after \(seconds) s",
      ["code": .string(entry.code), "subject": .string(subject.text)])
  }
}
