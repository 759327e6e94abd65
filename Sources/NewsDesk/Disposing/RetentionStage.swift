import Dispatch
import Logging
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore
import Synchronization

/// Removes from done/ and failed/ what the configuration no longer keeps, on a queue of its own.
///
/// Only files whose bytes the database knows: each is read and hashed before it goes, since whoever may
/// write to the spool may have put anything there. What cannot be shown to be stored stays. Nothing here
/// is fatal, nothing holds the desk up: an error ends the sweep, and the next one comes.
final class RetentionStage: Sendable {
  /// Days are what the rules count in; a limit in bytes is passed by what comes in between.
  static let interval = DispatchTimeInterval.seconds(600)
  /// Files of one round: hashed, noted durably, removed. 3 KB each cost 5 µs of hashing.
  static let roundFiles = 1000
  /// The clock is not believed when it stands so far from the last sweep's time (the battery was empty,
  /// somebody mistyped a year): then age counts only after a day, of this run, or of the clock when an earlier run
  /// has met the doubt. Sweeps come every 10 minutes, so only a machine that was off for as long waits in vain, and
  /// only once: a pause that was a pause and no jump is believed from then on (`Removal.Ledger.truePause`), and a
  /// quarter more, since a weekly timer keeps no minutes and months have 28 to 31 days.
  static let longestPause: Int64 = 2 * 86_400_000
  static let probation: Int64 = 86_400_000
  /// A clock that has gone on for longer since the doubt has jumped once more. More than a month, since a desk may be
  /// started by a monthly timer; a mistyped year is longer.
  static let longestDoubt: Int64 = 40 * 86_400_000

  let queue = DispatchQueue(label: "wiredesk.retention", qos: .utility)
  let spool: Spool
  private let root: Folder
  let store: Store
  private let rules: [KeptFiles.Place: RetentionRule]
  /// Has the articles forgotten that are too old, at a time that is believed; nil when nothing is.
  private let forgetOld: (@Sendable (Timestamp) throws -> Void)?
  private let context: DeskContext
  let stopping = Atomic<Bool>(false)
  let state: Confined<State>
  /// When the last deposit of earlier runs came: what the clock is held against before the first sweep.
  private let lastReceived: Timestamp?

  struct State {
    var files: KeptFiles
    /// Monotonic; from then on the clock is believed. Nil while nothing speaks against it, and where an earlier
    /// run has met the doubt.
    var trustedFrom: Int64?
    /// Paths that could not be shown to be stored: said once, and not read again.
    var unknown: Set<FileName> = []
  }

  init(
    spool: Spool, store: Store, rules: [KeptFiles.Place: RetentionRule],
    forgetOld: (@Sendable (Timestamp) throws -> Void)? = nil, context: DeskContext
  ) throws {
    self.spool = spool
    self.store = store
    self.rules = rules
    self.forgetOld = forgetOld
    self.context = context
    root = try Folder.open(spool.path)
    lastReceived = try store.reader.lastReceived()
    state = Confined(State(files: KeptFiles(spool)), to: queue)
  }

  /// With what is too old forgotten as well, where the configuration says so.
  convenience init(
    _ spool: Spool, _ settings: DeskSettings, _ forgetStage: ForgetStage, _ context: DeskContext
  ) throws {
    var forgetOld: (@Sendable (Timestamp) throws -> Void)?
    if settings.articleDays != nil { forgetOld = { try forgetStage.forgetOld(at: $0) } }
    try self.init(
      spool: spool, store: forgetStage.store, rules: settings.retention, forgetOld: forgetOld,
      context: context)
  }

  /// Finishes what an earlier run began, then sweeps now and every ten minutes.
  func start() {
    queue.async { [self] in
      run()
      again()
    }
  }

  private func again() {
    // A desk that was replaced is not kept for its next turn.
    queue.asyncAfter(deadline: .now() + Self.interval) { [weak self] in
      guard let self, !stopping.load(ordering: .acquiring) else { return }
      run()
      again()
    }
  }

  /// Ends after the file it is at.
  func stop() {
    stopping.store(true, ordering: .releasing)
    queue.sync {}
  }

  private func run() {
    do {
      try sweep()
    } catch {
      let failure = (error as? any Failure).map { "\($0.code): \($0.message)" } ?? "\(error)"
      context.log.warning("retention stops until its next turn: \(failure)")
    }
  }

  private func sweep() throws {
    var record = try Removal.Ledger.read(in: root)
    if !record.round.isEmpty { try finish(&record) }
    guard forgetOld != nil || rules.values.contains(where: { !$0.keepsAll }) else { return }
    let now = believedTime(&record)
    for folder in KeptFiles.Place.allCases {
      guard let rule = rules[folder], !rule.keepsAll else { continue }
      try sweep(folder, rule, now, &record)
    }
    // Not under a clock in doubt, or a restart would believe it.
    if let now { record.sweptAt = now }
    try record.write(in: root)
    if let now { try forgetOld?(now) }
  }

