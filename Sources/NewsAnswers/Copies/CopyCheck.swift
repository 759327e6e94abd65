import NewsMatching
import NewsModel
package import NewsStore

/// `verify` for the index of copies.
package enum CopyCheck {
  /// What was found, one sentence each.
  package struct Found: Equatable {
    /// Derived: `CopyMending` makes it anew.
    package var index: [String] = []
    /// Copy records are no longer what was written: only `wiredesk rebuild` helps.
    package var records: [String] = []

    package static let nothing = Found()
  }

  /// What is wrong. Reads only, beside a writer: runs that are replaced meanwhile may be named, so ask
  /// again before believing it. Cost: reads all postings and records, 3 µs an article.
  package static func problems(in store: StoreReader) throws -> Found {
    var live: [PostingRun] = []
    for row in try store.postingRuns() {
      guard let run = PostingRun(row), PostingRunState(rawValue: row.state) != nil else {
        return Found(index: ["the row of the posting run \(row.id) is damaged"])
      }
      if row.state == PostingRunState.live.rawValue { live.append(run) }
    }
    var check = PostingCheck(live, floor: try StoredCopies.floor(in: store))
    for run in live { try store.postingPages(run.pages) { check.page($0, $1) } }
    var last = ArticleID(rawValue: 0)
    var count = 0
    repeat {
      count = 0
      try store.remembered(
        after: last, limit: 16_384, storiesAfter: ArticleID(rawValue: .max)
      ) { remembered in
        count += 1
        last = remembered.id
        // Those that no run has yet as well: a start takes them into memory.
        check.blob(last, remembered.copyBlob)
      }
    } while count > 0
    return Found(index: check.problems, records: check.damagedBlobs)
  }
}
