import GRDB
import NewsModel

/// What is asked about the event log.
extension StoreReader {
  /// What a follower gets that comes with the number of the last event it knows.
  package enum Followed {
    /// The next ones, oldest first, with their numbers; none when it knows all.
    case events([(id: Int64, event: EventRow)])
    /// Events after that number are gone, or it was never given in this state. `first` is the first number to be
    /// had.
    case lost(first: Int64)
  }

  /// What comes after an event, without a gap: every event that was written after it.
  ///
  /// - Parameters:
  ///   - after: the last event that is known; 0 for none, and then the oldest that are kept come first.
  ///   - limit: so many at most.
  /// - Returns: them, or that they cannot all be had.
  /// - Throws: `StoreFailure`.
  package func follow(after: Int64, limit: Int) throws(StoreFailure) -> Followed {
    try connections.read { db in
      let floor = try Counters(db).pruned
      let known = after == 0 ? floor : after
      let isKnown = try known == floor || known > floor && Self.isEvent(db, known)
      guard isKnown else {
        return .lost(first: try Self.events(db, after: floor, limit: 1).first?.id ?? floor + 1)
      }
      return .events(try Self.events(db, after: known, limit: limit))
    }
  }

  private static func isEvent(_ db: Database, _ number: Int64) throws -> Bool {
    try db.first("SELECT 1 FROM event WHERE id = ?", [.integer(number)]) { _ in true } ?? false
  }

  /// Where a follower begins that wants the newest events: at the one before them.
  ///
  /// - Parameter count: of events; 0 for those that are still to come.
  /// - Returns: a number to follow.
  /// - Throws: `StoreFailure`.
  package func eventNumber(before count: Int) throws(StoreFailure) -> Int64 {
    try connections.read { db in
      let floor = try Counters(db).pruned
      return try db.first(
        "SELECT id FROM event WHERE id > ? ORDER BY id DESC LIMIT 1 OFFSET ?",
        [.integer(floor), .integer(Int64(count))]
      ) { $0.integer(0) } ?? floor
    }
  }

  /// Events after a number. Cost: 10 ms for a million.
  package func eventCount(after number: Int64) throws(StoreFailure) -> Int64 {
    try connections.readOne { db in
      try db.first("SELECT count(*) FROM event WHERE id > ?", [.integer(number)]) { $0.integer(0) }
        ?? 0
    }
  }

  /// Events after number `after`, oldest first, with their numbers, whatever is missing between them.
  package func events(
    after: Int64, limit: Int
  ) throws(StoreFailure) -> [(id: Int64, event: EventRow)] {
    try connections.readOne { try Self.events($0, after: after, limit: limit) }
  }

  private static func events(
    _ db: Database, after: Int64, limit: Int
  ) throws -> [(id: Int64, event: EventRow)] {
    try db.all(
      """
      SELECT id, time, kind, deposit, article, story, from_story, text FROM event
      WHERE id > ? ORDER BY id LIMIT ?
      """, [.integer(after), .integer(Int64(limit))]
    ) { row in
      (
        id: row.integer(0),
        event: EventRow(
          time: Timestamp(milliseconds: row.integer(1)), kind: row.text(2),
          deposit: row.optionalInteger(3).map(DepositID.init),
          article: row.optionalInteger(4).map(ArticleID.init),
          story: row.optionalInteger(5).map(StoryID.init),
          from: row.optionalInteger(6).map(StoryID.init), text: row.text(7))
      )
    }
  }

  /// Of the numbers that events have, the first and the last; the first is 0 and the last -1 when there is none.
  package func eventNumbers() throws(StoreFailure) -> (first: Int64, last: Int64) {
    try connections.readOne { db in
      try db.first("SELECT min(id), max(id) FROM event") {
        ($0.integer(0), $0.optionalInteger(1) ?? -1)
      } ?? (0, -1)
    }
  }
}
