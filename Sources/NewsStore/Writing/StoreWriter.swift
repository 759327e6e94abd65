import GRDB
package import NewsModel

/// One open transaction: everything that can be written, and the reads a decision needs meanwhile.
///
/// Exists only inside `Store.transaction`. Rows that many articles of a transaction change (tallies,
/// stories, deposits' counts, counters) are gathered here and written once, at its end.
package struct StoreWriter: ~Copyable {
  let db: Database
  let seed: UInt64
  private let before: Counters
  var counters: Counters
  /// (inbox, kind) → change.
  var tallies: [Tally: Int64] = [:]
  var depositChanges: [DepositID: DepositChange] = [:]
  var storyChanges: [StoryID: StoryChange] = [:]

  struct Tally: Hashable {
    var inbox: String
    var kind: String
  }
  /// What this transaction adds to a deposit's counts.
  struct DepositChange {
    var inbox: String
    var added = Verdict.Counts()
  }
  /// What this transaction adds to a story.
  struct StoryChange {
    var opened: Timestamp
    var lastTime: Timestamp
    var articles: Int64 = 0
    var sources: Int64 = 0
    var headlineArticle: ArticleID
  }

  init(db: Database, seed: UInt64, counters: Counters) {
    self.db = db
    self.seed = seed
    before = counters
    self.counters = counters
    self.counters.commit += 1
  }

  /// Runs a statement that writes. After some failures SQLite undoes the transaction by itself; a
  /// caller that swallowed the error would then write outside of any, a row at a time.
  func write(_ sql: String, _ values: [Value]) throws {
    guard db.isInsideTransaction else {
      throw StoreFailure(.io, "an earlier error rolled the transaction back")
    }
    try db.run(sql, values)
  }

  /// Gives the next sequence number. A transaction that is undone gives it back.
  package mutating func nextArticleID() -> ArticleID {
    counters.article += 1
    return ArticleID(rawValue: counters.article)
  }

  /// Gives the next story number, with the same rule.
  package mutating func nextStoryID() -> StoryID {
    counters.story += 1
    return StoryID(rawValue: counters.story)
  }

  /// The last article number given; 0 in an empty store.
  package var lastArticleID: ArticleID { ArticleID(rawValue: counters.article) }

  /// Stores a module's saved state; `article` is the last one it has seen.
  package func storeCheckpoint(_ name: String, article: ArticleID, data: [UInt8]) throws {
    try removeCheckpoint(name)
    // 8 MiB for one of them: bound as a value it would take thrice as much for a moment (P8).
    try write(
      "INSERT INTO checkpoint(name, article, data) VALUES (?, ?, zeroblob(?))",
      [.text(name), .integer(article.rawValue), .integer(Int64(data.count))])
    try db.fillBlob("data", of: "checkpoint", row: db.lastInsertedRowID, data)
  }

  /// Forgets a module's saved state.
  package func removeCheckpoint(_ name: String) throws {
    try quickly { try write("DELETE FROM checkpoint WHERE name = ?", [.text(name)]) }
  }

  /// Writes what was gathered. Returns the counters as they stand once this is committed.
  mutating func flush() throws -> Counters {
    guard db.isInsideTransaction else {
      throw StoreFailure(.io, "an earlier error rolled the transaction back")
    }
    try flushDeposits()
    try flushStories()
    for (tally, change) in tallies where change != 0 {
      try write(
        """
        INSERT INTO tally(inbox, kind, value) VALUES (?, ?, ?)
        ON CONFLICT(inbox, kind) DO UPDATE SET value = value + excluded.value
        """, [.text(tally.inbox), .text(tally.kind), .integer(change)])
    }
    tallies = [:]
    try counters.save(db, old: before)
    return counters
  }
}
