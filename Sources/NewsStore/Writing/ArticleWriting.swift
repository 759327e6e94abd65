import NewsModel

extension StoreWriter {
  /// Stores an article with its links, fingerprints, story and evidence, and counts it.
  ///
  /// Groups in `copy.united` become part of `copy.group`. Its identity must be new: a second time
  /// is a `statement` failure by the UNIQUE key, and the transaction is undone.
  /// Cost: 65 µs of CPU an article of 3 KB, 80 at 100,000 articles, with 1.2 KB of fingerprints, its
  /// deposit, three look-ups and its part of the COMMIT, in groups of 500; 6 KB in the file.
  package mutating func insertArticle(_ stored: StoredArticle) throws {
    try insertStoryChange(stored)
    try insertRow(stored)
    try insertPublication(stored)
    try write(
      "INSERT INTO fingerprint(article, copy, story) VALUES (?, ?, ?)",
      [.integer(stored.id.rawValue), .blob(stored.copyBlob), .blob(stored.storyBlob)])
    for (ordinal, link) in stored.copy.links.enumerated() {
      try insert(link, of: stored.id, ordinal: ordinal)
    }
    try insertEvidence(stored.story, of: stored.id)
    if let composite = stored.composite {
      try extendComposite(composite.article, composite.tokens)
    }
    try insertEvent(
      EventRow(
        time: stored.received, kind: "article", deposit: stored.deposit, article: stored.id,
        story: stored.story.story, text: ""))
    for group in stored.copy.united {
      try unite(group, into: stored.copy.group, at: stored.received)
    }
    try change(stored.deposit) { $0.count(stored.copy.verdict) }
  }

  private func insertRow(_ stored: StoredArticle) throws {
    let article = stored.article
    let key = stored.identity.key(seed: seed)
    try write(
      """
      INSERT INTO article(id, deposit, story, verdict, verdict_of, group_id, text_high, text_low,
        item_key, edition_key, received, published, updated, source, source_given, uri, version,
        language, format, url, byline, locator, headline, headline_is_derived, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(stored.id.rawValue), .integer(stored.deposit.rawValue),
        .integer(stored.story.story.rawValue), .text(stored.copy.verdict.rawValue),
        .optional(stored.copy.of?.rawValue), .integer(stored.copy.group.rawValue),
        .integer(Int64(bitPattern: stored.text.high)), .integer(Int64(bitPattern: stored.text.low)),
        .integer(key.item), .integer(key.edition), .integer(stored.received.milliseconds),
        .optional(article.published?.milliseconds), .optional(article.updated?.milliseconds),
        .text(stored.source), .integer(article.source == nil ? 0 : 1), .optional(article.uri),
        .optional(article.version), .optional(article.language), .text(article.format),
        .optional(article.url), .optional(article.byline), .text(article.locator),
        .text(article.headline), .integer(article.headlineIsDerived ? 1 : 0), .text(article.body),
      ])
  }

  private func insert(_ link: CopyLink, of id: ArticleID, ordinal: Int) throws {
    try write(
      """
      INSERT INTO link(article, ordinal, to_article, relation, coverage, coverage_other, longest,
        numbers_matched, numbers_conflicting, rule, passages)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(id.rawValue), .integer(Int64(ordinal)), .integer(link.to.rawValue),
        .text(link.relation.rawValue), .real(link.coverage), .real(link.coverageOther),
        .integer(Int64(link.longest)), .integer(Int64(link.numbersMatched)),
        .integer(Int64(link.numbersConflicting)), .text(link.rule),
        .text(EvidenceText.text(link.passages)),
      ])
  }

  /// Makes two groups one: all articles of `group` now name `target` as their group's first.
  private mutating func unite(
    _ group: ArticleID, into target: ArticleID, at now: Timestamp
  ) throws {
    let members = try members(ofGroup: group)
    try write(
      "UPDATE article SET group_id = ?2 WHERE id = ?1 OR (group_id = ?1 AND group_id <> id)",
      [.integer(group.rawValue), .integer(target.rawValue)])
    for member in members {
      try note(
        .regrouped, of: member.article, at: now,
        "article \(member.article.rawValue) is a copy in the group of article \(target.rawValue)")
    }
  }
}
