import GRDB
package import NewsModel

/// Takes articles out for good: their rows stay, and say so.
///
/// A text is overwritten where it stands, byte for byte. A row that changes its length may be moved, and moving
/// leaves copies of its neighbours in the unused parts of pages; one that keeps it is written over itself, with
/// `secure_delete` whatever else is taken out.
extension StoreWriter {
  /// The database has the tombstones up to here (`OrderLog.Forgotten`).
  package func noteForgotten(through offset: Int64) throws {
    try write(
      """
      INSERT INTO meta(key, value) VALUES ('forgotten_through', ?)
      ON CONFLICT(key) DO UPDATE SET value = excluded.value
      """, [.integer(offset)])
  }

  /// Takes out the article's text and all that was made of it.
  ///
  /// - Parameter tombstone: what is left.
  /// - Returns: false when there is nothing to do: no such article, another one under its number, or it is
  ///   forgotten.
  /// - Throws: `StoreFailure`.
  package mutating func forget(_ tombstone: Article.Tombstone) throws -> Bool {
    try flushStories()
    let id = Value.integer(tombstone.article.rawValue)
    guard let story = try legibleStory(of: tombstone) else { return false }
    let neighbours = try neighbours(of: tombstone.article)
    try overwrite(id)
    try write("DELETE FROM fingerprint WHERE article = ?", [id])
    try write("DELETE FROM link WHERE article = ?1 OR to_article = ?1", [id])
    try insert(tombstone)
    try write(
      """
      UPDATE story SET headline_article = coalesce((SELECT min(id) FROM article
        WHERE story = ?1 AND NOT EXISTS (SELECT 1 FROM forgotten WHERE forgotten.article = id)),
        headline_article) WHERE id = ?1
      """, [story])
    try note(
      .forgotten, of: tombstone.article, at: tombstone.forgotten.time,
      "\(tombstone.forgotten.user) had article \(tombstone.article.rawValue) forgotten")
    try note(neighbours, areRidOf: tombstone)
    return true
  }

  private mutating func note(_ neighbours: [ArticleID], areRidOf tombstone: Article.Tombstone)
    throws
  {
    for neighbour in neighbours {
      try note(
        .unlinked, of: neighbour, at: tombstone.forgotten.time,
        "what article \(neighbour.rawValue) shared with article \(tombstone.article.rawValue) is forgotten"
      )
    }
  }

  /// The story of the very article, which is not forgotten yet.
  private func legibleStory(of tombstone: Article.Tombstone) throws -> Value? {
    try db.first(
      """
      SELECT story FROM article WHERE id = ?1 AND item_key = ?2 AND edition_key = ?3
        AND NOT EXISTS (SELECT 1 FROM forgotten WHERE article = ?1)
      """,
      [
        .integer(tombstone.article.rawValue), .integer(tombstone.item), .integer(tombstone.edition),
      ]
    ) { .integer($0.integer(0)) }
  }

  /// Those whose links, or whose first of the group, name this one.
  private func neighbours(of article: ArticleID) throws -> [ArticleID] {
    try db.all(
      """
      SELECT to_article FROM link WHERE article = ?1 UNION SELECT article FROM link WHERE to_article = ?1
      UNION SELECT id FROM article WHERE group_id = ?1 AND group_id <> id ORDER BY 1
      """, [.integer(article.rawValue)]
    ) { ArticleID(rawValue: $0.integer(0)) }
  }

  /// In a rebuild: an article that was forgotten takes its place, so that its number, what it counts for and what
  /// is known again by it are as before. What it copied may be missing: then it is an original.
  package mutating func insertForgotten(
    _ given: Article.Tombstone, as id: ArticleID, of deposit: DepositID, format: String?,
    received: Timestamp
  ) throws {
    var tombstone = given
    tombstone.article = id
    let leader = try tombstone.of.flatMap { of in
      try db.first("SELECT group_id FROM article WHERE id = ?", [.integer(of.rawValue)]) {
        $0.integer(0)
      }
    }
    if leader == nil { (tombstone.verdict, tombstone.of) = (.original, nil) }
    // Each article opens one story at most: this one may have.
    if tombstone.story.rawValue == counters.story + 1 { counters.story += 1 }
    try insertStoryChange(
      in: tombstone.story, by: id, source: tombstone.source, time: received, received: received)
    try insertRow(tombstone, of: deposit, group: leader ?? id.rawValue, format, received)
    try insertEvidence(StoryDecision(story: tombstone.story, reason: .opened), of: id)
    try insert(tombstone)
    try insertEvent(
      EventRow(
        time: received, kind: "article", deposit: deposit, article: id, story: tombstone.story,
        text: ""))
    try change(deposit) { $0.count(tombstone.verdict) }
  }

