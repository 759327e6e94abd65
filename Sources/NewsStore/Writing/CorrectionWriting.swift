import GRDB
package import NewsModel

/// What a correction must know and write.
extension StoreWriter {
  package func insertCorrection(_ correction: RecordedCorrection) throws {
    let last = try db.first("SELECT max(id) FROM correction") { $0.integer(0) } ?? 0
    for row in correction.rows {
      try write(
        """
        INSERT INTO correction(command, time, user, after, kind, article, other)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .integer(last + 1), .integer(correction.time.milliseconds), .text(correction.user),
          .integer(correction.after.rawValue), .text(row.kind.rawValue),
          .integer(row.article.rawValue), .integer(row.other.rawValue),
        ])
    }
  }

  /// Which story the correction that was written last has taken its articles out of.
  package func noteOrigin(_ story: StoryID) throws {
    try write(
      "UPDATE correction SET from_story = ? WHERE command = (SELECT max(command) FROM correction)",
      [.integer(story.rawValue)])
  }

  /// The story that a number means today: itself, or the one that took its articles; nil when there
  /// never was one.
  package mutating func livingStory(_ id: StoryID) throws -> StoryID? {
    try flushStories()
    return try StoreReader.living(db, id)
  }

  /// What the last merge by a person has moved out of this story, in order: none when there was none. An earlier build
  /// has not written down which story that was: then it is the last merge that moved its first article.
  package func merge(of story: StoryID) throws -> [ArticleID] {
    try db.all(
      """
      WITH merge(command, article, from_story) AS (
        SELECT command, article, from_story FROM correction AS this WHERE kind = 'must-link'
          AND NOT EXISTS (SELECT 1 FROM correction AS other
            WHERE other.command = this.command AND other.kind = 'cannot-link'))
      SELECT article FROM correction WHERE command = coalesce(
        (SELECT max(command) FROM merge WHERE from_story = ?1),
        (SELECT max(command) FROM merge WHERE from_story IS NULL AND article IN (SELECT group_id FROM article
          WHERE id = (SELECT headline_article FROM story WHERE id = ?1)))) ORDER BY id
      """, [.integer(story.rawValue)]
    ) { ArticleID(rawValue: $0.integer(0)) }
  }

  /// Articles of a story that are nobody's copy, in order, at most `limit`.
  package func originals(of story: StoryID, limit: Int) throws -> [ArticleID] {
    try db.all(
      "SELECT id FROM article WHERE story = ? AND group_id = id ORDER BY id LIMIT ?",
      [.integer(story.rawValue), .integer(Int64(limit))]
    ) { ArticleID(rawValue: $0.integer(0)) }
  }

  /// An article with its whole group of copies, as far as they stand in the same story, in order.
  package func copies(of article: ArticleID) throws -> [ArticleID] {
    try db.all(
      """
      SELECT other.id FROM article AS this JOIN article AS other
        ON (other.group_id = this.group_id AND other.group_id <> other.id
          OR other.id = this.group_id) AND other.story = this.story
      WHERE this.id = ? ORDER BY other.id
      """, [.integer(article.rawValue)]
    ) { ArticleID(rawValue: $0.integer(0)) }
  }

  /// All articles of a group, its first among them, with their stories; ascending.
  package func members(ofGroup group: ArticleID) throws -> [(article: ArticleID, story: StoryID)] {
    try db.all(
      """
      SELECT id, story FROM article
      WHERE id = ?1 OR (group_id = ?1 AND group_id <> id) ORDER BY id
      """, [.integer(group.rawValue)]
    ) { (ArticleID(rawValue: $0.integer(0)), StoryID(rawValue: $0.integer(1))) }
  }

  package func articleCount(of story: StoryID) throws -> Int {
    try db.first(
      "SELECT count(*) FROM article WHERE story = ?", [.integer(story.rawValue)]
    ) { Int($0.integer(0)) } ?? 0
  }

  /// The stories as the story engine keeps them (`StoreReader.openStories`); those without an article that
  /// has a record are left out.
  package func members(
    of stories: [StoryID], latest: Int
  ) throws -> [StoreReader.OpenStory] {
    try stories.map {
      StoreReader.OpenStory(
        id: $0, members: try StoreReader.members(db, of: $0.rawValue, latest: latest))
    }.filter { !$0.members.isEmpty }
  }

  /// Every story with an article that a person has put somewhere.
  package func heldStories() throws -> Set<StoryID> { try StoreReader.heldStories(db) }

  /// Why an article is in its story, said anew.
  package func replaceEvidence(of article: ArticleID, _ decision: StoryDecision) throws {
    try write("DELETE FROM story_evidence WHERE article = ?", [.integer(article.rawValue)])
    try insertEvidence(decision, of: article)
  }

  /// The article is in its story because a person said so.
  package func markCorrected(_ article: ArticleID) throws {
    try write(
      "UPDATE story_evidence SET reason = 'person' WHERE article = ?",
      [.integer(article.rawValue)])
  }
}
