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

  /// Calls `body` for every article that a filter lets through, in order of admission, one snapshot, streaming. With
  /// a filter the numbers of all of them are held, some 10 bytes each.
  package func exported(
    _ filter: ArticleFilter = ArticleFilter(), _ body: (Exported) throws -> Void
  ) throws {
    let (sql, values) = filter.conditions
    let meant = filter.isEmpty ? "1" : "id IN (SELECT id FROM article \(filter.index) WHERE \(sql))"
    try connections.stream { db in
      try db.each(
        "SELECT \(ArticleRow.columns) FROM \(ArticleRow.table) WHERE \(meant) ORDER BY id", values
      ) { row in
        try body(try Self.export(db, try ArticleRow(row)))
      }
    }
  }

  /// One article as `exported` gives it; nil when there is none of that number.
  package func exported(_ id: ArticleID) throws(StoreFailure) -> Exported? {
    try connections.read { db in
      try db.first(
        "SELECT \(ArticleRow.columns) FROM \(ArticleRow.table) WHERE id = ?",
        [.integer(id.rawValue)],
        ArticleRow.init
      ).map { try Self.export(db, $0) }
    }
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
