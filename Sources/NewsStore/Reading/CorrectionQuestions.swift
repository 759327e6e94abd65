import GRDB
package import NewsModel

extension StoreReader {
  /// All that people have corrected, in order.
  package func corrections() throws(StoreFailure) -> [RecordedCorrection] {
    try connections.readOne { db in
      var corrections: [RecordedCorrection] = []
      var last: Int64?
      try db.each(
        "SELECT command, time, user, after, kind, article, other FROM correction ORDER BY id"
      ) { row in
        guard let kind = RecordedCorrection.Row.Kind(rawValue: row.text(4)) else {
          throw StoreFailure(.corrupt, "a correction has the unknown kind \(quoted(row.text(4)))")
        }
        let read = RecordedCorrection.Row(
          kind, ArticleID(rawValue: row.integer(5)), ArticleID(rawValue: row.integer(6)))
        if last == row.integer(0), !corrections.isEmpty {
          corrections[corrections.count - 1].rows.append(read)
          return
        }
        last = row.integer(0)
        corrections.append(
          RecordedCorrection(
            time: Timestamp(milliseconds: row.integer(1)), user: row.text(2),
            after: ArticleID(rawValue: row.integer(3)), rows: [read]))
      }
      return corrections
    }
  }
}
