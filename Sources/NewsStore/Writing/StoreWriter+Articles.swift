import GRDB
package import NewsModel

/// Articles: what a decision has to know, and the insert.
extension StoreWriter {
  /// The article that is "the same again", or nil. One index look-up.
  package func knownArticle(_ identity: ArticleIdentity) throws -> ArticleID? {
    let key = identity.key(seed: seed)
    return try db.first(
      "SELECT id FROM article WHERE item_key = ? AND edition_key = ?",
      [.integer(key.item), .integer(key.edition)]
    ) { ArticleID(rawValue: $0.integer(0)) }
  }

  /// The first article with the same normalised text, of whatever source.
  package func firstArticle(_ text: TextDigest) throws -> ArticleID? {
    try db.first(
      "SELECT id FROM article WHERE text_high = ? AND text_low = ? ORDER BY id LIMIT 1",
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

  /// Stores an article with its links, fingerprints, story and evidence, and counts it.
  ///
  /// Groups in `copy.united` become part of `copy.group`. Its identity must be new: a second time
  /// is a `statement` failure by the UNIQUE key, and the transaction is undone.
  /// Cost: 65 µs of CPU an article of 3 KB, 80 at 100,000 articles, with 1.2 KB of fingerprints, its
  /// deposit, three look-ups and its part of the COMMIT, in groups of 500; 6 KB in the file.
  package mutating func insertArticle(_ stored: StoredArticle) throws {
    try insertStoryChange(stored)
    try insertRow(stored)
    try write(
      "INSERT INTO fingerprint(article, copy, story) VALUES (?, ?, ?)",
      [.integer(stored.id.rawValue), .blob(stored.copyBlob), .blob(stored.storyBlob)])
    for (ordinal, link) in stored.copy.links.enumerated() {
      try insert(link, of: stored.id, ordinal: ordinal)
    }
    try insertEvidence(stored.story, of: stored.id)
    if let composite = stored.composite {
      try extendComposite(composite.article, composite.tokens)
    }
    for group in stored.copy.united { try unite(group, into: stored.copy.group) }
    try change(stored.deposit) { $0.count(stored.copy.verdict) }
  }

  private func insertRow(_ stored: StoredArticle) throws {
    let article = stored.article
    let key = stored.identity.key(seed: seed)
    try write(
      """
      INSERT INTO article(id, deposit, story, verdict, verdict_of, group_id, text_high, text_low,
        item_key, edition_key, received, published, updated, source, source_given, uri, version,
        language, format, url, byline, locator, headline, headline_is_derived, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(stored.id.rawValue), .integer(stored.deposit.rawValue),
        .integer(stored.story.story.rawValue), .text(stored.copy.verdict.rawValue),
        .optional(stored.copy.of?.rawValue), .integer(stored.copy.group.rawValue),
        .integer(Int64(bitPattern: stored.text.high)), .integer(Int64(bitPattern: stored.text.low)),
        .integer(key.item), .integer(key.edition), .integer(stored.received.milliseconds),
        .optional(article.published?.milliseconds), .optional(article.updated?.milliseconds),
        .text(stored.source), .integer(article.source == nil ? 0 : 1), .optional(article.uri),
        .optional(article.version), .optional(article.language), .text(article.format),
        .optional(article.url), .optional(article.byline), .text(article.locator),
        .text(article.headline), .integer(article.headlineIsDerived ? 1 : 0), .text(article.body),
      ])
  }

  private func insert(_ link: CopyLink, of id: ArticleID, ordinal: Int) throws {
    try write(
      """
      INSERT INTO link(article, ordinal, to_article, relation, coverage, coverage_other, longest,
        numbers_matched, numbers_conflicting, rule, passages)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(id.rawValue), .integer(Int64(ordinal)), .integer(link.to.rawValue),
        .text(link.relation.rawValue), .real(link.coverage), .real(link.coverageOther),
        .integer(Int64(link.longest)), .integer(Int64(link.numbersMatched)),
        .integer(Int64(link.numbersConflicting)), .text(link.rule),
        .text(EvidenceText.text(link.passages)),
      ])
  }

  /// Makes two groups one: all articles of `group` now name `target` as their group's first.
  private func unite(_ group: ArticleID, into target: ArticleID) throws {
    try write(
      "UPDATE article SET group_id = ?2 WHERE id = ?1 OR (group_id = ?1 AND group_id <> id)",
      [.integer(group.rawValue), .integer(target.rawValue)])
  }
}

/// What copies are recognised by, read back from the store.
enum MatchedText {
  static func read(_ db: Database, _ id: ArticleID) throws -> String? {
    try db.first(
      "SELECT headline_is_derived, headline, body FROM article WHERE id = ?",
      [.integer(id.rawValue)]
    ) { row in
      let headline = row.integer(0) != 0 ? "" : row.text(1)
      return headline.isEmpty ? row.text(2) : headline + "\n" + row.text(2)
    }
  }
}
