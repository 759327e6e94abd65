import NewsInbox
package import NewsLinux
package import NewsModel
package import NewsStore

/// What was cut off and lies in failed/, a whole file or a record of one, while the same came whole by another: when
/// that article is forgotten, this goes as well, and so does the container in done/ that the record was of.
///
/// Only while the article has its text can be told what holds a part of it. So this comes first: a kill behind it
/// leaves the article, and no part of it beside.
package struct FailedPieces {
  /// Of what is looked into. A record is at most `limits.document_text_bytes`.
  private static let mostBytes = 64 << 20

  private let store: StoreReader
  private let spool: Folder
  private let spoolPath: [UInt8]

  /// - Parameters:
  ///   - store: the database.
  ///   - spool: its open folder.
  ///   - spoolPath: where it lies.
  package init(store: StoreReader, spool: Folder, spoolPath: [UInt8]) {
    self.store = store
    self.spool = spool
    self.spoolPath = spoolPath
  }

  /// Removes them, and says so in `dropped`.
  ///
  /// - Parameters:
  ///   - articles: to be forgotten; those that have no text are passed over.
  ///   - user: who wants it.
  ///   - now: when.
  ///   - goesOn: asked before each file.
  /// - Returns: what went, by its path below failed/.
  /// - Throws: `CorrectionRefusal.noArticle`, and then nothing was removed; `CorrectionRefusal.deskStopped`, `.stillInWork`:
  ///   ask again; `StoreFailure`; what keeps something from being removed.
  package func remove(
    holding articles: [ArticleID], by user: String, at now: Timestamp,
    goesOn: () -> Bool = { true }
  ) throws -> [FileName] {
    let sought = try sought(articles)
    guard !sought.isEmpty, try spool.facts(of: Array("failed".utf8)) != nil else { return [] }
    let failed = try PuttingBack(spoolPath: spoolPath)
    var pieces: [PuttingBack.Failed] = []
    var containers: Set<DepositID> = []
    for file in try failed.all() where file.isThere {
      guard goesOn() else { throw CorrectionRefusal.deskStopped }
      let deposits = try self.deposits(of: file.name)
      let sources = Set(deposits.map(\.deposit.source))
      let of = sought.filter { sources.contains($0.source) }
      guard !of.isEmpty, let bytes = bytes(of: file), of.contains(where: { $0.mark.isIn(bytes) })
      else { continue }
      containers.formUnion(deposits.filter(Self.hasBrokenRecord).map(\.id))
      pieces.append(file)
    }
    // The pieces tell what the containers are, so that these go first.
    var erasure = SpoolErasure(store: store, spool: spool, goesOn: { true })
    // Before the first of them goes: who is refused has lost nothing.
    if let first = try erasure.inWork(containers.sorted()) {
      throw CorrectionRefusal.stillInWork(first)
    }
    _ = try erasure.erase(filesOf: containers.sorted())
    for file in pieces { try failed.drop(file, by: user, at: now) }
    return pieces.map(\.path)
  }

  /// Its file is in done/ with the record as it came.
  private static func hasBrokenRecord(_ record: DepositRow) -> Bool {
    record.counts.rejected > 0 && record.end?.outcome != .failed
  }

  private struct Sought {
    var source: String
    var mark: TextMark
  }

  /// The deposit's source: a broken record does not say its own.
  private func sought(_ articles: [ArticleID]) throws -> [Sought] {
    try articles.compactMap { id in
      guard let row = try store.article(id) else { throw CorrectionRefusal.noArticle(id) }
      guard row.forgotten == nil, let source = try store.deposit(row.deposit)?.deposit.source
      else { return nil }
      return Sought(source: source, mark: TextMark(row.article))
    }
  }

  /// Those of this name; a record `NAME~4` is of `NAME`.
  private func deposits(of name: FileName) throws -> [DepositRow] {
    let own = try store.deposits(named: name)
    guard own.isEmpty, let mark = name.bytes.lastIndex(of: UInt8(ascii: "~")) else { return own }
    return try store.deposits(named: FileName(bytes: name.bytes[..<mark]))
  }

  private func bytes(of file: PuttingBack.Failed) -> [UInt8]? {
    let path = Array("failed/".utf8) + file.path.bytes
    guard let opened = try? spool.openForReading(path),
      let bytes = try? opened.contents(limitBytes: Self.mostBytes)
    else { return nil }
    return TextMark.letters(of: bytes)
  }
}
