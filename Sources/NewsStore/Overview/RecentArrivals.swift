import GRDB
package import NewsModel

/// What has come of late, for an overview. Cost: by how many articles are looked at, whatever their number.
extension StoreReader {
  /// What one source has given of late.
  package struct SourceArrivals: Hashable, Sendable {
    package var source: String
    package var articles: Int
    package var last: Timestamp
  }

  /// The sources of the newest articles, the one that gave last first. Cost: 2 µs an article; no body is read.
  ///
  /// - Parameter count: of articles that are looked at.
  /// - Returns: each source once.
  /// - Throws: `StoreFailure`.
  package func sourceArrivals(among count: Int) throws(StoreFailure) -> [SourceArrivals] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT source, count(*), max(received), max(id) FROM
          (SELECT id, source, received FROM article ORDER BY id DESC LIMIT ?)
        GROUP BY source ORDER BY 4 DESC
        """, [.integer(Int64(count))]
      ) {
        SourceArrivals(
          source: $0.text(0), articles: Int($0.integer(1)),
          last: Timestamp(milliseconds: $0.integer(2)))
      }
    }
  }

  /// How many articles came in each of some stretches of time of one length.
  ///
  /// By their numbers, which rise with time: what a rebuild left out counts as well. Cost: two dozen look-ups a
  /// stretch.
  ///
  /// - Parameters:
  ///   - start: of the first stretch.
  ///   - length: of each, in milliseconds; above 0.
  ///   - count: of stretches.
  /// - Returns: as many numbers.
  /// - Throws: `StoreFailure`.
  package func arrivals(
    from start: Timestamp, each length: Int64, count: Int
  ) throws(StoreFailure) -> [Int] {
    try connections.read { db in
      let beyond = 1 + (try db.first("SELECT max(id) FROM article") { $0.integer(0) } ?? 0)
      var low: Int64 = 1
      let borders = try (0...count).map { index in
        let time = start.milliseconds + Int64(index) * length
        low = try Self.first(db, receivedFrom: time, among: low..<beyond)
        return low
      }
      return zip(borders, borders.dropFirst()).map { Int($1 - $0) }
    }
  }

  /// The number from which on articles were received at a time or later.
  private static func first(
    _ db: Database, receivedFrom time: Int64, among numbers: Range<Int64>
  ) throws -> Int64 {
    var low = numbers.lowerBound
    var high = numbers.upperBound
    while low < high {
      let middle = low + (high - low) / 2
      let found = try db.first(
        "SELECT id, received FROM article WHERE id >= ? ORDER BY id LIMIT 1", [.integer(middle)]
      ) { (id: $0.integer(0), received: $0.integer(1)) }
      if let found, found.id < high, found.received < time {
        low = found.id + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
