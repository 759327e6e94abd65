package import NewsModel

/// A row of `story` as readers get it.
package struct StoryRow: Hashable, Sendable {
  package var id: StoryID
  package var opened: Timestamp
  /// The newest published time of its articles; an article dated after it was received counts as
  /// of then.
  package var lastTime: Timestamp
  package var articles: Int
  /// Different ones.
  package var sources: Int
  package var headlineArticle: ArticleID
  /// What stands for it in a list.
  package var headline: String
  /// The story that took its articles; nil while it is alive.
  package var mergedInto: StoryID?
}

extension StoryRow {
  static let columns = """
    story.id, opened, last_time, articles, sources, headline_article, merged_into,
    CASE WHEN EXISTS (SELECT 1 FROM forgotten WHERE article = headline_article) THEN '' ELSE headline END
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
