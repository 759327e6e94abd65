import GRDB
import NewsModel

/// The tables of the index of copies: what they mean is NewsMatching's.
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
    try quickly {
      try write(
        "DELETE FROM posting_page WHERE id >= ? AND id < ?",
        [.integer(numbers.lowerBound), .integer(numbers.upperBound)])
    }
  }

  package func removePostingRun(_ id: Int64) throws {
    try write("DELETE FROM posting_run WHERE id = ?", [.integer(id)])
  }

  /// Empties the index of copies, a slice at a time, the runs last: one that is half emptied is known
  /// by its missing pages. Cost: 2 µs a page of 1.3 KB.
  ///
  /// - Parameter pages: at most so many go; all by default.
  /// - Returns: whether it is empty now.
  /// - Throws: `StoreFailure`.
  @discardableResult
  package func removePostings(pages: Int64 = .max) throws -> Bool {
    try quickly {
      try write(
        """
        DELETE FROM posting_page
        WHERE id < coalesce((SELECT id FROM posting_page ORDER BY id LIMIT 1 OFFSET ?),
          9223372036854775807)
        """, [.integer(pages)])
    }
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
