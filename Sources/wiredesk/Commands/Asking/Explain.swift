import ArgumentParser
import NewsAnswers
import NewsBytes
import NewsModel

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say why an article has its verdict and its story.",
    discussion: helpText(
      """
        wiredesk explain 12       what it copies, by which rule, and what joined it
                                  to its story
        wiredesk explain 12 7     how 12 stands to 7, with the passages they share,
                                  the numbers and names that agree or conflict
        wiredesk explain 12 --candidates
                                  also what it would be compared with today and
                                  was found unrelated
      """))

  @Argument(help: "An article's number.")
  var id: ArticleID

  @Argument(help: "Another article's number.")
  var other: ArticleID?

  @Flag(help: "Show everything that the article is compared with, as the index stands now.")
  var candidates = false

  @OptionGroup var options: StateOptions

  func run() throws {
    let store = try options.store()
    try asking {
      if let other {
        let pair = try PairExplanation(store.legible(id), store.legible(other), in: store)
        show(pair.json, pair.lines)
      } else {
        let article = try store.named(id)
        let explanation = try Explanation(article, in: store, candidates: candidates)
        show(explanation.json, explanation.lines)
      }
    }
  }

  private func show(_ json: JSONValue, _ lines: [String]) {
    if options.json {
      print(json.text)
    } else {
      for line in lines { print(line) }
    }
  }
}
