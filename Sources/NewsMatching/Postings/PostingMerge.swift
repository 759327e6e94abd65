/// Makes one run out of several, or of postings in memory, a few pages at a time: so that whoever has
/// the store's queue is never away for long.
///
/// `@unchecked Sendable`, as its readers are: a merge belongs to one `PostingUpkeep`, whose lock is held
/// for every step.
struct PostingMerge: @unchecked Sendable {
  /// Where postings come from; ascending by key, then by article.
  enum Source {
    case sealed(SealedReader)
    case run(RunReader)

    /// Appends everything below a key, as the output's entries.
    func take(
      below key: UInt64, _ page: Output, _ read: PageRead
    ) throws -> (count: Int, sum: UInt64) {
      switch self {
      case .sealed(let reader): reader.take(below: key, page)
      case .run(let reader): try reader.take(below: key, page, read)
      }
    }
  }
  /// Calls its argument with the bytes of a stored page; false when there is none of that number.
  typealias PageRead = (Int64, (UnsafeRawBufferPointer) -> Void) throws -> Bool

  /// The page that is being filled.
  final class Output {
    let run: PostingRun
    var firstKey: UInt64 = 0
    var entries: [UInt64] = []
    init(run: PostingRun) { self.run = run }
  }

  private(set) var output: PostingRun
  /// The runs it replaces; none for postings that come from memory.
  let replaced: [PostingRun]
  /// Postings that go in.
  let size: Int
  /// Of the output, so far; nil when it would take more memory than it may.
  private(set) var filter: PostingFilter?
  /// Articles before this one are left behind.
  private let floor: UInt32
  private var sources: [Source]
  private var nextPage = 0
  private let page: Output

  var isDone: Bool { nextPage == output.pageCount }

  /// Postings in memory, in the order of their articles.
  init(
    writing sealed: [SealedPostings], as id: Int64, first: UInt32, last: UInt32, filterBytes: Int
  ) {
    size = sealed.reduce(0) { $0 + $1.count }
    filter = Self.filter(expecting: size, byteLimit: filterBytes)
    output = PostingRun(id: id, first: first, last: last, expecting: size)
    replaced = []
    floor = 0
    sources = sealed.map { .sealed(SealedReader($0)) }
    page = Output(run: output)
  }

  /// Neighbouring runs, oldest first; at least one.
  init(merging runs: [PostingRun], as id: Int64, floor: UInt32, filterBytes: Int) {
    size = runs.reduce(0) { $0 + $1.postings }
    filter = Self.filter(expecting: size, byteLimit: filterBytes)
    let last = runs.last?.last ?? 0
    output = PostingRun(
      id: id, first: min(last, max(floor, runs.first?.first ?? 0)), last: last, expecting: size)
    output.leftOut = runs.reduce(0) { $0 + $1.leftOut }
    output.leftOutSum = runs.reduce(0) { $0 &+ $1.leftOutSum }
    replaced = runs
    self.floor = floor
    sources = runs.map { .run(RunReader($0, floor: floor)) }
    page = Output(run: output)
  }

  private static func filter(expecting size: Int, byteLimit: Int) -> PostingFilter? {
    PostingFilter.byteCount(expecting: size) <= byteLimit ? PostingFilter(expecting: size) : nil
  }

  /// Fills pages until so many postings have gone through. Returns how many did.
  mutating func step(
    postings budget: Int, _ read: PageRead, write: (PostingChange) -> Void
  ) throws -> Int {
    var done = 0
    while done < budget, !isDone {
      page.firstKey = output.firstKey(ofPage: nextPage)
      page.entries.removeAll(keepingCapacity: true)
      let end =
        nextPage + 1 < output.pageCount
        ? output.firstKey(ofPage: nextPage + 1) : 1 &<< PostingRun.keyWidth
      for index in sources.indices {
        let (count, sum) = try sources[index].take(below: end, page, read)
        done += count
        output.postings += count
        output.sum &+= sum
      }
      page.entries.sort()
      leaveOutOldest()
      if filter != nil {
        for entry in page.entries { filter?.insert(page.firstKey &+ entry &>> output.keyShift) }
      }
      write(
        .storePage(
          output.number(ofPage: nextPage), PostingPage.bytes(of: page.entries, page.run, nextPage)))
      nextPage += 1
      // An empty page costs as well.
      done += 1
    }
    return done
  }

