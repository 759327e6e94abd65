import NewsModel
import Synchronization
import TestSupport
import Testing

@testable import NewsMatching

/// Runs, merges and removals, against a plain list of all postings.
@Suite("Upkeep of the postings")
struct UpkeepTests {
  /// Postings with a store that is a dictionary.
  private struct Shelf: CopyArchive {
    var index: PostingIndex
    var upkeep: PostingUpkeep
    var reference = PostingIndexTests.Reference()
    var pages: [Int64: [UInt8]] = [:]
    var runs: [Int64: (PostingRun, PostingRunState)] = [:]
    var article: UInt32 = 0
    /// Pages that look-ups have asked for.
    let asked = Count()
    let cache: PostingCache

    init(recentLimit: Int, filterBytes: Int, cacheBytes: Int = 0) {
      cache = PostingCache(bytes: cacheBytes)
      index = PostingIndex(runs: [], recentLimit: recentLimit, filterBytes: filterBytes)
      upkeep = PostingUpkeep(knowing: [], filterBytes: filterBytes)
    }

    mutating func add(_ keys: [UInt64]) {
      article += 1
      let mark = Posting.mark(group: article, keyCount: keys.count)
      index.append(article, keys: keys, mark: mark)
      reference.append(article, keys: keys, mark: mark)
    }

    func read(_ number: Int64, _ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
      guard let page = pages[number] else { return false }
      page.withUnsafeBytes(body)
      return true
    }

    mutating func apply(_ changes: [PostingChange]) {
      for change in changes {
        switch change {
        case .storePage(let number, let data): pages[number] = data
        case .storeRun(let run, let state): runs[run.id] = (run, state)
        case .removePages(let numbers): for number in numbers { pages[number] = nil }
        case .removeRun(let id): runs[id] = nil
        }
      }
    }

    mutating func slice(_ budget: Int, writesFrom limit: Int) throws {
      var changes: [PostingChange] = []
      if index.sealed.count >= limit, !upkeep.isWriting, let last = index.sealed.last?.last {
        changes.append(upkeep.write(index.sealed, first: index.through + 1, last: last))
      }
      changes += upkeep.plan(index.runs, floor: index.floor, unfiltered: index.unfiltered)
      let pages = pages
      changes += try upkeep.step(postings: budget) { number, body in
        guard let page = pages[number] else { return false }
        page.withUnsafeBytes(body)
        return true
      }
      apply(changes)
      for merge in upkeep.takeFinished() {
        index.adopt(merge.output, replacing: merge.replaced, filter: merge.filter)
      }
      if let scan = upkeep.takeScanned() { index.insert(scan.filter, of: scan.run) }
    }

    func look(up key: UInt64, limit: Int) throws -> [UInt64] {
      var list: [UInt64] = []
      index.append(key, to: &list, limit: limit)
      try index.older.append(key, to: &list, limit: limit - list.count, cache: cache, archive: self)
      return list
    }

    func text(of article: ArticleID) -> String? { nil }
    func standing(of article: ArticleID) -> StoredStanding? { nil }
    func page(_ number: Int64, _ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
      asked.rise()
      return read(number, body)
    }
  }

  @Test(
    "look-ups are the same in the middle of every write, merge and removal",
    arguments: [1, 37, 400, 100_000],
    [(filter: 0, cache: 0), (200, 4096), (1 << 20, 0), (0, 1 << 20)])
  func lookups(budget: Int, bytes: (filter: Int, cache: Int)) throws {
    var random = SplitMix(seed: UInt64(budget))
    var shelf = Shelf(recentLimit: 5, filterBytes: bytes.filter, cacheBytes: bytes.cache)
    for step in 1...500 {
      shelf.add(PostingIndexTests.keys(&random))
      try shelf.slice(budget, writesFrom: 2)
      guard step % 41 == 0 else { continue }
      shelf.index.checkInvariants()
      for (key, postings) in shelf.reference.articles {
        #expect(try shelf.look(up: key, limit: 400) == postings.suffix(400).reversed().map(\.bits))
      }
    }
    while shelf.upkeep.hasWork { try shelf.slice(500, writesFrom: 2) }
    // What was merged is gone, and sizes fall from old to new.
    let live = shelf.index.runs
    #expect(Set(shelf.runs.keys) == Set(live.map(\.id)))
    #expect(shelf.runs.values.allSatisfy { $0.1 == .live })
    #expect(Set(shelf.pages.keys.map { $0 >> 24 }) == Set(live.map(\.id)))
    for (older, newer) in zip(live, live.dropFirst()) {
      #expect(older.postings >= PostingUpkeep.ratio * newer.postings)
    }
  }

