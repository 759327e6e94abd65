package import NewsMatching
package import NewsModel
package import NewsStore

/// The index of copies and the store, made to fit: one asks, the other keeps.
package struct StoredCopies: CopyArchive {
  private let reading: StoreReader.Lookups

  package init(reading: StoreReader.Lookups) { self.reading = reading }

  package func text(of article: ArticleID) throws -> String? { try reading.text(of: article) }

  package func standing(of article: ArticleID) throws -> StoredStanding? {
    try reading.copyStanding(of: article).map {
      StoredStanding(
        group: $0.group, isShared: $0.isShared, composite: $0.composite, blob: $0.copyBlob)
    }
  }

  package func page(_ number: Int64, _ body: (UnsafeRawBufferPointer) -> Void) throws -> Bool {
    try reading.postingPage(number, body)
  }

  package func snapshot<T>(_ body: () throws -> T) throws -> T {
    try reading.snapshot(body)
  }
}

extension StoredCopies {
  package static let sentenceCounts = "copy-sentences"
  package static let floorName = "copy-floor"

  /// The index as its runs and counts stand in the store; records after `restoredThrough` are missing.
  package static func index(
    in store: StoreReader, limits: CopyIndex.Limits = CopyIndex.Limits()
  ) throws -> CopyIndex {
    var saved = CopyIndex.Saved()
    saved.runs = try store.postingRuns().map { row in
      guard let state = PostingRunState(rawValue: row.state), let run = PostingRun(row) else {
        throw MatchingFailure.damagedRuns
      }
      return (run, state)
    }
    saved.sentenceCounts = try store.checkpoint(sentenceCounts).map { ($0.article, $0.data) }
    saved.floor = try floor(in: store)
    return try CopyIndex(seed: store.seed, saved: saved, limits: limits)
  }

  /// Articles before this one are forgotten.
  package static func floor(in store: StoreReader) throws -> ArticleID {
    try store.checkpoint(floorName)?.article ?? ArticleID(rawValue: 0)
  }
}

extension PostingRun {
  /// Nil when a number cannot be.
  init?(_ row: PostingRunRow) {
    guard let first = UInt32(exactly: row.firstArticle),
      let last = UInt32(exactly: row.lastArticle),
      let pages = Int(exactly: row.pages), let postings = Int(exactly: row.postings),
      let leftOut = Int(exactly: row.leftOut)
    else { return nil }
    self.init(
      id: row.id, first: first, last: last, pageCount: pages, postings: postings,
      leftOut: leftOut, sum: UInt64(bitPattern: row.sum),
      leftOutSum: UInt64(bitPattern: row.leftOutSum))
    guard isPossible else { return nil }
  }
}
