import GRDB
package import NewsModel

/// Batches and deposits.
extension StoreWriter {
  /// Rows kept of one deposit's rejections; all are counted.
  static var keptRejections: Int { 1000 }

  /// Files that were claimed together; `name` is their folder below claim/, in leave mode any name.
  package mutating func openBatch(inbox: String, name: String, at time: Timestamp) throws -> BatchID
  {
    counters.batch += 1
    try write(
      "INSERT INTO batch(id, inbox, name, opened) VALUES (?, ?, ?, ?)",
      [
        .integer(counters.batch), .text(inbox), .text(name), .integer(time.milliseconds),
      ])
    return BatchID(rawValue: counters.batch)
  }

  /// All files of these batches are in done/ or failed/, durably.
  package func closeBatches(_ batches: [BatchID], at time: Timestamp) throws {
    for batch in batches {
      try write(
        "UPDATE batch SET closed = ? WHERE id = ? AND closed IS NULL",
        [.integer(time.milliseconds), .integer(batch.rawValue)])
    }
  }

  /// The deposit that the store already has under this claim, with how far it got.
  package func knownDeposit(_ batch: BatchID, _ name: FileName) throws -> DepositRow? {
    try db.first(
      "SELECT \(DepositRow.columns) FROM deposit WHERE batch = ? AND name = ?",
      [.integer(batch.rawValue), .blob(name.bytes)], DepositRow.init)
  }

  /// A file begins: counted as `open` until `finishDeposit`. Its (batch, name) must be new.
  package mutating func insertDeposit(_ deposit: NewDeposit) throws -> DepositID {
    counters.deposit += 1
    let id = DepositID(rawValue: counters.deposit)
    try write(
      """
      INSERT INTO deposit(id, batch, inbox, source, name, claim, size, content_digest, received)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(id.rawValue), .integer(deposit.batch.rawValue), .text(deposit.inbox),
        .text(deposit.source), .blob(deposit.name.bytes), .optional(deposit.claim?.bytes),
        .integer(deposit.sizeBytes), .optional(deposit.content?.bytes),
        .integer(deposit.received.milliseconds),
      ])
    depositChanges[id] = DepositChange(inbox: deposit.inbox)
    tallies[Tally(inbox: deposit.inbox, kind: "deposit.open"), default: 0] += 1
    return id
  }

  /// Articles of the deposit that the store had already.
  package mutating func countUnchanged(_ deposit: DepositID, _ count: Int = 1) throws {
    try change(deposit) { $0.unchanged += count }
  }

  /// Counts a document of the deposit that became no article, and keeps the first 1,000 of them.
  ///
  /// - Parameters:
  ///   - rejection: why.
  ///   - deposit: whose document it is.
  ///   - ordinal: 1, 2, 3 … in the deposit; the same ordinal again changes nothing.
  /// - Throws: `StoreFailure`.
  package mutating func insertRejection(
    _ rejection: Rejection, of deposit: DepositID, ordinal: Int
  ) throws {
    if ordinal <= Self.keptRejections {
      try write(
        """
        INSERT INTO rejection(deposit, ordinal, locator, code, message, limit_passed)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """,
        [
          .integer(deposit.rawValue), .integer(Int64(ordinal)), .text(rejection.locator),
          .text(rejection.code), .text(rejection.message), .optional(rejection.limit),
        ])
      if db.changesCount == 0 { return }
    }
    try change(deposit) { $0.rejected += 1 }
  }

  /// The file is read to its end, or given up. A second end replaces the first and its tally.
  package mutating func finishDeposit(_ id: DepositID, _ end: DepositEnd) throws {
    let inbox = try inbox(of: id)
    let old = try db.first("SELECT outcome FROM deposit WHERE id = ?", [.integer(id.rawValue)]) {
      $0.optionalText(0)
    }
    try write(
      """
      UPDATE deposit SET outcome = ?, format = ?, content_digest = coalesce(?, content_digest),
        code = ?, message = ?, finished = ?, waited_ms = ?, decode_us = ?, match_us = ?
      WHERE id = ?
      """,
      [
        .text(end.outcome.rawValue), .optional(end.format), .optional(end.content?.bytes),
        .optional(end.code), .optional(end.message), .integer(end.finished.milliseconds),
        .optional(end.durations.waitedMilliseconds), .optional(end.durations.decodeMicroseconds),
        .optional(end.durations.matchMicroseconds), .integer(id.rawValue),
      ])
    try removeProgress(id)
    tallies[Tally(inbox: inbox, kind: "deposit." + ((old ?? nil) ?? "open")), default: 0] -= 1
    tallies[Tally(inbox: inbox, kind: "deposit." + end.outcome.rawValue), default: 0] += 1
  }

  /// Leave mode: remembers a file that was taken and still lies there; nil forgets it.
  package func storeSeenFile(_ file: SeenFile?, inbox: String, name: FileName) throws {
    guard let file else {
      try write(
        "DELETE FROM left_seen WHERE inbox = ? AND name = ?", [.text(inbox), .blob(name.bytes)])
      return
    }
    try write(
      """
      INSERT OR REPLACE INTO left_seen(inbox, name, device, inode, size, modified_ns, changed_ns,
        content_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(inbox), .blob(name.bytes), .integer(file.device), .integer(file.inode),
        .integer(file.sizeBytes), .integer(file.modifiedNanoseconds),
        .integer(file.changedNanoseconds), .blob(file.content.bytes),
      ])
  }
}

