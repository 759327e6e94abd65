import Dispatch
import Logging
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore
import Synchronization

/// Forgets articles while the desk works, on a queue of its own: what a person asks for, what is too old, and what
/// an earlier run or a failure has left to do. Only the database's part waits for the store queue.
///
/// Nothing here is fatal: what cannot be done is tried again every minute.
final class ForgetStage: Sendable {
  static let interval = DispatchTimeInterval.seconds(60)
  /// Of those that are too old: after as many the store queue has a turn.
  static let atOnce = 5000
  /// What is too old goes once a day, since the full-text index is made anew behind it.
  static let slack: Int64 = 86_400_000

  let queue = DispatchQueue(label: "wiredesk.forget", qos: .utility)
  private let spool: Spool
  let store: Store
  private let storeStage: StoreStage
  private let searchStage: SearchStage
  private let settings: DeskSettings
  private let context: DeskContext
  private let stopping = Atomic<Bool>(false)
  /// A run that ends by itself waits for it.
  private let hasBegun = Atomic<Bool>(false)
  /// When was looked for what is too old, and when something may next be: to look reads the whole table of articles.
  private let looks: Confined<(last: Timestamp, next: Timestamp)?>

  init(
    _ spool: Spool, _ storeStage: StoreStage, _ searchStage: SearchStage, _ settings: DeskSettings,
    _ context: DeskContext
  ) {
    self.spool = spool
    store = storeStage.store
    self.storeStage = storeStage
    self.searchStage = searchStage
    self.settings = settings
    self.context = context
    looks = Confined(nil, to: queue)
  }

  /// Ends what was begun, now and every minute.
  func start() {
    queue.async { [self] in
      finish()
      hasBegun.store(true, ordering: .releasing)
      again()
    }
  }

  /// What an earlier run has left was looked at.
  var isUpToDate: Bool { hasBegun.load(ordering: .acquiring) }

  private func again() {
    queue.asyncAfter(deadline: .now() + Self.interval) { [weak self] in
      guard let self, !stopping.load(ordering: .acquiring) else { return }
      finish()
      again()
    }
  }

  /// Ends after the file it is at.
  func stop() {
    stopping.store(true, ordering: .releasing)
    queue.sync {}
  }

  /// What a person asks for.
  ///
  /// - Returns: what was taken out, and what has become of the rest.
  /// - Throws: as `Forgetting.forget` does; `CorrectionRefusal.deskStopped`.
  func forget(
    _ articles: [ArticleID], by user: String
  ) throws -> (Forgetting.Report, ForgottenTraces.Report) {
    try queue.sync {
      if stopping.load(ordering: .acquiring) { throw CorrectionRefusal.deskStopped }
      let now = context.now()
      let dropped = try dropPieces(of: articles, by: user, at: now)
      let report = try forget(
        articles, Article.Tombstone.Forgotten(time: now, user: user, cause: .person))
      var traces = clear()
      traces.dropped = dropped
      return (report, traces)
    }
  }

  private func dropPieces(
    of articles: [ArticleID], by user: String, at now: Timestamp
  ) throws -> [FileName] {
    let dropped = try FailedPieces(
      store: store.reader, spool: spool.root, spoolPath: spool.path
    ).remove(holding: articles, by: user, at: now) { [self] in
      !stopping.load(ordering: .acquiring)
    }
    for path in dropped.map(\.text) {
      context.log.event(
        .failedDropped,
        "\(quoted(path)) is dropped from failed/ for good: \(user) had an article forgotten of which it held a part",
        ["file": "\(path)", "user": "\(user)"])
    }
    return dropped
  }

  /// Ends what files of this run have left, for a run that ends by itself.
  func finishNow() { queue.sync { finish() } }

