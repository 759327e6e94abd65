import NewsModel
import NewsStore

/// What a reader must know before an article is used.
struct StatusNotice {
  let record: ArticleRow
  let now: Timestamp

  /// A word or two for lists; nil when there is nothing.
  var mark: String? {
    if record.forgotten != nil { return "forgotten" }
    return switch record.status(at: now) {
    case .usable: record.replacedBy == nil ? nil : "replaced"
    case .corrected: "corrected"
    case .withheld: "withheld"
    case .embargoed: "embargoed"
    case .cancelled: "kill"
    case .test: "test copy"
    case .retracted: "retracted"
    }
  }

  /// Above the article; empty when there is nothing.
  var markup: Markup {
    guard mark != nil else { return Markup() }
    return HTML.p(.style(.warning), .named("role", "note")) {
      sentence
      if let other = record.forgotten == nil ? record.retractedBy ?? record.replacedBy : nil {
        " "
        HTML.a(.link(.article(other))) { "See article \(other.rawValue)" }
        "."
      }
    }
  }

  private var sentence: String {
    if let forgotten { return forgotten }
    return switch record.status(at: now) {
    case .usable: "A later version has replaced this one."
    case .corrected:
      "It corrects an earlier one."
        + (record.replacedBy == nil ? "" : " A later version has replaced it.")
    case .withheld: "Withheld: not to be published until its provider says so."
    case .embargoed: "Under embargo\(embargo): not to be published before."
    case .cancelled: "This is a kill: it takes other copy back."
    case .test: "Test copy, and no news."
    case .retracted: "Retracted: a kill has taken it back."
    }
  }

  private var embargo: String {
    record.article.embargo.map { " until \(TimeWords($0).minute) UTC" } ?? ""
  }

  private var forgotten: String? {
    record.forgotten.map { forgotten in
      let day = TimeWords(forgotten.time).minute
      return switch forgotten.cause {
      case .person: "Forgotten on \(day) UTC by \(forgotten.user): its text is no longer here."
      case .age: "Forgotten by its age on \(day) UTC: its text is no longer here."
      }
    }
  }
}
