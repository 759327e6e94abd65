import GRDB
import GRDBSQLite
package import NewsModel

extension StoreReader {
  /// The reads that matching makes many of: on the writer inside its transaction, or on one reader's
  /// connection. Copied freely, but good only inside the call that gave it.
  package struct Lookups {
    let db: Database

    /// `Article.matchedText` of an article; nil when unknown.
    package func text(of id: ArticleID) throws -> String? { try MatchedText.read(db, id) }

    /// How an article stands among its copies; nil when unknown. Cost: 5 µs.
    package func copyStanding(of id: ArticleID) throws -> CopyStandingRow? {
      try db.first(
        """
        SELECT group_id,
          EXISTS(SELECT 1 FROM article AS other
            WHERE other.group_id = article.group_id AND other.group_id <> other.id),
          composite.first_token, composite.end_token, fingerprint.copy
        FROM article JOIN fingerprint ON fingerprint.article = article.id
          LEFT JOIN composite ON composite.article = article.id
        WHERE article.id = ?
        """, [.integer(id.rawValue)]
      ) { row in
        let tokens =
          row.isNull(2)
          ? 0..<0 : Int(row.integer(2))..<max(Int(row.integer(2)), Int(row.integer(3)))
        return CopyStandingRow(
          group: ArticleID(rawValue: row.integer(0)), isShared: row.integer(1) != 0,
          composite: tokens.isEmpty ? nil : tokens, copyBlob: row.blob(4))
      }
    }

    /// Runs `body` on one snapshot, begun with its first statement: each statement that is one by itself
    /// costs two locks of the log.
    package func snapshot<T>(_ body: () throws -> T) throws -> T {
      // A transaction is one already.
      guard sqlite3_get_autocommit(db.sqliteConnection) != 0 else { return try body() }
      try db.run("BEGIN")
      do {
        let result = try body()
        try db.run("COMMIT")
        return result
      } catch {
        // Some errors have ended it.
        if sqlite3_get_autocommit(db.sqliteConnection) == 0 { try? db.run("ROLLBACK") }
        throw error
      }
    }

    /// Calls `body` with a page of postings, in place; false when there is no such row. Cost: 1–3 µs.
    package func postingPage(
      _ number: Int64, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws -> Bool {
      try db.first("SELECT data FROM posting_page WHERE id = ?", [.integer(number)]) {
        $0.withBlob(0, body)
      } != nil
    }
  }
}

extension StoreReader.Lookups {
  /// What the store knows of an article as a copy.
  package struct CopyStandingRow: Hashable, Sendable {
    /// As groups stand now.
    package var group: ArticleID
    /// The group has other members.
    package var isShared: Bool
    /// Words of it that are other articles.
    package var composite: Range<Int>?
    /// As given to `insertArticle`.
    package var copyBlob: [UInt8]
  }
}

extension StoreWriter {
  /// Reads that see what this transaction has written so far.
  package var reading: StoreReader.Lookups { StoreReader.Lookups(db: db) }
}

extension StoreReader.Lookups {
  /// When the first article from this number on was received; nil when there is none.
  package func received(from id: ArticleID) throws -> Timestamp? {
    try db.first(
      "SELECT received FROM article WHERE id >= ? ORDER BY id LIMIT 1", [.integer(id.rawValue)]
    ) { Timestamp(milliseconds: $0.integer(0)) }
  }
}

extension StoreReader {
  /// Many small reads on one connection, each of what is committed at that moment. Any thread.
  package func reading<T>(_ body: (Lookups) throws -> T) throws -> T {
    try connections.stream(isSnapshot: false) { try body(Lookups(db: $0)) }
  }
}