  /// What was received longer ago than the configuration keeps.
  ///
  /// - Parameter now: a time that is believed.
  /// - Throws: as `Forgetting.forget` does.
  func forgetOld(at now: Timestamp) throws {
    guard let days = settings.articleDays else { return }
    try queue.sync {
      // A clock that was ahead, and is right again, is before the last look.
      if let looks = looks.use({ $0 }), looks.last <= now, now < looks.next { return }
      let age = Int64(days) * 86_400_000
      let oldest = Timestamp(milliseconds: now.milliseconds - age)
      if let first = try store.reader.oldestLegible(),
        first.milliseconds < oldest.milliseconds - Self.slack
      {
        try forget(before: oldest, at: now)
      }
      try removeEmpty(before: oldest, at: now)
      if stopping.load(ordering: .acquiring) { return }
      // What comes from now on is younger.
      let first = try store.reader.oldestLegible()?.milliseconds ?? now.milliseconds
      let next = Timestamp(milliseconds: min(now.milliseconds, first + age + 1) + Self.slack)
      looks.use { $0 = (now, next) }
    }
  }

  private func forget(before oldest: Timestamp, at now: Timestamp) throws {
    var count = 0
    while !stopping.load(ordering: .acquiring) {
      let old = try store.reader.legible(before: oldest, limit: Self.atOnce)
      if old.isEmpty { break }
      count += try forget(
        old, Article.Tombstone.Forgotten(time: now, user: "retention", cause: .age)
      ).articles.count
    }
    if count > 0 { _ = clear() }
  }

  /// Files that brought nothing new have no article that takes them along: they go by their own age.
  private func removeEmpty(before oldest: Timestamp, at now: Timestamp) throws {
    let mark = try store.reader.ageMark()
    let deposits = try store.reader.emptyDeposits(before: oldest, but: mark)
    var erasure = SpoolErasure(store: store.reader, spool: spool.root) { [self] in
      !stopping.load(ordering: .acquiring)
    }
    guard try erasure.erase(filesOf: deposits, until: oldest).waiting.isEmpty else { return }
    let next = StoreReader.AgeMark(oldest: oldest, asked: now)
    _ = try storeStage.concludeForgetting(ForgottenTraces.Cleared(mark: next))
  }

  private func forget(
    _ articles: [ArticleID], _ forgotten: Article.Tombstone.Forgotten
  ) throws -> Forgetting.Report {
    let forgetting = Forgetting(store: store, log: OrderLog.Forgotten(spool.root))
    let report = try storeStage.forget { try forgetting.forget(articles, forgotten) }
    if let first = report.articles.first {
      context.log.event(
        .articlesForgotten,
        "\(forgotten.user) had \(counted(report.articles.count, "article")) forgotten, the first \(first.rawValue)",
        ["articles": "\(report.articles.count)", "user": "\(forgotten.user)"])
    }
    return report
  }

  private func finish() {
    do {
      let forgetting = Forgetting(store: store, log: OrderLog.Forgotten(spool.root))
      if try forgetting.isBehind { _ = try storeStage.forget { try forgetting.catchUp() } }
      if try store.reader.hasTraces { _ = clear() }
    } catch {
      context.log.warning("forgetting goes on in a minute: \(error)")
    }
  }

  /// What keeps it from being done is told, and it is tried again.
  private func clear() -> ForgottenTraces.Report {
    var report = ForgottenTraces.Report()
    do {
      report = try ForgottenTraces(store: store.reader, spool: spool.root, settings: settings)
        .clear(
          goesOn: { [self] in !stopping.load(ordering: .acquiring) },
          search: { [self] in try searchStage.beginAnew() },
          conclude: { [self] cleared in try storeStage.concludeForgetting(cleared) })
    } catch {
      report.waiting = Self.cause(error)
    }
    // The next start looks again.
    if stopping.load(ordering: .acquiring) { return report }
    if let waiting = report.waiting {
      context.degrade(
        .forgetting, code: "text-left", reason: waiting, .logHeld,
        "the text of a forgotten article is not gone everywhere yet: \(waiting)")
    } else {
      context.resolve(.forgetting, .logReleased, "nothing is left of what was forgotten")
    }
    return report
  }

  private static func cause(_ error: any Error) -> String {
    switch error {
    case is SpoolErasure.Interrupted, CorrectionRefusal.deskStopped:
      "the desk stops or is reloaded meanwhile, and goes on by itself"
    default: (error as? any Failure).map { "\($0.code): \($0.message)" } ?? "\(error)"
    }
  }
}
