import GRDB
package import NewsModel

/// What is asked about stories.
extension StoreReader {
  /// Where a page of stories ends and the next begins.
  package struct StoryPlace: Hashable, Sendable {
    var lastTime: Timestamp
    var id: StoryID
    package init(_ story: StoryRow) {
      lastTime = story.lastTime
      id = story.id
    }
  }

  /// Living stories, newest first, `limit` of them after `after` (the last one of the page before).
  /// Cost: one index range, whatever the number of stories.
  package func stories(
    after: StoryPlace? = nil, minimumSources: Int = 1, limit: Int
  ) throws(StoreFailure) -> [StoryRow] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT \(StoryRow.columns) FROM story JOIN article ON article.id = headline_article
        WHERE merged_into IS NULL AND (last_time, story.id) < (?, ?) AND sources >= ?
        ORDER BY last_time DESC, story.id DESC LIMIT ?
        """,
        [
          .integer(after?.lastTime.milliseconds ?? .max), .integer(after?.id.rawValue ?? .max),
          .integer(Int64(minimumSources)), .integer(Int64(limit)),
        ], StoryRow.init)
    }
  }

  package func story(_ id: StoryID) throws(StoreFailure) -> StoryRow? {
    try connections.readOne { db in
      try db.first(
        """
        SELECT \(StoryRow.columns) FROM story JOIN article ON article.id = headline_article
        WHERE story.id = ?
        """, [.integer(id.rawValue)], StoryRow.init)
    }
  }

  /// The different sources of a story, in alphabetical order of their bytes.
  package func sources(of story: StoryID) throws(StoreFailure) -> [String] {
    try connections.readOne { db in
      try db.all(
        "SELECT DISTINCT source FROM article WHERE story = ? ORDER BY source",
        [.integer(story.rawValue)]
      ) { $0.text(0) }
    }
  }

  /// What a list shows of a story beside its row.
  package struct StoryFacts: Sendable {
    /// The article whose headline stands for the story: of those that write a headline of their own
    /// before those that do not, the text that most sources carry, of equal ones the first; of that
    /// text the newest version that is no copy.
    package var best: ArticleID
    package var headline: String
    /// The earliest time of its articles, the provider's where it gives one and it is not in the
    /// future.
    package var first: Timestamp
    /// Articles that copy another one.
    package var copies: Int
    /// Its first articles that are no copies, at most 8, in order.
    package var originals: [Article]
  }

  /// Nil when the story has no article any more. Cost: reads each of its articles' rows.
  package func facts(of story: StoryID) throws(StoreFailure) -> StoryFacts? {
    try connections.read { db in
      let id = Value.integer(story.rawValue)
      let counted = try db.first(
        """
        SELECT min(min(coalesce(published, received), received)), sum(group_id <> id)
        FROM article WHERE story = ?
        """, [id]
      ) { row in (first: row.optionalInteger(0), copies: Int(row.integer(1))) }
      guard let counted, let first = counted.first,
        let best = try db.first(
          """
          SELECT id, headline FROM article WHERE story = ?1 AND group_id = (
            SELECT group_id FROM article WHERE story = ?1 GROUP BY group_id
            ORDER BY min(headline_is_derived), count(DISTINCT source) DESC, group_id LIMIT 1)
          ORDER BY headline_is_derived, verdict IN ('original', 'update') DESC, id DESC LIMIT 1
          """, [id], { (id: ArticleID(rawValue: $0.integer(0)), headline: $0.text(1)) })
      else { return nil }
      let originals = try db.all(
        """
        SELECT \(ArticleRow.columns) FROM article
        WHERE story = ? AND group_id = id ORDER BY id LIMIT 8
        """, [id], ArticleRow.init)
      return StoryFacts(
        best: best.id, headline: best.headline, first: Timestamp(milliseconds: first),
        copies: counted.copies, originals: originals.map(\.article))
    }
  }

  /// The story that a number means today: itself, or the one that took its articles; nil when there
  /// never was one.
  package func livingStory(_ id: StoryID) throws(StoreFailure) -> StoryID? {
    try connections.read { try Self.living($0, id) }
  }

  static func living(_ db: Database, _ id: StoryID) throws -> StoryID? {
    var story = id
    // A story points at one that lives but for splits that emptied one; each step is an older command.
    for _ in 0..<1000 {
      let into = try db.first(
        "SELECT merged_into FROM story WHERE id = ?", [.integer(story.rawValue)]
      ) { $0.optionalInteger(0).map(StoryID.init) }
      guard let into else { return nil }
      guard let next = into else { return story }
      story = next
    }
    return nil
  }

  /// The last article of a story; nil when it has none.
  package func lastArticle(of story: StoryID) throws(StoreFailure) -> ArticleID? {
    try connections.readOne { db in
      try db.first(
        "SELECT max(id) FROM article WHERE story = ?", [.integer(story.rawValue)]
      ) { $0.optionalInteger(0).map(ArticleID.init) } ?? nil
    }
  }
}
