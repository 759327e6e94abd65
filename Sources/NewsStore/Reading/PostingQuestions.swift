import GRDB

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
