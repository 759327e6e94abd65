import NewsAnswers
import NewsDesk
import NewsInbox
import NewsLinux
import NewsModel
import Synchronization

extension LiveStatus {
  /// What this daemon says of itself.
  init(_ open: OpenDesk, _ pace: Pace) {
    self.init(open.context.conditions, since: pace.started)
    let counts = open.desk.watch.counts
    filesPerSecond = pace.filesPerSecond
    inWork = Int64(open.desk.inFlightCount)
    overflows = Int64(counts.overflows)
    scans = Int64(counts.scans)
    watches = Int64(counts.watches)
    waiting = open.desk.watch.waitingFiles(limit: 20).map { file in
      Waiting(
        name: file.file.name.text, ageSeconds: file.ageNanoseconds / 1_000_000_000,
        cause: file.cause.text)
    }
    waiting += open.desk.idleFiles.prefix(20).map { Waiting($0) }
    waitingCount = Int64(open.desk.waitingCount)
    leftAloneByName = Int64(counts.leftAlone)
    let untaken = open.desk.watch.untaken
    notTakenCount = Int64(untaken.count)
    notTaken = untaken.prefix(20).map { NotTaken($0, in: open.plan.inboxes) }
    let never = open.desk.watch.passedOver.filter { $0.cause == nil }
    passedOver = never.prefix(20).map {
      PassedOver(name: $0.file.name.text, kind: $0.kind.rawValue)
    }
    passedOverCount = Int64(counts.passedOver - (open.desk.watch.passedOver.count - never.count))
  }

  /// The same while no desk is open yet; `started` is when the program began, in monotonic nanoseconds.
  init(_ conditions: Conditions, since started: Int64) {
    let memory = ProcessState.memory()
    self.init(
      uptimeSeconds: (Moment.now().monotonicNanoseconds - started) / 1_000_000_000)
    memoryBytes = memory?.residentBytes
    peakBytes = memory?.peakBytes
    self.conditions = conditions.all.map { entry in
      Condition(
        subject: entry.subject.text, code: entry.code, reason: entry.reason, since: entry.since)
    }
  }
}

extension LiveStatus.Waiting {
  fileprivate init(_ file: IdleClaims.File) {
    self.init(
      name: "claim/" + file.path.text, ageSeconds: file.ageNanoseconds / 1_000_000_000,
      cause: "nobody works on it: it is taken up again, at the latest by the next start")
  }
}

extension LiveStatus.NotTaken {
  fileprivate init(_ name: InboxWatch.UntakenName, in inboxes: [Inbox]) {
    self.init(
      name: name.file.name.text, inbox: inboxes[name.file.inbox].pathText,
      isFolder: name.isFolder, cause: name.cause)
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
      + " \(desk.waitingCount) waiting; \(Int(rate.rounded())) files/s"
    for entry in context.conditions.all {
      line += "; degraded: \(entry.subject.text) (\(entry.code))"
    }
    return line
  }
}
