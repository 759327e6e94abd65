import ArgumentParser
import NewsAnswers
import NewsBytes
import NewsDesk
import NewsModel
import NewsStore

struct AccountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account",
    abstract:
      "Count what became of every file: seen = stored + unchanged + partial + failed + waiting.")

  @OptionGroup var options: StateOptions

  func run() throws {
    let account = try asking { try DeskAccount(state: options.folder, store: options.store()) }
    let removed = try RemovedFiles(state: options.folder)
    print(options.json ? account.json.with("removed", removed.json).text : account.text)
    if !options.json, let text = removed.text { print(text) }
    if !account.balances { throw ExitStatus.failure }
  }
}

/// The equation of promise 4 (docs/promises.md), at one moment.
struct DeskAccount {
  var stored = 0
  var unchanged = 0
  var partial = 0
  var failed = 0
  /// Files in inboxes and in claim/ that have no outcome yet.
  var waiting = 0
  var articles = ArticleCounts()
  /// Deposits in the store by another count than the tallies: what balancing means.
  var recorded = 0

  init(state: String, store: StoreReader) throws {
    let record = try DeskRecord.read(in: state)
    let backlog = try Backlog(
      inboxes: record?.watched ?? [], spoolPath: record?.spool, store: store)
    for account in backlog.accounting.inboxes {
      stored += account.stored
      unchanged += account.unchanged
      partial += account.partial
      failed += account.failed
      articles += account.articles
    }
    waiting = backlog.waiting
    recorded = backlog.accounting.ended
  }

  var ended: Int { stored + unchanged + partial + failed }
  var seen: Int { recorded + waiting }
  var balances: Bool { seen == ended + waiting }

  var json: JSONValue {
    .object([
      ("seen", .init(seen)), ("stored", .init(stored)), ("unchanged", .init(unchanged)),
      ("partial", .init(partial)), ("failed", .init(failed)), ("waiting", .init(waiting)),
      ("balanced", .bool(balances)),
      (
        "articles",
        .object([
          ("original", .init(articles.original)), ("identical", .init(articles.identical)),
          ("near-duplicate", .init(articles.nearDuplicate)), ("excerpt", .init(articles.excerpt)),
          ("update", .init(articles.update)), ("unchanged", .init(articles.unchanged)),
          ("rejected", .init(articles.rejected)),
        ])
      ),
    ])
  }

  var text: String {
    """
    \(seen) files seen = \(stored) stored + \(unchanged) unchanged + \(partial) partial + \
    \(failed) failed + \(waiting) waiting\(balances ? "" : "  (DOES NOT BALANCE)")
    articles: \(articles.original) original, \(articles.identical) identical, \
    \(articles.nearDuplicate) near-duplicate, \(articles.excerpt) excerpt, \
    \(articles.update) update; \(articles.unchanged) unchanged, \(articles.rejected) rejected
    """
  }
}
