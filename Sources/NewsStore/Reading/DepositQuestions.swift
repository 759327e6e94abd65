import GRDB
package import NewsModel

/// What is asked about deposits.
extension StoreReader {
  /// Batches whose files are not all disposed of, in order: where recovery begins.
  package func openBatches() throws(StoreFailure) -> [OpenBatch] {
    try connections.read { db in
      var batches = try db.all(
        "SELECT id, inbox, name, opened FROM batch WHERE closed IS NULL ORDER BY id"
      ) { row in
        OpenBatch(
          id: BatchID(rawValue: row.integer(0)), inbox: row.text(1), name: row.text(2),
          opened: Timestamp(milliseconds: row.integer(3)), deposits: [])
      }
      let progress = try DepositRow.Progress.all(db)
      for index in batches.indices {
        batches[index].deposits = try db.all(
          "SELECT \(DepositRow.columns) FROM deposit WHERE batch = ? ORDER BY id",
          [.integer(batches[index].id.rawValue)]
        ) {
          var row = try DepositRow($0)
          row.progress = progress[row.id]
          return row
        }
      }
      return batches
    }
  }

  package func deposit(_ id: DepositID) throws(StoreFailure) -> DepositRow? {
    try connections.readOne { db in
      try db.first(
        "SELECT \(DepositRow.columns) FROM deposit WHERE id = ?", [.integer(id.rawValue)],
        DepositRow.init)
    }
  }

  /// When the last deposit was found; nil before the first.
  package func lastReceived() throws(StoreFailure) -> Timestamp? {
    try connections.readOne { db in
      try db.first("SELECT received FROM deposit ORDER BY id DESC LIMIT 1") {
        Timestamp(milliseconds: $0.integer(0))
      }
    }
  }

  /// Deposits of that very name (its path below the inbox), newest first: `wiredesk trace`.
  /// Cost: reads the index of all names, some 50 ms a million deposits.
  package func deposits(
    named name: FileName, limit: Int = 100
  ) throws(StoreFailure) -> [DepositRow] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT \(DepositRow.columns) FROM deposit WHERE id IN
          (SELECT id FROM deposit INDEXED BY sqlite_autoindex_deposit_1
           WHERE name = ? ORDER BY id DESC LIMIT ?) ORDER BY id DESC
        """, [.blob(name.bytes), .integer(Int64(limit))], DepositRow.init)
    }
  }

  /// Names of deposits whose path below the inbox ends in this name, the newest first. Cost as for a name.
  package func names(
    endingIn last: FileName, limit: Int
  ) throws(StoreFailure) -> [FileName] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT name FROM deposit INDEXED BY sqlite_autoindex_deposit_1 WHERE substr(name, ?) = ?
        GROUP BY name ORDER BY max(id) DESC LIMIT ?
        """,
        [
          .integer(-Int64(last.bytes.count + 1)), .blob([0x2F] + last.bytes),
          .integer(Int64(limit)),
        ]
      ) { FileName(bytes: $0.blob(0)) }
    }
  }

  /// A deposit's rejected documents, in order, at most 1,000.
  package func rejections(of deposit: DepositID) throws(StoreFailure) -> [RejectionRow] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT ordinal, locator, code, message, limit_passed FROM rejection
        WHERE deposit = ? ORDER BY ordinal
        """, [.integer(deposit.rawValue)]
      ) { row in
        RejectionRow(
          ordinal: Int(row.integer(0)), locator: row.text(1), code: row.text(2),
          message: row.text(3), limit: row.optionalText(4))
      }
    }
  }

  /// A deposit's articles, in order of admission.
  package func articles(
    of deposit: DepositID, after: ArticleID = ArticleID(rawValue: 0), limit: Int
  ) throws(StoreFailure) -> [ArticleRow] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT \(ArticleRow.columns) FROM \(ArticleRow.table)
        WHERE deposit = ? AND id > ? ORDER BY id LIMIT ?
        """,
        [.integer(deposit.rawValue), .integer(after.rawValue), .integer(Int64(limit))],
        ArticleRow.init)
    }
  }

  /// The numbers of a deposit's articles, ascending. Cost: one index range.
  package func articleRanges(of deposit: DepositID) throws(StoreFailure) -> [ClosedRange<Int64>] {
    try connections.readOne { db in
      var ranges: [ClosedRange<Int64>] = []
      try db.each(
        "SELECT id FROM article WHERE deposit = ? ORDER BY id", [.integer(deposit.rawValue)]
      ) { ranges.extend(with: $0.integer(0)) }
      return ranges
    }
  }

  /// How often each of these files has failed, by name and content; as many numbers as files.
  /// Cost: one pass over the index of all names, some 50 ms a million deposits, whatever the number.
  package func failures(
    of files: [(name: FileName, digest: ContentDigest?)]
  ) throws(StoreFailure) -> [Int] {
    try connections.readOne { db in
      let marks = Array(repeating: "?", count: files.count).joined(separator: ",")
      var found: [FileName: [[UInt8]?]] = [:]
      try db.each(
        """
        SELECT name, content_digest FROM deposit WHERE outcome = 'failed' AND id IN
          (SELECT id FROM deposit INDEXED BY sqlite_autoindex_deposit_1 WHERE name IN (\(marks)))
        """, files.map { .blob($0.name.bytes) }
      ) { found[FileName(bytes: $0.blob(0)), default: []].append($0.optionalBlob(1)) }
      return files.map { file in
        found[file.name, default: []].count { $0 == file.digest?.bytes }
      }
    }
  }
}
