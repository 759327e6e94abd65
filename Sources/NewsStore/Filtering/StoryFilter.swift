import GRDB
package import NewsModel

extension StoreReader {
  /// Which stories are meant, and which of them first.
  package struct StoryFilter: Hashable, Sendable {
    package enum First: Sendable {
      /// By the time of their newest article.
      case newest
      /// By their sources, then by their articles.
      case mostSources
    }
    /// One of their articles is such: all of it holds of one article.
    package var articles = ArticleFilter()
    /// One of their articles says so.
    package var facts = FactFilter()
    package var minimumSources = 1
    package var first = First.newest
    /// Only these; nil for all.
    package var among: Set<StoryID>?
    /// Of the newest first those behind this one: the page behind its page.
    package var after: StoryPlace?

    package init() {}
  }

  /// Living stories of news, at most so many. Cost: an index range of stories; with a source, a language or an end
  /// of the time an index of articles as well, 1 µs each.
  package func stories(
    _ filter: StoryFilter, limit: Int
  ) throws(StoreFailure) -> [StoryID] {
    let (ofFacts, of, ofPage) = (filter.facts.ofStory, filter.ofArticles, filter.ofPage)
    let order =
      switch filter.first {
      case .newest: "last_time DESC, story.id DESC"
      case .mostSources: "sources DESC, articles DESC, last_time DESC, story.id DESC"
      }
    return try connections.readOne { db in
      try db.all(
        """
        SELECT story.id FROM story WHERE \(Self.isNewsStory) AND last_time >= ? AND sources >= ?
          AND \(ofPage.sql) AND \(of.sql) AND \(ofFacts.sql) ORDER BY \(order) LIMIT ?
        """,
        [
          .integer(filter.articles.since?.milliseconds ?? .min),
          .integer(Int64(filter.minimumSources)),
        ] + ofPage.values + of.values + ofFacts.values + [.integer(Int64(limit))]
      ) { StoryID(rawValue: $0.integer(0)) }
    }
  }
}

extension StoreReader.StoryFilter {
  fileprivate var ofPage: (sql: String, values: [Value]) {
    var sql = ["1"]
    var values: [Value] = []
    if let after {
      sql.append("(last_time, story.id) < (?, ?)")
      values += [.integer(after.lastTime.milliseconds), .integer(after.id.rawValue)]
    }
    if let among {
      sql.append("story.id IN (SELECT value FROM json_each(?))")
      values.append(.text("[" + among.map { "\($0.rawValue)" }.joined(separator: ",") + "]"))
    }
    return (sql.joined(separator: " AND "), values)
  }

  /// Conditions on a row of `story`, with their values. That one of its articles is of this time or later its newest
  /// one says.
  fileprivate var ofArticles: (sql: String, values: [Value]) {
    var rest = articles
    rest.since = nil
    if rest.isEmpty { return ("1", []) }
    let (sql, values) = articles.conditions
    return (
      "story.id IN (SELECT story FROM article \(articles.index) WHERE \(sql))", values
    )
  }
}
