/// The pulse of every stage of the daemon: a hang of one of them must stop the watchdog's feeding (P15),
/// which a bare timer would keep up for ever.
///
/// A stage that waits for work is idle, and idle is alive. One that has been busy for longer than its
/// limit without a beat is stuck. Time is a value; thread-safe; 50 ns a beat.
package final class Heartbeat: Sendable {
  private struct Stage {
    /// Since when it is busy, or when it last beat; monotonic nanoseconds. Nil: idle.
    var busySince: Int64?
  }
  private let stages = Guarded<[String: Stage]>([:])

  package init() {}

  /// The stage has work, or is still at it: long work beats again and again.
  package func beat(_ stage: String, now: Int64 = Moment.now().monotonicNanoseconds) {
    stages.withLock { $0[stage, default: Stage()].busySince = now }
  }

  /// The stage waits for work.
  package func rest(_ stage: String) {
    stages.withLock { $0[stage, default: Stage()].busySince = nil }
  }

  /// The stage that has been busy longest without a beat, if that is longer than `limit` nanoseconds.
  package func stuckStage(now: Int64, limit: Int64) -> (name: String, nanoseconds: Int64)? {
    let busiest = stages.withLock { stages in
      stages.compactMap { name, stage in stage.busySince.map { (name, now - $0) } }
        .max { ($0.1, $1.0) < ($1.1, $0.0) }
    }
    guard let busiest, busiest.1 > limit else { return nil }
    return (busiest.0, busiest.1)
  }
}
