/// Which articles have a sketch key: the newest in memory, the older in sorted runs in the store.
///
/// Memory: 16 to 32 bytes a posting of the newest 8,192 articles, 8 of those sealed before them.
struct PostingIndex {
  private var recent = RecentPostings()
  /// Oldest first; what is being written stays until its run is committed.
  private(set) var sealed: [SealedPostings] = []
  /// In the store, oldest first.
  private(set) var runs: [PostingRun]
  /// Rises when postings leave memory, a run is replaced, or the floor rises: what was read from the
  /// store for another generation must be read again.
  private(set) var generation = 0
  /// Articles before this one are forgotten, wherever their postings still are.
  private(set) var floor: UInt32
  private let recentLimit: Int

  /// Parameter recentLimit: articles in the recent part before they are sealed.
  init(runs: [PostingRun], floor: UInt32 = 0, recentLimit: Int) {
    self.runs = runs.sorted { $0.first < $1.first }
    self.floor = floor
    self.recentLimit = recentLimit
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
    }
    recent.append(article, keys: keys, mark: mark)
  }

  /// Appends what memory has of a key, newest first, at most `limit`.
  func append(_ key: UInt64, to list: inout [UInt64], limit: Int) {
    let start = list.count
    recent.append(key, to: &list, limit: limit)
    for postings in sealed.reversed() {
      let found = list.count - start
      if found >= limit { break }
      postings.append(key, to: &list, limit: limit - found)
    }
    while list.count > start, let last = list.last, Posting(bits: last).article < floor {
      list.removeLast()
    }
  }

  /// A run takes the place of what it was made of: other runs, or sealed postings.
  mutating func adopt(_ run: PostingRun, replacing runs: [PostingRun]) {
    sealed.removeAll { $0.last <= run.last }
    let old = Set(runs.map(\.id))
    self.runs.removeAll { old.contains($0.id) }
    self.runs.append(run)
    self.runs.sort { $0.first < $1.first }
    generation += 1
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
    return gone
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
