import GRDB
import NewsModel

/// The running counts against what they count.
enum Tallies {
  /// Counted anew: the deposits by outcome and their columns, and the articles by verdict.
  private static let counted = """
    SELECT inbox, 'deposit.' || coalesce(outcome, 'open') AS kind, count(*) AS value
      FROM deposit GROUP BY 1, 2
    UNION ALL SELECT inbox, 'article.' || verdict, count(*)
      FROM article JOIN deposit ON deposit.id = article.deposit GROUP BY 1, 2
    UNION ALL SELECT inbox, 'article.unchanged', sum(unchanged) FROM deposit GROUP BY 1
    UNION ALL SELECT inbox, 'article.rejected', sum(rejected) FROM deposit GROUP BY 1
    """

  /// Tallies that are not what a count gives, and deposits whose columns differ from their articles.
  static func differing(
    _ db: Database
  ) throws -> [(tally: String, found: Int64, counted: Int64)] {
    let wrongTallies = try db.all(
      """
      SELECT coalesce(t.inbox, c.inbox) || ' ' || coalesce(t.kind, c.kind),
        coalesce(t.value, 0), coalesce(c.value, 0)
      FROM tally AS t FULL JOIN (\(counted)) AS c ON t.inbox = c.inbox AND t.kind = c.kind
      WHERE coalesce(t.value, 0) <> coalesce(c.value, 0)
      """
    ) { (tally: $0.text(0), found: $0.integer(1), counted: $0.integer(2)) }
    let wrongDeposits = try db.all(
      """
      SELECT 'articles of deposit ' || deposit.id,
        originals + identicals + near_duplicates + updates + earlier_versions + excerpts AS told,
        (SELECT count(*) FROM article WHERE article.deposit = deposit.id) AS held
      FROM deposit WHERE told <> held LIMIT 20
      """
    ) { (tally: $0.text(0), found: $0.integer(1), counted: $0.integer(2)) }
    return wrongTallies + wrongDeposits
  }
}
