/// Which articles have a sketch key: the newest in memory, the older in sorted runs in the store.
///
/// Memory: 16 to 32 bytes a posting of the newest 8,192 articles, 8 of those sealed before them, and 1 of
/// the newest runs'.
struct PostingIndex {
  private var recent = RecentPostings()
  /// Oldest first; what is being written stays until its run is committed.
  private(set) var sealed: [SealedPostings] = []
  /// In the store, oldest first.
  private(set) var runs: [PostingRun]
  private var filters: PostingFilters
  /// All but the newest articles, as they are now.
  private(set) var older = OlderPostings()
  /// Rises when postings are sealed or leave memory, a run is replaced, or the floor rises: what was
  /// looked up in `OlderPostings` of another generation must be looked up again.
  private(set) var generation = 0
  /// Articles before this one are forgotten, wherever their postings still are.
  private(set) var floor: UInt32
  private let recentLimit: Int

  /// - Parameters:
  ///   - runs: the live ones, in any order.
  ///   - floor: articles before it are forgotten.
  ///   - recentLimit: articles in the recent part before they are sealed.
  ///   - filterBytes: what the filters of runs may take.
  init(runs: [PostingRun], floor: UInt32 = 0, recentLimit: Int, filterBytes: Int) {
    self.runs = runs.sorted { $0.first < $1.first }
    filters = PostingFilters(byteLimit: filterBytes)
    self.floor = floor
    self.recentLimit = recentLimit
    noteOlder()
  }

  /// The last article whose postings are in the store, or need not be.
  var through: UInt32 { max(runs.last?.last ?? 0, max(floor, 1) - 1) }

  /// Articles come in ascending order; keys ascending, each once.
  mutating func append(_ article: UInt32, keys: [UInt64], mark: UInt64) {
    if recent.articleCount >= recentLimit
      || recent.count + keys.count > RecentPostings.postingLimit
      || (recent.articleCount > 0 && article - recent.base >= RecentPostings.articleLimit)
    {
      sealed.append(recent.sealed())
      recent = RecentPostings()
      generation += 1
      noteOlder()
    }
    recent.append(article, keys: keys, mark: mark)
  }

  /// Appends what the newest articles have of a key, newest first, at most `limit`.
  func append(_ key: UInt64, to list: inout [UInt64], limit: Int) {
    let start = list.count
    recent.append(key, to: &list, limit: limit)
    list.forget(before: floor, from: start)
  }

  /// A run that has no filter, and should have one.
  var unfiltered: PostingRun? { filters.missing(of: runs) }

  /// By now `run` may be gone.
  mutating func insert(_ filter: PostingFilter, of run: PostingRun) {
    filters.insert(filter, of: run)
    filters.trim(to: runs)
    noteOlder()
  }

  /// A run takes the place of what it was made of: other runs, or sealed postings.
  mutating func adopt(
    _ run: PostingRun, replacing runs: [PostingRun], filter: PostingFilter? = nil
  ) {
    sealed.removeAll { $0.last <= run.last }
    let old = Set(runs.map(\.id))
    self.runs.removeAll { old.contains($0.id) }
    self.runs.append(run)
    self.runs.sort { $0.first < $1.first }
    if let filter { filters.insert(filter, of: run) }
    filters.trim(to: self.runs)
    generation += 1
    noteOlder()
  }

  /// Forgets all before an article; returns the runs that hold nothing else, but for those that are
  /// being merged.
  mutating func raiseFloor(to article: UInt32, merging busy: Set<Int64>) -> [PostingRun] {
    guard article > floor else { return [] }
    floor = article
    generation += 1
    let gone = runs.filter { $0.last < article && !busy.contains($0.id) }
    let old = Set(gone.map(\.id))
    runs.removeAll { old.contains($0.id) }
    noteOlder()
    return gone
  }

  private mutating func noteOlder() {
    older = OlderPostings(
      generation: generation, floor: floor, sealed: sealed,
      runs: runs.map { OlderPostings.Run(run: $0, filter: filters[$0]) })
  }
}

/// What does not change while the index grows: it can be looked up without the index's lock, and what
/// was found holds for as long as the generation does.
struct OlderPostings {
  fileprivate struct Run {
    let run: PostingRun
    let filter: PostingFilter?
  }
  private(set) var generation = 0
  private(set) var floor: UInt32 = 0
  /// Both oldest first.
  fileprivate var sealed: [SealedPostings] = []
  fileprivate var runs: [Run] = []

  /// Appends what it has of a key, newest first, at most `limit`. `cache` is of this index, since
  /// another may number its runs in the same way.
  ///
  /// - Throws: `damagedPage`, what the archive throws.
  func append(
    _ key: UInt64, to list: inout [UInt64], limit: Int, cache: PostingCache,
    archive: some CopyArchive
  ) throws {
    let start = list.count
    for postings in sealed.reversed() where list.count - start < limit {
      postings.append(key, to: &list, limit: limit - (list.count - start))
    }
    list.forget(before: floor, from: start)
    for entry in runs.reversed() {
      let left = limit - (list.count - start)
      if left <= 0 { return }
      if let filter = entry.filter, !filter.mayHold(key) { continue }
      let from = list.count
      if !cache.append(key, of: entry.run.id, to: &list) {
        try read(key, in: entry.run, to: &list, archive)
        cache.insert(list[from...], of: key, in: entry.run.id)
      }
      if list.count > from + left { list.removeLast(list.count - from - left) }
      list.forget(before: floor, from: from)
    }
  }

  private func read(
    _ key: UInt64, in run: PostingRun, to list: inout [UInt64], _ archive: some CopyArchive
  ) throws {
    let place = run.page(of: key)
    var isSound = false
    _ = try archive.page(run.number(ofPage: place)) { bytes in
      guard let page = PostingPage(run, place, bytes) else { return }
      page.append(key, to: &list, limit: PostingCache.postingsOfAKey, floor: floor)
      isSound = true
    }
    guard isSound else { throw MatchingFailure.damagedPage(run.number(ofPage: place)) }
  }
}

extension [UInt64] {
  /// Of postings, newest first: takes those of forgotten articles off the end, and none before
  /// `start`.
  fileprivate mutating func forget(before floor: UInt32, from start: Int) {
    while count > start, let last, Posting(bits: last).article < floor { removeLast() }
  }
}

#if DEBUG
  extension PostingIndex {
    func checkInvariants() {
      recent.checkInvariants()
      for part in sealed { part.checkInvariants() }
      for (older, newer) in zip(sealed, sealed.dropFirst()) {
        precondition(older.last < newer.base)
      }
      for (older, newer) in zip(runs, runs.dropFirst()) { precondition(older.last < newer.first) }
      if let first = sealed.first { precondition(through < first.base) }
    }
  }
#endif
