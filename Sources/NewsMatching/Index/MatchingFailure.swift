package import NewsModel

/// What can fail in NewsMatching: only what the store gives back. Texts never fail.
package enum MatchingFailure: Failure, Hashable {
  /// A stored blob is not what `CopyAdmission.blob` was: `wiredesk rebuild` makes new ones.
  case damagedBlob(ArticleID)
  /// Blobs must come in ascending order, and after everything the index knows.
  case blobOutOfOrder(ArticleID)
  /// A stored page of postings, by its number, is not what was written, or is gone.
  case damagedPage(Int64)
  /// The stored list of runs contradicts itself.
  case damagedRuns
  /// The stored counts of sentences are not what was written.
  case damagedCounts

  package var code: String {
    switch self {
    case .damagedBlob: "damaged-copy-record"
    case .blobOutOfOrder: "copy-record-out-of-order"
    case .damagedPage: "damaged-posting-page"
    case .damagedRuns: "damaged-posting-runs"
    case .damagedCounts: "damaged-sentence-counts"
    }
  }
  package var disposition: Disposition {
    switch self {
    // Only what resembles that article meets it: all others need not wait for a rebuild.
    case .damagedBlob: .quarantine
    case .blobOutOfOrder: .stop
    // Derived from the blobs.
    case .damagedPage, .damagedRuns, .damagedCounts: .mend
    }
  }

  package var message: String {
    switch self {
    case .damagedBlob(let id):
      "the copy record of article \(id.rawValue) is damaged; `wiredesk rebuild` makes it anew"
    case .blobOutOfOrder(let id):
      "the copy record of article \(id.rawValue) is out of order"
    case .damagedPage(let number):
      "page \(number & 0xFF_FFFF) of the posting run \(number >> 24) is damaged"
    case .damagedRuns: "the list of posting runs is damaged"
    case .damagedCounts: "the sentence counts are damaged"
    }
  }
}
