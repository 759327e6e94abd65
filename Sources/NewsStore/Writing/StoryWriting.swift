import GRDB
package import NewsModel

/// Stories: what an article changes of its story, and what people or a second look merge.
extension StoreWriter {
  /// Notes the article in its story's counts. Before the article's own insert: a source counts as
  /// new while the story has no article of it.
  mutating func insertStoryChange(_ stored: StoredArticle) throws {
    // A provider's time in the future would hold its story on top of the list for ever.
    let time = min(stored.article.published ?? stored.received, stored.received)
    try insertStoryChange(
      in: stored.story.story, by: stored.id, source: stored.source, time: time,
      received: stored.received)
  }

  mutating func insertStoryChange(
    in story: StoryID, by id: ArticleID, source: String, time: Timestamp, received: Timestamp
  ) throws {
    let known = try db.first(
      "SELECT 1 FROM article WHERE story = ? AND source = ? LIMIT 1",
      [.integer(story.rawValue), .text(source)]
    ) { _ in true }
    var change =
      storyChanges[story] ?? StoryChange(opened: received, lastTime: time, headlineArticle: id)
    change.lastTime = max(change.lastTime, time)
    change.articles += 1
    change.sources += known == true ? 0 : 1
    storyChanges[story] = change
  }

  func insertEvidence(_ decision: StoryDecision, of article: ArticleID) throws {
    try write(
      """
      INSERT INTO story_evidence(article, reason, score, next_story, next_score, shared, related)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(article.rawValue), .text(decision.reason.rawValue), .real(decision.score),
        .optional(decision.next?.story.rawValue),
        decision.next.map { Value.real($0.score) } ?? .null,
        .text(EvidenceText.text(decision.shared)), .text(EvidenceText.text(decision.related)),
      ])
  }

  mutating func flushStories() throws {
    for (id, change) in storyChanges.sorted(by: { $0.key < $1.key }) {
      try write(
        """
        INSERT INTO story(id, opened, last_time, articles, sources, headline_article)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT(id) DO UPDATE SET last_time = max(last_time, excluded.last_time),
          articles = articles + excluded.articles, sources = sources + excluded.sources,
          headline_article = CASE WHEN EXISTS
            (SELECT 1 FROM forgotten WHERE article = headline_article)
            THEN excluded.headline_article ELSE headline_article END
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
  /// went. Cost: rewrites each moved article's row, with an event each.
  package mutating func mergeStory(
    _ story: StoryID, into target: StoryID, at now: Timestamp
  ) throws {
    guard story != target else { return }
    try flushStories()
    let ids: [Value] = [.integer(story.rawValue), .integer(target.rawValue)]
    let moved = try db.all("SELECT id FROM article WHERE story = ?1 ORDER BY id", [ids[0]]) {
      ArticleID(rawValue: $0.integer(0))
    }
    try write("UPDATE article SET story = ?2 WHERE story = ?1", ids)
    for article in moved { try noteMove(of: article, from: story, to: target, at: now) }
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

  /// Moves articles into another story, a new one (`nextStoryID`) or one there is: a person's split, or copies
  /// that turn out to be one group.
  /// Counts, times and headlines of the stories concerned are made anew; one that is left without
  /// articles counts as merged into `target`. Cost: rewrites each moved article's row, and reads the
  /// stories it concerns.
  package mutating func moveArticles(
    _ articles: [ArticleID], to target: StoryID, because reason: StoryDecision.Reason = .person,
    at now: Timestamp
  ) throws {
    try flushStories()
    var concerned: [StoryID] = [target]
    for article in articles {
      let from = try storyOfPresent(article)
      if !concerned.contains(from) { concerned.append(from) }
      try write(
        "UPDATE article SET story = ? WHERE id = ?",
        [.integer(target.rawValue), .integer(article.rawValue)])
      try write(
        "UPDATE story_evidence SET reason = ? WHERE article = ?",
        [.text(reason.rawValue), .integer(article.rawValue)])
      try noteMove(of: article, from: from, to: target, at: now)
    }
    for story in concerned { try recount(story, emptyInto: target) }
  }

  private mutating func noteMove(
    of article: ArticleID, from story: StoryID, to target: StoryID, at now: Timestamp
  ) throws {
    try note(
      .moved, of: article, from: story, at: now,
      "article \(article.rawValue) went from S\(story.rawValue) into S\(target.rawValue)")
  }

  private func storyOfPresent(_ article: ArticleID) throws -> StoryID {
    let found = try db.first(
      "SELECT story FROM article WHERE id = ?", [.integer(article.rawValue)]
    ) { StoryID(rawValue: $0.integer(0)) }
    guard let found else {
      throw StoreFailure(.statement, "there is no article \(article.rawValue)")
    }
    return found
  }

  private func recount(_ story: StoryID, emptyInto target: StoryID) throws {
    let id = Value.integer(story.rawValue)
    let facts = try db.first(
      """
      SELECT count(*), count(DISTINCT source), min(received),
        max(min(coalesce(published, received), received)), min(id)
      FROM article WHERE story = ?
      """, [id]
    ) { row in (0..<5).map { row.integer(Int32($0)) } }
    guard let facts, facts[0] > 0 else {
      try write(
        "UPDATE story SET articles = 0, sources = 0, merged_into = ? WHERE id = ?",
        [.integer(target.rawValue), id])
      return
    }
    try write(
      """
      INSERT INTO story(id, articles, sources, opened, last_time, headline_article)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT(id) DO UPDATE SET articles = excluded.articles, sources = excluded.sources,
        opened = excluded.opened, last_time = excluded.last_time,
        headline_article = excluded.headline_article, merged_into = NULL
      """, [id] + facts.map(Value.integer))
  }
}
