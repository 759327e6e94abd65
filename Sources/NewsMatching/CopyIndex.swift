package import NewsModel
package import NewsText
import Synchronization

/// Everything seen so far, asked of each new article: is it a copy, and of what?
///
/// Any number of workers call `speculate`; one at a time calls `decide` or `restore`, in admission
/// order. Decisions depend on the order of admissions and the seed alone (P6): not on workers, caches
/// or restarts.
///
/// Memory: 6–20 bytes a posting (48 an article), 14 bytes an article, 8–16 a sentence of an article
/// that opened a group, and the cache's budget.
package final class CopyIndex: Sendable {
  private let seed: UInt64
  private let state: Mutex<CopyState>
  private let cache: Mutex<TokenCache>
  /// Idle scratch memory; as many as threads ever compared at once.
  private let aligners = Mutex<[Aligner]>([])

  package static let defaultCacheBytes = 24 << 20

  /// Parameter seed: the database's secret. Parameter cacheBytes: for token streams of older articles;
  /// 10 KB each.
  package convenience init(seed: UInt64, cacheBytes: Int = CopyIndex.defaultCacheBytes) {
    self.init(seed: seed, cacheBytes: cacheBytes, recentLimit: 8_192)
  }

  /// Parameter recentLimit: articles before postings are sealed into a run; small in tests.
  init(seed: UInt64, cacheBytes: Int, recentLimit: Int) {
    self.seed = seed
    state = Mutex(CopyState(recentLimit: recentLimit))
    cache = Mutex(TokenCache(byteLimit: cacheBytes))
  }

  /// The fingerprint of `Article.matchedText` under this index's seed.
  package func fingerprint(_ text: String) -> Fingerprint { Fingerprint(text, seed: seed) }

  /// On a worker: finds today's candidates and aligns them, outside the lock.
  ///
  /// Parameter text: the matched text of an admitted article; nil skips it.
  package func speculate(
    _ fingerprint: Fingerprint, provenance: Provenance, text: (ArticleID) -> String?
  ) -> Speculation {
    var speculation = Speculation()
    let slate = state.withLock {
      $0.slate(for: fingerprint, source: sourceHash(provenance.source), provenance: provenance)
    }
    _ = compare(fingerprint, slate, &speculation, text: text)
    return speculation
  }

  /// On the store queue: decides one article and takes it in.
  ///
  /// Parameter id: above all before it. Parameter text: as in `speculate`, but must be there; what it
  /// throws is passed on, and nothing has changed then.
  /// Cost: 30–80 µs when nothing must be aligned, 10–60 µs for each alignment that was not speculated.
  package func decide(
    _ id: ArticleID, _ fingerprint: Fingerprint, provenance: Provenance,
    using speculation: Speculation? = nil, text: (ArticleID) throws -> String
  ) rethrows -> CopyAdmission {
    let article = id.number
    let source = sourceHash(provenance.source)
    let slate = state.withLock {
      $0.slate(for: fingerprint, source: source, provenance: provenance)
    }
    var comparisons = speculation ?? Speculation()
    let ballot = try compare(fingerprint, slate, &comparisons) { try text($0) }
    let verdict = CopyVerdict(
      article: article, fingerprint: fingerprint, slate: slate, ballot: ballot)
    state.withLock { $0.admit(article, verdict.record) }
    cache.withLock { $0.insert(fingerprint.tokens, of: article) }
    return CopyAdmission(decision: verdict.decision, record: verdict.record.bytes)
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

  /// The group an article is in now, by its first article; nil when it is unknown.
  package func group(of id: ArticleID) -> ArticleID? {
    state.withLock { state in
      state.isKnown(id.number) ? ArticleID(number: state.groups.leader(of: id.number)) : nil
    }
  }

  private func sourceHash(_ source: String?) -> UInt64 {
    guard let source, !source.isEmpty else { return 0 }
    var hash = mixed(seed ^ 0x534F_5552_4345)
    for byte in source.utf8 { hash = mixed(hash ^ UInt64(byte)) }
    return max(1, hash)
  }
}

extension CopyIndex {
  /// A text that had to be read again is kept only when it shares a passage of so many words: most
  /// candidates share phrases, are never asked for again, and would push the newest articles out.
  private static var keptPassage: Int { 20 }

  /// Walks the slate; takes alignments from `comparisons`, and adds those that were missing.
  private func compare(
    _ fingerprint: Fingerprint, _ slate: Slate, _ comparisons: inout Speculation,
    text: (ArticleID) throws -> String?
  ) rethrows -> Ballot {
    let aligner = aligners.withLock { $0.popLast() } ?? Aligner()
    defer { aligners.withLock { $0.append(aligner) } }
    var isPrepared = false
    return try Ballot(slate, fingerprint) { candidate in
      if comparisons.comparisons[candidate.article] == nil {
        guard let there = try stream(of: candidate.article, text: text) else { return nil }
        if !isPrepared { aligner.prepare(fingerprint.tokens) }
        isPrepared = true
        let alignment = aligner.align(with: there)
        if alignment.longest >= Self.keptPassage {
          cache.withLock { $0.insert(there, of: candidate.article) }
        }
        comparisons.comparisons[candidate.article] = Speculation.Comparison(
          alignment: alignment,
          thereTokens: candidate.boilerplate.isEmpty ? [] : there.tokens)
      }
      return comparisons.comparisons[candidate.article].map { comparison in
        Evidence(
          comparison.alignment, rarity: candidate.rarity, hereBoilerplate: slate.boilerplate,
          thereBoilerplate: candidate.boilerplate, hereTokens: fingerprint.tokens.tokens,
          thereTokens: comparison.thereTokens)
      }
    }
  }

  private func stream(
    of article: UInt32, text: (ArticleID) throws -> String?
  ) rethrows -> TokenStream? {
    if let known = cache.withLock({ $0.stream(of: article) }) { return known }
    guard let text = try text(ArticleID(number: article)) else { return nil }
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
