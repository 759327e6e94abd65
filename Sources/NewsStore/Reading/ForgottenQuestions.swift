import GRDB
package import NewsModel

/// What is asked about articles that were forgotten, and are to be.
extension StoreReader {
  /// Up to where the database has what is on record (`OrderLog.Forgotten`).
  package func forgottenThrough() throws(StoreFailure) -> Int64 {
    try connections.readOne { db in
      try db.first("SELECT value FROM meta WHERE key = 'forgotten_through'") { $0.integer(0) } ?? 0
    }
  }

  /// What would be left of articles.
  ///
  /// - Parameters:
  ///   - articles: ascending; all of them are to be forgotten.
  ///   - forgotten: when, by whom and why.
  /// - Returns: those that are there and have a text, in their order.
  /// - Throws: `StoreFailure`.
  package func tombstones(
    of articles: [ArticleID], _ forgotten: Article.Tombstone.Forgotten
  ) throws(StoreFailure) -> [Article.Tombstone] {
    let going = Set(articles)
    return try connections.read { db in
      try articles.compactMap { id in
        guard
          var tombstone = try db.first(
            """
            SELECT deposit, story, verdict, verdict_of, item_key, edition_key, source FROM article
            WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM forgotten WHERE article = ?1)
            """, [.integer(id.rawValue)], { try Article.Tombstone($0, of: id, forgotten) })
        else { return nil }
        tombstone.heir = try Self.heir(db, of: tombstone, but: going)
        return tombstone
      }
    }
  }

  /// Calls `body` with what is left of each article that was forgotten, ascending: as it stands now.
  package func tombstones(_ body: (Article.Tombstone) throws -> Void) throws {
    // The first article of a story that has a text.
    var staying: [StoryID: ArticleID?] = [:]
    try connections.stream { db in
      try db.each(
        """
        SELECT deposit, story, verdict, verdict_of, item_key, edition_key, source, id, time, user, cause
        FROM forgotten JOIN article ON id = article ORDER BY article
        """
      ) { row in
        var tombstone = try Article.Tombstone(
          row, of: ArticleID(rawValue: row.integer(7)),
          Article.Tombstone.Forgotten(
            time: Timestamp(milliseconds: row.integer(8)), user: row.text(9),
            cause: Article.Tombstone.Cause(rawValue: row.text(10)) ?? .person))
        let first = try staying[tombstone.story] ?? Self.firstLegible(db, in: tombstone.story)
        staying[tombstone.story] = .some(first)
        if let first, first > tombstone.article { tombstone.heir = first }
        try body(tombstone)
      }
    }
  }

  private static func firstLegible(_ db: Database, in story: StoryID) throws -> ArticleID? {
    try db.first(
      """
      SELECT min(id) FROM article WHERE story = ?
        AND NOT EXISTS (SELECT 1 FROM forgotten WHERE forgotten.article = id)
      """, [.integer(story.rawValue)]
    ) { $0.optionalInteger(0).map(ArticleID.init) } ?? nil
  }

  private static func heir(
    _ db: Database, of tombstone: Article.Tombstone, but going: Set<ArticleID>
  ) throws -> ArticleID? {
    let staying = try db.all(
      """
      SELECT id FROM article WHERE story = ?
        AND NOT EXISTS (SELECT 1 FROM forgotten WHERE forgotten.article = id) ORDER BY id
      """, [.integer(tombstone.story.rawValue)]
    ) { ArticleID(rawValue: $0.integer(0)) }
    guard let first = staying.first(where: { !going.contains($0) }), first > tombstone.article
    else { return nil }
    return first
  }

  /// Articles with a text that are copies of some articles, or of which these are copies; ascending.
  package func copies(of articles: [ArticleID]) throws(StoreFailure) -> [ArticleID] {
    try connections.read { db in
      var found: Set<ArticleID> = []
      for id in articles {
        try db.each(
          """
          SELECT other.id FROM article AS this JOIN article AS other
            ON other.group_id = this.group_id AND other.group_id <> other.id
              OR other.id = this.group_id
          WHERE this.id = ? AND NOT EXISTS (SELECT 1 FROM forgotten WHERE article = other.id)
          """, [.integer(id.rawValue)]
        ) { found.insert(ArticleID(rawValue: $0.integer(0))) }
      }
      return found.subtracting(articles).sorted()
    }
  }

  /// An article of which something may be left beside the database.
  package struct Uncleared: Sendable {
    package var article: ArticleID
    package var deposit: DepositID
    package var item: Int64
    package var edition: Int64
    package var cause: Article.Tombstone.Cause
  }

