import GRDB
package import NewsModel

extension StoreReader {
  /// What articles must say of themselves to be shown; all of it holds, and letters of any case are equal.
  package struct FactFilter: Hashable, Sendable {
    /// By code or by name.
    package var subject: String?
    package var genre: String?
    package var keyword: String?
    package var slug: String?
    /// At most: 1 is the most urgent.
    package var urgency: Int?

    package init() {}

    package var isEmpty: Bool { self == FactFilter() }

    /// Conditions on a row of `publication`, with their values.
    fileprivate var conditions: (sql: String, values: [Value]) {
      let concepts = [("subject", subject), ("genre", genre)]
      var all = concepts.map { name, value in
        (
          """
          EXISTS (SELECT 1 FROM json_each(facts, '$.\(name)') AS entry WHERE ? COLLATE \(anyCase)
            IN (json_extract(entry.value, '$.code'), json_extract(entry.value, '$.name')))
          """, value.map(Value.text)
        )
      }
      all += [
        (Self.hasKeyword, keyword.map(Value.text)),
        ("json_extract(facts, '$.slug') = ? COLLATE \(anyCase)", slug.map(Value.text)),
        ("json_extract(facts, '$.urgency') <= ?", urgency.map { .integer(Int64($0)) }),
      ]
      let given = all.compactMap { sql, value in value.map { (sql, $0) } }
      return (given.map(\.0).joined(separator: " AND "), given.map(\.1))
    }
    private static let hasKeyword = """
      EXISTS (SELECT 1 FROM json_each(facts, '$.keywords') AS entry
        WHERE entry.value = ? COLLATE \(anyCase))
      """
    /// Conditions on a row of `story`: one of its articles says so.
    var ofStory: (sql: String, values: [Value]) {
      if isEmpty { return ("1", []) }
      let (sql, values) = conditions
      return (
        """
        EXISTS (SELECT 1 FROM article AS member JOIN publication ON publication.article = member.id
          WHERE member.story = story.id AND \(sql))
        """, values
      )
    }
  }
}

extension StoreReader {
  /// SQLite's own NOCASE folds ASCII alone.
  static let anyCase = DatabaseCollation.caseInsensitiveCompare.name

  /// The articles that both filters let through, in the order given. Cost: a look-up each.
  package func filtered(
    _ ids: [ArticleID], by filter: ArticleFilter, _ facts: FactFilter
  ) throws(StoreFailure) -> [ArticleID] {
    let known = try filtered(ids, by: facts)
    if filter.isEmpty { return known }
    let (sql, values) = filter.conditions
    return try connections.read { db in
      try known.filter { id in
        try db.first(
          "SELECT 1 FROM article WHERE id = ? AND \(sql)", [.integer(id.rawValue)] + values
        ) { _ in true } ?? false
      }
    }
  }

  /// Between which numbers the articles lie that a filter lets through; nil when there is none.
  /// Cost: reads an index.
  package func numbers(
    of filter: ArticleFilter
  ) throws(StoreFailure) -> ClosedRange<ArticleID>? {
    let (sql, values) = filter.conditions
    return try connections.readOne { db in
      try db.first("SELECT min(id), max(id) FROM article \(filter.index) WHERE \(sql)", values) {
        row in
        row.optionalInteger(0).map { ArticleID(rawValue: $0)...ArticleID(rawValue: row.integer(1)) }
      } ?? nil
    }
  }

  /// The articles that a filter lets through, in the order given. Cost: a look-up each.
  package func filtered(
    _ ids: [ArticleID], by filter: FactFilter
  ) throws(StoreFailure) -> [ArticleID] {
    if filter.isEmpty { return ids }
    let (sql, values) = filter.conditions
    return try connections.read { db in
      try ids.filter { id in
        try db.first(
          "SELECT 1 FROM publication WHERE article = ? AND \(sql)",
          [.integer(id.rawValue)] + values
        ) { _ in true } ?? false
      }
    }
  }
}
