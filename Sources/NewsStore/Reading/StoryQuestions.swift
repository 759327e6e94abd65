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

  /// Living stories of news, newest first, `limit` of them after `after` (the last one of the page before).
  /// Cost: one index range, whatever the number of stories.
  package func stories(
    after: StoryPlace? = nil, minimumSources: Int = 1, filter: FactFilter = FactFilter(),
    limit: Int
  ) throws(StoreFailure) -> [StoryRow] {
    let sorted = filter.ofStory
    return try connections.readOne { db in
      try db.all(
        """
        SELECT \(StoryRow.columns) FROM story JOIN article ON article.id = headline_article
        WHERE \(Self.isNewsStory) AND (last_time, story.id) < (?, ?) AND sources >= ?
          AND \(sorted.sql)
        ORDER BY last_time DESC, story.id DESC LIMIT ?
        """,
        [
          .integer(after?.lastTime.milliseconds ?? .max), .integer(after?.id.rawValue ?? .max),
          .integer(Int64(minimumSources)),
        ] + sorted.values + [.integer(Int64(limit))], StoryRow.init)
    }
  }

  /// Conditions on a row of `story`.
  static var isNewsStory: String { "merged_into IS NULL AND NOT \(isTest) AND NOT \(isForgotten)" }

  /// Test copy has stories of its own, which are no news.
  static let isTest = """
    EXISTS (SELECT 1 FROM publication WHERE article = headline_article AND status = 'test')
    """

  /// Nothing of it is left to be read.
  static let isForgotten = """
    EXISTS (SELECT 1 FROM forgotten WHERE forgotten.article = headline_article)
    """

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

  /// The articles of a story by the time they were written, of equal ones in order of admission.
  /// Cost: reads each of their rows.
  package func articlesByTime(of story: StoryID) throws(StoreFailure) -> [ArticleID] {
    try connections.readOne { db in
      try db.all(
        "SELECT id FROM article WHERE story = ? ORDER BY \(ArticleFilter.time), id",
        [.integer(story.rawValue)]
      ) { ArticleID(rawValue: $0.integer(0)) }
    }
  }

  /// When the articles of a story were written, in no order. Cost: 1 µs each.
  package func times(of story: StoryID) throws(StoreFailure) -> [Timestamp] {
    try connections.readOne { db in
      try db.all(
        "SELECT \(ArticleFilter.time) FROM article WHERE story = ?", [.integer(story.rawValue)]
      ) { Timestamp(milliseconds: $0.integer(0)) }
    }
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
