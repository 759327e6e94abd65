import GRDB
package import NewsModel

extension SearchIndex.Reader {
  /// P18.
  static var timeLimit: Duration { .seconds(2) }

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

  /// Articles that hold all the words (and the "phrases") in headline or body. Whatever is typed is
  /// searched for, never understood as an operator; accents and case do not count.
  /// Nothing typed finds nothing. Time limit 2 s.
  package func search(
    _ typed: String, ranking: Ranking = .newestFirst, limit: Int
  ) throws(StoreFailure) -> Answer {
    try search(typed, ranking: ranking, limit: limit, within: Self.timeLimit)
  }

  func search(
    _ typed: String, ranking: Ranking, limit: Int, within time: Duration
  ) throws(StoreFailure) -> Answer {
    try connections.read { db in
      let through = try Self.watermark(db)
      guard let expression = SearchWords(typed).expression else {
        return Answer(ids: [], ranking: ranking, isComplete: true, indexedThrough: through)
      }
      if ranking == .bestFirst {
        let found = try Self.find(db, expression, .bestFirst, limit, within: time / 2)
        if found.complete {
          return Answer(
            ids: found.ids, ranking: .bestFirst, isComplete: true, indexedThrough: through)
        }
      }
      let found = try Self.find(
        db, expression, .newestFirst, limit, within: ranking == .bestFirst ? time / 2 : time)
      return Answer(
        ids: found.ids, ranking: .newestFirst, isComplete: found.complete, indexedThrough: through)
    }
  }

  private static func find(
    _ db: Database, _ expression: String, _ ranking: Ranking, _ limit: Int, within time: Duration
  ) throws -> (ids: [ArticleID], complete: Bool) {
    let by = ranking == .bestFirst ? "rank" : "rowid DESC"
    var ids: [ArticleID] = []
    do {
      try Deadline.run(time, on: db) {
        try db.each(
          "SELECT rowid FROM words WHERE words MATCH ? ORDER BY \(by) LIMIT ?",
          [.text(expression), .integer(Int64(limit))]
        ) { ids.append(ArticleID(rawValue: $0.integer(0))) }
      }
      return (ids, true)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT {
      return (ids, false)
    }
  }
}
