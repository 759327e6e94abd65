import GRDB
package import NewsModel

/// Stories: what an article changes of its story, and what people or a bridging article merge.
extension StoreWriter {
  /// Notes the article in its story's counts. Before the article's own insert: a source counts as
  /// new while the story has no article of it.
  mutating func insertStoryChange(_ stored: StoredArticle) throws {
    let story = stored.story.story
    let known = try db.first(
      "SELECT 1 FROM article WHERE story = ? AND source = ? LIMIT 1",
      [.integer(story.rawValue), .text(stored.source)]
    ) { _ in true }
    // A provider's time in the future would hold its story on top of the list for ever.
    let time = min(stored.article.published ?? stored.received, stored.received)
    var change =
      storyChanges[story]
      ?? StoryChange(opened: stored.received, lastTime: time, headlineArticle: stored.id)
    change.lastTime = max(change.lastTime, time)
    change.articles += 1
    change.sources += known == true ? 0 : 1
    storyChanges[story] = change
  }

  func insertEvidence(_ stored: StoredArticle) throws {
    let decision = stored.story
    try write(
      """
      INSERT INTO story_evidence(article, reason, score, next_story, next_score, shared, related)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(stored.id.rawValue), .text(decision.reason.rawValue), .real(decision.score),
        .optional(decision.next?.story.rawValue),
        decision.next.map { Value.real($0.score) } ?? .null,
        .text(Evidence.text(decision.shared)), .text(Evidence.text(decision.related)),
      ])
  }

  mutating func flushStories() throws {
    for (id, change) in storyChanges {
      try write(
        """
        INSERT INTO story(id, opened, last_time, articles, sources, headline_article)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT(id) DO UPDATE SET last_time = max(last_time, excluded.last_time),
          articles = articles + excluded.articles, sources = sources + excluded.sources
        """,
        [
          .integer(id.rawValue), .integer(change.opened.milliseconds),
          .integer(change.lastTime.milliseconds), .integer(change.articles),
          .integer(change.sources), .integer(change.headlineArticle.rawValue),
        ])
    }
    storyChanges = [:]
  }

  /// All articles of `story` go to `target`, which stays; `story` keeps its row and says where they
  /// went. Cost: rewrites each moved article's row.
  package mutating func mergeStory(_ story: StoryID, into target: StoryID) throws {
    guard story != target else { return }
    try flushStories()
    let ids: [Value] = [.integer(story.rawValue), .integer(target.rawValue)]
    try write("UPDATE article SET story = ?2 WHERE story = ?1", ids)
    try write(
      """
      UPDATE story SET last_time = max(last_time, (SELECT last_time FROM story WHERE id = ?1)),
        articles = articles + (SELECT articles FROM story WHERE id = ?1),
        sources = (SELECT count(DISTINCT source) FROM article WHERE story = ?2) WHERE id = ?2
      """, ids)
    try write(
      "UPDATE story SET articles = 0, sources = 0, merged_into = ?2 WHERE id = ?1", ids)
    try write("UPDATE story SET merged_into = ?2 WHERE merged_into = ?1", ids)
  }
}
