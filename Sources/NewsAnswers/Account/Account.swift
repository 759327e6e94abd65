package import NewsBytes
package import NewsInbox
import NewsLinux
package import NewsModel
package import NewsStore

/// The equation of promise P4 at one moment: seen = stored + unchanged + partial + failed +
/// waiting. Works with the daemon up or down, and to the unit while it works.
///
/// The moment is that of the last look at the store. Files move on meanwhile, so claim/ is looked at
/// before and behind the inboxes: a file on its way to or from claim/ is met. One that had its outcome
/// by that moment is the store's to count.
package struct Account: Sendable {
  /// Files in inboxes; in leave mode only those not taken as they are.
  package private(set) var inInboxes = 0
  /// Claimed files without an outcome.
  package private(set) var claimed = 0
  package let accounting: Accounting
  /// As the daemon counts what waits, where whoever asks may not look everywhere.
  private var toldWaiting: Int?
  /// Some of what waits may not be seen by whoever asks, and no daemon tells.
  package private(set) var isBarred = false
  /// Files and records that lie in failed/ now; nil where whoever asks may not look, or no daemon has run. A file
  /// that is tried again has come again, so `failed` counts its failures.
  package let failedNow: Int?
  /// Names in inboxes that rule, include or ignore leaves alone, as far as whoever asks may look.
  let leftAlone: Int
  private let inboxes: [Inbox]

  /// - Parameters:
  ///   - inboxes: where files may wait.
  ///   - spoolPath: where claim/ lies; nil when no daemon has run here.
  ///   - store: what has ended.
  ///   - pathsNow: of inboxes whose desk was moved: their paths, by those that the store has.
  ///   - live: asks the running daemon.
  /// - Throws: `StoreFailure`.
  package init(
    inboxes: [Inbox], spoolPath: [UInt8]?, store: StoreReader, pathsNow: [String: String] = [:],
    live: () -> LiveStatus? = { nil }
  ) throws(StoreFailure) {
    self.inboxes = inboxes
    failedNow = spoolPath.flatMap { try? PuttingBack(spoolPath: $0).count() }
    let before = try store.accounting()
    // Root sees what the daemon cannot, and counts as the daemon does.
    let shut = ProcessState.isRoot ? live()?.shutFolders ?? [] : []
    var waiting = WaitingFiles(pathsNow: pathsNow, shut: shut)
    let claim = spoolPath.map { $0 + Array("/claim".utf8) }
    if let claim { waiting.look(atClaims: claim) }
    for (index, inbox) in inboxes.enumerated() { try waiting.look(at: inbox, index, store) }
    if let claim { waiting.look(atClaims: claim) }
    accounting = try store.accounting(since: before)
    leftAlone = waiting.leftAlone
    for (identity, file) in waiting.found {
      if let claim = file.claim {
        if !accounting.endedClaims.contains(claim) { claimed += 1 }
      } else if let index = file.inbox, !hasEnded(file, identity, inboxes[index]) {
        inInboxes += 1
      }
    }
    guard waiting.isBarred else { return }
    toldWaiting = live().map { Int($0.waitingCount) }
    isBarred = toldWaiting == nil
  }

  /// The same of a state folder, whose last run says where files may wait.
  ///
  /// - Parameters:
  ///   - state: the state folder.
  ///   - store: its database.
  /// - Throws: `StoreFailure`. Where the record of the last run is damaged nothing is known to wait.
  package init(state: String, store: StoreReader) throws {
    let run = (try? LastRun.read(in: state)) ?? nil
    try self.init(
      inboxes: run?.watched ?? [], spoolPath: run?.spool, store: store,
      pathsNow: run?.pathsNow ?? [:]
    ) { run.flatMap { LiveStatus.ask($0.control) } }
  }

  /// Met in its inbox, and its outcome is in the account by now. The same name again is another file,
  /// which is still there.
  private func hasEnded(
    _ file: WaitingFiles.Found, _ identity: WaitingFiles.Identity, _ inbox: Inbox
  ) -> Bool {
    let place = Accounting.Place(inbox: inbox.pathText, name: file.name)
    guard accounting.endedMeanwhile.contains(place) else { return false }
    if inbox.mode == .leave { return true }
    // What cannot be looked at is not there.
    let now = (try? Folder.open(inbox.path).facts(of: file.name.bytes)) ?? nil
    return now.map(WaitingFiles.Identity.init) != identity
  }

  /// Files in inboxes and in claim/ that have no outcome yet.
  package var waiting: Int { toldWaiting ?? inInboxes + claimed }
  package var stored: Int { accounting.inboxes.reduce(0) { $0 + $1.stored } }
  package var unchanged: Int { accounting.inboxes.reduce(0) { $0 + $1.unchanged } }
  package var partial: Int { accounting.inboxes.reduce(0) { $0 + $1.partial } }
  package var failed: Int { accounting.inboxes.reduce(0) { $0 + $1.failed } }
  package var articles: Verdict.Counts {
    accounting.inboxes.reduce(into: Verdict.Counts()) { $0 += $1.articles }
  }

  private var ended: Int { stored + unchanged + partial + failed }
  /// By another count than the running tallies: what balancing means.
  package var seen: Int { accounting.ended + waiting }
  package var balances: Bool { seen == ended + waiting }
}

extension Account {
  package var json: JSONValue {
    .object([
      ("seen", .init(seen)), ("stored", .init(stored)), ("unchanged", .init(unchanged)),
      ("partial", .init(partial)), ("failed", .init(failed)), ("waiting", .init(waiting)),
      ("failed_now", .init(failedNow.map { Int64($0) })), ("balanced", .bool(balances)),
      ("waiting_complete", .bool(!isBarred)),
      (
        "articles",
        .object([
          ("original", .init(articles.original)), ("identical", .init(articles.identical)),
          ("near-duplicate", .init(articles.nearDuplicate)), ("excerpt", .init(articles.excerpt)),
          ("update", .init(articles.update)),
          ("earlier-version", .init(articles.earlierVersion)),
          ("unchanged", .init(articles.unchanged)), ("rejected", .init(articles.rejected)),
        ])
      ),
    ])
  }

  /// Two lines for people, and a third when something has failed.
  package var text: String {
    sums + (failed > 0 || (failedNow ?? 0) > 0 ? "\n" + failedLine : "")
  }

  private var failedLine: String {
    failedNow.map { "in failed/ now: \($0)" } ?? "in failed/ now: you may not look there"
  }

  private var sums: String {
    """
    \(counted(seen, "file")) seen = \(stored) stored + \(unchanged) unchanged + \(partial) partial + \
    \(failed) failed + \(waiting) waiting\(balances ? "" : "  (DOES NOT BALANCE)")\
    \(isBarred ? "  (you may not look into every inbox: there may be more waiting)" : "")
    articles: \(articles.original) original, \(articles.identical) identical, \
    \(articles.nearDuplicate) near-duplicate, \(articles.excerpt) excerpt, \
    \(articles.update) update, \(articles.earlierVersion) earlier version; \(articles.unchanged) unchanged, \(articles.rejected) rejected
    """
  }
}
