import GRDB
import NewsModel

/// What is asked about the event log.
extension StoreReader {
  /// Events after number `after`, oldest first, with their numbers: what `watch` follows.
  package func events(
    after: Int64, limit: Int
  ) throws(StoreFailure) -> [(id: Int64, event: EventRow)] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT id, time, kind, deposit, article, story, text FROM event
        WHERE id > ? ORDER BY id LIMIT ?
        """, [.integer(after), .integer(Int64(limit))]
      ) { row in
        (
          id: row.integer(0),
          event: EventRow(
            time: Timestamp(milliseconds: row.integer(1)), kind: row.text(2),
            deposit: row.optionalInteger(3).map(DepositID.init),
            article: row.optionalInteger(4).map(ArticleID.init),
            story: row.optionalInteger(5).map(StoryID.init), text: row.text(6))
        )
      }
    }
  }

  /// The newest event's number; 0 when there is none. Where `watch` begins.
  package func lastEvent() throws(StoreFailure) -> Int64 {
    try connections.readOne { try $0.first("SELECT max(id) FROM event") { $0.integer(0) } ?? 0 }
  }
}
