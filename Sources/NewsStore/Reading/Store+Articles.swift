import GRDB
package import NewsModel

/// Reading articles. Every call here and in the other `StoreReader` files uses a read-only connection,
/// is one snapshot, may be made from any thread, and throws `StoreFailure`.
extension StoreReader {
  /// `Article.matchedText` of an article; nil when there is none of that number.
  /// Cost: some 10 µs at 3 KB.
  package func text(of id: ArticleID) throws(StoreFailure) -> String? {
    try connections.readOne { try MatchedText.read($0, id) }
  }

  /// The same of several articles in one snapshot, in the order of `ids`.
  package func texts(of ids: [ArticleID]) throws(StoreFailure) -> [String?] {
    try connections.read { db in try ids.map { try MatchedText.read(db, $0) } }
  }

  package func article(_ id: ArticleID) throws(StoreFailure) -> ArticleRow? {
    try connections.readOne { db in
      try db.first(
        "SELECT \(ArticleRow.columns) FROM article WHERE id = ?", [.integer(id.rawValue)],
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
        SELECT \(ArticleRow.columns) FROM article WHERE id IN
          (SELECT id FROM article WHERE story = ? AND id > ? ORDER BY id LIMIT ?) ORDER BY id
        """, [.integer(story.rawValue), .integer(after.rawValue), .integer(Int64(limit))],
        ArticleRow.init)
    }
  }

  /// The members of an article's group of copies, in order of admission; the group's first leads.
  package func group(_ group: ArticleID, limit: Int) throws(StoreFailure) -> [ArticleID] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT id FROM article WHERE id = ?1 AND group_id = ?1 UNION ALL
        SELECT id FROM article WHERE group_id = ?1 AND group_id <> id ORDER BY id LIMIT ?2
        """, [.integer(group.rawValue), .integer(Int64(limit))]
      ) { ArticleID(rawValue: $0.integer(0)) }
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

extension ArticleRow {
  static let columns = """
    id, deposit, story, verdict, verdict_of, group_id, text_high, text_low, received, published,
    updated, source, source_given, uri, version, language, format, url, byline, locator, headline,
    headline_is_derived, body
    """

  init(_ row: Columns) throws {
    id = ArticleID(rawValue: row.integer(0))
    deposit = DepositID(rawValue: row.integer(1))
    story = StoryID(rawValue: row.integer(2))
    let word = row.text(3)
    guard let verdict = Verdict(rawValue: word) else {
      throw StoreFailure(.corrupt, "an article has the unknown verdict \(quoted(word))")
    }
    self.verdict = verdict
    of = row.optionalInteger(4).map(ArticleID.init)
    group = ArticleID(rawValue: row.integer(5))
    text = TextDigest(
      high: UInt64(bitPattern: row.integer(6)), low: UInt64(bitPattern: row.integer(7)))
    received = Timestamp(milliseconds: row.integer(8))
    source = row.text(11)
    article = Article(
      uri: row.optionalText(13), version: row.optionalText(14), headline: row.text(20),
      headlineIsDerived: row.integer(21) != 0, byline: row.optionalText(18), body: row.text(22),
      published: row.optionalInteger(9).map(Timestamp.init),
      updated: row.optionalInteger(10).map(Timestamp.init), language: row.optionalText(15),
      source: row.integer(12) != 0 ? row.text(11) : nil, url: row.optionalText(17),
      format: row.text(16), locator: row.text(19))
  }
}

extension LinkRow {
  static let columns = """
    article, to_article, relation, coverage, coverage_other, longest, numbers_matched,
    numbers_conflicting, rule, passages
    """

  init(_ row: Columns) throws {
    let word = row.text(2)
    guard let relation = Relation(rawValue: word) else {
      throw StoreFailure(.corrupt, "a link has the unknown relation \(quoted(word))")
    }
    from = ArticleID(rawValue: row.integer(0))
    link = CopyLink(
      to: ArticleID(rawValue: row.integer(1)), relation: relation, coverage: row.real(3),
      coverageOther: row.real(4), longest: Int(row.integer(5)),
      numbersMatched: Int(row.integer(6)), numbersConflicting: Int(row.integer(7)),
      rule: row.text(8), passages: EvidenceText.passages(row.text(9)))
  }
}
