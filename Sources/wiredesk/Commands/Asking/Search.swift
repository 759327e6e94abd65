import ArgumentParser
import NewsAnswers
import NewsModel
import NewsStore

struct Search: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find articles that contain all the words, newest first.",
    discussion: helpText(
      """
        wiredesk search harbour strike
        wiredesk search '"harbour strike"' rotterdam

      Words in quotes stand together.
      """))

  @Argument(help: "Words; accents and case do not count.")
  var words: [String]

  @Option(name: .shortAndLong, help: "The largest number to show.")
  var limit = 20

  @Flag(help: "Show the best matches first instead of the newest.")
  var best = false

  @OptionGroup var facts: FactOptions

  /// Hits that are asked for their facts.
  private static let sortedLimit = 10_000

  @OptionGroup var options: StateOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("Give --limit a number of 1 or more.") }
  }

  func run() throws {
    let store = try options.store()
    try asking {
      let index = try SearchIndex.Reader(folder: options.folder)
      let answer = try index.search(
        words.joined(separator: " "), ranking: best ? .bestFirst : .newestFirst,
        limit: facts.filter.isEmpty ? limit : max(limit, Self.sortedLimit))
      var output = LineOutput()
      let found = try store.filtered(answer.ids, by: facts.filter)
      for id in found.prefix(limit) {
        guard let record = try store.article(id) else { continue }
        let line = ArticlePage.Found(record)
        if options.json { try output.write(line.json) } else { print(line.text) }
      }
      try output.flush()
      try warn(answer, isFound: !found.isEmpty, store)
    }
  }

  private func warn(
    _ answer: SearchIndex.Reader.Answer, isFound: Bool, _ store: StoreReader
  ) throws {
    let behind = try store.lastArticleID().rawValue - answer.indexedThrough.rawValue
    if behind > 0 {
      printError("wiredesk: not indexed yet: the newest \(counted(behind, "article"))")
    }
    if answer.ids.isEmpty, answer.isComplete {
      printError("wiredesk: no article has all these words")
    } else if !isFound, answer.isComplete {
      let looked = counted(answer.ids.count, "article")
      printError("wiredesk: none of the \(looked) with all these words is of what was asked for")
    }
    if !facts.filter.isEmpty, answer.ids.count == Self.sortedLimit {
      let which = best ? "best" : "newest"
      printError(
        "wiredesk: only the \(which) \(Self.sortedLimit) articles with all these words were looked at"
      )
    }
    if !answer.isComplete { printError("wiredesk: time ran out; there may be more") }
  }
}
