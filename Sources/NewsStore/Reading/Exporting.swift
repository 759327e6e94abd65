import GRDB
package import NewsModel

/// Articles with all that their JSON shows.
extension StoreReader {
  /// One article with all that its JSON shows (docs/manual.md).
  package struct Exported: Sendable {
    package var record: ArticleRow
    /// The deposit's name.
    package var name: FileName
    /// The group's first article's `uri` and text; nil for the group's first itself.
    package var copyOf: Referenced?
    /// Links to older articles, best first, then of newer ones to this one with the relation as
    /// read from here.
    package var links: [(to: Referenced, link: CopyLink)]
  }

  /// An article as another one names it.
  package struct Referenced: Hashable, Sendable {
    package var id: ArticleID
    package var uri: String?
    package var text: TextDigest
    /// Its text was taken out for good, and with it what named it.
    package var isForgotten: Bool
  }

  /// Calls `body` for every article that a filter lets through, in order of admission, as they stood when each page of
  /// them was read; of what is stored meanwhile nothing is named. The numbers of all of them are held, 8 bytes each.
  ///
  /// No transaction is open while `body` runs: who writes into a pipe that nobody reads would keep the log beside
  /// the database from being shortened, and it grows with every article (11 KB each).
  ///
  /// - Parameters:
  ///   - filter: which.
  ///   - body: called for each; what it throws is thrown on.
  /// - Throws: `StoreFailure`.
  package func exported(
    _ filter: ArticleFilter = ArticleFilter(), _ body: (Exported) throws -> Void
  ) throws {
    var (rest, newest) = try admitted(by: filter)
    while !rest.isEmpty {
      let page = try page(of: &rest, newest: newest)
      for exported in page { try body(exported) }
    }
  }

  /// What a filter lets through, and the newest article of all.
  private func admitted(
    by filter: ArticleFilter
  ) throws(StoreFailure) -> (ArraySlice<ArticleID>, newest: ArticleID) {
    let (sql, values) = filter.conditions
    let index = filter.isEmpty ? "" : filter.index
    return try connections.read { db in
      let found = try db.all("SELECT id FROM article \(index) WHERE \(sql)", values) {
        ArticleID(rawValue: $0.integer(0))
      }
      let newest = try db.first("SELECT max(id) FROM article") { $0.integer(0) } ?? 0
      return (found.sorted()[...], ArticleID(rawValue: newest))
    }
  }

  /// Text that is read before it is handed on; one article may have more.
  private static let pageBytes = 1 << 20

  private func page(
    of rest: inout ArraySlice<ArticleID>, newest: ArticleID
  ) throws(StoreFailure) -> [Exported] {
    let (page, read) = try connections.read { [rest] db in
      var page: [Exported] = []
      var (read, bytes) = (0, 0)
      for id in rest {
        guard bytes < Self.pageBytes else { break }
        read += 1
        guard var exported = try Self.export(db, id) else { continue }
        exported.links.removeAll { $0.to.id > newest }
        bytes += exported.record.article.body.utf8.count
        page.append(exported)
      }
      return (page, read)
    }
    rest = rest.dropFirst(read)
    return page
  }

  /// One article as `exported` gives it; nil when there is none of that number.
  package func exported(_ id: ArticleID) throws(StoreFailure) -> Exported? {
    try connections.read { try Self.export($0, id) }
  }

  private static func export(_ db: Database, _ id: ArticleID) throws -> Exported? {
    try db.first(
      "SELECT \(ArticleRow.columns) FROM \(ArticleRow.table) WHERE id = ?",
      [.integer(id.rawValue)], ArticleRow.init
    ).map { try export(db, $0) }
  }

  private static func export(_ db: Database, _ record: ArticleRow) throws -> Exported {
    let id = Value.integer(record.id.rawValue)
    let name = try db.first(
      "SELECT name FROM deposit WHERE id = ?", [.integer(record.deposit.rawValue)]
    ) { FileName(bytes: $0.blob(0)) }
    var links = try db.all(
      "SELECT \(LinkRow.columns) FROM link WHERE article = ? ORDER BY ordinal", [id],
      LinkRow.init
    ).map(\.link)
    links += try db.all(
      "SELECT \(LinkRow.columns) FROM link WHERE to_article = ? ORDER BY article, ordinal",
      [id], LinkRow.init
    ).map(\.fromTheOther)
    let named = try links.compactMap { link in
      try referenced(db, link.to).map { (to: $0, link: link) }
    }
    return Exported(
      record: record, name: name ?? FileName(bytes: []),
      copyOf: record.group == record.id ? nil : try referenced(db, record.group), links: named)
  }

  private static func referenced(_ db: Database, _ id: ArticleID) throws -> Referenced? {
    try db.first(
      """
      SELECT uri, text_high, text_low, EXISTS (SELECT 1 FROM forgotten WHERE article = ?1)
      FROM article WHERE id = ?1
      """, [.integer(id.rawValue)]
    ) {
      Referenced(
        id: id, uri: $0.integer(3) != 0 ? nil : $0.optionalText(0),
        text: TextDigest(
          high: UInt64(bitPattern: $0.integer(1)), low: UInt64(bitPattern: $0.integer(2))),
        isForgotten: $0.integer(3) != 0)
    }
  }
}
