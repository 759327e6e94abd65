/// Which keys a run certainly does not hold, in memory: most keys of a new article are new, and each
/// spares the read of a page. A Bloom filter whose bits for one key lie in one word.
///
/// Source: F. Putze, P. Sanders, J. Singler, "Cache-, hash- and space-efficient Bloom filters" (2007).
struct PostingFilter: Sendable {
  private var words: [UInt64]

  /// 8 bits a posting and 4 of them set let 3 keys in 100 through that are not there.
  static let postingsOfAWord = 8
  private static let bitsOfAKey = 4

  /// - Parameter postings: how many at most.
  init(expecting postings: Int) {
    words = Array(repeating: 0, count: max(1, postings / Self.postingsOfAWord))
  }

  static func byteCount(expecting postings: Int) -> Int {
    max(1, postings / postingsOfAWord) * MemoryLayout<UInt64>.size
  }

  var byteCount: Int { words.count * MemoryLayout<UInt64>.size }

  mutating func insert(_ key: UInt64) { words[place(of: key)] |= Self.bits(of: key) }

  /// False when the key was never inserted.
  func mayHold(_ key: UInt64) -> Bool {
    let bits = Self.bits(of: key)
    return words[place(of: key)] & bits == bits
  }

  /// Sketch keys are evenly spread: their upper bits say where …
  private func place(of key: UInt64) -> Int {
    Int((key &* UInt64(words.count)) &>> PostingRun.keyWidth)
  }

  /// … and their lower ones what.
  private static func bits(of key: UInt64) -> UInt64 {
    var bits: UInt64 = 0
    for index in 0..<UInt64(bitsOfAKey) { bits |= 1 &<< (key &>> (index &* 6) & 63) }
    return bits
  }
}

/// The filters of the newest runs, as many as fit into memory: a look-up reads the others' pages.
struct PostingFilters: Sendable {
  /// By the run's number.
  private var filters: [Int64: PostingFilter] = [:]
  private let byteLimit: Int

  init(byteLimit: Int) { self.byteLimit = byteLimit }

  subscript(run: PostingRun) -> PostingFilter? { filters[run.id] }

  mutating func insert(_ filter: PostingFilter, of run: PostingRun) { filters[run.id] = filter }

  /// Keeps those of the newest runs.
  ///
  /// - Parameter runs: oldest first.
  mutating func trim(to runs: [PostingRun]) {
    let wanted = Set(wanted(of: runs).map(\.id))
    filters = filters.filter { wanted.contains($0.key) }
  }

  /// The newest run that has no filter, and should have one.
  func missing(of runs: [PostingRun]) -> PostingRun? {
    wanted(of: runs).first { filters[$0.id] == nil }
  }

  /// Newest first.
  private func wanted(of runs: [PostingRun]) -> [PostingRun] {
    var left = byteLimit
    return runs.reversed().prefix { run in
      left -= PostingFilter.byteCount(expecting: run.postings)
      return left >= 0
    }
  }
}

/// Makes the filter of a run that an earlier process wrote, some pages at a time.
struct PostingFilterScan: Sendable {
  let run: PostingRun
  private(set) var filter: PostingFilter
  private var nextPage = 0

  init(_ run: PostingRun) {
    self.run = run
    filter = PostingFilter(expecting: run.postings)
  }

  var isDone: Bool { nextPage == run.pageCount }

  /// Reads pages until so many postings have gone by; returns how many did.
  ///
  /// - Throws: `damagedPage`.
  mutating func step(postings budget: Int, _ read: PostingMerge.PageRead) throws -> Int {
    var done = 0
    while done < budget, !isDone {
      let number = run.number(ofPage: nextPage)
      let firstKey = run.firstKey(ofPage: nextPage)
      var isSound = false
      _ = try read(number) { bytes in
        guard let page = PostingPage(run, nextPage, bytes) else { return }
        for index in 0..<page.count { filter.insert(firstKey &+ page[index] &>> run.keyShift) }
        done += page.count
        isSound = true
      }
      guard isSound else { throw MatchingFailure.damagedPage(number) }
      nextPage += 1
      done += 1
    }
    return done
  }
}
