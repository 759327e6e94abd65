/// What must be done to the store for the runs' sake; in its order, and all of a batch in the
/// transaction in which it was asked for.
package enum PostingChange: Hashable, Sendable {
  case storePage(Int64, [UInt8])
  case storeRun(PostingRun, PostingRunState)
  /// Removes the pages with these numbers.
  case removePages(Range<Int64>)
  /// Removes a run that has no pages any more.
  case removeRun(Int64)
}

package enum PostingRunState: String, Hashable, Sendable {
  /// Only a part of its pages is there; after a restart it is thrown away.
  case building
  case live
  /// Another run has its postings now.
  case retired
}

/// The work behind the index, done in slices: writes what is in memory as a run, merges neighbouring
/// runs, removes the pages of those that were merged, and makes the filters of runs that an earlier
/// process wrote.
///
/// Policy: a run is merged with the newer ones when it is less than `ratio` times their size, so sizes
/// fall at least by that ratio from old to new. A look-up reads one page a run, and that costs much more
/// than a posting's part in a merge (decision 10): so few runs, often merged.
struct PostingUpkeep: Sendable {
  private struct Retired {
    var run: Int64
    var pages: Range<Int64>
  }

  /// The smallest first.
  private var merges: [PostingMerge] = []
  /// Done, and not committed.
  private var finished: [PostingMerge] = []
  private var retired: [Retired] = []
  private var scan: PostingFilterScan?
  private var lastRun: Int64
  private let filterBytes: Int

  static let ratio = 2
  /// Pages removed as one change: what they hold is read from the disk for it.
  private static let removedPages: Int64 = 256

  /// `filterBytes` is what one filter may take.
  init(knowing runs: [(PostingRun, PostingRunState)], filterBytes: Int) {
    self.filterBytes = filterBytes
    lastRun = runs.map(\.0.id).max() ?? 0
    for (run, state) in runs where state != .live {
      retired.append(Retired(run: run.id, pages: run.pages))
    }
  }

  var hasWork: Bool { !merges.isEmpty || !retired.isEmpty }
  /// Runs that are being merged.
  var merging: Set<Int64> { Set((merges + finished).flatMap { $0.replaced.map(\.id) }) }
  /// Postings that are on their way from memory.
  var isWriting: Bool { (merges + finished).contains { $0.replaced.isEmpty } }

  mutating func write(_ sealed: [SealedPostings], first: UInt32, last: UInt32) -> PostingChange {
    lastRun += 1
    return add(
      PostingMerge(
        writing: sealed, as: lastRun, first: first, last: last, filterBytes: filterBytes))
  }

  /// Begins the merges that the policy asks for, and the filter of `unfiltered`, a run that should
  /// have one.
  mutating func plan(
    _ runs: [PostingRun], floor: UInt32, unfiltered: PostingRun? = nil
  ) -> [PostingChange] {
    let busy = merging
    var changes: [PostingChange] = []
    var end = runs.count
    while end > 0 {
      var start = end - 1
      var size = runs[start].postings
      guard !busy.contains(runs[start].id) else {
        end -= 1
        continue
      }
      while start > 0, !busy.contains(runs[start - 1].id),
        runs[start - 1].postings < Self.ratio * size,
        runs[end - 1].last - runs[start - 1].first < PostingRun.articleLimit
      {
        start -= 1
        size += runs[start].postings
      }
      if start < end - 1 {
        lastRun += 1
        let parts = Array(runs[start..<end])
        changes.append(
          add(
            PostingMerge(merging: parts, as: lastRun, floor: floor, filterBytes: filterBytes)))
      }
      end = start
    }
    // Nobody asks for the filter of a run that was merged meanwhile.
    if let run = scan?.run, !runs.contains(where: { $0.id == run.id }) { scan = nil }
    // What is being merged gets its filter by that.
    if scan == nil, let unfiltered, !merging.contains(unfiltered.id) {
      scan = PostingFilterScan(unfiltered)
    }
    return changes
  }

  private mutating func add(_ merge: PostingMerge) -> PostingChange {
    merges.append(merge)
    merges.sort { $0.size < $1.size }
    return .storeRun(merge.output, .building)
  }

  /// Does so many postings' worth of work, and says what the store must do for it.
  mutating func step(
    postings budget: Int, _ read: PostingMerge.PageRead
  ) throws -> [PostingChange] {
    var changes: [PostingChange] = []
    var left = budget
    while left > 0, !merges.isEmpty {
      left -= try merges[0].step(postings: left, read) { changes.append($0) }
      guard merges[0].isDone else { break }
      let merge = merges.removeFirst()
      changes.append(.storeRun(merge.output, .live))
      changes += merge.replaced.map { .storeRun($0, .retired) }
      finished.append(merge)
    }
    if left > 0 { left -= try scan?.step(postings: left, read) ?? 0 }
    while left > 0, !retired.isEmpty {
      let pages = retired[0].pages
      let end = min(pages.upperBound, pages.lowerBound + Self.removedPages)
      changes.append(.removePages(pages.lowerBound..<end))
      retired[0].pages = end..<pages.upperBound
      left -= Int(Self.removedPages) * PostingRun.postingsOfAPage / 4
      if end == pages.upperBound { changes.append(.removeRun(retired.removeFirst().run)) }
    }
    return changes
  }

  /// What has been finished, after its COMMIT. The runs it replaces are removed from now on: who looked
  /// them up before knows by the index's generation.
  mutating func takeFinished() -> [PostingMerge] {
    for run in finished.flatMap(\.replaced) {
      retired.append(Retired(run: run.id, pages: run.pages))
    }
    defer { finished = [] }
    return finished
  }

  /// A filter that has become whole, once.
  mutating func takeScanned() -> PostingFilterScan? {
    guard let done = scan, done.isDone else { return nil }
    scan = nil
    return done
  }

  /// Runs with nothing but forgotten articles.
  mutating func retire(_ runs: [PostingRun]) -> [PostingChange] {
    for run in runs { retired.append(Retired(run: run.id, pages: run.pages)) }
    return runs.map { .storeRun($0, .retired) }
  }
}
