import ArgumentParser
import NewsAnswers
import NewsModel

struct Stats: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Count articles by source, day, language or verdict.",
    discussion: helpText(
      """
        wiredesk stats --by source              who copies, and who was first
        wiredesk stats --by day --since 7d
        wiredesk stats --by verdict --source coast-times

      Copies are what repeats another article, whole or in part (identical,
      near-duplicate, excerpt). A source was first in a story that others tell,
      too, when the earliest article of it is its own. Days are those of UTC.
      """))

  @Option(help: "source, day, language or verdict.")
  var by = Verdict.Sums.Key.source

  @Option(name: .shortAndLong, help: "The largest number to show.")
  var limit = 100

  @OptionGroup var articles: ArticleOptions

  @OptionGroup var options: StateOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("Give --limit a number of 1 or more.") }
  }

  func run() throws {
    let store = try options.store()
    try asking {
      let sums = try Verdict.Sums(by: by, of: articles.filter, in: store)
      var output = LineOutput()
      if options.json {
        for row in sums.json(limit: limit) { try output.write(row) }
      } else {
        for line in sums.lines(limit: limit) { try output.write(line) }
      }
      try output.flush()
      if sums.isEmpty { printError("wiredesk: there is no such article") }
    }
  }
}

extension Verdict.Sums.Key: ExpressibleByArgument {}
