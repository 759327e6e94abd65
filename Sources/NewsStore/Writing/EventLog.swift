package import NewsModel

/// One entry of the event log.
package struct EventRow: Hashable, Sendable {
  package var time: Timestamp
  /// Constant: `deposit`, `groups-united`, `stories-merged`, `degraded` …
  package var kind: String
  package var deposit: DepositID?
  package var article: ArticleID?
  package var story: StoryID?
  /// One sentence.
  package var text: String

  package init(
    time: Timestamp, kind: String, deposit: DepositID? = nil, article: ArticleID? = nil,
    story: StoryID? = nil, text: String
  ) {
    self.time = time
    self.kind = kind
    self.deposit = deposit
    self.article = article
    self.story = story
    self.text = text
  }
}

extension StoreWriter {
  /// Adds to the event log.
  package mutating func insertEvent(_ event: EventRow) throws {
    counters.event += 1
    try write(
      """
      INSERT INTO event(id, time, kind, deposit, article, story, text)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(counters.event), .integer(event.time.milliseconds), .text(event.kind),
        .optional(event.deposit?.rawValue), .optional(event.article?.rawValue),
        .optional(event.story?.rawValue), .text(event.text),
      ])
  }

  /// Removes old events from a slice of the log: those older than 90 days that are not among the newest
  /// 1,000,000. A follower that has read within 90 days, or is not further behind, misses none.
  ///
  /// An event's age is what its own time says, whatever stands beside it: a clock that was wrong for a
  /// while neither takes young events along nor holds up the old ones behind them. So every event beyond
  /// the newest is looked at, a slice a call, in the order of their numbers: no index is needed.
  ///
  /// Cost: 1 µs for each event of the slice, and nothing while there are fewer than `newest`.
  ///
  /// - Parameters:
  ///   - now: the wall clock's time.
  ///   - place: where the last slice ended; 0 begins a round.
  ///   - newest: so many are kept whatever their age.
  ///   - limit: events of one slice.
  /// - Returns: where the next slice begins; nil when this round has come to its end.
  /// - Throws: `StoreFailure`.
  package func pruneEvents(
    at now: Timestamp, after place: Int64, keeping newest: Int64 = 1_000_000, limit: Int = 10_000
  ) throws -> Int64? {
    let slice = "id > ?1 AND id <= ?2"
    let end = counters.event - newest
    guard place < end else { return nil }
    let last = try db.first(
      "SELECT max(id) FROM (SELECT id FROM event WHERE \(slice) ORDER BY id LIMIT ?3)",
      [.integer(place), .integer(end), .integer(Int64(limit))]
    ) { $0.optionalInteger(0) }
    guard case .some(.some(let last)) = last else { return nil }
    try write(
      "DELETE FROM event WHERE \(slice) AND time < ?3",
      [.integer(place), .integer(last), .integer(now.milliseconds - Self.eventDays * 86_400_000)])
    return last
  }

  /// Events younger than this are kept.
  private static var eventDays: Int64 { 90 }
}
