import NewsAnswers
import NewsFormats
package import NewsInbox
import NewsLinux
package import NewsModel
package import NewsStore

/// Builds a database again from done/ and the order log, or from the old database's own records where
/// it can still be read: every deposit with its number, every article with its number, group and story.
///
/// Order: article after article by its recorded number, so that containers which were admitted piece by
/// piece between other files come out the same. A record that is the same again is taken whenever its
/// deposit is read past it; one that was the same again then and is not yet waits until the articles
/// before it are there. Needs the old seed: it decides which texts are compared at all.
package struct DatabaseRebuild {
  package struct Report: Sendable {
    package var deposits = 0
    package var articles = 0
    /// Neither bytes nor rows: their articles are not in the new database.
    package var missing: [FileName] = []
    /// No file has their bytes (delete mode, `ingest`): taken from the old database's rows.
    package var fromRows = 0
    /// Something of them was forgotten: taken from order/rest/.
    package var fromRest = 0
    /// Files in done/ that no record names: taken behind all others.
    package var unrecorded = 0
    /// Their bytes gave other articles than were recorded: another version of the program, or other
    /// limits, have read them.
    package var differing: [FileName] = []
    /// People's decisions about stories, carried out again.
    package var corrections = 0
    /// Lines of the order log that cannot be used. What they recorded has its old number only where
    /// the old database knows it; else its file is among the `unrecorded`.
    package var damagedLines: [OrderLog.Recorded.Line] = []
    /// The old database could be read to its end: a damaged line has lost nothing.
    package var hasOldDatabase = false
    /// Everything is as it was.
    package var isComplete: Bool {
      missing.isEmpty && differing.isEmpty && (damagedLines.isEmpty || hasOldDatabase)
    }

    mutating func note(_ deposit: RecordedDeposit) {
      deposits += 1
      switch deposit.origin {
      case .rows: fromRows += 1
      case .rest: fromRest += 1
      case .file: break
      case .nothing: if deposit.entry.outcome != .failed { missing.append(deposit.entry.name) }
      }
    }
  }

  /// The seed that the new database must have; nil when nothing remembers one.
  package let seed: UInt64?
  /// Deposits on record.
  package var count: Int { entries.count }

  let entries: [(entry: OrderLog.Entry, day: String)]
  let corrections: [RecordedCorrection]
  let damagedLines: [OrderLog.Recorded.Line]
  let old: StoreReader?
  /// The order log's.
  private let recordedSeed: UInt64?
  private let spool: Folder
  private let spoolPath: [UInt8]
  private let inboxes: [Inbox]
  private let settings: DeskSettings
  private let pathsNow: [String: String]
  /// In the order in which they came into force.
  private let recordedNames: [(recorded: OrderLog.Names, names: ArticleFieldNames)]

  /// `old` is the database to be replaced; nil when it is lost or cannot be read. What it says
  /// of a deposit counts less than the order log, which was written to outlive it. `pathsNow`: where inboxes are
  /// whose desk was moved, by the paths on record.
  package init(
    spoolPath: [UInt8], inboxes: [Inbox], old: StoreReader?, settings: DeskSettings,
    pathsNow: [String: String] = [:]
  ) throws {
    self.pathsNow = pathsNow
    let recorded = try OrderLog.Recorded(spoolPath: spoolPath)
    spool = try Folder.open(spoolPath)
    var all = Dictionary(
      recorded.entries.map { ($0.entry.id, $0) }, uniquingKeysWith: { $1 })
    var readable = old
    do {
      try old?.ended { record, articles in
        if all[record.id] == nil {
          all[record.id] = (OrderLog.Entry(record, articles), Self.day(record))
        }
      }
    } catch {
      // Damaged in the middle: what it has said so far is as good as the log's.
      readable = nil
    }
    // A person's decision is in both, and in the database for certain.
    corrections = (try? readable?.corrections()) ?? recorded.corrections
    recordedNames = recorded.names.map { ($0, ArticleFieldNames(own: $0.names)) }
    self.old = readable
    damagedLines = recorded.damaged
    recordedSeed = recorded.seed
    seed = old?.seed ?? recorded.seed
    entries = all.values.sorted { $0.entry.id < $1.entry.id }
    self.spoolPath = spoolPath
    self.inboxes = inboxes
    self.settings = settings
  }

  private static func day(_ record: DepositRow) -> String {
    (record.end?.finished ?? record.deposit.received).isoDay
  }

  /// Fills a new store. Cost: one core; reads every file twice (once for its digest), and what
  /// admission costs.
  ///
  /// - Parameters:
  ///   - store: empty, and made with `seed`.
  ///   - onDeposit: called after each deposit that has begun, with how many have.
  /// - Returns: what the new store holds, and what it lacks of the old one.
  /// - Throws: what the new store or reading throws; the new store is to be thrown away then.
  package func run(into store: Store, onDeposit: (Int) -> Void = { _ in }) throws -> Report {
    let forgotten = try recordedTombstones()
    var run = RebuildRun(
      self, files: try StoredFiles(spoolPath: spoolPath, pathsNow: pathsNow),
      admitting: try Readmission(store, settings, forgotten: forgotten))
    try run.admitRecorded(onDeposit: onDeposit)
    try run.takeUnrecorded()
    let report = try run.finish()
    try remember(run.seen, in: store)
    if let last = recordedNames.last {
      try store.transaction { try $0.storeFieldNames(last.recorded.text) }
    }
    try store.transaction { try $0.noteForgotten(through: forgotten.end) }
    return report
  }

  /// What the old database knows beside is put on record first: order/ may be lost, and what was forgotten stays so.
  private func recordedTombstones() throws -> RecordedTombstones {
    let log = OrderLog.Forgotten(spool)
    let known = try RecordedTombstones(log)
    // Of another seed it is another desk's, and its numbers and keys mean nothing here.
    guard let old, recordedSeed == nil || recordedSeed == old.seed else { return known }
    var missing: [Article.Tombstone] = []
    try old.tombstones { tombstone in
      if known.contains(tombstone.article.rawValue) { return }
      missing.append(tombstone)
      if missing.count < Forgetting.atOnce { return }
      try log.append(missing)
      missing = []
    }
    try log.append(missing)
    return try RecordedTombstones(log)
  }

  func open(
    _ recorded: (entry: OrderLog.Entry, day: String), _ files: StoredFiles,
    _ preparation: Preparation
  ) throws -> (RecordedDeposit, Descriptor?) {
    let entry = recorded.entry
    var file: Descriptor?
    // Where something was forgotten of it, the rest stands for its file.
    let rest = RestOfDeposit.read(of: entry.id, in: spool)
    var rows = rest.map { records($0, of: entry, preparation) }
    // What failed gave nothing; what killed the program is read as far as it gave articles.
    if rows == nil, entry.outcome != .failed { file = files.file(of: entry, day: recorded.day) }
    if rows == nil, file == nil, entry.outcome != .failed {
      rows = storedRecords(entry, preparation)
    }
    let deposit = try RecordedDeposit(
      entry, file: file, rows: rows, isRest: rest != nil, limits: settings.limits,
      fields: fields(of: entry.id), preparation: preparation
    ) { files.file(of: entry, day: recorded.day) }
    return (deposit, file)
  }

  /// By which names it was read: those last noted before it began. Where none are on record for any, an older
  /// build has read it, and who rebuilds says by which.
  private func fields(of deposit: DepositID) -> ArticleFieldNames {
    recordedNames.last { $0.recorded.after < deposit }?.names
      ?? (recordedNames.isEmpty ? settings.articleFieldNames : .usual)
  }

  /// Leave mode: what lies in its inbox as it was is not to be read again.
  private func remember(
    _ seen: [(entry: OrderLog.Entry, facts: FileFacts)], in store: Store
  ) throws {
    try store.transaction { writer in
      for (entry, facts) in seen {
        guard let digest = entry.digest else { continue }
        let file = SeenFile(facts, content: digest)
        let inbox = pathsNow[entry.inbox] ?? entry.inbox
        try writer.storeSeenFile(file, inbox: inbox, name: entry.name)
      }
    }
  }

  /// From the old database; nil when it has none of them or cannot be read.
  private func storedRecords(
    _ entry: OrderLog.Entry, _ preparation: Preparation
  ) -> [DepositPart.Record]? {
    // What cannot be read is not to be had from there.
    guard let old, let record = (try? old.deposit(entry.id)) ?? nil,
      let articles = try? old.articles(of: entry.id, limit: .max),
      articles.count == record.counts.stored
    else { return nil }
    let rejections = (try? old.rejections(of: entry.id)) ?? []
    var rest = RestOfDeposit()
    rest.articles = articles.filter { $0.forgotten == nil }.map(\.article)
    rest.rejections = rejections
    rest.unchanged = record.counts.unchanged
    return records(rest, of: entry, preparation)
  }

  private func records(
    _ rest: RestOfDeposit, of entry: OrderLog.Entry, _ preparation: Preparation
  ) -> [DepositPart.Record] {
    rest.articles.map {
      .article(
        preparation.prepare($0, depositSource: entry.source, received: entry.received))
    }
      + rest.rejections.map { .rejected(Rejection($0), ordinal: $0.ordinal, bytes: nil) }
      + (rest.unchanged > 0 ? [.unchanged(rest.unchanged)] : [])
  }

  func takeUnrecorded(_ files: StoredFiles, _ admitting: inout Readmission) throws {
    let inbox = inboxes.first ?? .commandLine
    for (file, name, facts) in files.unrecorded() {
      let digest = try DepositBytes(file).finish(limitBytes: settings.limits.fileBytes)
      let entry = OrderLog.Entry(
        id: DepositID(rawValue: admitting.lastDeposit + 1), outcome: .stored, place: .done,
        received: Timestamp(milliseconds: facts.changedNanoseconds / 1_000_000),
        sizeBytes: facts.sizeBytes, digest: digest, articles: [], format: nil, code: nil,
        message: nil, source: inbox.source.source(of: name), inbox: inbox.pathText, name: name)
      let deposit = try RecordedDeposit(
        entry, file: file, rows: nil, limits: settings.limits, fields: fields(of: entry.id),
        preparation: admitting.preparation)
      try admitting.begin(deposit)
      try admitting.admitAll(deposit)
      admitting.report.unrecorded += 1
    }
  }
}

extension OrderLog.Entry {
  /// As the database has it. Where a file is, it does not say: a claimed one that has not failed is
  /// looked for in done/.
  fileprivate init(_ record: DepositRow, _ articles: [ClosedRange<Int64>]) {
    let deposit = record.deposit
    let isPoison = record.end?.code == Rejection.Code.poison.rawValue
    let place: Place =
      record.end?.outcome == .failed || isPoison ? .failed : deposit.claim == nil ? .left : .done
    self.init(
      id: record.id, outcome: record.end?.outcome ?? .failed, place: place,
      received: deposit.received, sizeBytes: deposit.sizeBytes, digest: deposit.content,
      articles: articles, format: record.end?.format, code: record.end?.code,
      message: record.end?.message, source: deposit.source, inbox: deposit.inbox,
      name: deposit.name)
  }
}

extension Rejection {
  fileprivate init(_ row: RejectionRow) {
    self.init(
      Code(rawValue: row.code) ?? .unreadable, row.message, locator: row.locator, limit: row.limit)
  }
}
