import GRDB
package import NewsModel

/// What a rebuild and the order log ask of the store.
extension StoreReader {
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

  /// Articles up to a number. Cost: reads the table's index.
  func articleCount(through last: ArticleID) throws(StoreFailure) -> Int64 {
    try connections.readOne { db in
      try db.first("SELECT count(*) FROM article WHERE id <= ?", [.integer(last.rawValue)]) {
        $0.integer(0)
      } ?? 0
    }
  }

  /// The last numbers given.
  package struct Numbers: Sendable {
    package var article: Int64
    package var story: Int64
    package var deposit: Int64

    package init(article: Int64, story: Int64, deposit: Int64) {
      self.article = article
      self.story = story
      self.deposit = deposit
    }
  }

  package func numbers() throws(StoreFailure) -> Numbers {
    try connections.readOne { db in
      let counters = try Counters(db)
      return Numbers(
        article: counters.article, story: counters.story, deposit: counters.deposit)
    }
  }
}

extension StoreWriter {
  /// Numbers up to these count as given: what a rebuild leaves out, because it is not to be had any
  /// more, shall not stand for something else.
  package mutating func raise(to numbers: StoreReader.Numbers) {
    counters.article = max(counters.article, numbers.article)
    counters.story = max(counters.story, numbers.story)
    counters.deposit = max(counters.deposit, numbers.deposit)
  }
}

extension [ClosedRange<Int64>] {
  /// Parameter number: greater than all before.
  package mutating func extend(with number: Int64) {
    if let last, last.upperBound == number - 1 {
      self[count - 1] = last.lowerBound...number
    } else {
      append(number...number)
    }
  }
}
