package import NewsModel

/// One entry of the event log.
package struct EventRow: Hashable, Sendable {
  package var time: Timestamp
  /// Constant: `article`, `file`, `groups-united`, `stories-merged` …; of earlier builds `deposit`, for all
  /// articles of one.
  package var kind: String
  package var deposit: DepositID?
  package var article: ArticleID?
  package var story: StoryID?
  /// The story that it went out of, or that went into `story`.
  package var from: StoryID?
  /// One sentence.
  package var text: String

  package init(
    time: Timestamp, kind: String, deposit: DepositID? = nil, article: ArticleID? = nil,
    story: StoryID? = nil, from: StoryID? = nil, text: String
  ) {
    self.time = time
    self.kind = kind
    self.deposit = deposit
    self.article = article
    self.story = story
    self.from = from
    self.text = text
  }
}

extension StoreWriter {
  /// Adds to the event log.
  package mutating func insertEvent(_ event: EventRow) throws {
    counters.event += 1
    try write(
      """
      INSERT INTO event(id, time, kind, deposit, article, story, from_story, text)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(counters.event), .integer(event.time.milliseconds), .text(event.kind),
        .optional(event.deposit?.rawValue), .optional(event.article?.rawValue),
        .optional(event.story?.rawValue), .optional(event.from?.rawValue), .text(event.text),
      ])
  }

  /// What becomes of articles that are there.
  enum ArticleChange: String {
    case moved = "article-moved"
    case replaced = "article-replaced"
    case retracted = "article-retracted"
    case regrouped = "article-regrouped"
    case unlinked = "article-unlinked"
    case forgotten = "article-forgotten"
  }

  /// Tells of an article whose row has changed, so that whoever keeps a copy of it reads it again.
  mutating func note(
    _ change: ArticleChange, of article: ArticleID, from: StoryID? = nil, at time: Timestamp,
    _ text: String
  ) throws {
    let story = try db.first(
      "SELECT story FROM article WHERE id = ?", [.integer(article.rawValue)]
    ) { StoryID(rawValue: $0.integer(0)) }
    try insertEvent(
      EventRow(
        time: time, kind: change.rawValue, article: article, story: story, from: from, text: text))
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
  package mutating func pruneEvents(
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
    let old = "\(slice) AND time < ?3"
    let values: [Value] = [
      .integer(place), .integer(last), .integer(now.milliseconds - Self.eventDays * 86_400_000),
    ]
    let removed = try db.first("SELECT max(id) FROM event WHERE \(old)", values) { $0.integer(0) }
    counters.pruned = max(counters.pruned, removed ?? 0)
    try write("DELETE FROM event WHERE \(old)", values)
    return last
  }

  /// Events younger than this are kept.
  private static var eventDays: Int64 { 90 }
}
