import NewsBytes
package import NewsModel
package import NewsStore

extension DeskStatus {
  /// The rhythms of all sources that are known: saved by the writer every 1,024 articles, and brought up to date by
  /// whoever asks. Derived: what is lost of it is learned anew.
  ///
  /// At most a thousand sources are kept, those that came last; one that was left out and comes again counts from
  /// 1. A crawl that names its sites as sources thus costs 100 KB and no more.
  package struct SourceRhythms: Equatable, Sendable {
    /// The name under which the store keeps them.
    package static let checkpoint = "source-rhythms"
    /// Articles from one saving to the next.
    package static let interval: Int64 = 1024
    /// What came beyond so many since is counted by an index, and its pauses are not known: 15 ms at most.
    static let replayed: Int64 = 10_000
    static let kept = 1000
    /// So many more come together before some are left out: each time costs 1 ms.
    static let spare = 250
    /// A longer name is cut, and told apart by a hash.
    static let nameBytes = 200

    package private(set) var rhythms: [String: Rhythm] = [:]
    /// The last article that is counted.
    package private(set) var through = ArticleID(rawValue: 0)

    init() {}

    init(_ rhythms: [String: Rhythm], through: ArticleID) {
      (self.rhythms, self.through) = (rhythms, through)
    }

    /// As they stand now, with what came since they were saved.
    ///
    /// - Parameter reading: of the store.
    /// - Throws: `StoreFailure`.
    package init(_ reading: StoreReader.Lookups) throws {
      if let data = try reading.checkpoint(Self.checkpoint), let saved = try? Self(data: data) {
        self = saved
      }
      let last = try reading.lastArticleID()
      // A database that was put in the place of a newer one has an older checkpoint, too.
      if last.rawValue - through.rawValue > Self.replayed {
        for total in try reading.sourceTotals(limit: Self.kept) { take(total) }
        through = last
      } else {
        try reading.sourceTimes(after: through) { note($1, $2, $0) }
      }
      leaveOut(above: Self.kept)
    }

    private mutating func take(_ total: StoreReader.Lookups.SourceTotal) {
      let name = Self.key(total.source)
      let known = rhythms[name]?.days ?? []
      rhythms[name] = Rhythm(articles: total.articles, last: total.last, days: known)
    }

    mutating func note(_ source: String, _ received: Timestamp, _ article: ArticleID) {
      through = article
      let name = Self.key(source)
      rhythms[name, default: Rhythm(last: received)].note(received)
      if rhythms.count > Self.kept + Self.spare { leaveOut(above: Self.kept) }
    }

    private mutating func leaveOut(above count: Int) {
      guard rhythms.count > count else { return }
      let newest = rhythms.sorted { ($1.value.last, $0.key) < ($0.value.last, $1.key) }
      rhythms = Dictionary(uniqueKeysWithValues: newest.prefix(count).map { ($0.key, $0.value) })
    }

    private static func key(_ source: String) -> String {
      guard source.utf8.count > nameBytes else { return source }
      let hash = FNV.hash32(Array(source.utf8))
      return legible(source, .prose, cut: .bytes(nameBytes - 20)) + " #" + String(hash, radix: 16)
    }

    /// - Parameter now: wall time.
    /// - Returns: the one that is overdue longest first.
    package func silent(at now: Timestamp) -> [SilentSource] {
      let overdue = rhythms.compactMap { source, rhythm -> (Timestamp, SilentSource)? in
        guard let due = rhythm.overdue(at: now), let limit = rhythm.limit else { return nil }
        return (due, SilentSource(source: source, last: rhythm.last, limit: limit))
      }
      return overdue.sorted { ($0.0, $0.1.source) < ($1.0, $1.1.source) }.map(\.1)
    }

    /// - Parameter count: of sources.
    /// - Returns: those with the most articles, in the order of their names.
    func largest(_ count: Int) -> [(source: String, rhythm: Rhythm)] {
      rhythms.sorted { ($1.value.articles, $0.key) < ($0.value.articles, $1.key) }
        .prefix(count).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
  }
}
