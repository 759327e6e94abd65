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
  private struct Key: Hashable {
    var item: Int64
    var edition: Int64
  }

  private let wanted: Set<Key>
  private let first: DepositID
  private let store: StoreReader
  private let spool: Folder
  private let settings: DeskSettings

  init(
    of forgotten: [StoreReader.Uncleared], store: StoreReader, spool: Folder, settings: DeskSettings
  ) {
    let persons = forgotten.filter { $0.cause == .person }
    wanted = Set(persons.map { Key(item: $0.item, edition: $0.edition) })
    first = persons.map(\.deposit).min() ?? DepositID(rawValue: .max)
    self.store = store
    self.spool = spool
    self.settings = settings
  }

  /// Cost: reads and decodes every file in done/ that came later and brought something again.
  ///
  /// - Parameters:
  ///   - known: need not be read.
  ///   - goesOn: asked before each file.
  /// - Returns: the contents of those that hold a forgotten article.
  /// - Throws: `StoreFailure`; `SpoolErasure.Interrupted`.
  func contents(
    but known: Set<ContentDigest>, goesOn: () -> Bool
  ) throws -> Set<ContentDigest> {
    guard !wanted.isEmpty else { return [] }
    // Read first, or the database's log could not be emptied as long as files are read.
    var candidates: [ContentDigest: DepositRow] = [:]
    try store.ended { record, _ in
      guard record.id >= first, record.counts.unchanged > 0, let digest = record.deposit.content,
        !known.contains(digest)
      else { return }
      candidates[digest] = record
    }
    return try Set(
      candidates.filter { digest, record in
        guard goesOn() else { throw SpoolErasure.Interrupted() }
        return file(of: record, digest).map { holds($0, record) } ?? false
      }.keys)
  }

  private func file(of record: DepositRow, _ digest: ContentDigest) -> Descriptor? {
    guard let end = record.end else { return nil }
    let day = Disposal.StoredNames.dayFolder(end.finished.isoDay)
    for path in Disposal.StoredNames.paths(in: day, of: record.deposit.name, digest: digest) {
      guard let facts = (try? spool.facts(of: path.bytes)) ?? nil else { return nil }
      if facts.sizeBytes == record.deposit.sizeBytes,
        let file = try? spool.openForReading(path.bytes)
      {
        return file
      }
    }
    return nil
  }

  /// What cannot be read holds nothing that was read before either.
  private func holds(_ file: Descriptor, _ record: DepositRow) -> Bool {
    let deposit = record.deposit
    guard let bytes = try? DepositBytes(file) else { return false }
    let decoder = DepositDecoder(
      name: deposit.name, limits: settings.limits, fields: settings.articleFieldNames,
      received: deposit.received, cpuClock: { .nanoseconds(Moment.threadCPUNanoseconds()) }
    ) { try bytes.read(into: $0) }
    while let next = try? decoder.next() {
      guard case .article(let given, _) = next else { continue }
      let article = given.completed()
      let identity = ArticleIdentity(
        article, source: given.source ?? deposit.source,
        text: Fingerprint(article.matchedText, seed: store.seed).digest)
      let key = identity.key(seed: store.seed)
      if wanted.contains(Key(item: key.item, edition: key.edition)) { return true }
    }
    return false
  }
}
