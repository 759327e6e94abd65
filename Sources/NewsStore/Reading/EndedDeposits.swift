import GRDB
package import NewsModel

/// Deposits that have their outcome.
extension StoreReader {
  /// Calls `body` for every deposit that has its outcome, in the order of admission, with the numbers
  /// of its articles. Cost: reads two indexes and all deposits.
  package func ended(
    _ body: (DepositRow, [ClosedRange<Int64>]) throws -> Void
  ) throws {
    try connections.stream { db in
      try db.each(
        "SELECT \(DepositRow.columns) FROM deposit WHERE outcome IS NOT NULL ORDER BY id"
      ) { row in
        let record = try DepositRow(row)
        var ranges: [ClosedRange<Int64>] = []
        try db.each(
          "SELECT id FROM article WHERE deposit = ? ORDER BY id", [.integer(record.id.rawValue)]
        ) { ranges.extend(with: $0.integer(0)) }
        try body(record, ranges)
      }
    }
  }

  /// Which of these files have ended, durably: asked before one of them is removed.
  ///
  /// Cost: reads the deposit table once, some 0.3 s a million, whatever the number asked.
  ///
  /// - Parameters:
  ///   - contents: digests of whole files.
  ///   - names: paths below an inbox, of deposits that failed, in whole or in part: what was not read to
  ///     its end has no digest.
  /// - Returns: those of them whose deposit has its outcome.
  /// - Throws: `StoreFailure`.
  package func ended(
    contents: Set<ContentDigest>, names: Set<FileName>
  ) throws(StoreFailure) -> (contents: Set<ContentDigest>, names: Set<FileName>) {
    var found: (contents: Set<ContentDigest>, names: Set<FileName>) = ([], [])
    try connections.readOne { db in
      try db.each(
        "SELECT content_digest, name, outcome FROM deposit WHERE outcome IS NOT NULL"
      ) { row in
        if let bytes = row.optionalBlob(0), bytes.count == 32 {
          let digest = ContentDigest(bytes: bytes)
          if contents.contains(digest) { found.contents.insert(digest) }
        }
        guard !names.isEmpty, ["failed", "partial"].contains(row.text(2)) else { return }
        let name = FileName(bytes: row.blob(1))
        if names.contains(name) { found.names.insert(name) }
      }
    }
    return found
  }
}

extension StoreReader {
  /// When a deposit was found, and when its outcome was known; nil while it waits.
  package struct Passage: Hashable, Sendable {
    package var found: Timestamp
    package var ended: Timestamp?

    package init(found: Timestamp, ended: Timestamp?) {
      (self.found, self.ended) = (found, ended)
    }
  }

  /// The newest deposits. Cost: 1 µs each.
  ///
  /// - Parameters:
  ///   - moment: what was found before it and has ended is left out.
  ///   - limit: of deposits.
  /// - Returns: the newest first.
  /// - Throws: `StoreFailure`.
  package func passages(since moment: Timestamp, limit: Int) throws(StoreFailure) -> [Passage] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT received, finished FROM (SELECT received, finished FROM deposit ORDER BY id DESC LIMIT ?)
        WHERE received >= ? OR finished IS NULL
        """, [.integer(Int64(limit)), .integer(moment.milliseconds)]
      ) {
        Passage(
          found: Timestamp(milliseconds: $0.integer(0)),
          ended: $0.optionalInteger(1).map(Timestamp.init))
      }
    }
  }

  /// From found to outcome, in milliseconds, of the deposits that ended last: newest first. A clock that was set
  /// makes some of them negative. Cost: reads `limit` rows.
  ///
  /// - Parameters:
  ///   - moment: what ended before it is left out.
  ///   - limit: so many deposits are looked at.
  /// - Returns: At most `limit` durations.
  /// - Throws: `StoreFailure`.
  package func latencies(since moment: Timestamp, limit: Int) throws(StoreFailure) -> [Int64] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT finished - received FROM (SELECT received, finished FROM deposit ORDER BY id DESC LIMIT ?)
        WHERE finished >= ?
        """, [.integer(Int64(limit)), .integer(moment.milliseconds)]
      ) { $0.integer(0) }
    }
  }
}

extension [ClosedRange<Int64>] {
  /// Adds a number that is greater than all before.
  package mutating func extend(with number: Int64) {
    if let last, last.upperBound == number - 1 {
      self[count - 1] = last.lowerBound...number
    } else {
      append(number...number)
    }
  }
}