  @Test("a run keeps the newest postings of a key, and sums tell what it left out")
  func hotKeys() throws {
    var shelf = Shelf(recentLimit: 300, filterBytes: 4096)
    for step in 0..<1500 { shelf.add(step % 3 == 0 ? [77] : [77, UInt64(step) << 20]) }
    while shelf.upkeep.hasWork || shelf.index.sealed.count >= 2 {
      try shelf.slice(300, writesFrom: 2)
    }
    let postings = try #require(shelf.reference.articles[77])
    #expect(try shelf.look(up: 77, limit: 400) == postings.suffix(400).reversed().map(\.bits))
    let runs = shelf.index.runs
    #expect(runs.contains { $0.leftOut > 0 })
    for run in runs {
      var expected: UInt64 = 0
      for (key, postings) in shelf.reference.articles {
        for posting in postings where (run.first...run.last).contains(posting.article) {
          expected &+= PostingRun.checksum(key, posting.article)
        }
      }
      #expect(run.sum &+ run.leftOutSum == expected)
    }
  }

  @Test("a key that is asked for again is not read again, nor one that a run does not hold")
  func readOnce() throws {
    var shelf = Shelf(recentLimit: 5, filterBytes: 0, cacheBytes: 1 << 16)
    for step in 0..<200 as Range<UInt64> {
      shelf.add([step % 3, 50 + step])
      try shelf.slice(100_000, writesFrom: 2)
    }
    let runs = shelf.index.runs.count
    #expect(runs > 0)
    for key in [1, 2, 77_777] as [UInt64] {
      let first = try shelf.look(up: key, limit: 400)
      #expect(shelf.asked.take() == runs)
      #expect(try shelf.look(up: key, limit: 400) == first)
      #expect(shelf.asked.take() == 0)
    }
  }

  @Test(
    "what is older than the floor is not found, and leaves with its run", arguments: [0, 1 << 20])
  func floor(cacheBytes: Int) throws {
    var random = SplitMix(seed: 9)
    var shelf = Shelf(recentLimit: 10, filterBytes: 4096, cacheBytes: cacheBytes)
    for _ in 0..<200 {
      shelf.add(PostingIndexTests.keys(&random))
      try shelf.slice(4000, writesFrom: 2)
    }
    for floor in [1, 33, 150, 190] as [UInt32] {
      shelf.apply(
        shelf.upkeep.retire(
          shelf.index.raiseFloor(to: floor, merging: shelf.upkeep.merging)))
      for (key, postings) in shelf.reference.articles {
        let expected = postings.filter { $0.article >= floor }
        #expect(try shelf.look(up: key, limit: 400) == expected.suffix(400).reversed().map(\.bits))
      }
      for _ in 0..<40 { try shelf.slice(4000, writesFrom: 2) }
    }
    #expect(shelf.index.runs.isEmpty && shelf.index.through >= 189)
    #expect(Set(shelf.pages.keys.map { $0 >> 24 }) == Set(shelf.index.runs.map(\.id)))
  }