  /// All of them, ascending.
  package func uncleared() throws(StoreFailure) -> [Uncleared] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT article.id, deposit, item_key, edition_key, cause FROM forgotten
        JOIN article ON article.id = forgotten.article WHERE cleared IS NULL ORDER BY forgotten.article
        """
      ) {
        Uncleared(
          article: ArticleID(rawValue: $0.integer(0)), deposit: DepositID(rawValue: $0.integer(1)),
          item: $0.integer(2), edition: $0.integer(3),
          cause: Article.Tombstone.Cause(rawValue: $0.text(4)) ?? .person)
      }
    }
  }

  /// Articles with a text that were received before a time, ascending: the first of them.
  ///
  /// Cost: one look-up for each article that was forgotten before; some 0.3 s a million.
  package func legible(before time: Timestamp, limit: Int) throws(StoreFailure) -> [ArticleID] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT id FROM article WHERE received < ?
          AND NOT EXISTS (SELECT 1 FROM forgotten WHERE forgotten.article = id) ORDER BY id LIMIT ?
        """, [.integer(time.milliseconds), .integer(Int64(limit))]
      ) { ArticleID(rawValue: $0.integer(0)) }
    }
  }

  /// When the oldest article with a text was received; nil where none has one. Cost: reads the whole table.
  package func oldestLegible() throws(StoreFailure) -> Timestamp? {
    try connections.readOne { db in
      try db.first(
        """
        SELECT min(received) FROM article
        WHERE NOT EXISTS (SELECT 1 FROM forgotten WHERE forgotten.article = id)
        """
      ) { $0.optionalInteger(0).map(Timestamp.init(milliseconds:)) } ?? nil
    }
  }

  /// How many articles were forgotten, and of how many something may be left beside the database.
  package func forgottenCounts() throws(StoreFailure) -> (all: Int, uncleared: Int) {
    try connections.readOne { db in
      try db.first("SELECT count(*), count(*) - count(cleared) FROM forgotten") {
        (Int($0.integer(0)), Int($0.integer(1)))
      } ?? (0, 0)
    }
  }
}

extension StoreReader {
  /// A forgotten article that came again, and whose files may still lie in the spool.
  package struct Redelivery: Hashable, Sendable {
    package var article: ArticleID
    package var item: Int64
    package var edition: Int64
    /// The deposits that brought it: the first, and the last that is known.
    package var first: DepositID
    package var last: DepositID
  }

  /// All of them, ascending.
  package func redeliveries() throws(StoreFailure) -> [Redelivery] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT article, item_key, edition_key, first, last FROM redelivery
        JOIN article ON id = article ORDER BY article
        """
      ) {
        Redelivery(
          article: ArticleID(rawValue: $0.integer(0)), item: $0.integer(1), edition: $0.integer(2),
          first: DepositID(rawValue: $0.integer(3)), last: DepositID(rawValue: $0.integer(4)))
      }
    }
  }

  /// Something may be left of what was forgotten. Two look-ups.
  package var hasTraces: Bool {
    get throws(StoreFailure) {
      try connections.readOne { db in
        try db.first(
          """
          SELECT EXISTS (SELECT 1 FROM forgotten WHERE cleared IS NULL)
            OR EXISTS (SELECT 1 FROM redelivery)
          """
        ) { $0.integer(0) == 1 } ?? false
      }
    }
  }

  /// Deposits that have come of age and have no article: they brought only what was known.
  ///
  /// Cost: reads the table of deposits.
  ///
  /// - Parameters:
  ///   - oldest: those received before.
  ///   - earlier: what was asked before, and when; its answer is not given again.
  /// - Returns: their numbers, ascending.
  /// - Throws: `StoreFailure`.
  package func emptyDeposits(
    before oldest: Timestamp, but earlier: AgeMark
  ) throws(StoreFailure) -> [DepositID] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT id FROM deposit WHERE outcome IN ('unchanged', 'partial') AND received < ?1
          AND originals + identicals + near_duplicates + updates + excerpts + earlier_versions = 0
          AND NOT (received < ?2 AND finished < ?3) ORDER BY id
        """,
        [
          .integer(oldest.milliseconds), .integer(earlier.oldest.milliseconds),
          .integer(earlier.asked.milliseconds),
        ]
      ) { DepositID(rawValue: $0.integer(0)) }
    }
  }

  /// Files without an article are gone that were received before a time, as far as they had ended when it was asked.
  package struct AgeMark: Sendable {
    package var oldest: Timestamp
    package var asked: Timestamp

    package init(oldest: Timestamp, asked: Timestamp) {
      self.oldest = oldest
      self.asked = asked
    }
  }

  /// Of the last time; at the beginning of all times before.
  package func ageMark() throws(StoreFailure) -> AgeMark {
    try connections.read { db in
      func time(_ key: String) throws -> Timestamp {
        try db.first("SELECT value FROM meta WHERE key = ?", [.text(key)]) {
          Timestamp(milliseconds: $0.integer(0))
        } ?? Timestamp(milliseconds: .min)
      }
      return AgeMark(oldest: try time("empty_oldest"), asked: try time("empty_asked"))
    }
  }
}

extension Article.Tombstone {
  fileprivate init(_ row: Columns, of id: ArticleID, _ forgotten: Forgotten) throws {
    guard let verdict = Verdict(rawValue: row.text(2)) else {
      throw StoreFailure(.corrupt, "an article has the unknown verdict \(quoted(row.text(2)))")
    }
    self.init(
      article: id, deposit: DepositID(rawValue: row.integer(0)), source: row.text(6),
      story: StoryID(rawValue: row.integer(1)), verdict: verdict,
      of: row.optionalInteger(3).map(ArticleID.init), item: row.integer(4), edition: row.integer(5),
      heir: nil, forgotten: forgotten)
  }
}
