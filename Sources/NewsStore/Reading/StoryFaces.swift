import GRDB
package import NewsModel

/// What stands for a story.
extension StoreReader {
  /// What a list shows of a story beside its row.
  package struct StoryFacts: Sendable {
    /// The article whose headline stands for the story; nil when all are retracted or forgotten. Each rule decides where
    /// those before it do not:
    /// 1. The newest version of an item that may be published, then what is withheld or under embargo, then
    ///    earlier versions.
    /// 2. What writes a headline of its own.
    /// 3. The text that most sources carry, of equal ones the first; of that text the newest version that is
    ///    no copy.
    package var best: ArticleID?
    /// None of its articles has a text any more.
    package var isForgotten: Bool
    /// Empty when there is none.
    package var headline: String
    /// What must be known before that article is used; nil when there is nothing.
    package var mark: String?
    /// The earliest time of its articles, the provider's where it gives one and it is not in the
    /// future.
    package var first: Timestamp
    /// Articles that copy another one.
    package var copies: Int
    /// Its first articles that are no copies and that nobody has taken back, at most 8, in order.
    package var originals: [Article]
  }

  /// Kills, what they take back and what is forgotten stand for nothing.
  private static let stands = """
    coalesce(status, 'usable') <> 'cancelled' AND retracted_by IS NULL AND forgotten.article IS NULL
    """
  /// 0 is the best.
  private static let rank = """
    CASE WHEN replaced_by IS NOT NULL THEN 2 WHEN status = 'withheld'
      OR status = 'embargoed' AND coalesce(embargo > ?2, 1) THEN 1 ELSE 0 END
    """

  /// Nil when the story has no article any more. Cost: reads each of its articles' rows.
  ///
  /// - Parameters:
  ///   - story: the story.
  ///   - now: an embargo that ends later is in force.
  /// - Returns: what a list shows.
  /// - Throws: `StoreFailure`.
  package func facts(of story: StoryID, at now: Timestamp) throws(StoreFailure) -> StoryFacts? {
    try connections.read { db in
      let id = Value.integer(story.rawValue)
      guard let counted = try Self.counted(db, id), let first = counted.first else { return nil }
      let best = try Self.best(db, of: id, at: now)
      let originals = try db.all(
        """
        SELECT \(ArticleRow.columns) FROM \(ArticleRow.table)
        WHERE story = ? AND group_id = id AND \(Self.stands) ORDER BY id LIMIT 8
        """, [id], ArticleRow.init)
      return StoryFacts(
        best: best?.id, isForgotten: counted.isForgotten, headline: best?.headline ?? "",
        mark: best?.mark,
        first: Timestamp(milliseconds: first), copies: counted.copies,
        originals: originals.map(\.article))
    }
  }

  private static func counted(
    _ db: Database, _ story: Value
  ) throws -> (first: Int64?, copies: Int, isForgotten: Bool)? {
    try db.first(
      """
      SELECT min(min(coalesce(published, received), received)), sum(group_id <> id),
        sum(id NOT IN (SELECT article FROM forgotten)) FROM article WHERE story = ?
      """, [story]
    ) { ($0.optionalInteger(0), Int($0.integer(1)), $0.integer(2) == 0) }
  }

  private static func best(
    _ db: Database, of story: Value, at now: Timestamp
  ) throws -> (id: ArticleID, headline: String, mark: String?)? {
    try db.first(
      """
      SELECT id, headline, CASE WHEN status = 'test' THEN 'TEST COPY' WHEN \(rank) = 1
        THEN upper(status) END
      FROM \(ArticleRow.table) WHERE story = ?1 AND \(stands) AND group_id = (
        SELECT group_id FROM \(ArticleRow.table) WHERE story = ?1 AND \(stands) GROUP BY group_id
        ORDER BY min(\(rank)), min(headline_is_derived), count(DISTINCT source) DESC, group_id LIMIT 1)
      ORDER BY \(rank), headline_is_derived, verdict IN ('original', 'update') DESC, id DESC LIMIT 1
      """, [story, .integer(now.milliseconds)]
    ) {
      (
        id: ArticleID(rawValue: $0.integer(0)), headline: $0.text(1), mark: $0.optionalText(2)
      )
    }
  }
}
