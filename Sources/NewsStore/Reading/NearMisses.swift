import GRDB
package import NewsModel

/// Stories that came near one another and were not joined: the evidence of articles, read from both
/// ends.
extension StoreReader {
  /// An article that came near a story and did not join it.
  package struct NearMiss: Hashable, Sendable {
    package var article: ArticleID
    /// The story it is in now.
    package var story: StoryID
    /// The story it was near to, under the number that holds its articles now.
    package var other: StoryID
    /// In points, when the article came.
    package var score: Double
  }

  /// Near misses of the story's own articles, and those of other stories' articles to it.
  ///
  /// Cost: what the story's articles cost, and a row for each article between its first and `end`: 0.3 µs.
  ///
  /// - Parameters:
  ///   - story: the story.
  ///   - end: no article from this one on can have been near to it.
  /// - Returns: in order of admission; none between articles that are in one story by now.
  /// - Throws: `StoreFailure`.
  package func nearMisses(
    of story: StoryID, before end: ArticleID
  ) throws(StoreFailure) -> [NearMiss] {
    try connections.read { db in
      let id = Value.integer(story.rawValue)
      var found = try db.all(
        """
        SELECT article.id, article.story, related FROM article
        JOIN story_evidence ON story_evidence.article = article.id
        WHERE article.story = ? AND related <> '[]' ORDER BY article.id
        """, [id], NearMiss.all
      ).flatMap { $0 }
      let names = try db.all(
        "SELECT id FROM story WHERE id = ?1 OR merged_into = ?1", [id]
      ) { $0.integer(0) }
      for name in names {
        found += try db.all(
          """
          SELECT article.id, article.story, related FROM story_evidence
          JOIN article ON article.id = story_evidence.article
          WHERE story_evidence.article BETWEEN (SELECT min(id) FROM article WHERE story = ?) AND ?
            AND instr(related, ?) > 0 ORDER BY article.id
          """, [id, .integer(end.rawValue - 1), .text("[\(name),")], NearMiss.all
        ).flatMap { $0 }.filter { $0.other.rawValue == name }
      }
      for index in found.indices {
        found[index].other = try Self.living(db, found[index].other) ?? found[index].other
      }
      return found.filter { $0.story != $0.other && ($0.story == story || $0.other == story) }
        .sorted { ($0.article, $0.other) < ($1.article, $1.other) }
    }
  }

  /// The first article from `article` on that has a story record, with it.
  package func storyBlob(
    from article: ArticleID
  ) throws(StoreFailure) -> (article: ArticleID, record: [UInt8])? {
    try connections.readOne { db in
      try db.first(
        """
        SELECT article, story FROM fingerprint
        WHERE article >= ? AND length(story) > 0 ORDER BY article LIMIT 1
        """, [.integer(article.rawValue)]
      ) { (article: ArticleID(rawValue: $0.integer(0)), record: $0.blob(1)) }
    }
  }
}

extension StoreReader.NearMiss {
  /// A row of article, story and `story_evidence.related`.
  fileprivate static func all(_ row: Columns) -> [StoreReader.NearMiss] {
    EvidenceText.scores(row.text(2)).map { near in
      StoreReader.NearMiss(
        article: ArticleID(rawValue: row.integer(0)), story: StoryID(rawValue: row.integer(1)),
        other: near.story, score: near.score)
    }
  }
}