  private func insertRow(
    _ tombstone: Article.Tombstone, of deposit: DepositID, group: Int64, _ format: String?,
    _ received: Timestamp
  ) throws {
    try write(
      """
      INSERT INTO article(id, deposit, story, verdict, verdict_of, group_id, text_high, text_low,
        item_key, edition_key, received, source, source_given, format, locator, headline,
        headline_is_derived, body)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, -9223372036854775807 + ?1, -9223372036854775807 + ?1, ?7, ?8, ?9,
        ?10, 0, ?11, '', '', 0, '')
      """,
      [
        .integer(tombstone.article.rawValue), .integer(deposit.rawValue),
        .integer(tombstone.story.rawValue), .text(tombstone.verdict.rawValue),
        .optional(tombstone.of?.rawValue), .integer(group), .integer(tombstone.item),
        .integer(tombstone.edition), .integer(received.milliseconds), .text(tombstone.source),
        .text(format ?? ""),
      ])
  }

  /// Some article of the story has a text.
  package mutating func isLegible(_ story: StoryID) throws -> Bool {
    try flushStories()
    return try db.first(
      """
      SELECT 1 FROM article WHERE story = ?
        AND NOT EXISTS (SELECT 1 FROM forgotten WHERE forgotten.article = id) LIMIT 1
      """, [.integer(story.rawValue)]
    ) { _ in true } ?? false
  }

  private func overwrite(_ id: Value) throws {
    // The digest of a text tells whether it is a given one: a number of its own size takes its place.
    try write(
      """
      UPDATE article SET text_high = -9223372036854775807 + id, text_low = -9223372036854775807 + id,
        uri = \(Self.spaces("uri")), version = \(Self.spaces("version")), url = \(Self.spaces("url")),
        byline = \(Self.spaces("byline")), locator = \(Self.spaces("locator")),
        headline = \(Self.spaces("headline")), body = \(Self.spaces("body"))
      WHERE id = ?
      """, [id])
    try write(
      "UPDATE publication SET facts = \(Self.spaces("facts", in: "{}")) WHERE article = ?", [id])
    try write(
      "UPDATE story_evidence SET shared = \(Self.spaces("shared", in: "[]")) WHERE article = ?",
      [id])
  }

  /// SQL: as many bytes, between brackets when it is JSON; NULL for NULL.
  private static func spaces(_ column: String, in brackets: String = "") -> String {
    let width = "length(CAST(\(column) AS BLOB)) - \(brackets.utf8.count)"
    let ends = (brackets.prefix(1), brackets.suffix(1))
    return "iif(\(column) IS NULL, NULL, '\(ends.0)' || printf('%*s', \(width), '') || '\(ends.1)')"
  }

  private func insert(_ tombstone: Article.Tombstone) throws {
    let forgotten = tombstone.forgotten
    try write(
      "INSERT INTO forgotten(article, time, user, cause) VALUES (?, ?, ?, ?)",
      [
        .integer(tombstone.article.rawValue), .integer(forgotten.time.milliseconds),
        .text(forgotten.user), .text(forgotten.cause.rawValue),
      ])
  }

  /// Log, search index and spool hold nothing of these articles any more.
  package func noteCleared(_ articles: [ArticleID], at now: Timestamp) throws {
    for article in articles {
      try write(
        "UPDATE forgotten SET cleared = ? WHERE article = ?",
        [.integer(now.milliseconds), .integer(article.rawValue)])
    }
  }

  /// Deletes what holds no text without overwriting it, which would write each of its pages once more.
  func quickly(_ body: () throws -> Void) throws {
    // Not by a statement that is kept: SQLite sets it when it is prepared.
    try db.execute(sql: "PRAGMA secure_delete = FAST")
    try body()
    try db.execute(sql: "PRAGMA secure_delete = ON")
  }
}

extension Store {
  /// Writes the whole log into the database and empties it, so that nothing is left there of what was
  /// overwritten. Call it between two transactions.
  ///
  /// - Returns: false while a reader holds the log.
  /// - Throws: any failure.
  package func emptyLog() throws -> Bool {
    try patience.briefly {
      try outsideOfTransaction { db in
        try db.first("PRAGMA wal_checkpoint(TRUNCATE)") { $0.integer(0) == 0 } ?? false
      }
    }
  }
}
