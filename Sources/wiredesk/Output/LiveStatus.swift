import NewsBytes
import NewsDesk
import NewsInbox
import NewsLinux
import NewsModel
import Synchronization

/// What a running daemon says of itself: to systemd in one line, to `wiredesk status` in JSON.
struct LiveStatus {
  private let conditions: Conditions
  private let started: Int64
  private var filesPerSecond = 0.0
  private var inWork = 0
  private var counts = WatchCounts()
  private var waiting: [WaitingFile] = []
  private var leftAlone: [LeftAlone] = []

  init(_ open: OpenDesk, _ pace: Pace) {
    conditions = open.context.conditions
    started = pace.started
    filesPerSecond = pace.filesPerSecond
    inWork = open.desk.inFlightCount
    counts = open.desk.watch.counts
    waiting = open.desk.watch.waitingFiles(limit: 20)
    leftAlone = Array(open.desk.watch.leftAlone.prefix(20))
  }

  /// No desk is open yet. Parameter since: when the program began, in monotonic nanoseconds.
  init(waiting conditions: Conditions, since started: Int64) {
    self.conditions = conditions
    self.started = started
  }

  var json: JSONValue {
    let seconds = (Moment.now().monotonicNanoseconds - started) / 1_000_000_000
    let memory = ProcessState.memory()
    return .object([
      ("uptime_seconds", .init(seconds)), ("files_per_second", .number(filesPerSecond)),
      ("in_work", .init(inWork)), ("overflows", .init(counts.overflows)),
      ("scans", .init(counts.scans)), ("watches", .init(counts.watches)),
      ("memory_bytes", .init(memory?.residentBytes)), ("peak_bytes", .init(memory?.peakBytes)),
      ("conditions", .array(conditions.all.map(object))),
      ("waiting", .array(waiting.map(object))),
      ("left_alone", .init(counts.leftAlone)),
      ("left_alone_names", .array(leftAlone.map(object))),
    ])
  }

  private func object(_ entry: Conditions.Entry) -> JSONValue {
    .object([
      ("subject", .string(entry.subject.text)), ("code", .string(entry.code)),
      ("reason", .string(entry.reason)), ("since", .init(entry.since)),
    ])
  }

  private func object(_ file: WaitingFile) -> JSONValue {
    .object([
      ("name", .string(file.file.name.text)),
      ("age_seconds", .init(file.ageNanoseconds / 1_000_000_000)),
      ("cause", .string(file.cause.text)),
    ])
  }

  private func object(_ entry: LeftAlone) -> JSONValue {
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
