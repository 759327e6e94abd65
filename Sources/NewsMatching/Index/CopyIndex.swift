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
  let seed: UInt64
  private let limits: Limits
  let state: Mutex<CopyState>
  let upkeep: Mutex<PostingUpkeep>
  let cache: Mutex<TokenCache>
  let standings: Mutex<StandingCache>
  let postingCache: PostingCache
  /// Idle scratch memory; as many as threads ever worked at once.
  let aligners = Mutex<[Aligner]>([])
  let searches = Mutex<[CopySearch]>([])
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
    /// Articles after which retention by age looks at the time again: some 15 questions to the store
    /// each time. So a small desk, too, compares with at most twice as many that are too old.
    package var retentionStep = 256
    package init() {}
  }

  /// What an earlier index left in the store.
  package struct Saved: Sendable {
    package var runs: [(run: PostingRun, state: PostingRunState)] = []
    /// `CopyIndex.sentenceCounts`, and the last article in it.
    package var sentenceCounts: (through: ArticleID, data: [UInt8])?
    /// The last one given to `forget(before:)`.
    package var floor = ArticleID(rawValue: 0)
    package init() {}
  }

  /// - Parameters:
  ///   - seed: the database's secret.
  ///   - saved: what an earlier index left; then `restore` the blobs after `restoredThrough`.
  ///   - limits: on memory and counts; smaller in tests.
  /// - Throws: `damagedCounts`, `damagedRuns`.
  package init(
    seed: UInt64, saved: Saved = Saved(), limits: Limits = Limits()
  ) throws(MatchingFailure) {
    let live = saved.runs.filter { $0.state == .live }.map(\.run).sorted { $0.first < $1.first }
    guard saved.runs.allSatisfy(\.run.isPossible), Self.areWhole(live, floor: saved.floor.number)
    else { throw .damagedRuns }
    var counts = SentenceCounts()
    if let stored = saved.sentenceCounts {
      guard let read = SentenceCounts(bytes: stored.data) else { throw .damagedCounts }
      counts = read
    }
    let through = saved.sentenceCounts?.through.number ?? 0
    self.seed = seed
    self.limits = limits
    state = Mutex(
      CopyState(
        postings: PostingIndex(
          runs: live, floor: saved.floor.number, recentLimit: limits.recentArticles,
          filterBytes: limits.filterBytes),
        sentences: counts,
        sentencesThrough: through))
    upkeep = Mutex(
      PostingUpkeep(
        knowing: saved.runs.map { ($0.run, $0.state) }, filterBytes: limits.filterBytes))
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

  /// On the store queue: decides one article, whose `id` is above all before it, and takes it in.
  ///
  /// Cost: 30–80 µs when nothing must be aligned, 10–60 µs for each alignment that was not
  /// speculated, and 2 µs a key and run when the look-up was not.
  ///
  /// - Throws: what the archive throws; `damagedPage`, `damagedBlob`. Nothing has changed then.
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
    state.withLock { $0.admit(article, verdict.blob) }
    standings.withLock { $0.admit(article, verdict.blob) }
    cache.withLock { $0.insert(fingerprint.tokens, of: article) }
    return CopyAdmission(
      decision: verdict.decision, blob: verdict.blob.bytes,
      composite: verdict.blob.composite.map {
        CompositeNote(article: ArticleID(number: $0.article), tokens: $0.tokens)
      })
  }

  /// On the store queue: takes in an article that is no text of its own, a kill or test copy: it is compared
  /// with none, and none is found by it.
  ///
  /// - Parameter id: above all before it.
  /// - Returns: an original without links.
  package func admitApart(_ id: ArticleID) -> CopyAdmission {
    let blob = CopyBlob(group: id.number)
    state.withLock { $0.admit(id.number, blob) }
    standings.withLock { $0.admit(id.number, blob) }
    return CopyAdmission(
      decision: CopyDecision(verdict: .original, of: nil, group: id), blob: blob.bytes)
  }

  /// The articles up to this one need not be restored.
  package var restoredThrough: ArticleID {
    let counts = countsThrough.withLock { $0 }
    return ArticleID(number: state.withLock { min($0.postings.through, counts) })
  }

  /// At a restart: takes an admitted article in again, from its blob. Cost: 5 µs.
  ///
  /// - Throws: `damagedBlob`, `blobOutOfOrder`; nothing has changed then.
  package func restore(_ id: ArticleID, _ blob: [UInt8]) throws(MatchingFailure) {
    guard let copy = CopyBlob(bytes: blob), copy.isPossible(for: id.number) else {
      throw .damagedBlob(id)
    }
    let isInOrder = state.withLock { state in
      guard id.number > state.lastArticle else { return false }
      state.admit(id.number, copy)
      return true
    }
    if !isInOrder { throw .blobOutOfOrder(id) }
  }

  /// An article is removed from the store. Its postings stay until they are forgotten with their time,
  /// and lead to nothing.
  package func forget(_ id: ArticleID) {
    standings.withLock { $0.remove(id.number) }
    cache.withLock { $0.remove(id.number) }
  }

  var sealedLimit: Int { limits.sealedArticles }
}

#if DEBUG
  extension CopyIndex {
    func checkInvariants() {
      state.withLock { $0.checkInvariants() }
      cache.withLock { $0.checkInvariants() }
    }
  }
#endif
