/// Which articles have a sketch key: the newest in a hash table, the older in sorted runs that are
/// merged eight to one (MATCHING.md, "The index on disk").
///
/// Cost: 6 bytes a posting in runs, 20 in the recent part; a look-up 0.2–0.5 µs with ten runs.
struct PostingIndex {
  private var recent = RecentPostings()
  /// Oldest first; a merged one stands where its parts stood.
  private var runs: [PostingRun] = []
  /// How often each run's articles were merged: eight neighbours of one level become one of the next.
  private var levels: [Int] = []
  private let recentLimit: Int

  private(set) var articleCount = 0

  static let mergeWidth = 8

  /// Parameter recentLimit: articles in the recent part before it becomes a run. 8,192: 9 MB.
  init(recentLimit: Int = 8_192) { self.recentLimit = recentLimit }

  /// Articles come in ascending order; keys ascending, each once.
  mutating func append(_ article: UInt32, keys: [UInt64]) {
    if recent.articleCount >= recentLimit
      || recent.count + keys.count > RecentPostings.postingLimit
      || (recent.articleCount > 0 && article - recent.base >= PostingRun.articleLimit)
    {
      seal()
    }
    recent.append(article, keys: keys)
    articleCount += 1
  }

  /// Leaves the articles of a key in `list`, newest first, at most `limit`; returns how many there are
  /// in all.
  func look(up key: UInt64, into list: inout [UInt32], limit: Int) -> Int {
    list.removeAll(keepingCapacity: true)
    var count = recent.append(key, to: &list, limit: limit)
    for index in runs.indices.reversed() {
      let range = runs[index].range(of: key)
      count += range.count
      if !range.isEmpty { runs[index].append(range, to: &list, limit: limit) }
    }
    return count
  }

  private mutating func seal() {
    runs.append(recent.sealed())
    levels.append(0)
    recent = RecentPostings()
    while mergeNewest() {}
  }

  /// Merges the newest eight runs if they are of one level.
  private mutating func mergeNewest() -> Bool {
    guard let level = levels.last, levels.suffix(Self.mergeWidth).count == Self.mergeWidth,
      levels.suffix(Self.mergeWidth).allSatisfy({ $0 == level })
    else { return false }
    let parts = runs.suffix(Self.mergeWidth)
    guard let base = parts.first?.base, let last = parts.last?.last,
      last - base < PostingRun.articleLimit
    else { return false }
    let count = parts.reduce(0) { $0 + $1.count }
    let merged = PostingRun(base: base, last: last, count: count) { bucket, list in
      for part in parts { part.append(bucket: bucket, to: &list, base: base) }
      list.sort()
    }
    runs.removeLast(Self.mergeWidth)
    levels.removeLast(Self.mergeWidth)
    runs.append(merged)
    levels.append(level + 1)
    return true
  }
}

#if DEBUG
  extension PostingIndex {
    func checkInvariants() {
      precondition(runs.count == levels.count)
      recent.checkInvariants()
      for run in runs { run.checkInvariants() }
      for (older, newer) in zip(runs, runs.dropFirst()) { precondition(older.base < newer.base) }
    }
  }
#endif