  /// Nil while the clock is not believed.
  private func believedTime(_ record: inout Removal.Ledger) -> Timestamp? {
    let now = context.now()
    let known = record.sweptAt ?? lastReceived
    guard let last = known, now.milliseconds - last.milliseconds > believedPause(record)
    else {
      record.doubtedAt = nil
      state.use { $0.trustedFrom = nil }
      return now
    }
    let what = record.sweptAt == nil ? "file came" : "sweep was"
    // What comes from now on is stamped by the clock in doubt.
    record.sweptAt = last
    if let from = state.use({ $0.trustedFrom }) {
      guard Moment.now().monotonicNanoseconds >= from else { return nil }
    } else if let doubted = record.doubtedAt, Self.isMet(doubted, again: now) {
      // An earlier run has met it, and nobody has set the clock back since.
      guard now.milliseconds - doubted.milliseconds >= Self.probation else { return nil }
    } else {
      doubt(now, since: "the last \(what) at \(last.rfc3339)", &record)
      return nil
    }
    Self.endDoubt(since: last, &record)
    return now
  }

  private func doubt(_ now: Timestamp, since last: String, _ record: inout Removal.Ledger) {
    warn(
      "\(last), and the clock now says \(now.rfc3339): nothing counts as too old for the next 24 h")
    record.doubtedAt = now
    let from = Moment.now().monotonicNanoseconds + Self.probation * 1_000_000
    state.use { $0.trustedFrom = from }
  }

  /// A desk may have been quiet before its first sweep; but what is forgotten cannot be had again.
  private func believedPause(_ record: Removal.Ledger) -> Int64 {
    if record.sweptAt == nil, forgetOld == nil { return Self.longestDoubt }
    return max(Self.longestPause, record.truePause + record.truePause / 4)
  }

  /// The pause was one, and no jump. A longer one is none that anybody makes: a clock that was wrong, and stood so for
  /// a day.
  private static func endDoubt(since last: Timestamp, _ record: inout Removal.Ledger) {
    if let doubted = record.doubtedAt, isMet(last, again: doubted) {
      record.truePause = max(record.truePause, doubted.milliseconds - last.milliseconds)
    }
    record.doubtedAt = nil
  }

  private static func isMet(_ doubted: Timestamp, again now: Timestamp) -> Bool {
    (0...longestDoubt).contains(now.milliseconds - doubted.milliseconds)
  }

  private func sweep(
    _ folder: KeptFiles.Place, _ rule: RetentionRule, _ now: Timestamp?,
    _ record: inout Removal.Ledger
  ) throws {
    var removed = Removal.Ledger.Sum()
    defer { report(folder, removed) }
    // What could not be read is looked at again by the next sweep.
    var unread: Set<FileName> = []
    while !stopping.load(ordering: .acquiring) {
      let candidates = try overdue(folder, rule, now, but: unread)
      let round = try stored(candidates, in: folder, unread: &unread)
      if round.isEmpty {
        if candidates.contains(where: { unread.contains($0.path) }) { continue }
        return
      }
      record.plan(round, at: context.now())
      try record.write(in: root)
      let left = Set(try finish(&record).map(\.path))
      let gone = round.filter { !left.contains($0.path) }
      removed.files += Int64(gone.count)
      removed.bytes += gone.reduce(0) { $0 + $1.facts.sizeBytes }
      if !left.isEmpty { return }
    }
  }

  /// What is to go by the rule, but for what is known to stay and `unread`.
  private func overdue(
    _ folder: KeptFiles.Place, _ rule: RetentionRule, _ now: Timestamp?, but unread: Set<FileName>
  ) throws -> [KeptFiles.File] {
    try state.use { state in
      let passed = state.unknown.union(unread)
      return try state.files.overdue(
        folder, rule, now: now, limit: Self.roundFiles + passed.count
      ).filter { !passed.contains($0.path) }
    }
  }

  /// Removes the record's round.
  ///
  /// - Returns: what could not be removed.
  @discardableResult
  private func finish(_ record: inout Removal.Ledger) throws -> [KeptFiles.File] {
    let round = record.round
    let left = Removal(spool, today: context.now()).remove(round)
    state.use { $0.files.forget(round) }
    record.finish(left: left.map(\.file))
    try record.write(in: root)
    if let first = left.first {
      warn(
        "\(counted(left.count, "file")) cannot be removed, \(quoted(first.file.path.text)):"
          + " \(first.error.description)")
    }
    return left.map(\.file)
  }

  func warn(_ sentence: String) { context.log.warning("\(sentence)") }

  private func report(_ folder: KeptFiles.Place, _ removed: Removal.Ledger.Sum) {
    guard removed.files > 0 else { return }
    context.log.event(
      .retentionSwept,
      "removed from \(folder.rawValue)/: \(counted(removed.files, "file")) of \(removed.bytes) bytes, as"
        + " the configuration says",
      [
        "folder": .string(folder.rawValue), "files": "\(removed.files)",
        "size": "\(removed.bytes)",
      ])
  }
}
