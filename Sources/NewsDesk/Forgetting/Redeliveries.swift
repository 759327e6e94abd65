import NewsAnswers
import NewsFormats
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore
import NewsText

/// Finds the files that brought an article again which a person had forgotten: a feed holds its entries for days.
/// On record is only how many in a file were the same again, so that those files are read. Articles that went by
/// their age are not looked for: those files go by theirs.
struct Redeliveries {
  /// The keys of an article's identity.
  struct Key: Hashable {
    var item: Int64
    var edition: Int64
  }
  struct Found {
    /// What the files hold, and which of the articles are in it.
    var contents: [ContentDigest: Set<Key>] = [:]
    /// These lie in a file that is still in work.
    var waiting: Set<Key> = []
  }

  /// Of one content another source has other articles.
  private struct Candidate: Hashable {
    var content: ContentDigest
    var source: String
  }

  private let wanted: Set<Key>
  private let first: DepositID
  private let store: StoreReader
  private let spool: Folder
  private let settings: DeskSettings

  /// - Parameters:
  ///   - forgotten: of which something may be left.
  ///   - again: that are known to have come again.
  ///   - store: the database.
  ///   - spool: its open folder.
  ///   - settings: by which files are read.
  init(
    of forgotten: [StoreReader.Uncleared], again: [StoreReader.Redelivery], store: StoreReader,
    spool: Folder, settings: DeskSettings
  ) {
    let persons = forgotten.filter { $0.cause == .person }
    wanted = Set(
      persons.map { Key(item: $0.item, edition: $0.edition) }
        + again.map { Key(item: $0.item, edition: $0.edition) })
    first =
      (persons.map(\.deposit) + again.map(\.first)).min() ?? DepositID(rawValue: .max)
    self.store = store
    self.spool = spool
    self.settings = settings
  }

  /// Cost: reads and decodes every file that came later and brought something again.
  ///
  /// - Parameters:
  ///   - known: need not be read.
  ///   - alike: files of the spool of this size that have these bytes.
  ///   - goesOn: asked before each file and record.
  /// - Returns: the contents of those that hold a forgotten article.
  /// - Throws: `StoreFailure`; `SpoolErasure.Interrupted`.
  func find(
    but known: Set<ContentDigest>, alike: (Int64, ContentDigest) -> [FileName],
    goesOn: () -> Bool
  ) throws -> Found {
    var found = Found()
    guard !wanted.isEmpty else { return found }
    for (candidate, record) in try candidates(but: known) {
      guard goesOn() else { throw SpoolErasure.Interrupted() }
      // Stored, and not moved on yet: after a kill in between it is at the next start that it goes to done/.
      if let file = claimed(record) {
        found.waiting.formUnion(try keys(in: file, record, goesOn))
      } else if let file = file(of: record, candidate.content, alike) {
        let keys = try keys(in: file, record, goesOn)
        if !keys.isEmpty { found.contents[candidate.content, default: []].formUnion(keys) }
      }
    }
    for record in try store.openBatches().flatMap(\.deposits) where isCandidate(record) {
      guard goesOn() else { throw SpoolErasure.Interrupted() }
      if let file = claimed(record) { found.waiting.formUnion(try keys(in: file, record, goesOn)) }
    }
    return found
  }

  /// Read before their files are, or the database's log could not be emptied meanwhile.
  private func candidates(but known: Set<ContentDigest>) throws -> [Candidate: DepositRow] {
    var candidates: [Candidate: DepositRow] = [:]
    try store.ended { record, _ in
      guard isCandidate(record), let digest = record.deposit.content, !known.contains(digest)
      else { return }
      candidates[Candidate(content: digest, source: record.deposit.source)] = record
    }
    return candidates
  }

  private func isCandidate(_ record: DepositRow) -> Bool {
    record.id >= first && record.counts.unchanged > 0
  }

  /// Where disposal has put it; else anywhere in the spool, for a rebuild does not remember its day.
  private func file(
    of record: DepositRow, _ digest: ContentDigest, _ alike: (Int64, ContentDigest) -> [FileName]
  ) -> Descriptor? {
    guard let end = record.end else { return nil }
    let day = Disposal.StoredNames.dayFolder(end.finished.isoDay)
    for path in Disposal.StoredNames.paths(in: day, of: record.deposit.name, digest: digest) {
      guard let facts = (try? spool.facts(of: path.bytes)) ?? nil else { break }
      if facts.sizeBytes == record.deposit.sizeBytes,
        let file = try? spool.openForReading(path.bytes)
      {
        return file
      }
    }
    return alike(record.deposit.sizeBytes, digest).first.flatMap {
      try? spool.openForReading($0.bytes)
    }
  }

  /// One that is being read, or has not been moved on yet. Nil when it has.
  private func claimed(_ record: DepositRow) -> Descriptor? {
    guard let claim = record.deposit.claim else { return nil }
    return try? spool.openForReading(Array("claim/".utf8) + claim.bytes)
  }

  /// Those wanted. What cannot be read holds nothing that was read before either.
  private func keys(
    in file: Descriptor, _ record: DepositRow, _ goesOn: () -> Bool
  ) throws -> Set<Key> {
    let deposit = record.deposit
    guard let bytes = try? DepositBytes(file) else { return [] }
    let decoder = decoder(of: deposit, bytes)
    var found: Set<Key> = []
    while let next = try? decoder.next() {
      // A file may hold a million records, and a stop waits for this (P15).
      guard goesOn() else { throw SpoolErasure.Interrupted() }
      guard case .article(let given, _) = next else { continue }
      let article = given.completed()
      let identity = ArticleIdentity(
        article, source: given.source ?? deposit.source,
        text: Fingerprint(article.matchedText, seed: store.seed).digest)
      for identity in ItemRule.identities(of: article, identity) {
        let key = identity.key(seed: store.seed)
        if wanted.contains(Key(item: key.item, edition: key.edition)) {
          found.insert(Key(item: key.item, edition: key.edition))
        }
      }
    }
    return found
  }

  private func decoder(of deposit: NewDeposit, _ bytes: DepositBytes) -> DepositDecoder {
    DepositDecoder(
      name: deposit.name, limits: settings.limits, fields: settings.articleFieldNames,
      received: deposit.received, cpuClock: { .nanoseconds(Moment.threadCPUNanoseconds()) }
    ) { try bytes.read(into: $0) }
  }
}
