import GRDB
package import NewsModel

extension StoreReader {
  /// Deposits that have ended, the newest first. Cost: rows until there are enough of them, and 0.3 µs for each that
  /// ended otherwise.
  ///
  /// - Parameters:
  ///   - outcome: nil for any.
  ///   - end: only deposits before this one; nil for the newest.
  ///   - count: of deposits that are looked at; 0.3 µs each.
  ///   - limit: of deposits.
  /// - Returns: fewer than `limit` when there are no more among those looked at.
  /// - Throws: `StoreFailure`.
  package func endedDeposits(
    _ outcome: Outcome?, before end: DepositID?, among count: Int64, limit: Int
  ) throws(StoreFailure) -> [DepositRow] {
    try connections.readOne { db in
      let beyond = end?.rawValue ?? .max
      return try db.all(
        """
        SELECT \(DepositRow.columns) FROM deposit
        WHERE id < ?1 AND id > min(?1, (SELECT max(id) + 1 FROM deposit)) - ?2
          AND outcome IS NOT NULL AND (?3 IS NULL OR outcome = ?3)
        ORDER BY id DESC LIMIT ?4
        """,
        [
          .integer(beyond), .integer(count), .optional(outcome?.rawValue), .integer(Int64(limit)),
        ], DepositRow.init)
    }
  }

  /// The newest articles of one source. Cost: 2 µs for each article that is looked at.
  ///
  /// - Parameters:
  ///   - source: its name.
  ///   - count: of the newest articles that are looked at.
  ///   - limit: of articles.
  /// - Returns: the newest first.
  /// - Throws: `StoreFailure`.
  package func articles(
    from source: String, among count: Int, limit: Int
  ) throws(StoreFailure) -> [ArticleRow] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT \(ArticleRow.columns) FROM \(ArticleRow.table) WHERE id IN
          (SELECT id FROM (SELECT id, source FROM article ORDER BY id DESC LIMIT ?) WHERE source = ?
           ORDER BY id DESC LIMIT ?) ORDER BY id DESC
        """, [.integer(Int64(count)), .text(source), .integer(Int64(limit))], ArticleRow.init)
    }
  }

  /// Languages of the newest articles, the commonest first; nil for those of which none is known. Cost: 2 µs for each
  /// article that is looked at.
  ///
  /// - Parameter count: of articles that are looked at.
  /// - Returns: each language once.
  /// - Throws: `StoreFailure`.
  package func languages(
    among count: Int
  ) throws(StoreFailure) -> [(language: String?, articles: Int)] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT language, count(*) FROM (SELECT language FROM article ORDER BY id DESC LIMIT ?)
        GROUP BY language ORDER BY 2 DESC, 1
        """, [.integer(Int64(count))]
      ) { (language: $0.optionalText(0), articles: Int($0.integer(1))) }
    }
  }
}
