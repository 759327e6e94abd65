import NewsAnswers
package import NewsMatching
import NewsModel
package import NewsStore

/// What the desk changes of the stored index of copies; `StoredCopies` itself only reads.
extension StoredCopies {
  /// Removes what is derived and damaged, in transactions of some 85 MB of pages;
  /// `IndexRestoring` makes it anew. Counts and postings do not depend on one another: only that goes which has to.
  static func remove(
    damagedBy damage: any Error, from store: Store, onProgress: () throws -> Void
  ) throws {
    if case MatchingFailure.damagedCounts = damage {
      return try store.transaction { try $0.removeCheckpoint(sentenceCounts) }
    }
    while try !store.transaction({ try $0.removePostings(pages: 65_536) }) {
      try onProgress()
    }
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
    try writer.storeCheckpoint(floorName, article: id, data: [])
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

extension PostingRunRow {
  init(_ run: PostingRun, _ state: PostingRunState) {
    self.init(
      id: run.id, state: state.rawValue, firstArticle: Int64(run.first),
      lastArticle: Int64(run.last), pages: Int64(run.pageCount), postings: Int64(run.postings),
      leftOut: Int64(run.leftOut), sum: Int64(bitPattern: run.sum),
      leftOutSum: Int64(bitPattern: run.leftOutSum))
  }
}
