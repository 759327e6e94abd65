import GRDB
package import NewsModel

/// Reading stories and the event log.
extension Store {
  /// Where a page of stories ends and the next begins.
  package struct StoryPlace: Hashable, Sendable {
    var lastTime: Timestamp
    var id: StoryID
    package init(_ story: StoryRecord) {
      lastTime = story.lastTime
      id = story.id
    }
  }

  /// Living stories, newest first, `limit` of them after `after` (the last one of the page before).
  /// Cost: one index range, whatever the number of stories.
  package func stories(
    after: StoryPlace? = nil, minimumSources: Int = 1, limit: Int
  ) throws(StoreFailure) -> [StoryRecord] {
    try readers.readOne { db in
      try db.all(
        """
        SELECT \(StoryRecord.columns) FROM story JOIN article ON article.id = headline_article
        WHERE merged_into IS NULL AND (last_time, story.id) < (?, ?) AND sources >= ?
        ORDER BY last_time DESC, story.id DESC LIMIT ?
        """,
        [
          .integer(after?.lastTime.milliseconds ?? .max), .integer(after?.id.rawValue ?? .max),
          .integer(Int64(minimumSources)), .integer(Int64(limit)),
        ], StoryRecord.init)
    }
  }

  package func story(_ id: StoryID) throws(StoreFailure) -> StoryRecord? {
    try readers.readOne { db in
      try db.first(
        """
        SELECT \(StoryRecord.columns) FROM story JOIN article ON article.id = headline_article
        WHERE story.id = ?
        """, [.integer(id.rawValue)], StoryRecord.init)
    }
  }

  /// The different sources of a story, in alphabetical order of their bytes.
  package func sources(of story: StoryID) throws(StoreFailure) -> [String] {
    try readers.readOne { db in
      try db.all(
        "SELECT DISTINCT source FROM article WHERE story = ? ORDER BY source",
        [.integer(story.rawValue)]
      ) { $0.text(0) }
    }
  }

  /// All that people have corrected, in order.
  package func corrections() throws(StoreFailure) -> [Correction] {
    try readers.readOne { db in
      try db.all("SELECT time, kind, article, other FROM correction ORDER BY id") { row in
        guard let kind = Correction.Kind(rawValue: row.text(1)) else {
          throw StoreFailure(.corrupt, "a correction has the kind \(quoted(row.text(1)))")
        }
        return Correction(
          time: Timestamp(milliseconds: row.integer(0)), kind: kind,
          article: ArticleID(rawValue: row.integer(2)), other: ArticleID(rawValue: row.integer(3)))
      }
    }
  }

  /// Events after number `after`, oldest first, with their numbers: what `watch` follows.
  package func events(
    after: Int64, limit: Int
  ) throws(StoreFailure) -> [(id: Int64, event: StoreEvent)] {
    try readers.readOne { db in
      try db.all(
        """
        SELECT id, time, kind, deposit, article, story, text FROM event
        WHERE id > ? ORDER BY id LIMIT ?
        """, [.integer(after), .integer(Int64(limit))]
      ) { row in
        (
          id: row.integer(0),
          event: StoreEvent(
            time: Timestamp(milliseconds: row.integer(1)), kind: row.text(2),
            deposit: row.optionalInteger(3).map(DepositID.init),
            article: row.optionalInteger(4).map(ArticleID.init),
            story: row.optionalInteger(5).map(StoryID.init), text: row.text(6))
        )
      }
    }
  }

  /// The newest event's number; 0 when there is none. Where `watch` begins.
  package func lastEvent() throws(StoreFailure) -> Int64 {
    try readers.readOne { try $0.first("SELECT max(id) FROM event") { $0.integer(0) } ?? 0 }
  }
}

extension StoryRecord {
  static let columns = """
    story.id, opened, last_time, articles, sources, headline_article, merged_into, headline
    """

  init(_ row: Columns) {
    id = StoryID(rawValue: row.integer(0))
    opened = Timestamp(milliseconds: row.integer(1))
    lastTime = Timestamp(milliseconds: row.integer(2))
    articles = Int(row.integer(3))
    sources = Int(row.integer(4))
    headlineArticle = ArticleID(rawValue: row.integer(5))
    mergedInto = row.optionalInteger(6).map(StoryID.init)
    headline = row.text(7)
  }
}
