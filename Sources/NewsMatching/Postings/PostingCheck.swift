package import NewsModel

/// Looks for damage in the index of copies: every page against its run, and every run against the
/// blobs that it was made of. Sums of checksums stand in for the postings, so it needs no memory.
///
/// Give it all pages and all blobs, in any order; then ask for `problems`.
package struct PostingCheck {
  private struct Found {
    var postings = 0
    var sum: UInt64 = 0
    var blobSum: UInt64 = 0
    var blobs = 0
  }

  private let runs: [PostingRun]
  private var found: [Int64: Found] = [:]
  private var said: [String] = []
  /// Blobs that are not what was written: unlike postings they cannot be made anew from anything in
  /// the database.
  package private(set) var damagedBlobs: [String] = []
  private let floor: UInt32
  /// More say nothing new.
  private static let limit = 20

  /// - Parameters:
  ///   - runs: the live ones, in any order.
  ///   - floor: articles before it are forgotten.
  package init(_ runs: [PostingRun], floor: ArticleID) {
    self.runs = runs.sorted { $0.first < $1.first }
    self.floor = floor.number
    for (older, newer) in zip(self.runs, self.runs.dropFirst()) where older.last >= newer.first {
      say("the posting runs \(older.id) and \(newer.id) overlap")
    }
  }

  package mutating func page(_ number: Int64, _ bytes: UnsafeRawBufferPointer) {
    guard let run = runs.first(where: { $0.id == number >> 24 }) else { return }
    let place = Int(number & 0xFF_FFFF)
    guard place < run.pageCount, let page = PostingPage(run, place, bytes) else {
      return say("page \(place) of the posting run \(run.id) is damaged")
    }
    let firstKey = run.firstKey(ofPage: place)
    var last: UInt64?
    for index in 0..<page.count {
      let entry = page[index]
      let key = firstKey &+ entry &>> run.keyShift
      let article = run.posting(entry).article
      guard last.map({ $0 < entry }) ?? true, key &>> PostingRun.keyWidth == 0,
        run.page(of: key) == place, (run.first...run.last).contains(article)
      else { return say("page \(place) of the posting run \(run.id) is out of order") }
      last = entry
      found[run.id, default: Found()].postings += 1
      found[run.id, default: Found()].sum &+= PostingRun.checksum(key, article)
    }
  }

  package mutating func blob(_ id: ArticleID, _ bytes: [UInt8]) {
    guard let blob = CopyBlob(bytes: bytes), blob.isPossible(for: id.number) else {
      if damagedBlobs.count < Self.limit {
        damagedBlobs.append("the copy record of article \(id.rawValue) is damaged")
      }
      return
    }
    guard let run = runs.first(where: { ($0.first...$0.last).contains(id.number) }) else { return }
    found[run.id, default: Found()].blobs += 1
    for key in blob.keys {
      found[run.id, default: Found()].blobSum &+= PostingRun.checksum(key, id.number)
    }
  }

  /// Of the index alone, one sentence each; empty when nothing was found.
  package var problems: [String] {
    var problems = said
    for run in runs where problems.count < Self.limit {
      let found = found[run.id] ?? Found()
      if found.postings != run.postings || found.sum != run.sum {
        problems.append(
          "the posting run \(run.id) holds \(found.postings) postings, but \(run.postings) were"
            + " written")
      } else if isComparable(run, found), found.blobSum != run.sum &+ run.leftOutSum {
        problems.append(
          "the posting run \(run.id) does not match the articles \(run.first) to \(run.last)")
      }
    }
    return problems
  }

  /// Articles that were removed or forgotten left their postings behind, or took them along.
  private func isComparable(_ run: PostingRun, _ found: Found) -> Bool {
    found.blobs == Int(run.last - run.first) + 1 && floor <= run.first
      && (floor == 0 || run.leftOut == 0)
  }

  private mutating func say(_ problem: String) {
    if said.count < Self.limit { said.append(problem) }
  }
}
