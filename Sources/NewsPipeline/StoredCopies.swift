package import NewsMatching
package import NewsModel
package import NewsStore

/// The index of copies and the store, made to fit: one asks, the other keeps.
package struct StoredCopies: CopyArchive {
  let reading: StoreReading

  package init(reading: StoreReading) { self.reading = reading }

  package func text(of article: ArticleID) throws -> String? { try reading.text(of: article) }

  package func standing(of article: ArticleID) throws -> StoredStanding? {
    try reading.copyStanding(of: article).map {
      StoredStanding(
        group: $0.group, isShared: $0.isShared, composite: $0.composite, record: $0.copyRecord)
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
  private static let sentenceCounts = "copy-sentences"
  private static let floor = "copy-floor"

  /// The index as its runs and counts stand in the store; records after `restoredThrough` are missing.
  static func index(
    in store: Store, limits: CopyIndex.Limits = CopyIndex.Limits()
  ) throws -> CopyIndex {
    var left = CopyIndex.Left()
    left.runs = try store.postingRuns().map { row in
      guard let state = PostingRunState(rawValue: row.state), let run = PostingRun(row) else {
        throw MatchingFailure.damagedRuns
      }
      return (run, state)
    }
    left.sentenceCounts = try store.checkpoint(sentenceCounts).map { ($0.article, $0.data) }
    left.floor = try floor(in: store)
    return try CopyIndex(seed: store.seed, left: left, limits: limits)
  }

  /// Removes what is derived and damaged, in transactions of some 85 MB of pages; `Memory` makes it
  /// anew. Counts and postings do not depend on one another: only that goes which has to.
  static func remove(
    damagedBy damage: MatchingFailure, from store: Store, onProgress: () throws -> Void
  ) throws {
    if case .damagedCounts = damage {
      return try store.transaction { try $0.removeCheckpoint(sentenceCounts) }
    }
    while try !store.transaction({ try $0.removePostings(pages: 65_536) }) {
      try onProgress()
    }
  }

  /// Articles before this one are forgotten.
  static func floor(in store: Store) throws -> ArticleID {
    try store.checkpoint(floor)?.article ?? ArticleID(rawValue: 0)
  }

  /// A slice of the index's work, and what is due of its counts, as part of a transaction.
  package static func upkeep(
    of copies: CopyIndex, postings budget: Int, _ writer: inout StoreWriter
  ) throws {
    let archive = StoredCopies(reading: writer.reading)
    try apply(try copies.upkeep(postings: budget, archive: archive), &writer)
    if let counts = copies.sentenceCountsIfDue() {
      try writer.storeCheckpoint(sentenceCounts, article: counts.through, data: counts.data)
    }
  }

  /// From the next decision on, articles before this one are not compared with any more.
  static func forget(before id: ArticleID, in copies: CopyIndex, _ writer: inout StoreWriter) throws
  {
    try apply(copies.forget(before: id), &writer)
    try writer.storeCheckpoint(floor, article: id, data: [])
  }

  private static func apply(_ changes: [PostingChange], _ writer: inout StoreWriter) throws {
    for change in changes {
      switch change {
      case .storePage(let number, let data): try writer.storePostingPage(number, data)
      case .storeRun(let run, let state):
        try writer.storePostingRun(PostingRunRow(run, state))
      case .removePages(let numbers): try writer.removePostingPages(numbers)
      case .removeRun(let id): try writer.removePostingRun(id)
      }
    }
  }

  /// The same in a transaction of its own.
  static func upkeep(of copies: CopyIndex, in store: Store, postings budget: Int) throws {
    try store.transaction { try upkeep(of: copies, postings: budget, &$0) }
    copies.committed()
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

extension PostingRunRow {
  init(_ run: PostingRun, _ state: PostingRunState) {
    self.init(
      id: run.id, state: state.rawValue, firstArticle: Int64(run.first),
      lastArticle: Int64(run.last), pages: Int64(run.pageCount), postings: Int64(run.postings),
      leftOut: Int64(run.leftOut), sum: Int64(bitPattern: run.sum),
      leftOutSum: Int64(bitPattern: run.leftOutSum))
  }
}