extension StoreWriter {
  /// A container's records before the offset are in this transaction: go on there after a crash. Without rules
  /// (a rebuild has none) it begins anew then.
  package func storeProgress(
    _ deposit: DepositID, recordOffset: Int64, _ progress: DepositRow.Progress?
  ) throws {
    try write(
      "UPDATE deposit SET record_offset = ? WHERE id = ?",
      [.integer(recordOffset), .integer(deposit.rawValue)])
    guard let progress else { return try removeProgress(deposit) }
    try write(
      """
      INSERT OR REPLACE INTO progress(deposit, rules, mark, known_last, known_met)
      VALUES (?, ?, ?, ?, ?)
      """,
      [
        .integer(deposit.rawValue), .blob(progress.rules.bytes), .blob(progress.mark.bytes),
        .integer(progress.known?.last.rawValue ?? 0), .integer(progress.known?.met.rawValue ?? 0),
      ])
  }

  /// A deposit is read from its beginning again: what it has given stays, and what did not become an article of its
  /// own is counted anew.
  ///
  /// - Parameters:
  ///   - deposit: Which has not ended.
  ///   - counts: Of it, as they stand.
  /// - Returns: The articles that will be met again.
  /// - Throws: `StoreFailure`.
  package mutating func countAgain(
    _ deposit: DepositID, _ counts: Verdict.Counts
  ) throws -> DepositRow.KnownStretch {
    try write("DELETE FROM rejection WHERE deposit = ?", [.integer(deposit.rawValue)])
    try change(deposit) { added in
      added.unchanged -= counts.unchanged
      added.rejected -= counts.rejected
    }
    let last = try db.first(
      "SELECT coalesce(max(id), 0) FROM article WHERE deposit = ?", [.integer(deposit.rawValue)]
    ) { $0.integer(0) }
    return DepositRow.KnownStretch(last: ArticleID(rawValue: last ?? 0))
  }

  /// The deposit that an article came with, also one of this transaction.
  package func deposit(of article: ArticleID) throws -> DepositID? {
    try db.first("SELECT deposit FROM article WHERE id = ?", [.integer(article.rawValue)]) {
      DepositID(rawValue: $0.integer(0))
    }
  }

  func removeProgress(_ deposit: DepositID) throws {
    try write("DELETE FROM progress WHERE deposit = ?", [.integer(deposit.rawValue)])
  }
}

extension StoreWriter {
  /// Adds to a deposit's counts and to its inbox's tallies.
  mutating func change(_ id: DepositID, _ add: (inout Verdict.Counts) -> Void) throws {
    let inbox = try inbox(of: id)
    add(&depositChanges[id, default: DepositChange(inbox: inbox)].added)
  }

  /// The deposit's inbox, from this transaction or from the table.
  private func inbox(of id: DepositID) throws -> String {
    if let known = depositChanges[id] { return known.inbox }
    let found = try db.first("SELECT inbox FROM deposit WHERE id = ?", [.integer(id.rawValue)]) {
      $0.text(0)
    }
    guard let found else {
      throw StoreFailure(.statement, "there is no deposit \(id.rawValue)")
    }
    return found
  }

  mutating func flushDeposits() throws {
    for (id, change) in depositChanges.sorted(by: { $0.key < $1.key })
    where change.added != Verdict.Counts() {
      let numbers = change.added.byColumn.map { Value.integer(Int64($0.count)) }
      try write(
        """
        UPDATE deposit SET originals = originals + ?, identicals = identicals + ?,
          near_duplicates = near_duplicates + ?, updates = updates + ?,
          earlier_versions = earlier_versions + ?, excerpts = excerpts + ?, unchanged = unchanged + ?, rejected = rejected + ? WHERE id = ?
        """, numbers + [.integer(id.rawValue)])
      for (kind, count) in change.added.byColumn where count != 0 {
        tallies[Tally(inbox: change.inbox, kind: "article." + kind), default: 0] += Int64(count)
      }
    }
    depositChanges = [:]
  }
}

extension Verdict.Counts {
  /// In the order of the deposit table's columns, with the tally's kind.
  var byColumn: [(kind: String, count: Int)] {
    [
      ("original", original), ("identical", identical), ("near-duplicate", nearDuplicate),
      ("update", update), ("earlier-version", earlierVersion), ("excerpt", excerpt),
      ("unchanged", unchanged), ("rejected", rejected),
    ]
  }
}
