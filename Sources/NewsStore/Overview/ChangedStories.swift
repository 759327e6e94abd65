import GRDB
package import NewsModel

extension StoreReader {
  /// A story and when it last got an article.
  package struct ChangedStory: Hashable, Sendable {
    package var story: StoryRow
    /// When its newest article was received: an article that says an old time moves it, too.
    package var changed: Timestamp
    package var newest: ArticleID
  }

  /// Living stories of news, the one that got an article last first: what a feed tells. Cost: 2 µs for each article
  /// that is looked at.
  ///
  /// - Parameters:
  ///   - count: of the newest articles, whose stories are looked at.
  ///   - limit: of stories.
  /// - Returns: each story once.
  /// - Throws: `StoreFailure`.
  package func changedStories(
    among count: Int, limit: Int
  ) throws(StoreFailure) -> [ChangedStory] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT \(StoryRow.columns), changed, newest FROM
          (SELECT recent.story AS id, max(recent.received) AS changed, max(recent.id) AS newest FROM
            (SELECT id, story, received FROM article ORDER BY id DESC LIMIT ?) AS recent
           GROUP BY recent.story) AS moved
        JOIN story ON story.id = moved.id JOIN article ON article.id = headline_article
        WHERE merged_into IS NULL AND NOT \(Self.isTest) AND NOT \(Self.isForgotten)
        ORDER BY newest DESC LIMIT ?
        """, [.integer(Int64(count)), .integer(Int64(limit))]
      ) { row in
        ChangedStory(
          story: StoryRow(row), changed: Timestamp(milliseconds: row.integer(8)),
          newest: ArticleID(rawValue: row.integer(9)))
      }
    }
  }
}
