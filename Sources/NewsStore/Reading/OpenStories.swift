import GRDB
package import NewsModel

/// What the story engine needs after a restart.
extension StoreReader {
  /// The story record of the newest article that has one; nil when none has.
  package func lastStoryBlob() throws(StoreFailure) -> [UInt8]? {
    try connections.readOne { db in
      try db.first(
        "SELECT story FROM fingerprint WHERE length(story) > 0 ORDER BY article DESC LIMIT 1"
      ) { $0.blob(0) }
    }
  }

  /// A story with the records of its first member and of the latest ones, in order of admission.
  /// Articles without a record (copies) are no members.
  package struct OpenStory: Sendable {
    package var id: StoryID
    package var members: [(article: ArticleID, record: [UInt8])]
  }

  /// Every story that has a member from `article` on. Cost: two look-ups a story and four a member.
  ///
  /// - Parameters:
  ///   - article: the oldest last member.
  ///   - latest: members kept of each beside the first.
  /// - Returns: in no order.
  /// - Throws: `StoreFailure`.
  package func openStories(
    since article: ArticleID, latest: Int
  ) throws(StoreFailure) -> [OpenStory] {
    try connections.read { db in
      let stories = try db.all(
        """
        SELECT DISTINCT article.story FROM article JOIN fingerprint ON fingerprint.article = id
        WHERE id >= ? AND length(fingerprint.story) > 0 AND \(Self.draws)
        """, [.integer(article.rawValue)]
      ) { $0.integer(0) }
      return try stories.map { story in
        OpenStory(
          id: StoryID(rawValue: story), members: try Self.members(db, of: story, latest: latest))
      }
    }
  }

  /// What a kill has taken back draws nobody; it is counted as before, for what was weighed stands.
  private static let draws = """
    NOT EXISTS (SELECT 1 FROM publication WHERE article = article.id AND retracted_by IS NOT NULL)
    """

  static func members(
    _ db: Database, of story: Int64, latest: Int
  ) throws -> [(article: ArticleID, record: [UInt8])] {
    let select = """
      SELECT id, fingerprint.story FROM article JOIN fingerprint ON fingerprint.article = id
      WHERE article.story = ? AND length(fingerprint.story) > 0 AND \(draws) ORDER BY id
      """
    func read(_ tail: String) throws -> [(article: ArticleID, record: [UInt8])] {
      try db.all(select + tail, [.integer(story)]) {
        (article: ArticleID(rawValue: $0.integer(0)), record: $0.blob(1))
      }
    }
    let first = try read(" LIMIT 1")
    let last = try read(" DESC LIMIT \(latest)").reversed()
    return first + last.filter { $0.article != first.first?.article }
  }

  /// One of the latest articles with a story record.
  package struct LatestArticle: Sendable {
    package var article: ArticleID
    package var story: StoryID
    /// No other article of its story has such a record.
    package var isAlone: Bool
    /// Stories that it was near to when it came.
    package var related: [StoryID]
  }

  /// The latest articles with a story record, ascending, at most `limit`.
  package func latestStoryArticles(_ limit: Int) throws(StoreFailure) -> [LatestArticle] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT article.id, article.story, related, (SELECT count(*) FROM (
            SELECT 1 FROM article AS other JOIN fingerprint ON fingerprint.article = other.id
            WHERE other.story = article.story AND length(fingerprint.story) > 0
              AND NOT EXISTS (SELECT 1 FROM publication
                WHERE article = other.id AND retracted_by IS NOT NULL) LIMIT 2)) = 1
        FROM (SELECT article AS number FROM fingerprint
            WHERE length(story) > 0 ORDER BY article DESC LIMIT ?)
          JOIN article ON article.id = number
          JOIN story_evidence ON story_evidence.article = number
        ORDER BY number
        """, [.integer(Int64(limit))]
      ) {
        LatestArticle(
          article: ArticleID(rawValue: $0.integer(0)), story: StoryID(rawValue: $0.integer(1)),
          isAlone: $0.integer(3) != 0, related: EvidenceText.scores($0.text(2)).map(\.story))
      }
    }
  }

  /// Every story with an article that a person has put somewhere.
  package func heldStories() throws(StoreFailure) -> Set<StoryID> {
    try connections.readOne { try Self.heldStories($0) }
  }

  static func heldStories(_ db: Database) throws -> Set<StoryID> {
    Set(
      try db.all(
        """
        SELECT DISTINCT story FROM article WHERE id IN
          (SELECT article FROM correction UNION SELECT other FROM correction)
        """
      ) { StoryID(rawValue: $0.integer(0)) })
  }
}
