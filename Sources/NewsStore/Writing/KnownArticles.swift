import GRDB
package import NewsModel

/// What a decision has to know of the articles that are there, this transaction's among them.
extension StoreWriter {
  /// The article that is "the same again", or nil. One index look-up.
  package func knownArticle(_ identity: ArticleIdentity) throws -> ArticleID? {
    let key = identity.key(seed: seed)
    return try db.first(
      "SELECT id FROM article WHERE item_key = ? AND edition_key = ?",
      [.integer(key.item), .integer(key.edition)]
    ) { ArticleID(rawValue: $0.integer(0)) }
  }

  /// The first article with the same normalised text, of whatever source, kills and test copy apart.
  package func firstArticle(_ text: TextDigest) throws -> ArticleID? {
    try db.first(
      """
      SELECT id FROM article WHERE text_high = ? AND text_low = ? AND NOT EXISTS
        (SELECT 1 FROM publication WHERE article = id AND status IN ('cancelled', 'test'))
      ORDER BY id LIMIT 1
      """,
      [.integer(Int64(bitPattern: text.high)), .integer(Int64(bitPattern: text.low))]
    ) { ArticleID(rawValue: $0.integer(0)) }
  }

  /// The newest version of a provider's item among the 64 that came last: the highest version when
  /// all are numbers, else the one that came last. Nil when the item is unknown.
  package func newestVersion(
    source: String, uri: String
  ) throws -> (id: ArticleID, version: String?)? {
    let identity = ArticleIdentity(
      source: source, uri: uri, version: nil, text: TextDigest(high: 0, low: 0))
    let rows = try db.all(
      """
      SELECT id, version, source, uri FROM article WHERE id IN
        (SELECT id FROM article WHERE item_key = ? ORDER BY id DESC LIMIT 64) ORDER BY id
      """, [.integer(identity.key(seed: seed).item)]
    ) {
      (
        id: ArticleID(rawValue: $0.integer(0)), version: $0.optionalText(1),
        same: $0.text(2) == source && $0.optionalText(3) == uri
      )
    }.filter(\.same)
    guard let last = rows.last else { return nil }
    let numbered = rows.compactMap { row in
      row.version.flatMap { Double($0) }.map { (row: row, number: $0) }
    }
    guard numbered.count == rows.count,
      let newest = numbered.max(by: { ($0.number, $0.row.id) < ($1.number, $1.row.id) })
    else { return (last.id, last.version) }
    return (newest.row.id, newest.row.version)
  }

  /// `Article.matchedText` of a stored article, also one of this transaction; nil when unknown.
  package func text(of id: ArticleID) throws -> String? { try MatchedText.read(db, id) }

  /// The story an article is in, also one of this transaction; nil when the article is unknown.
  package func story(of id: ArticleID) throws -> StoryID? {
    try db.first("SELECT story FROM article WHERE id = ?", [.integer(id.rawValue)]) {
      StoryID(rawValue: $0.integer(0))
    }
  }
}
