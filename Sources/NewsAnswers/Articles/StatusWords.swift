package import NewsBytes
package import NewsModel
import NewsStore

extension ArticleRow {
  /// What a reader must know before an article is used, for people; nil when there is nothing.
  ///
  /// - Parameter now: an embargo that ends later is in force.
  /// - Returns: `RETRACTED by 12`, `EMBARGOED until 2026-11-22 09:30`, `FORGOTTEN by ann on 2026-11-30 12:01`.
  func statusMark(at now: Timestamp) -> String? {
    if let forgotten { return forgotten.words }
    return switch status(at: now) {
    case .usable: replacedBy.map { "replaced by \($0.rawValue)" }
    case .corrected: "corrected" + (replacedBy.map { ", replaced by \($0.rawValue)" } ?? "")
    case .withheld: "WITHHELD"
    case .embargoed: "EMBARGOED" + (article.embargo.map { " until \(minute($0))" } ?? "")
    case .cancelled: "KILL"
    case .test: "TEST COPY"
    case .retracted: "RETRACTED" + (retractedBy.map { " by \($0.rawValue)" } ?? "")
    }
  }
}

extension Article.Tombstone.Forgotten {
  var words: String {
    switch cause {
    case .person: "FORGOTTEN by \(shown(user, cells: 64)) on \(minute(time))"
    case .age: "FORGOTTEN by its age on \(minute(time))"
    }
  }

  package var json: JSONValue {
    .object([
      ("time", .init(time)), ("by", .string(user)), ("cause", .string(cause.rawValue)),
    ])
  }
}
