import GRDB
import NewsBytes
package import NewsModel

extension StoreWriter {
  /// An article as its item's versions and kills see it.
  package struct ItemRow: Hashable, Sendable {
    package var id: ArticleID
    package var story: StoryID
    /// As it came, whatever has become of it.
    package var status: Article.Status
    package var retractedBy: ArticleID?
    package var replacedBy: ArticleID?
    package var version: String?
    package var updated: Timestamp?
    package var published: Timestamp?
    package var received: Timestamp
    package var headline: String
    package var take: String?
    package var source: String
    package var uri: String?
    package var url: String?
    package var deposit: DepositID
    /// As `slugKey` gives it; nil without a slug.
    package var slugKey: Int64?
    package var format: String
    package var embargo: Timestamp?

    /// When it was written, as far as anybody says.
    package var time: Timestamp { updated ?? published ?? received }
  }
}

extension StoreWriter.ItemRow {
  fileprivate static let columns = """
    id, story, coalesce(status, 'usable'), retracted_by, version, updated, published, received,
    headline, json_extract(facts, '$.take'), source, uri, url, deposit, replaced_by, slug_key,
    format, embargo
    """

  fileprivate init(_ row: Columns) throws {
    let word = row.text(2)
    guard let status = Article.Status(rawValue: word) else {
      throw StoreFailure(.corrupt, "an article has the unknown status \(quoted(word))")
    }
    self.init(
      id: ArticleID(rawValue: row.integer(0)), story: StoryID(rawValue: row.integer(1)),
      status: status, retractedBy: row.optionalInteger(3).map(ArticleID.init),
      replacedBy: row.optionalInteger(14).map(ArticleID.init),
      version: row.optionalText(4), updated: row.optionalInteger(5).map(Timestamp.init),
      published: row.optionalInteger(6).map(Timestamp.init),
      received: Timestamp(milliseconds: row.integer(7)), headline: row.text(8),
      take: row.optionalText(9), source: row.text(10), uri: row.optionalText(11),
      url: row.optionalText(12),
      deposit: DepositID(rawValue: row.integer(13)), slugKey: row.optionalInteger(15),
      format: row.text(16), embargo: row.optionalInteger(17).map(Timestamp.init))
  }
}

/// Versions of items, and the kills that name them.
extension StoreWriter {
  /// So many of an item, the latest to come: some feeds give all that they have one identifier.
  package static let versionLimit: Int64 = 64
  /// So many of what may be many items: the texts tell which of them are versions.
  package static let latestLimit: Int64 = 8
  /// So many may a kill mean that has to be held against the title of each.
  package static let titleLimit: Int64 = 512

  /// The articles that a source gave one identifier, in order of admission.
  ///
  /// - Parameters:
  ///   - source: who published them.
  ///   - uri: their identifier.
  ///   - limit: how many at most, the latest to come.
  /// - Returns: the oldest first.
  /// - Throws: `StoreFailure`.
  package func versions(
    source: String, uri: String, limit: Int64 = versionLimit
  ) throws -> [ItemRow] {
    try db.all(
      """
      SELECT \(ItemRow.columns) FROM \(ArticleRow.table) WHERE id IN
        (SELECT id FROM article WHERE item_key = ? ORDER BY id DESC LIMIT ?) ORDER BY id
      """, [.integer(itemKey(source, uri)), .integer(limit)]
    ) { row in
      // 64 secret bits do not collide by themselves; an item found by them is verified all the same.
      try row.text(10) == source && row.optionalText(11) == uri ? ItemRow(row) : nil
    }.compactMap { $0 }
  }

  /// Of 64 articles that a source gave an identifier which may be that of many items: kills, those of the same
  /// headline or link, and the latest.
  ///
  /// - Parameters:
  ///   - source: who published them.
  ///   - uri: their identifier.
  ///   - headline: of an article that is to be held against them.
  ///   - url: its link.
  /// - Returns: the oldest first. Cost: 64 rows looked at, of which few are read.
  /// - Throws: `StoreFailure`.
  package func versions(
    source: String, uri: String, headline: String, url: String?
  ) throws -> [ItemRow] {
    try db.all(
      """
      WITH latest(id) AS (SELECT id FROM article WHERE item_key = ?1 ORDER BY id DESC LIMIT ?2)
      SELECT \(ItemRow.columns) FROM \(ArticleRow.table) WHERE id IN
        (SELECT latest.id FROM latest JOIN article ON article.id = latest.id
          LEFT JOIN publication ON publication.article = latest.id
          WHERE article.headline = ?3 OR article.url = ?4 OR publication.status = 'cancelled'
        UNION SELECT id FROM (SELECT id FROM latest ORDER BY id DESC LIMIT ?5)) ORDER BY id
      """,
      [
        .integer(itemKey(source, uri)), .integer(Self.versionLimit), .text(headline),
        .optional(url),
        .integer(Self.latestLimit),
      ]
    ) { row in
      try row.text(10) == source && row.optionalText(11) == uri ? ItemRow(row) : nil
    }.compactMap { $0 }
  }

  /// What of an item may still be taken back, however much it is: a ticker has hundreds of versions.
  ///
  /// - Parameters:
  ///   - source: who published them.
  ///   - uri: their identifier.
  /// - Returns: in order of admission, with their stories. Cost: a microsecond an article of the item.
  /// - Throws: `StoreFailure`.
  package func untaken(source: String, uri: String) throws -> [(id: ArticleID, story: StoryID)] {
    try db.all(
      """
      SELECT id, story, source, uri FROM \(ArticleRow.table) WHERE item_key = ?
        AND retracted_by IS NULL AND coalesce(status, 'usable') NOT IN ('cancelled', 'test')
      ORDER BY id
      """, [.integer(itemKey(source, uri))]
    ) { row in
      row.text(2) == source && row.optionalText(3) == uri
        ? (ArticleID(rawValue: row.integer(0)), StoryID(rawValue: row.integer(1))) : nil
    }.compactMap { $0 }
  }

