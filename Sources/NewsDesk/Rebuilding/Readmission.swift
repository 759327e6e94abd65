import NewsInbox
import NewsLinux
import NewsModel
import NewsStore
import NewsText

/// The admission of recorded deposits to a new store, with the numbers they had.
///
/// Knows which articles are the same again before the store says so, by 16 bytes an article, because
/// a recorded number belongs to the next article that is *not*. Where more than the key decides, the store is
/// asked.
struct Readmission {
  /// Parts a transaction, and bytes of text held for it.
  private static let transactionParts = 500
  private static let transactionBytes = 16 << 20
  /// Deposits that wait with their file open.
  private static let openWaiting = 32

  private struct IdentityKey: Hashable {
    var item: Int64
    var edition: Int64
  }

  let preparation: Preparation
  var report = DatabaseRebuild.Report()
  private(set) var lastDeposit: Int64 = 0
  private let store: Store
  private let admission: Admission
  private var lastArticle: Int64 = 0
  private var known: Set<IdentityKey> = []
  /// Of articles that are known by more than their key: half the digest.
  private var texts: Set<UInt64> = []
  private var parts: [DepositPart] = []
  private var partBytes = 0
  /// Read as far as their new articles went; what follows was the same again, and is not yet.
  private var waiting: [RecordedDeposit] = []
  /// What stands in the place of an article.
  private let forgotten: RecordedTombstones
  /// Of the deposits that have begun: what was forgotten of them and has not been met in their file.
  private var unmet: [DepositID: Set<IdentityKey>] = [:]

  init(
    _ store: Store, _ settings: DeskSettings, forgotten: RecordedTombstones
  ) throws {
    self.store = store
    self.forgotten = forgotten
    let admission = Admission(
      store: store, decisions: try Decisions(restoring: store, settings), batches: [:],
      replays: Replays([]))
    self.admission = admission
    admission.decisions.heirs = forgotten.heirs
    preparation = Preparation(store: store, indices: IndicesInForce(admission.decisions.indices))
  }

  /// Takes the deposit's number. Its row is made with its first part.
  mutating func begin(_ deposit: RecordedDeposit) throws {
    let number = deposit.entry.id.rawValue
    if number > lastDeposit + 1 { try raise(deposit: number - 1) }
    lastDeposit = number
    let gone = try forgotten.tombstones(of: deposit.entry.articles)
    if !gone.isEmpty { unmet[deposit.entry.id] = Set(gone.map(Self.key)) }
    report.note(deposit)
    // An empty part makes the row, in its order.
    try put(DepositPart(deposit.deposit, ending: nil))
  }

  /// Its next articles, which had these numbers. After each, what `correction` has for its number is
  /// carried out, until it has nothing more.
  mutating func admit(
    _ deposit: RecordedDeposit, _ range: ClosedRange<Int64>,
    correction: (Int64) -> RecordedCorrection? = { _ in nil }
  ) throws {
    if range.lowerBound > lastArticle + 1 { try raise(article: range.lowerBound - 1) }
    while lastArticle < range.upperBound {
      guard let record = try tombstone(of: deposit) ?? next(deposit) else {
        note(deposit)
        return try raise(article: range.upperBound)
      }
      let isNew = try note(record, of: deposit)
      try put(record, of: deposit, isNew: isNew)
      while isNew, let next = correction(lastArticle) { try correct(next) }
    }
  }

  /// The rest: it was the same again, or no article. What killed the program is not read further.
  mutating func drain(_ deposit: RecordedDeposit) throws {
    if deposit.entry.code != Rejection.Code.poison.rawValue {
      while let record = try next(deposit) {
        if try isNew(record, of: deposit) {
          deposit.holdBack(record)
          waiting.append(deposit)
          if waiting.count > Self.openWaiting { deposit.close() }
          return
        }
        try put(record, of: deposit, isNew: false)
      }
    }
    try end(deposit)
  }

  /// All earlier articles are admitted now, so duplicates can be recognised.
  mutating func drainHeldBack() throws {
    let all = waiting
    waiting = []
    for deposit in all {
      let before = lastArticle
      try admitAll(deposit)
      if lastArticle > before { note(deposit) }
    }
  }

  mutating func admitAll(_ deposit: RecordedDeposit) throws {
    while let record = try next(deposit) {
      try put(record, of: deposit, isNew: note(record, of: deposit))
    }
    try end(deposit)
  }

  /// What a person decided then, where it was decided.
  mutating func correct(_ correction: RecordedCorrection) throws {
    try flush()
    do {
      try admission.repeatCorrection(correction)
      report.corrections += 1
    } catch is CorrectionRefusal {
      // It is about articles that were not to be had any more, which the report names.
    }
  }

