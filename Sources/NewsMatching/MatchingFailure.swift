package import NewsModel

/// What can fail in NewsMatching: only what the store gives back. Texts never fail.
package enum MatchingFailure: Failure, Hashable {
  /// A stored record is not what `CopyAdmission.record` was: `wiredesk rebuild` makes new ones.
  case damagedRecord(ArticleID)
  /// Records must come in ascending order, and after everything the index knows.
  case recordOutOfOrder(ArticleID)

  package var code: String {
    switch self {
    case .damagedRecord: "damaged-copy-record"
    case .recordOutOfOrder: "copy-record-out-of-order"
    }
  }
  package var disposition: Disposition { .stop }
  package var message: String {
    switch self {
    case .damagedRecord(let id): "the copy record of article \(id.rawValue) is damaged"
    case .recordOutOfOrder(let id):
      "the copy record of article \(id.rawValue) comes out of order"
    }
  }
}
