import GRDB
package import NewsModel

extension StoreReader {
  /// Articles of a story in order of admission, for pages of numbers. Cost: the story's part of an index, and each
  /// row that is given.
  ///
  /// - Parameters:
  ///   - story: its number.
  ///   - count: articles that are passed over.
  ///   - limit: of articles.
  /// - Returns: none behind the last one.
  /// - Throws: `StoreFailure`.
  package func articles(
    of story: StoryID, skipping count: Int, limit: Int
  ) throws(StoreFailure) -> [ArticleRow] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT \(ArticleRow.columns) FROM \(ArticleRow.table) WHERE id IN
          (SELECT id FROM article WHERE story = ? ORDER BY id LIMIT ? OFFSET ?) ORDER BY id
        """, [.integer(story.rawValue), .integer(Int64(limit)), .integer(Int64(count))],
        ArticleRow.init)
    }
  }
}
