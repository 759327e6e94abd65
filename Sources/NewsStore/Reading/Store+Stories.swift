import GRDB
package import NewsModel

/// Reading stories and the event log.
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

  /// All that people have corrected, in order.
  package func corrections() throws(StoreFailure) -> [RecordedCorrection] {
    try connections.readOne { db in
      var corrections: [RecordedCorrection] = []
      var last: Int64?
      try db.each(
        "SELECT command, time, user, after, kind, article, other FROM correction ORDER BY id"
      ) { row in
        guard let kind = CorrectionRow.Kind(rawValue: row.text(4)) else {
          throw StoreFailure(.corrupt, "a correction has the unknown kind \(quoted(row.text(4)))")
        }
        let read = CorrectionRow(
          kind, ArticleID(rawValue: row.integer(5)), ArticleID(rawValue: row.integer(6)))
        if last == row.integer(0), !corrections.isEmpty {
          corrections[corrections.count - 1].rows.append(read)
          return
        }
        last = row.integer(0)
        corrections.append(
          RecordedCorrection(
            time: Timestamp(milliseconds: row.integer(1)), user: row.text(2),
            after: ArticleID(rawValue: row.integer(3)), rows: [read]))
      }
      return corrections
    }
  }

  /// Events after number `after`, oldest first, with their numbers: what `watch` follows.
  package func events(
    after: Int64, limit: Int
  ) throws(StoreFailure) -> [(id: Int64, event: EventRow)] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT id, time, kind, deposit, article, story, text FROM event
        WHERE id > ? ORDER BY id LIMIT ?
        """, [.integer(after), .integer(Int64(limit))]
      ) { row in
        (
          id: row.integer(0),
          event: EventRow(
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
    try connections.readOne { try $0.first("SELECT max(id) FROM event") { $0.integer(0) } ?? 0 }
  }
}

extension StoryRow {
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
