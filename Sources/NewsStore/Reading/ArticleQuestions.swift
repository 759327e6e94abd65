import GRDB
package import NewsModel

/// What is asked about articles. Every question here and in the files beside it is one snapshot, may be
/// asked from any thread, and throws `StoreFailure`.
extension StoreReader {
  /// `Article.matchedText` of an article; nil when there is none of that number.
  /// Cost: some 10 µs at 3 KB.
  package func text(of id: ArticleID) throws(StoreFailure) -> String? {
    try connections.readOne { try MatchedText.read($0, id) }
  }

  package func article(_ id: ArticleID) throws(StoreFailure) -> ArticleRow? {
    try connections.readOne { db in
      try db.first(
        "SELECT \(ArticleRow.columns) FROM \(ArticleRow.table) WHERE id = ?",
        [.integer(id.rawValue)],
        ArticleRow.init)
    }
  }

  /// The newest article; 0 in an empty store.
  package func lastArticleID() throws(StoreFailure) -> ArticleID {
    try connections.readOne { db in
      ArticleID(rawValue: try db.first("SELECT max(id) FROM article") { $0.integer(0) } ?? 0)
    }
  }

  /// Articles of a story in order of admission, `limit` of them after `after`.
  package func articles(
    of story: StoryID, after: ArticleID = ArticleID(rawValue: 0), limit: Int
  ) throws(StoreFailure) -> [ArticleRow] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT \(ArticleRow.columns) FROM \(ArticleRow.table) WHERE id IN
          (SELECT id FROM article WHERE story = ? AND id > ? ORDER BY id LIMIT ?) ORDER BY id
        """, [.integer(story.rawValue), .integer(after.rawValue), .integer(Int64(limit))],
        ArticleRow.init)
    }
  }

  /// Articles that are no copies, by number: at most so many before one and after it, and that one.
  ///
  /// - Parameters:
  ///   - id: an article's number.
  ///   - count: of numbers on either side.
  /// - Returns: in order of admission.
  /// - Throws: `StoreFailure`.
  package func originals(
    around id: ArticleID, count: Int64
  ) throws(StoreFailure) -> [ArticleRow] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT \(ArticleRow.columns) FROM \(ArticleRow.table)
        WHERE id BETWEEN ? AND ? AND group_id = id AND forgotten.article IS NULL ORDER BY id
        """, [.integer(id.rawValue - count), .integer(id.rawValue + count)], ArticleRow.init)
    }
  }

  /// The links of an article to older ones (best first), then those of newer ones to it (oldest
  /// first, at most `limit`).
  package func links(
    of id: ArticleID, limit: Int = 200
  ) throws(StoreFailure) -> [LinkRow] {
    try connections.read { db in
      let own = try db.all(
        "SELECT \(LinkRow.columns) FROM link WHERE article = ? ORDER BY ordinal",
        [.integer(id.rawValue)], LinkRow.init)
      let others = try db.all(
        """
        SELECT \(LinkRow.columns) FROM link WHERE to_article = ?
        ORDER BY article, ordinal LIMIT ?
        """, [.integer(id.rawValue), .integer(Int64(limit))], LinkRow.init)
      return own + others
    }
  }

  /// Why the article is in its story, as decided when it came; nil when there is no such article.
  package func evidence(of id: ArticleID) throws(StoreFailure) -> StoryDecision? {
    try connections.readOne { db in
      try db.first(
        """
        SELECT story, reason, score, next_story, next_score, shared, related
        FROM story_evidence JOIN article ON article.id = story_evidence.article
        WHERE story_evidence.article = ?
        """, [.integer(id.rawValue)]
      ) { row in
        let word = row.text(1)
        guard let reason = StoryDecision.Reason(rawValue: word) else {
          throw StoreFailure(.corrupt, "an article has the unknown reason \(quoted(word))")
        }
        let next = row.optionalInteger(3).map {
          StoryDecision.Score(story: StoryID(rawValue: $0), score: row.real(4))
        }
        return StoryDecision(
          story: StoryID(rawValue: row.integer(0)), reason: reason, score: row.real(2), next: next,
          shared: EvidenceText.terms(row.text(5)), related: EvidenceText.scores(row.text(6)))
      }
    }
  }
}
