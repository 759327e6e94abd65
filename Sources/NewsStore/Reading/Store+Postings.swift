import GRDB
import NewsModel

/// The tables of the index of copies, as rows: what they mean is NewsMatching's.
package struct PostingRunRow: Hashable, Sendable {
  package var id: Int64
  /// 'building', 'live', 'retired'.
  package var state: String
  package var firstArticle: Int64
  package var lastArticle: Int64
  package var pages: Int64
  package var postings: Int64
  package var leftOut: Int64
  package var sum: Int64
  package var leftOutSum: Int64

  package init(
    id: Int64, state: String, firstArticle: Int64, lastArticle: Int64, pages: Int64,
    postings: Int64, leftOut: Int64, sum: Int64, leftOutSum: Int64
  ) {
    self.id = id
    self.state = state
    self.firstArticle = firstArticle
    self.lastArticle = lastArticle
    self.pages = pages
    self.postings = postings
    self.leftOut = leftOut
    self.sum = sum
    self.leftOutSum = leftOutSum
  }
}

extension StoreWriter {
  package func storePostingPage(_ number: Int64, _ data: [UInt8]) throws {
    try write(
      "INSERT OR REPLACE INTO posting_page(id, data) VALUES (?, ?)",
      [.integer(number), .blob(data)])
  }

  package func storePostingRun(_ run: PostingRunRow) throws {
    try write(
      """
      INSERT OR REPLACE INTO posting_run(id, state, first_article, last_article, pages, postings,
        left_out, sum, left_out_sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(run.id), .text(run.state), .integer(run.firstArticle), .integer(run.lastArticle),
        .integer(run.pages), .integer(run.postings), .integer(run.leftOut), .integer(run.sum),
        .integer(run.leftOutSum),
      ])
  }

  package func removePostingPages(_ numbers: Range<Int64>) throws {
    try write(
      "DELETE FROM posting_page WHERE id >= ? AND id < ?",
      [.integer(numbers.lowerBound), .integer(numbers.upperBound)])
  }

  package func removePostingRun(_ id: Int64) throws {
    try write("DELETE FROM posting_run WHERE id = ?", [.integer(id)])
  }

  /// Empties the index of copies, a slice at a time, the runs last: one that is half emptied is known
  /// by its missing pages. Parameter pages: at most so many go; all by default. Returns whether there
  /// is nothing left. Cost: 2 µs a page of 1.3 KB.
  @discardableResult
  package func removePostings(pages: Int64 = .max) throws -> Bool {
    try write(
      """
      DELETE FROM posting_page
      WHERE id < coalesce((SELECT id FROM posting_page ORDER BY id LIMIT 1 OFFSET ?),
        9223372036854775807)
      """, [.integer(pages)])
    let isEmpty = try db.first("SELECT 1 FROM posting_page LIMIT 1") { _ in true } == nil
    if isEmpty { try write("DELETE FROM posting_run", []) }
    return isEmpty
  }

  /// Adds to the words of an article that are known to be other articles.
  func extendComposite(_ article: ArticleID, _ tokens: Range<Int>) throws {
    try write(
      """
      INSERT INTO composite(article, first_token, end_token) VALUES (?, ?, ?)
      ON CONFLICT(article) DO UPDATE SET first_token = min(first_token, excluded.first_token),
        end_token = max(end_token, excluded.end_token)
      """,
      [
        .integer(article.rawValue), .integer(Int64(tokens.lowerBound)),
        .integer(Int64(tokens.upperBound)),
      ])
  }
}

extension StoreReader {
  /// Bytes that the index of copies takes in the file. Cost: reads every page of it once.
  package func postingBytes() throws(StoreFailure) -> Int64 {
    try connections.readOne { db in
      try db.first("SELECT sum(pgsize) FROM dbstat WHERE name = 'posting_page'") {
        $0.integer(0)
      } ?? 0
    }
  }

  /// Calls `body` with every page among these numbers, in order, in place.
  package func postingPages(
    _ numbers: Range<Int64>, _ body: (Int64, UnsafeRawBufferPointer) -> Void
  ) throws {
    try connections.stream { db in
      try db.each(
        "SELECT id, data FROM posting_page WHERE id >= ? AND id < ? ORDER BY id",
        [.integer(numbers.lowerBound), .integer(numbers.upperBound)]
      ) { row in row.withBlob(1) { body(row.integer(0), $0) } }
    }
  }

  /// Every run there is, oldest articles first.
  package func postingRuns() throws(StoreFailure) -> [PostingRunRow] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT id, state, first_article, last_article, pages, postings, left_out, sum, left_out_sum
        FROM posting_run ORDER BY first_article, id
        """
      ) {
        PostingRunRow(
          id: $0.integer(0), state: $0.text(1), firstArticle: $0.integer(2),
          lastArticle: $0.integer(3), pages: $0.integer(4), postings: $0.integer(5),
          leftOut: $0.integer(6), sum: $0.integer(7), leftOutSum: $0.integer(8))
      }
    }
  }
}