  /// Keeps the newest of each key. What goes is counted, so that a check can tell it from loss.
  private mutating func leaveOutOldest() {
    guard page.entries.count > PostingRun.postingsOfAKey else { return }
    let shift = output.keyShift
    var kept: [UInt64] = []
    var start = 0
    while start < page.entries.count {
      let rest = page.entries[start] &>> shift
      var end = start + 1
      while end < page.entries.count, page.entries[end] &>> shift == rest { end += 1 }
      let first = max(start, end - PostingRun.postingsOfAKey)
      for entry in page.entries[start..<first] {
        let sum = PostingRun.checksum(page.firstKey &+ rest, output.posting(entry).article)
        output.postings -= 1
        output.sum &-= sum
        output.leftOut += 1
        output.leftOutSum &+= sum
      }
      kept += page.entries[first..<end]
      start = end
    }
    page.entries = kept
  }
}

/// Goes through sealed postings.
final class SealedReader {
  private let sealed: SealedPostings
  private var next = 0
  private var bucket = 0

  init(_ sealed: SealedPostings) { self.sealed = sealed }

  func take(below end: UInt64, _ page: PostingMerge.Output) -> (count: Int, sum: UInt64) {
    let start = next
    var sum: UInt64 = 0
    while next < sealed.count {
      while Int(sealed.directory[bucket + 1]) <= next { bucket += 1 }
      let key = UInt64(bucket) &<< 24 | sealed.entries[next] &>> 36
      guard key < end else { break }
      let posting = sealed.posting(next)
      page.entries.append(page.run.entry(key, posting, firstKey: page.firstKey))
      sum &+= PostingRun.checksum(key, posting.article)
      next += 1
    }
    return (next - start, sum)
  }
}

/// Goes through a run, page by page.
final class RunReader {
  private let run: PostingRun
  private let floor: UInt32
  private var nextPage = 0
  private var entries: [UInt64] = []
  private var firstKey: UInt64 = 0
  private var next = 0

  init(_ run: PostingRun, floor: UInt32) {
    self.run = run
    self.floor = floor
  }

  func take(
    below end: UInt64, _ page: PostingMerge.Output, _ read: PostingMerge.PageRead
  ) throws -> (count: Int, sum: UInt64) {
    var count = 0
    var sum: UInt64 = 0
    while true {
      while next < entries.count {
        let key = firstKey &+ entries[next] &>> run.keyShift
        guard key < end else { return (count, sum) }
        let posting = run.posting(entries[next])
        next += 1
        guard posting.article >= floor else { continue }
        page.entries.append(page.run.entry(key, posting, firstKey: page.firstKey))
        sum &+= PostingRun.checksum(key, posting.article)
        count += 1
      }
      guard nextPage < run.pageCount, run.firstKey(ofPage: nextPage) < end else {
        return (count, sum)
      }
      try load(read)
    }
  }

  private func load(_ read: PostingMerge.PageRead) throws {
    next = 0
    entries.removeAll(keepingCapacity: true)
    firstKey = run.firstKey(ofPage: nextPage)
    let place = nextPage
    nextPage += 1
    var isSound = false
    let run = run
    _ = try read(run.number(ofPage: place)) { bytes in
      guard let page = PostingPage(run, place, bytes) else { return }
      for index in 0..<page.count { entries.append(page[index]) }
      isSound = true
    }
    guard isSound else { throw MatchingFailure.damagedPage(run.number(ofPage: place)) }
  }
}