  /// Commits what is left. The old database's last numbers are never given again.
  mutating func finish(numbers: StoreReader.Numbers?) throws {
    try flush()
    if let numbers { try store.transaction { $0.raise(to: numbers) } }
    report.articles = Int(try store.reader.account().reduce(0) { $0 + $1.articles.stored })
  }

  private mutating func end(_ deposit: RecordedDeposit) throws {
    unmet[deposit.entry.id] = nil
    if let last = parts.last, last.deposit === deposit.deposit, last.ending == nil {
      parts[parts.count - 1].ending = deposit.ending
      return
    }
    try put(DepositPart(deposit.deposit, ending: deposit.ending))
  }

  private mutating func note(_ deposit: RecordedDeposit) {
    if deposit.isFound { report.differing.append(deposit.entry.name) }
  }

  /// True for an article that is not the same again, and for what stands in the place of one.
  private mutating func note(
    _ record: DepositPart.Record, of deposit: RecordedDeposit
  ) throws -> Bool {
    if case .forgotten(let tombstone, _) = record {
      return known.insert(Self.key(tombstone)).inserted
    }
    guard try isNew(record, of: deposit), case .article(let prepared) = record else { return false }
    known.insert(key(prepared.measured))
    if ItemRule.isKnownByMore(prepared.measured.article) {
      texts.insert(prepared.measured.fingerprint.digest.high)
    }
    return true
  }

  private mutating func isNew(
    _ record: DepositPart.Record, of deposit: RecordedDeposit
  ) throws -> Bool {
    guard case .article(let prepared) = record else { return false }
    let measured = prepared.measured
    if known.contains(key(measured)) { return false }
    guard
      texts.contains(measured.fingerprint.digest.high)
        || ItemRule.isKnownByMore(measured.article) && measured.article.embargo != nil
    else { return true }
    try flush()
    return try store.transaction {
      try ItemRule.known(measured, received: deposit.deposit.received, $0) == nil
    }
  }

  /// What stands in the place of the next article; nil as a rule.
  private func tombstone(of deposit: RecordedDeposit) throws -> DepositPart.Record? {
    try forgotten.tombstone(of: lastArticle + 1).map {
      .forgotten($0, format: deposit.entry.format)
    }
  }

  /// The next record of a deposit, without what was forgotten of it: its file may still have that.
  private mutating func next(_ deposit: RecordedDeposit) throws -> DepositPart.Record? {
    while let record = try deposit.next() {
      guard case .article(let prepared) = record else { return record }
      let key = key(prepared.measured)
      guard unmet[deposit.entry.id]?.remove(key) != nil else { return record }
    }
    return nil
  }

  private static func key(_ tombstone: Article.Tombstone) -> IdentityKey {
    IdentityKey(item: tombstone.item, edition: tombstone.edition)
  }

  private func key(_ measured: MeasuredArticle) -> IdentityKey {
    let number = measured.identity.key(seed: store.reader.seed)
    return IdentityKey(item: number.item, edition: number.edition)
  }

  private mutating func put(
    _ record: DepositPart.Record, of deposit: RecordedDeposit, isNew: Bool
  ) throws {
    if isNew { lastArticle += 1 }
    var bytes = DepositPart.recordBytes
    if case .article(let prepared) = record { bytes += prepared.measured.article.body.utf8.count }
    if let last = parts.last, last.deposit === deposit.deposit, last.ending == nil,
      last.records.count < DepositReader.partRecords
    {
      parts[parts.count - 1].records.append(record)
      partBytes += bytes
      return
    }
    try put(
      DepositPart(deposit: deposit.deposit, records: [record], ending: nil, bytes: bytes))
  }

  private mutating func put(_ part: DepositPart) throws {
    if parts.count >= Self.transactionParts || partBytes >= Self.transactionBytes { try flush() }
    parts.append(part)
    partBytes += part.bytes
  }

  private mutating func flush() throws {
    guard !parts.isEmpty else { return }
    let now = Timestamp.now()
    _ = try admission.admit(parts, closing: [], now: now)
    parts = []
    partBytes = 0
  }

  private mutating func raise(article: Int64 = 0, deposit: Int64 = 0) throws {
    try flush()
    try store.transaction {
      $0.raise(to: StoreReader.Numbers(article: article, story: 0, deposit: deposit))
    }
    lastArticle = max(lastArticle, article)
    lastDeposit = max(lastDeposit, deposit)
  }
}
