package import NewsModel

extension StoreReader {
  /// Which articles are meant: those of which all that is asked holds.
  package struct ArticleFilter: Hashable, Sendable {
    /// The article's time (`ArticleFilter.time`) is this or later.
    package var since: Timestamp?
    /// It is earlier than this.
    package var until: Timestamp?
    package var source: String?
    /// BCP 47: `pt` means `pt-br`, too. In lower case.
    package var language: String?
    /// As stories stand now.
    package var story: StoryID?

    package init() {}

    package var isEmpty: Bool { self == ArticleFilter() }

    /// SQL: when an article was written, as its provider says; what is dated after it came counts as of then.
    static let time = "min(coalesce(published, received), received)"

    /// How `article` is read by these conditions, without the pages of the bodies. The planner would take the table.
    var index: String {
      story == nil ? "INDEXED BY article_by_time" : "INDEXED BY article_by_story"
    }

    /// Conditions on a row of `article`, with their values: of columns that `article_by_time` has.
    var conditions: (sql: String, values: [Value]) {
      var sql: [String] = []
      var values: [Value] = []
      func add(_ condition: String, _ given: Value...) {
        sql.append(condition)
        values += given
      }
      if let since {
        let time = Value.integer(since.milliseconds)
        // What has been written since has come since: a range of the index.
        add("received >= ? AND \(Self.time) >= ?", time, time)
      }
      if let until { add("\(Self.time) < ?", .integer(until.milliseconds)) }
      if let source { add("source = ?", .text(source)) }
      if let language {
        // `pt` and all that begins with `pt-`: no other tag stands between them.
        add("language >= ? AND language < ? || '.'", .text(language), .text(language))
      }
      if let story { add("article.story = ?", .integer(story.rawValue)) }
      return (sql.isEmpty ? "1" : sql.joined(separator: " AND "), values)
    }
  }
}
