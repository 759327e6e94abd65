import NewsBytes
package import NewsModel
package import NewsText
import Synchronization

/// Everything seen so far, asked of each new article: is it a copy, and of what?
///
/// Any number of workers call `speculate`; one at a time calls what changes it: `decide` or `restore`, in
/// admission order, and `upkeep`. Decisions depend on the order of admissions and the seed alone (P6): not
/// on workers, caches, restarts, or when runs are merged.
///
/// Memory does not grow with the articles: postings of the newest 8,192 (14 MB) and of those not yet
/// written as a run (`sealedArticles`, 8 bytes a posting: 13 MB), filters of runs (13 MB at most), what
/// was read of runs last (9 MB), sentence counts (8 MB), standings (2 MB), and the cache's budget.
package final class CopyIndex: Sendable {
  private let seed: UInt64
  private let limits: Limits
  let state: Mutex<CopyState>
  let upkeep: Mutex<PostingUpkeep>
  private let cache: Mutex<TokenCache>
  private let standings: Mutex<StandingCache>
  private let postingCache: PostingCache
  /// Idle scratch memory; as many as threads ever worked at once.
  private let aligners = Mutex<[Aligner]>([])
  private let searches = Mutex<[CopySearch]>([])
  /// The last article of the stored sentence counts.
  let countsThrough: Mutex<UInt32>

  package static let defaultCacheBytes = 16 << 20

  /// Sizes that change speed and memory, and nothing else; small in tests.
  package struct Limits: Hashable, Sendable {
    /// For token streams of older articles; 10 KB each.
    package var cacheBytes = CopyIndex.defaultCacheBytes
    package var standings = 16_384
    /// For what was read of runs last.
    package var postingCacheBytes = 8 << 20
    /// Articles before postings are sealed.
    package var recentArticles = 8192
    /// Sealed articles that are written as a run.
    package var sealedArticles = 32_768
    /// For filters of runs: 48 bytes an article, so this is 175,000 of them.
    package var filterBytes = 8 << 20
    /// Articles after which retention by age looks at the time again.
    package var retentionStep = 4096
    package init() {}
  }

  /// What an earlier index left in the store.
  package struct Left: Sendable {
    package var runs: [(run: PostingRun, state: PostingRunState)] = []
    /// `CopyIndex.sentenceCounts`, and the last article in it.
    package var sentenceCounts: (through: ArticleID, data: [UInt8])?
    /// The last one given to `forget(before:)`.
    package var floor = ArticleID(rawValue: 0)
    package init() {}
  }

  /// Parameter seed: the database's secret. Parameter left: then `restore` the records after
  /// `restoredThrough`. Errors: `damagedCounts`, `damagedRuns`.
  package init(
    seed: UInt64, left: Left = Left(), limits: Limits = Limits()
  ) throws(MatchingFailure) {
    let live = left.runs.filter { $0.state == .live }.map(\.run).sorted { $0.first < $1.first }
    guard left.runs.allSatisfy(\.run.isPossible), Self.areWhole(live, floor: left.floor.number)
    else { throw .damagedRuns }
    var counts = SentenceCounts()
    if let stored = left.sentenceCounts {
      guard let read = SentenceCounts(bytes: stored.data) else { throw .damagedCounts }
      counts = read
    }
    let through = left.sentenceCounts?.through.number ?? 0
    self.seed = seed
    self.limits = limits
    state = Mutex(
      CopyState(
        postings: PostingIndex(
          runs: live, floor: left.floor.number, recentLimit: limits.recentArticles,
          filterBytes: limits.filterBytes),
        sentences: counts,
        sentencesThrough: through))
    upkeep = Mutex(
      PostingUpkeep(
        knowing: left.runs.map { ($0.run, $0.state) }, filterBytes: limits.filterBytes))
    cache = Mutex(TokenCache(byteLimit: limits.cacheBytes))
    standings = Mutex(StandingCache(limit: limits.standings))
    postingCache = PostingCache(bytes: limits.postingCacheBytes)
    countsThrough = Mutex(through)
  }

  /// One run begins where the last one ended: a gap is a lost run, but below the floor.
  private static func areWhole(_ live: [PostingRun], floor: UInt32) -> Bool {
    var last: UInt32 = 0
    for run in live {
      guard run.first > last, run.first <= max(last + 1, floor) else { return false }
      last = run.last
    }
    return true
  }

  /// The fingerprint of `Article.matchedText` under this index's seed.
  package func fingerprint(_ text: String) -> Fingerprint { Fingerprint(text, seed: seed) }

  /// On a worker: looks the keys up and aligns today's candidates, outside the locks. Whatever cannot
  /// be read now is read when it must be.
  package func speculate(
    _ fingerprint: Fingerprint, provenance: Provenance, archive: some CopyArchive
  ) -> Speculation {
    var speculation = Speculation()
    do {
      let slate = try slate(
        fingerprint, provenance, &speculation, archive: archive, isDeciding: false)
      _ = try compare(fingerprint, slate, &speculation, archive: archive, isDeciding: false)
    } catch {
      // What was found until then is still true.
    }
    // Pages are removed only after the generation has risen: it has not, so all were there.
    if let found = speculation.found,
      found.generation != state.withLock({ $0.postings.generation })
    {
      speculation.found = nil
    }
    return speculation
  }

  /// On the store queue: decides one article and takes it in.
  ///
  /// Parameter id: above all before it. Errors: what the archive throws; `damagedPage`,
  /// `damagedRecord`. Nothing has changed then.
  /// Cost: 30–80 µs when nothing must be aligned, 10–60 µs for each alignment that was not speculated,
  /// and 2 µs a key and run when the look-up was not.
  package func decide(
    _ id: ArticleID, _ fingerprint: Fingerprint, provenance: Provenance,
    using speculation: Speculation? = nil, archive: some CopyArchive
  ) throws -> CopyAdmission {
    let article = id.number
    var known = speculation ?? Speculation()
    let slate = try slate(fingerprint, provenance, &known, archive: archive, isDeciding: true)
    let ballot = try compare(fingerprint, slate, &known, archive: archive, isDeciding: true)
    let verdict = CopyVerdict(
      article: article, fingerprint: fingerprint, slate: slate, ballot: ballot)
    state.withLock { $0.admit(article, verdict.record) }
    standings.withLock { $0.admit(article, verdict.record) }
    cache.withLock { $0.insert(fingerprint.tokens, of: article) }
    return CopyAdmission(
      decision: verdict.decision, record: verdict.record.bytes,
      composite: verdict.record.composite.map {
        CompositeNote(article: ArticleID(number: $0.article), tokens: $0.tokens)
      })
  }

  /// The articles up to this one need not be restored.
  package var restoredThrough: ArticleID {
    let counts = countsThrough.withLock { $0 }
    return ArticleID(number: state.withLock { min($0.postings.through, counts) })
  }

  /// At a restart: takes an admitted article in again, from its record. Errors: `damagedRecord`,
  /// `recordOutOfOrder`; nothing has changed then. Cost: 5 µs.
  package func restore(_ id: ArticleID, _ record: [UInt8]) throws(MatchingFailure) {
    guard let copy = CopyRecord(bytes: record), copy.isPossible(for: id.number) else {
      throw .damagedRecord(id)
    }
    let isInOrder = state.withLock { state in
      guard id.number > state.lastArticle else { return false }
      state.admit(id.number, copy)
      return true
    }
    if !isInOrder { throw .recordOutOfOrder(id) }
  }

  /// An article is removed from the store. Its postings stay until they are forgotten with their time,
  /// and lead to nothing.
  package func forget(_ id: ArticleID) {
    standings.withLock { $0.remove(id.number) }
    cache.withLock { $0.remove(id.number) }
  }

  var sealedLimit: Int { limits.sealedArticles }
}

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
    slate.previousVersion = try candidate(
      provenance.previousVersion, archive, isDeciding: isDeciding)
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
      guard let read = CopyStanding(stored) else { throw MatchingFailure.damagedRecord(id) }
      standing = read
      // A worker may have read what the open transaction has changed.
      if isDeciding { standings.withLock { $0.insert(read, of: article) } }
    }
    return standing.map {
      Slate.Candidate(article: article, rarity: ranked.rarity, standing: $0)
    }
  }

  /// Walks the slate; takes alignments from `known`, and adds those that were missing.
  private func compare(
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
  ) throws -> Evidence? {
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

#if DEBUG
  extension CopyIndex {
    func checkInvariants() {
      state.withLock { $0.checkInvariants() }
      cache.withLock { $0.checkInvariants() }
    }
  }
#endif