  @Test(
    "a damaged page stops a merge and is named, and so does a lost one", arguments: [false, true])
  func damage(isLost: Bool) throws {
    var random = SplitMix(seed: 10)
    var shelf = Shelf(recentLimit: 5, filterBytes: 4096)
    for _ in 0..<10 { shelf.add(PostingIndexTests.keys(&random)) }
    shelf.add([1])
    try shelf.slice(100_000, writesFrom: 2)
    let run = try #require(shelf.index.runs.first)
    let number = try #require(shelf.pages.keys.filter { $0 >> 24 == run.id }.min())
    if isLost { shelf.pages[number] = nil } else { shelf.pages[number]?.append(0) }
    let merge = PostingMerge(merging: [run], as: 9, floor: 0, filterBytes: 4096)
    var broken = merge
    let pages = shelf.pages
    #expect(throws: MatchingFailure.damagedPage(number)) {
      _ = try broken.step(
        postings: 100_000,
        { number, body in
          guard let page = pages[number] else { return false }
          page.withUnsafeBytes(body)
          return true
        }, write: { _ in })
    }
  }

  @Test("what a crash left half made is removed at the next start")
  func halfMade() throws {
    let run = PostingRun(id: 3, first: 1, last: 9, pageCount: 700)
    var upkeep = PostingUpkeep(knowing: [(run, .building)], filterBytes: 0)
    #expect(upkeep.hasWork)
    var removed: Set<Int64> = []
    while upkeep.hasWork {
      for change in try upkeep.step(postings: 1000, { _, _ in false }) {
        if case .removePages(let numbers) = change { removed.formUnion(numbers) }
        if case .removeRun(let id) = change { #expect(id == 3) }
      }
    }
    #expect(removed == Set(run.pages))
  }

  @Test(
    "a key that no run holds costs no read, also after a restart", arguments: [1, 500, 100_000])
  func filters(budget: Int) throws {
    var random = SplitMix(seed: 12)
    var shelf = Shelf(recentLimit: 40, filterBytes: 1 << 20)
    for _ in 0..<900 {
      shelf.add(PostingIndexTests.keys(&random))
      try shelf.slice(100_000, writesFrom: 2)
    }
    let runs = shelf.index.runs
    #expect(runs.count > 1 && shelf.index.unfiltered == nil)
    // Another process has the runs, and nothing in memory.
    shelf.index = PostingIndex(runs: runs, recentLimit: 40, filterBytes: 1 << 20)
    shelf.upkeep = PostingUpkeep(knowing: runs.map { ($0, .live) }, filterBytes: 1 << 20)
    let unknown = (0..<2000).map { _ in UInt64.random(in: 0..<1 << 40, using: &random) }
      .filter { shelf.reference.articles[$0] == nil }
    for key in unknown { #expect(try shelf.look(up: key, limit: 9).isEmpty) }
    let unfiltered = shelf.asked.take()
    #expect(unfiltered == unknown.count * runs.count)
    while shelf.index.unfiltered != nil { try shelf.slice(budget, writesFrom: 2) }
    for key in unknown { #expect(try shelf.look(up: key, limit: 9).isEmpty) }
    #expect(shelf.asked.take() * 10 < unfiltered)
    let through = shelf.index.through
    for (key, postings) in shelf.reference.articles {
      let expected = postings.filter { $0.article <= through }.suffix(400).reversed().map(\.bits)
      #expect(try shelf.look(up: key, limit: 400) == expected)
    }
  }

  @Test("every posting is found after a run was merged while its filter was being made")
  func mergedWhileScanned() throws {
    var random = SplitMix(seed: 14)
    var shelf = Shelf(recentLimit: 40, filterBytes: 1 << 20)
    for _ in 0..<400 {
      shelf.add(PostingIndexTests.keys(&random))
      try shelf.slice(100_000, writesFrom: 2)
    }
    while shelf.upkeep.hasWork { try shelf.slice(100_000, writesFrom: 2) }
    let runs = shelf.index.runs
    shelf.index = PostingIndex(runs: runs, recentLimit: 40, filterBytes: 1 << 20)
    shelf.upkeep = PostingUpkeep(knowing: runs.map { ($0, .live) }, filterBytes: 1 << 20)
    // The scan has begun, and gets no further while there are merges; their runs' pages go.
    try shelf.slice(1, writesFrom: 2)
    for _ in 0..<400 {
      shelf.add(PostingIndexTests.keys(&random))
      try shelf.slice(60, writesFrom: 2)
    }
    while shelf.upkeep.hasWork || shelf.index.unfiltered != nil {
      try shelf.slice(60, writesFrom: 2)
    }
    #expect(Set(shelf.index.runs.map(\.id)).isDisjoint(with: runs.map(\.id)))
    let through = runs.last?.last ?? 0
    for (key, postings) in shelf.reference.articles {
      // What was in memory only went with the process.
      let kept = postings.filter { $0.article <= through || $0.article > 400 }
      let expected = kept.suffix(400).reversed().map(\.bits)
      #expect(try shelf.look(up: key, limit: 400) == expected)
    }
  }

  @Test("filters take no more memory than they may, and the newest runs have them")
  func filterLimit() {
    let runs = ([1, 2, 3, 4] as [UInt32]).map { number in
      let first = number * 100
      return PostingRun(
        id: 5 - Int64(number), first: first, last: first + 99, pageCount: 4, postings: 800)
    }
    // Two of 800 bytes fit.
    var filters = PostingFilters(byteLimit: 2000)
    #expect(filters.missing(of: runs) == runs[3])
    for run in runs { filters.insert(PostingFilter(expecting: 800), of: run) }
    filters.trim(to: runs)
    #expect(runs.map { filters[$0] != nil } == [false, false, true, true])
    #expect(filters.missing(of: runs) == nil)
    #expect(PostingFilters(byteLimit: 700).missing(of: runs) == nil)
  }

  @Test("a filter holds every key it was given, and few others")
  func filter() {
    var random = SplitMix(seed: 13)
    var filter = PostingFilter(expecting: 50_000)
    #expect(filter.byteCount == PostingFilter.byteCount(expecting: 50_000))
    let keys = (0..<50_000).map { _ in UInt64.random(in: 0..<1 << 40, using: &random) }
    for key in keys { filter.insert(key) }
    #expect(keys.allSatisfy { filter.mayHold($0) })
    let others = (0..<50_000).map { _ in UInt64.random(in: 0..<1 << 40, using: &random) }
    #expect(others.count { filter.mayHold($0) } < 50_000 * 4 / 100)
  }
}

/// A number that many may raise.
private final class Count: Sendable {
  private let number = Atomic(0)
  func rise() { number.add(1, ordering: .relaxed) }
  func take() -> Int { number.exchange(0, ordering: .relaxed) }
}
