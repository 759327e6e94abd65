import NewsMatching
package import NewsModel
package import NewsStore

/// Answers about copies, for commands: they may not ask the matcher themselves.
package struct CopyReader {
  package init() {}

  /// Two articles word by word.
  package func compare(_ here: Article, _ there: Article) -> TextComparison {
    TextComparison(of: here.matchedText, and: there.matchedText)
  }

  /// What a link's rule says; nil for one of another version of the program.
  package func words(for rule: String) -> String? { RuleWords.words(for: rule) }

  /// The older articles that one is compared with, as the index of copies stands now; nil when there
  /// is no such article. Errors: `damagedPage` when the index waits for the daemon to make it anew.
  /// Cost: 5 µs for each of the newest articles, up to half a second.
  package func candidates(
    of id: ArticleID, in store: StoreReader
  ) throws -> [CopyDecision.Candidate]? {
    for _ in 0..<2 {
      // A daemon may remove a run that another one replaces between our reads of both.
      do { return try candidatesNow(of: id, in: store) } catch MatchingFailure.damagedPage {}
    }
    return try candidatesNow(of: id, in: store)
  }

  private func candidatesNow(of id: ArticleID, in store: StoreReader) throws -> [CopyDecision
    .Candidate]?
  {
    guard let record = try store.article(id) else { return nil }
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
