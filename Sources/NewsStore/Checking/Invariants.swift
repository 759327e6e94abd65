import GRDB
import NewsModel

/// What is true of every database of ours beyond what SQLite itself checks: the copies, the stories, the
/// numbers given, and the deposits under way.
enum Invariants {
  /// Each query gives a sentence a row that breaks the rule; 20 are enough to know.
  private static let rules = [
    """
    SELECT 'article ' || id || ' has no fingerprint, or has one though it is forgotten' FROM article
    WHERE EXISTS (SELECT 1 FROM fingerprint WHERE fingerprint.article = article.id)
      = EXISTS (SELECT 1 FROM forgotten WHERE forgotten.article = article.id)
    """,
    """
    SELECT 'article ' || article || ' is forgotten, and there is text of it' FROM forgotten
    JOIN article ON article.id = forgotten.article WHERE
      trim(headline || body || coalesce(byline || uri, byline, uri, '') || coalesce(url, '')) <> ''
    """,
    """
    SELECT 'article ' || id || ' has no word about its story' FROM article
    WHERE NOT EXISTS (SELECT 1 FROM story_evidence WHERE story_evidence.article = article.id)
    """,
    """
    SELECT 'article ' || id || ' is ' || verdict || ' of ' || coalesce(verdict_of, 'nothing')
    FROM article WHERE (verdict = 'original') <> (verdict_of IS NULL) OR verdict_of >= id
    """,
    """
    SELECT 'article ' || a.id || ' is in the group of ' || a.group_id || ', which is no first one'
    FROM article AS a LEFT JOIN article AS first ON first.id = a.group_id
    WHERE first.id IS NULL OR first.group_id <> first.id OR a.group_id > a.id
    """,
    """
    SELECT 'link ' || article || ' to ' || to_article || ' does not lead back in time'
    FROM link WHERE to_article >= article
    """,
    """
    SELECT 'story ' || id || ' says ' || articles || ' articles of ' || sources
      || ' sources, and has ' || held || ' of ' || voices FROM
      (SELECT story.id, articles, sources, merged_into,
        (SELECT count(*) FROM article WHERE article.story = story.id) AS held,
        (SELECT count(DISTINCT source) FROM article WHERE article.story = story.id) AS voices
       FROM story)
    WHERE articles <> held OR sources <> voices OR (merged_into IS NOT NULL AND held > 0)
    """,
    """
    SELECT 'the last ' || name || ' number given is ' || value || ', and there is a ' || last FROM
      (SELECT name, value, CASE name
        WHEN 'article' THEN (SELECT max(id) FROM article)
        WHEN 'story' THEN (SELECT max(id) FROM story)
        WHEN 'deposit' THEN (SELECT max(id) FROM deposit)
        WHEN 'event' THEN (SELECT max(id) FROM event)
        WHEN 'batch' THEN (SELECT max(id) FROM batch) END AS last FROM counter)
    WHERE last > value
    """,
    """
    SELECT 'deposit ' || deposit.id || ' has no outcome, and its claim folder is closed'
    FROM deposit JOIN batch ON batch.id = deposit.batch
    WHERE outcome IS NULL AND closed IS NOT NULL
    """,
    """
    SELECT 'the state of ' || name || ' has seen article ' || article || ', which is not there'
    FROM checkpoint WHERE article > coalesce((SELECT max(id) FROM article), 0)
    """,
  ]

  static func broken(_ db: Database) throws -> [String] {
    try rules.flatMap { rule in try db.all("\(rule) LIMIT 20") { $0.text(0) } }
  }
}
