import NewsMatching
import NewsModel
import NewsStore

/// The older articles that one is compared with, as the index of copies stands now.
enum Candidates {
  /// Cost: 5 µs for each of the newest articles, up to half a second.
  ///
  /// - Parameters:
  ///   - id: an article.
  ///   - store: where it is.
  /// - Returns: best first; empty when nothing is like it, or when there is no such article.
  /// - Throws: `damagedPage` when the index waits for the daemon to make it anew; `StoreFailure`.
  static func of(_ id: ArticleID, in store: StoreReader) throws -> [CopyDecision.Candidate] {
    for _ in 0..<2 {
      // A daemon may remove a run that another one replaces between our reads of both.
      do { return try now(of: id, in: store) } catch MatchingFailure.damagedPage {}
    }
    return try now(of: id, in: store)
  }

  private static func now(of id: ArticleID, in store: StoreReader) throws -> [CopyDecision
    .Candidate]
  {
    guard let record = try store.article(id) else { return [] }
    let index = try StoredCopies.index(in: store)
    let through = index.restoredThrough
    try store.remembered(after: through, storiesAfter: ArticleID(rawValue: .max)) {
      try index.restore($0.id, $0.copyBlob)
    }
    return try store.reading { reading in
      try index.candidates(
        of: record.article.matchedText, before: id,
        provenance: Provenance(source: record.source), archive: StoredCopies(reading: reading))
    }
  }
}
