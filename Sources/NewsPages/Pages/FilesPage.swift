import NewsAnswers
import NewsBytes
import NewsModel
import NewsStore

/// What came, what failed and why, what waits.
struct FilesPage {
  var wish: FilesWish
  var files: [DepositRow]
  var hasMore: Bool
  /// Files without an outcome, as a daemon or a look at the inboxes tells; nil where nobody can say.
  var waiting: Int64?
  /// The first of them.
  var waitingFiles: [(name: String, seconds: Int64, cause: String)] = []

  private static let length = 50
  private static let looked: Int64 = 100_000

  var answer: Answer {
    PageFrame(title: "Files", section: .files).answer {
      HTML.h1 { "Files" }
      HTML.p(.style(.lede)) { waitingWords }
      if !waitingFiles.isEmpty { waitingSection }
      choices
      if files.isEmpty {
        HTML.p { "None among the newest \(Self.looked.grouped) files." }
      } else {
        table
      }
      pages
    }
  }

  private var waitingWords: String {
    switch waiting {
    case nil: "What waits is not known just now."
    case 0: "Nothing waits."
    case .some(let count): "\(counted(count, "file")) wait\(count == 1 ? "s" : "")."
    }
  }

  private var waitingSection: Markup {
    HTML.section(.style(.panel), .label("What waits")) {
      HTML.ul {
        for file in waitingFiles {
          HTML.li {
            HTML.bdi { file.name }
            ": \(file.cause), for \(file.seconds) s"
          }
        }
      }
    }
  }

  private var choices: Markup {
    HTML.nav(.style(.pages), .label("Outcomes")) {
      choice("All", nil)
      for outcome in Outcome.allCases { choice(outcome.rawValue, outcome) }
    }
  }

  private func choice(_ name: String, _ outcome: Outcome?) -> Markup {
    HTML.a(
      all: [.link(.files(FilesWish(outcome: outcome)))]
        + (outcome == wish.outcome ? [.named("aria-current", "true")] : [])
    ) { name }
  }

  private var table: Markup {
    HTML.table(.style(.files)) {
      HTML.caption { "The newest first" }
      HTML.thead {
        HTML.tr {
          for name in ["File", "Source", "Came", "Outcome"] {
            HTML.th(.named("scope", "col")) { name }
          }
        }
      }
      HTML.tbody { for file in files { row(file) } }
    }
  }

  private func row(_ file: DepositRow) -> Markup {
    HTML.tr {
      HTML.th(.named("scope", "row")) { HTML.bdi { shown(file.deposit.name.text, cells: 200) } }
      HTML.td { HTML.bdi { file.deposit.source } }
      HTML.td {
        TimeWords(file.deposit.received).element(TimeWords(file.deposit.received).minute)
      }
      HTML.td { outcome(of: file) }
    }
  }

  private func outcome(of file: DepositRow) -> Markup {
    guard let end = file.end else { return Markup() }
    var all =
      end.outcome == .failed || end.outcome == .partial
      ? HTML.strong(.style(.badge)) { end.outcome.rawValue } : Markup(text: end.outcome.rawValue)
    if file.counts.stored > 0 {
      all += Markup(text: ", \(counted(file.counts.stored, "article"))")
    }
    if file.counts.rejected > 0 { all += Markup(text: ", \(file.counts.rejected) rejected") }
    if let message = end.message {
      all += HTML.br()
      all += HTML.span(.style(.quiet)) { (end.code.map { $0 + ": " } ?? "") + message }
    }
    return all
  }

  private var pages: Markup {
    guard hasMore, let last = files.last else { return Markup() }
    return HTML.nav(.style(.pages), .label("More files")) {
      HTML.a(.link(.files(FilesWish(outcome: wish.outcome, before: last.id)))) { "Earlier files" }
    }
  }
}

extension FilesPage {
  /// - Parameters:
  ///   - wish: which files.
  ///   - store: where they are.
  ///   - status: how the desk is.
  /// - Throws: `StoreFailure`.
  init(_ wish: FilesWish, in store: StoreReader, _ status: DeskStatus) throws {
    self.wish = wish
    let found = try store.endedDeposits(
      wish.outcome, before: wish.before, among: Self.looked, limit: Self.length + 1)
    files = Array(found.prefix(Self.length))
    hasMore = found.count > Self.length
    let json = status.json
    waiting = json["live"]?["waiting_count"]?.integer ?? json["account"]?["waiting"]?.integer
    waitingFiles = (json["live"]?["waiting"]?.array ?? []).prefix(20).compactMap { file in
      guard let name = file["name"]?.string, let cause = file["cause"]?.string else { return nil }
      return (shown(name, cells: 200), file["age_seconds"]?.integer ?? 0, cause)
    }
  }
}
