import GRDB
package import NewsModel

extension SearchIndex.Reader {
  /// P18.
  package static var timeLimit: Duration { .seconds(2) }

  package enum Ranking: Sendable {
    case newestFirst
    /// By BM25. Has to look at every hit: on a large index a common word runs out of time, and the
    /// answer is then newest first.
    case bestFirst
  }

  /// What a search found.
  package struct Answer: Hashable, Sendable {
    package var ids: [ArticleID]
    /// The order they are in, which for `bestFirst` may be `newestFirst` after all.
    package var ranking: Ranking
    /// False when time ran out before the limit was reached: there may be more.
    package var isComplete: Bool
    /// The last article that was in the index: what came after it was not searched.
    package var indexedThrough: ArticleID
  }

  /// What is looked for: words, "phrases", beginnings*, in `headline:` or `body:`, with AND, OR, NOT and
  /// parentheses. Accents and case do not count; nothing that is typed is an error, and nothing finds nothing.
  package struct Wanted: Sendable {
    let expression: String?
    /// By number.
    package var articles = ArticleID(rawValue: 0)...ArticleID(rawValue: .max)

    /// - Parameters:
    ///   - typed: what a person typed.
    ///   - forms: other forms of a word that are looked for, too.
    /// - Throws: what `forms` throws.
    package init(_ typed: String, forms: (String) throws -> [String]) rethrows {
      expression = try SearchWords(typed, forms: forms).expression
    }

    /// - Parameter typed: what a person typed; each word as it stands.
    package init(_ typed: String) { self.init(typed) { _ in [] } }

    /// Articles that have one of some names. They come from lists of ours: there may be thousands.
    ///
    /// - Parameters:
    ///   - names: words, or words that stand together.
    ///   - beginnings: of words.
    package init(anyOf names: some Sequence<String>, beginnings: some Sequence<String>) {
      let terms =
        names.map { SearchTokens.Term(text: $0, isPhrase: true) }
        + beginnings.map { SearchTokens.Term(text: $0, isBeginning: true) }
      let all = terms.map { $0.expression { _ in [] } }
      expression = all.isEmpty ? nil : all.joined(separator: " OR ")
    }

    /// There is nothing that could be found.
    package var isEmpty: Bool { expression == nil }
  }

  /// Articles that hold what is typed in headline or body. Time limit 2 s.
  package func search(
    _ typed: String, ranking: Ranking = .newestFirst, limit: Int
  ) throws(StoreFailure) -> Answer {
    try search(Wanted(typed), ranking: ranking, limit: limit)
  }

  /// The same, within another time.
  package func search(
    _ wanted: Wanted, ranking: Ranking = .newestFirst, limit: Int,
    within time: Duration = SearchIndex.Reader.timeLimit
  ) throws(StoreFailure) -> Answer {
    try connections.read { db in
      let through = try Self.watermark(db)
      if wanted.isEmpty {
        return Answer(ids: [], ranking: ranking, isComplete: true, indexedThrough: through)
      }
      if ranking == .bestFirst {
        let found = try Self.find(db, wanted, .bestFirst, limit, within: time / 2)
        if found.complete {
          return Answer(
            ids: found.ids, ranking: .bestFirst, isComplete: true, indexedThrough: through)
        }
      }
      let found = try Self.find(
        db, wanted, .newestFirst, limit, within: ranking == .bestFirst ? time / 2 : time)
      return Answer(
        ids: found.ids, ranking: .newestFirst, isComplete: found.complete, indexedThrough: through)
    }
  }

  private static func find(
    _ db: Database, _ wanted: Wanted, _ ranking: Ranking, _ limit: Int, within time: Duration
  ) throws -> (ids: [ArticleID], complete: Bool) {
    let by = ranking == .bestFirst ? "rank" : "rowid DESC"
    var ids: [ArticleID] = []
    do {
      try Deadline.run(time, on: db) {
        try db.each(
          "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY \(by) LIMIT ?",
          [
            .optional(wanted.expression), .integer(wanted.articles.lowerBound.rawValue),
            .integer(wanted.articles.upperBound.rawValue), .integer(Int64(limit)),
          ]
        ) { ids.append(ArticleID(rawValue: $0.integer(0))) }
      }
      return (ids, true)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT {
      return (ids, false)
    }
  }
}

extension SearchIndex.Reader {
  /// Words of the index that begin so, in order; folded, as they stand there. Opens a connection of its own.
  /// Cost: 1 ms, and 1 µs a word.
  package func words(beginningWith letters: String, limit: Int) throws(StoreFailure) -> [String] {
    try StoreFailure.mapping {
      let queue = try connections.connection()
      defer { try? queue.close() }
      return try queue.inDatabase { db in
        // The table is made in memory: the file stays as it is, opened to read.
        try db.execute(
          sql: """
            PRAGMA query_only = OFF;
            CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, row);
            """)
        return try db.all(
          "SELECT term FROM vocabulary WHERE term >= ?1 AND term < ?1 || char(0x10FFFF) LIMIT ?2",
          [.text(letters), .integer(Int64(limit))]
        ) { $0.text(0) }
      }
    }
  }
}
