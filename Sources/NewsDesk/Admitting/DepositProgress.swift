import NewsModel
import NewsStore

/// How far a deposit has been stored. A value that only the store queue holds: a transaction changes a copy,
/// which is kept after COMMIT or thrown away with the transaction.
struct DepositProgress {
  /// The row of a batch that holds one deposit only, which lies in no claim folder; open until the
  /// deposit has ended and, when something is wrong with it, its reasons are written.
  struct OwnBatch {
    var id: BatchID
    var name: String
  }

  let id: DepositID
  /// Nil once it is closed.
  var ownBatch: OwnBatch?
  /// Records committed, in an earlier run too: the resume offset.
  var committedRecords = 0
  var counts = Verdict.Counts()
  /// What it had given before it was read from its beginning again; nil unless it was.
  private var known: DepositRow.KnownStretch?
  /// Kills among its articles, and what these have taken back.
  private(set) var kills = (count: 0, articles: 0)
  /// The first bad records, to be set aside.
  var kept = RejectedDocuments()
  /// What the first record said that is no article and no fault.
  var told: Rejection?
  var stories = StoriesOfDeposit()
  /// The numbers of its new articles; nil when an earlier run gave some of them.
  private(set) var articles: [ClosedRange<Int64>]? = []
  /// CPU of deciding, and of what was prepared for it; nil when some of it was not measured.
  private(set) var matchNanoseconds: Int64? = 0

  /// A deposit that begins.
  init(_ id: DepositID, _ ownBatch: OwnBatch?) {
    self.id = id
    self.ownBatch = ownBatch
  }

  /// A deposit that an earlier run has begun.
  init(_ begun: BegunDeposit) {
    let row = begun.row
    id = row.id
    ownBatch = begun.ownBatch.map { OwnBatch(id: row.deposit.batch, name: $0) }
    committedRecords = begun.records
    counts = row.counts
    known = row.progress?.known
    if row.counts.stored > 0 { articles = nil }
    matchNanoseconds = nil
  }

  /// Before the first record of a part.
  mutating func begin(_ part: DepositPart, _ writer: inout StoreWriter) throws {
    if part.startsAgain { try startAgain(&writer) }
    if let rejects = part.earlierRejects { kept = rejects }
    if !part.records.isEmpty { addMatching(part.preparationNanoseconds) }
  }

  /// The next record is the deposit's first: what it has given stays, the rest is counted anew.
  private mutating func startAgain(_ writer: inout StoreWriter) throws {
    known = try writer.countAgain(id, counts)
    (counts.unchanged, counts.rejected, committedRecords) = (0, 0, 0)
    (kept, told) = (RejectedDocuments(), nil)
  }

  /// Whether a known article is one that this deposit gave before it was read again: it is counted already.
  mutating func meetsAgain(_ article: ArticleID, _ writer: borrowing StoreWriter) throws -> Bool {
    guard known != nil, try writer.deposit(of: article) == id else { return false }
    return known?.meet(article) ?? false
  }

  /// What the store keeps while more follows; nil where nobody says how the records are counted.
  func stored(_ mark: ReadingMark?) -> DepositRow.Progress? {
    mark.map { DepositRow.Progress(rules: $0.rules, mark: $0.record, known: known) }
  }

  /// Nil for what was not measured.
  mutating func addMatching(_ nanoseconds: Int64?) {
    matchNanoseconds = matchNanoseconds.flatMap { sum in nanoseconds.map { sum + $0 } }
  }

  mutating func noteKill(_ item: ItemStanding) {
    if item.names == nil { return }
    kills.count += 1
    kills.articles += item.targets.count + item.others.count
  }

  /// A new article; numbers come ascending.
  mutating func note(_ article: ArticleID) { articles?.extend(with: article.rawValue) }

  /// What the deposit has become, when nothing more comes.
  var outcome: Outcome {
    if counts.stored + counts.unchanged == 0 { return .failed }
    if counts.rejected > 0 { return .partial }
    return counts.stored == 0 ? .unchanged : .stored
  }

  /// Why the deposit failed or is partial; else what is told of it, nil as a rule. The failure is why
  /// it ended early.
  func reason(_ failure: Rejection?) -> Rejection? {
    let outcome = outcome
    guard outcome == .failed || outcome == .partial else { return told }
    var reason =
      failure ?? kept.firstReason ?? Rejection(.empty, "it contains no records")
    if outcome == .partial, kept.unkept > 0 {
      reason.message +=
        "; not set aside one by one: \(counted(kept.unkept, "more bad record"));"
        + " the whole file is in done/"
    }
    return reason
  }
}