  /// Whether a kill of a source names an identifier: then all that has it has been taken back.
  package func isKilled(source: String, uri: String) throws -> Bool {
    try db.first(
      "SELECT 1 FROM retraction WHERE name_key = ? LIMIT 1", [.integer(itemKey(source, uri))]
    ) { _ in true } ?? false
  }

  /// The articles that a source has of one text, at most those of the 64 of any source that came last.
  package func articles(source: String, text: TextDigest) throws -> [ItemRow] {
    try db.all(
      """
      SELECT \(ItemRow.columns) FROM \(ArticleRow.table) WHERE id IN
        (SELECT id FROM article WHERE text_high = ? AND text_low = ? ORDER BY id DESC LIMIT ?)
      """,
      [
        .integer(Int64(bitPattern: text.high)), .integer(Int64(bitPattern: text.low)),
        .integer(Self.versionLimit),
      ]
    ) { try $0.text(10) == source ? ItemRow($0) : nil }.compactMap { $0 }
  }

  /// The articles that a source gave one slug, in order of admission, those that came last.
  package func versions(
    source: String, slug: String, limit: Int64 = versionLimit
  ) throws -> [ItemRow] {
    try db.all(
      """
      SELECT \(ItemRow.columns) FROM \(ArticleRow.table) WHERE id IN
        (SELECT article FROM publication WHERE slug_key = ? ORDER BY article DESC LIMIT ?) ORDER BY id
      """, [.integer(slugKey(source, slug)), .integer(limit)]
    ) { try $0.text(10) == source ? ItemRow($0) : nil }.compactMap { $0 }
  }

  /// The other languages and takes of an item: their identifiers go on behind `#`, and they were admitted
  /// right before and behind the article in the item's own language.
  ///
  /// - Parameters:
  ///   - main: the article that has the item's own identifier.
  ///   - source: who published it.
  ///   - uri: the item's.
  /// - Returns: those of the same deposit, in order, of the 64 articles before and behind it.
  /// - Throws: `StoreFailure`.
  package func parts(of main: ItemRow, source: String, uri: String) throws -> [ItemRow] {
    let id = main.id.rawValue
    return try db.all(
      "SELECT \(ItemRow.columns) FROM \(ArticleRow.table) WHERE id >= ? AND id <= ? ORDER BY id",
      [.integer(id - Self.versionLimit), .integer(id + Self.versionLimit)]
    ) { row in
      let isPart =
        row.integer(13) == main.deposit.rawValue && row.text(10) == source
        && row.optionalText(11)?.hasPrefix(uri + "#") == true
      return try isPart ? ItemRow(row) : nil
    }.compactMap { $0 }
  }

  /// One article so; nil when there is none of that number.
  package func itemRow(_ id: ArticleID) throws -> ItemRow? {
    try db.first(
      "SELECT \(ItemRow.columns) FROM \(ArticleRow.table) WHERE id = ?", [.integer(id.rawValue)],
      ItemRow.init)
  }

  /// The kills of a source that name an identifier, in order of admission, at most 64.
  package func kills(source: String, naming uri: String) throws -> [ItemRow] {
    try kills(itemKey(source, uri))
  }

  /// The same for a slug.
  package func kills(source: String, slug: String) throws -> [ItemRow] {
    try kills(slugKey(source, slug))
  }

  private func kills(_ name: Int64) throws -> [ItemRow] {
    try db.all(
      """
      SELECT \(ItemRow.columns) FROM \(ArticleRow.table) WHERE id IN
        (SELECT article FROM retraction WHERE name_key = ? ORDER BY article LIMIT ?) ORDER BY id
      """, [.integer(name), .integer(Self.versionLimit)], ItemRow.init)
  }

  /// What a kill says; nil when there is no article of that number.
  package func killText(
    of kill: ArticleID
  ) throws -> (headline: String, body: String, note: String?, slug: String?)? {
    try db.first(
      """
      SELECT headline, body, json_extract(facts, '$.editor_note'), json_extract(facts, '$.slug')
      FROM \(ArticleRow.table) WHERE id = ?
      """, [.integer(kill.rawValue)]
    ) { ($0.text(0), $0.text(1), $0.optionalText(2), $0.optionalText(3)) }
  }

  /// Whether a story has no article that is no kill.
  package func holdsOnlyKills(_ story: StoryID) throws -> Bool {
    try db.first(
      """
      SELECT 1 FROM article LEFT JOIN publication ON publication.article = article.id
      WHERE story = ? AND coalesce(status, 'usable') <> 'cancelled' LIMIT 1
      """, [.integer(story.rawValue)]
    ) { _ in true } == nil
  }

  /// What the kill names: later articles are held against it.
  package func insertRetractions(
    of kill: ArticleID, source: String, uris: [String], slugs: [String]
  ) throws {
    let keys = uris.map { itemKey(source, $0) } + slugs.map { slugKey(source, $0) }
    for key in Set(keys).sorted() {
      try write(
        "INSERT INTO retraction(name_key, article) VALUES (?, ?)",
        [.integer(key), .integer(kill.rawValue)])
    }
  }

  private func itemKey(_ source: String, _ uri: String) -> Int64 {
    ArticleIdentity(source: source, uri: uri, version: nil, text: TextDigest(high: 0, low: 0))
      .key(seed: seed).item
  }
}
