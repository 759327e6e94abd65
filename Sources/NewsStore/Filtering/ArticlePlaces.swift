import GRDB
package import NewsModel

extension StoreReader {
  /// By what articles are sorted and counted, without their texts.
  package struct ArticlePlace: Hashable, Sendable {
    package var id: ArticleID
    package var source: String
    /// As it stands now: what led a group that became another one's is a copy.
    package var verdict: Verdict
    package var story: StoryID
    package var language: String?
    /// The provider's, unless it is missing or later than the arrival: then that.
    package var time: Timestamp
  }

  /// Calls `body` for every article that a filter lets through, in the order of their arrival. Reads an index
  /// alone: 1 µs an article.
  ///
  /// - Parameters:
  ///   - filter: which.
  ///   - body: called for each; what it throws is thrown on.
  /// - Throws: `StoreFailure`.
  package func places(of filter: ArticleFilter, _ body: (ArticlePlace) throws -> Void) throws {
    let (sql, values) = filter.conditions
    try connections.stream(isSnapshot: false) { db in
      try db.each(
        """
        SELECT id, source, verdict, group_id, story, language, \(ArticleFilter.time)
        FROM article \(filter.index) WHERE \(sql)
        """, values
      ) { row in
        try body(ArticlePlace(row))
      }
    }
  }
}

extension StoreReader.ArticlePlace {
  fileprivate init(_ row: Columns) throws {
    id = ArticleID(rawValue: row.integer(0))
    source = row.text(1)
    guard let verdict = Verdict(rawValue: row.text(2)) else {
      throw StoreFailure(.corrupt, "an article has the unknown verdict \(quoted(row.text(2)))")
    }
    let isLed = verdict == .original && row.integer(3) != id.rawValue
    self.verdict = isLed ? .nearDuplicate : verdict
    story = StoryID(rawValue: row.integer(4))
    language = row.optionalText(5)
    time = Timestamp(milliseconds: row.integer(6))
  }
}
