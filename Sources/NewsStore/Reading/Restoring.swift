import GRDB
package import NewsModel

/// What the indices are restored from after a start.
extension StoreReader {
  /// What a restart needs of one article.
  package struct Remembered: Sendable {
    package var id: ArticleID
    package var text: TextDigest
    package var verdict: Verdict
    /// Group and story as they stand now, after unions and merges.
    package var group: ArticleID
    package var story: StoryID
    package var source: String
    package var published: Timestamp?
    package var received: Timestamp
    package var headlineIsDerived: Bool
    /// As given to `insertArticle`.
    package var copyBlob: [UInt8]
    package var storyBlob: [UInt8]
  }

  /// Streams articles in order of admission, in one snapshot. Cost: some 4 µs an article; bodies are not
  /// touched.
  ///
  /// - Parameters:
  ///   - after: the article before the first one.
  ///   - limit: how many at most.
  ///   - copiesAfter: up to this article the blob of copy matching is not read, and empty.
  ///   - storiesAfter: up to this article the blob of story matching is not read, and empty.
  ///   - body: called for each; what it throws is thrown on.
  /// - Throws: `StoreFailure`.
  package func remembered(
    after: ArticleID = ArticleID(rawValue: 0), limit: Int = .max,
    copiesAfter: ArticleID = ArticleID(rawValue: 0),
    storiesAfter: ArticleID = ArticleID(rawValue: 0), _ body: (Remembered) throws -> Void
  ) throws {
    try connections.stream { db in
      try db.each(
        """
        SELECT id, text_high, text_low, verdict, group_id, article.story, source, published,
          received, headline_is_derived, CASE WHEN id > ?3 THEN fingerprint.copy END,
          CASE WHEN id > ?2 THEN fingerprint.story END
        FROM article JOIN fingerprint ON fingerprint.article = article.id
        WHERE id > ?1 ORDER BY id LIMIT ?4
        """,
        [
          .integer(after.rawValue), .integer(storiesAfter.rawValue),
          .integer(copiesAfter.rawValue), .integer(Int64(limit)),
        ]
      ) { row in
        let word = row.text(3)
        guard let verdict = Verdict(rawValue: word) else {
          throw StoreFailure(.corrupt, "an article has the unknown verdict \(quoted(word))")
        }
        try body(
          Remembered(
            id: ArticleID(rawValue: row.integer(0)),
            text: TextDigest(
              high: UInt64(bitPattern: row.integer(1)), low: UInt64(bitPattern: row.integer(2))),
            verdict: verdict, group: ArticleID(rawValue: row.integer(4)),
            story: StoryID(rawValue: row.integer(5)), source: row.text(6),
            published: row.optionalInteger(7).map(Timestamp.init),
            received: Timestamp(milliseconds: row.integer(8)),
            headlineIsDerived: row.integer(9) != 0, copyBlob: row.blob(10),
            storyBlob: row.blob(11)))
      }
    }
  }

  /// A module's saved state and the last article it had seen; nil when it saved none.
  package func checkpoint(
    _ name: String
  ) throws(StoreFailure) -> (article: ArticleID, data: [UInt8])? {
    try connections.readOne { db in
      try db.first("SELECT article, data FROM checkpoint WHERE name = ?", [.text(name)]) {
        (article: ArticleID(rawValue: $0.integer(0)), data: $0.blob(1))
      }
    }
  }
}
