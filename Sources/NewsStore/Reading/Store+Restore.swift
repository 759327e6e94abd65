import GRDB
package import NewsModel

/// Going through all articles in order: for restoring the indices after a start, and for export.
extension StoreReader {
  /// What a restart needs of one article.
  package struct Remembered: Sendable {
    package var id: ArticleID
    package var text: TextDigest
    package var verdict: Verdict
    /// Group and story as they stand now, after unions and merges.
    package var group: ArticleID
    package var story: StoryID
    package var source: String
    package var published: Timestamp?
    package var received: Timestamp
    package var headlineIsDerived: Bool
    /// As given to `insertArticle`.
    package var copyBlob: [UInt8]
    package var storyBlob: [UInt8]
  }

  /// Calls `body` for every article after `after` in order of admission, at most `limit`, one snapshot,
  /// streaming. Cost: some 4 µs an article; bodies are not touched.
  ///
  /// Parameters copiesAfter, storiesAfter: up to these articles the module's record is not read, and
  /// empty.
  package func remembered(
    after: ArticleID = ArticleID(rawValue: 0), limit: Int = .max,
    copiesAfter: ArticleID = ArticleID(rawValue: 0),
    storiesAfter: ArticleID = ArticleID(rawValue: 0), _ body: (Remembered) throws -> Void
  ) throws {
    try connections.stream { db in
      try db.each(
        """
        SELECT id, text_high, text_low, verdict, group_id, article.story, source, published,
          received, headline_is_derived, CASE WHEN id > ?3 THEN fingerprint.copy END,
          CASE WHEN id > ?2 THEN fingerprint.story END
        FROM article JOIN fingerprint ON fingerprint.article = article.id
        WHERE id > ?1 ORDER BY id LIMIT ?4
        """,
        [
          .integer(after.rawValue), .integer(storiesAfter.rawValue),
          .integer(copiesAfter.rawValue), .integer(Int64(limit)),
        ]
      ) { row in
        let word = row.text(3)
        guard let verdict = Verdict(rawValue: word) else {
          throw StoreFailure(.corrupt, "an article has the unknown verdict \(quoted(word))")
        }
        try body(
          Remembered(
            id: ArticleID(rawValue: row.integer(0)),
            text: TextDigest(
              high: UInt64(bitPattern: row.integer(1)), low: UInt64(bitPattern: row.integer(2))),
            verdict: verdict, group: ArticleID(rawValue: row.integer(4)),
            story: StoryID(rawValue: row.integer(5)), source: row.text(6),
            published: row.optionalInteger(7).map(Timestamp.init),
            received: Timestamp(milliseconds: row.integer(8)),
            headlineIsDerived: row.integer(9) != 0, copyBlob: row.blob(10),
            storyBlob: row.blob(11)))
      }
    }
  }

  /// A module's saved state and the last article it had seen; nil when it saved none.
  package func checkpoint(
    _ name: String
  ) throws(StoreFailure) -> (article: ArticleID, data: [UInt8])? {
    try connections.readOne { db in
      try db.first("SELECT article, data FROM checkpoint WHERE name = ?", [.text(name)]) {
        (article: ArticleID(rawValue: $0.integer(0)), data: $0.blob(1))
      }
    }
  }

  /// One article with all that its JSON shows (docs/manual.md).
  package struct Exported: Sendable {
    package var record: ArticleRow
    /// The deposit's name.
    package var name: FileName
    /// The group's first article's `uri` and text; nil for the group's first itself.
    package var copyOf: Referenced?
    /// Links to older articles, best first, then of newer ones to this one with the relation as
    /// read from here.
    package var links: [(to: Referenced, link: CopyLink)]
  }

  /// An article as another one names it.
  package struct Referenced: Hashable, Sendable {
    package var id: ArticleID
    package var uri: String?
    package var text: TextDigest
  }

  /// Calls `body` for every article after `after` in order of admission, one snapshot, streaming.
  package func exported(
    after: ArticleID = ArticleID(rawValue: 0), _ body: (Exported) throws -> Void
  ) throws {
    try connections.stream { db in
      try db.each(
        "SELECT \(ArticleRow.columns) FROM article WHERE id > ? ORDER BY id",
        [.integer(after.rawValue)]
      ) { row in
        try body(try Self.export(db, try ArticleRow(row)))
      }
    }
  }

  /// One article as `exported` gives it; nil when there is none of that number.
  package func exported(_ id: ArticleID) throws(StoreFailure) -> Exported? {
    try connections.read { db in
      try db.first(
        "SELECT \(ArticleRow.columns) FROM article WHERE id = ?", [.integer(id.rawValue)],
        ArticleRow.init
      ).map { try Self.export(db, $0) }
    }
  }

  private static func export(_ db: Database, _ record: ArticleRow) throws -> Exported {
    let id = Value.integer(record.id.rawValue)
    let name = try db.first(
      "SELECT name FROM deposit WHERE id = ?", [.integer(record.deposit.rawValue)]
    ) { FileName(bytes: $0.blob(0)) }
    var links = try db.all(
      "SELECT \(LinkRow.columns) FROM link WHERE article = ? ORDER BY ordinal", [id],
      LinkRow.init
    ).map(\.link)
    links += try db.all(
      "SELECT \(LinkRow.columns) FROM link WHERE to_article = ? ORDER BY article, ordinal",
      [id], LinkRow.init
    ).map(\.fromTheOther)
    let named = try links.compactMap { link in
      try referenced(db, link.to).map { (to: $0, link: link) }
    }
    return Exported(
      record: record, name: name ?? FileName(bytes: []),
      copyOf: record.group == record.id ? nil : try referenced(db, record.group), links: named)
  }

  private static func referenced(_ db: Database, _ id: ArticleID) throws -> Referenced? {
    try db.first(
      "SELECT uri, text_high, text_low FROM article WHERE id = ?", [.integer(id.rawValue)]
    ) {
      Referenced(
        id: id, uri: $0.optionalText(0),
        text: TextDigest(
          high: UInt64(bitPattern: $0.integer(1)), low: UInt64(bitPattern: $0.integer(2))))
    }
  }
}

extension LinkRow {
  /// The link as the older article has it.
  var fromTheOther: CopyLink {
    var other = link
    other.to = from
    other.relation = link.relation.inverse
    other.coverage = link.coverageOther
    other.coverageOther = link.coverage
    other.passages = link.passages.map { Passage(here: $0.there, there: $0.here) }
      .sorted { $0.here.lowerBound < $1.here.lowerBound }
    return other
  }
}
