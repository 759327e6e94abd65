import NewsBytes
import NewsModel
import NewsText
import Synchronization

/// One new article is looked up and compared: on a worker, when nothing is changed by it, and on the store
/// queue, when it is decided. Both walk the same way, and the queue uses what the worker has found.
extension CopyIndex {
  private func sourceHash(_ source: String?) -> UInt64 {
    guard let source, !source.isEmpty else { return 0 }
    var hash = mixed(seed ^ 0x534F_5552_4345)
    for byte in source.utf8 { hash = mixed(hash ^ UInt64(byte)) }
    return max(1, hash)
  }

  func slate(
    _ fingerprint: Fingerprint, _ provenance: Provenance, _ known: inout Speculation,
    archive: some CopyArchive, isDeciding: Bool
  ) throws -> Slate {
    var search = searches.withLock { $0.popLast() } ?? CopySearch()
    defer { searches.withLock { $0.append(search) } }
    var slate = Slate()
    let source = sourceHash(provenance.source)
    slate.source = source
    let view = state.withLock { state in
      let boilerplate = state.boilerplate(of: fingerprint, source: source)
      let skipped = fingerprint.keys(inside: boilerplate)
      search.begin(fingerprint.sketch, skipping: skipped, in: state.postings)
      return (boilerplate: boilerplate, older: state.postings.older, last: state.lastArticle)
    }
    slate.boilerplate = view.boilerplate
    if known.found?.generation != view.older.generation { known.found = nil }
    var found =
      known.found
      ?? FoundPostings(
        generation: view.older.generation, keyCount: fingerprint.sketch.keys.count)
    // Begun after the view: what a run of the view has is there.
    slate.ranked = try archive.snapshot {
      try search.ranked(
        fingerprint.sketch, last: view.last, found: &found, keepsFound: !isDeciding
      ) { key, list, limit in
        try view.older.append(key, to: &list, limit: limit, cache: postingCache, archive: archive)
      }
    }
    known.found = found
    slate.identical = try candidate(provenance.identicalTo, archive, isDeciding: isDeciding)
    slate.isIdenticalForgotten = slate.identical.map { $0.article < view.older.floor } ?? false
    slate.previousIsCertain = provenance.previousIsCertain
    slate.previousVersion = try candidate(
      provenance.previousVersion, archive, isDeciding: isDeciding)
    slate.isEarlierVersion = provenance.isEarlierVersion
    return slate
  }

  private func candidate(
    _ id: ArticleID?, _ archive: some CopyArchive, isDeciding: Bool
  ) throws -> Slate.Candidate? {
    guard let article = id?.number, state.withLock({ $0.isKnown(article) }) else { return nil }
    return try candidate(
      Slate.Ranked(article: article, rarity: 1), archive, isDeciding: isDeciding)
  }

  /// Nil when the article is no longer there.
  func candidate(
    _ ranked: Slate.Ranked, _ archive: some CopyArchive, isDeciding: Bool
  ) throws -> Slate.Candidate? {
    let article = ranked.article
    var standing = standings.withLock { $0.standing(of: article) }
    if standing == nil {
      let id = ArticleID(number: article)
      guard let stored = try archive.standing(of: id) else { return nil }
      guard let read = CopyStanding(stored) else { throw MatchingFailure.damagedBlob(id) }
      standing = read
      // A worker may have read what the open transaction has changed.
      if isDeciding { standings.withLock { $0.insert(read, of: article) } }
    }
    return standing.map {
      Slate.Candidate(
        article: article, rarity: ranked.rarity, commonness: ranked.commonness, standing: $0)
    }
  }

  /// Walks the slate; takes alignments from `known`, and adds those that were missing.
  func compare(
    _ fingerprint: Fingerprint, _ slate: Slate, _ known: inout Speculation,
    archive: some CopyArchive, isDeciding: Bool
  ) throws -> Ballot {
    let aligner = aligners.withLock { $0.popLast() } ?? Aligner()
    defer { aligners.withLock { $0.append(aligner) } }
    let comparer = Comparer(fingerprint, slate, aligner)
    return try Ballot(slate, fingerprint) {
      try candidate($0, archive, isDeciding: isDeciding)
    } compare: {
      try evidence(of: $0, comparer, &known, archive: archive)
    }
  }

  /// Nil when the article's text is no longer there.
  func evidence(
    of candidate: Slate.Candidate, _ comparer: Comparer, _ known: inout Speculation,
    archive: some CopyArchive
  ) throws -> PairEvidence? {
    var comparison = known.comparisons[candidate.article]
    if comparison == nil {
      guard let there = try stream(of: candidate.article, archive) else { return nil }
      let alignment = comparer.align(with: there)
      if alignment.longest >= Comparer.keptPassage {
        cache.withLock { $0.insert(there, of: candidate.article) }
      }
      comparison = Speculation.Comparison(
        alignment: alignment,
        thereTokens: candidate.standing.boilerplate.isEmpty ? [] : there.tokens)
      known.comparisons[candidate.article] = comparison
    }
    return comparison.map { comparer.evidence($0, candidate) }
  }

  private func stream(of article: UInt32, _ archive: some CopyArchive) throws -> TokenStream? {
    if let known = cache.withLock({ $0.stream(of: article) }) { return known }
    guard let text = try archive.text(of: ArticleID(number: article)) else { return nil }
    return TokenStream(text)
  }
}
