import NewsInbox
import NewsLinux
import NewsModel
import NewsPipeline
import Synchronization

/// What a running daemon says of itself: to systemd in one line, to `wiredesk status` in JSON.
struct LiveStatus {
  private let open: OpenDesk
  private let pace: Pace

  init(_ open: OpenDesk, _ pace: Pace) {
    self.open = open
    self.pace = pace
  }

  var json: JSONValue {
    let counts = open.desk.watch.counts
    let seconds = (Moment.now().monotonicNanoseconds - pace.started) / 1_000_000_000
    let memory = ProcessState.memory()
    return .object([
      ("uptime_seconds", .init(seconds)), ("files_per_second", .number(pace.filesPerSecond)),
      ("in_work", .init(open.desk.inFlight)), ("overflows", .init(counts.overflows)),
      ("scans", .init(counts.scans)), ("watches", .init(counts.watches)),
      ("memory_bytes", .init(memory?.residentBytes)), ("peak_bytes", .init(memory?.peakBytes)),
      ("conditions", .array(open.context.conditions.all.map(condition))),
      ("waiting", .array(open.desk.watch.waitingFiles(limit: 20).map(waiting))),
      ("left_alone", .init(counts.leftAlone)),
      ("left_alone_names", .array(open.desk.watch.leftAlone.prefix(20).map(leftAlone))),
    ])
  }

  private func condition(_ entry: Conditions.Entry) -> JSONValue {
    .object([
      ("subject", .string(entry.subject.text)), ("code", .string(entry.code)),
      ("reason", .string(entry.reason)), ("since", .init(entry.since)),
    ])
  }

  private func waiting(_ file: WaitingFile) -> JSONValue {
    .object([
      ("name", .string(file.file.name.text)),
      ("age_seconds", .init(file.ageNanoseconds / 1_000_000_000)),
      ("cause", .string(file.cause.text)),
    ])
  }

  private func leftAlone(_ entry: LeftAlone) -> JSONValue {
    .object([
      ("name", .string(entry.file.name.text)), ("kind", .string(entry.kind.rawValue)),
    ])
  }
}

extension OpenDesk {
  var inboxCount: String {
    plan.inboxes.count == 1 ? "1 inbox" : "\(plan.inboxes.count) inboxes"
  }

  /// One line for `systemctl status`.
  func statusLine(rate: Double) -> String {
    let counts = context.counts
    var line =
      "watching \(inboxCount); \(counts.stored.load(ordering: .relaxed)) stored,"
      + " \(counts.unchanged.load(ordering: .relaxed)) unchanged,"
      + " \(counts.partial.load(ordering: .relaxed)) partial,"
      + " \(counts.failed.load(ordering: .relaxed)) failed,"
      + " \(desk.watch.counts.waiting) waiting; \(Int(rate.rounded())) files/s"
    for entry in context.conditions.all {
      line += "; degraded: \(entry.subject.text) (\(entry.code))"
    }
    return line
  }
}

extension Duration {
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
