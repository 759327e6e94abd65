import ArgumentParser
import Glibc
import NewsAnswers
import NewsDesk
import NewsModel
import NewsStore

struct Forget: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take the text of articles out for good.",
    discussion: helpText(
      """
        wiredesk forget 12           asks, and takes the article 12 out of the database, its log, the
                                     search index, done/ and every later rebuild
        wiredesk forget 12 14 --yes  does not ask

      What stays is that there was an article, when it was forgotten and by whom. Copies of its text are
      articles of their own, and are named. The same file is not taken again. Backups are yours to clear.
      The running daemon carries it out; without one the command does so itself. For root and the daemon's
      own user.
      """))

  @Argument(help: "The numbers of the articles.")
  var articles: [ArticleID]

  @Flag(help: "Do not ask.")
  var yes = false

  @OptionGroup var options: StateOptions

  func run() throws {
    let store = try options.store()
    let rows = try asking { try articles.map { try store.named($0).record } }
    try confirm(rows)
    try ForgetRequest(articles).carryOut(options)
  }

  /// At a terminal a person is asked; a script has to say that it means it.
  private func confirm(_ rows: [ArticleRow]) throws {
    if yes || rows.allSatisfy({ $0.forgotten != nil }) { return }
    guard isatty(STDIN_FILENO) == 1 else {
      throw CommandError(.usage, "this cannot be undone: say --yes to mean it")
    }
    for row in rows {
      printError("  \(row.id.rawValue)  \(shown(row.article.headline, cells: 100))")
    }
    printError("Forget \(counted(rows.count, "article")) for good? Type yes:")
    guard readLine(strippingNewline: true) == "yes" else {
      throw CommandError(.failure, "nothing was forgotten")
    }
  }
}
