import ArgumentParser
import NewsAnswers
import NewsBytes
import NewsModel

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say why an article has its verdict and its story, or why a story holds together.",
    discussion: helpText(
      """
        wiredesk explain 12       what it copies, by which rule, and what joined it
                                  to its story
        wiredesk explain 12 7     how 12 stands to 7, with the passages they share,
                                  the numbers and names that agree or conflict
        wiredesk explain S3       what brought each article into the story 3, and
                                  what people have corrected there
        wiredesk explain 12 --candidates
                                  also what it would be compared with today and
                                  was found unrelated
      """))

  @Argument(help: "An article's number, or S and a story's number.")
  var id: ItemNumber

  @Argument(help: "Another article's number.")
  var other: ArticleID?

  @Flag(help: "Show everything that the article is compared with, as the index stands now.")
  var candidates = false

  @OptionGroup var options: StateOptions

  func run() throws {
    let store = try options.store()
    try asking {
      switch (id, other) {
      case (.article(let id), let other?):
        let pair = try PairExplanation(store.legible(id), store.legible(other), in: store)
        show(pair.json, pair.lines)
      case (.article(let id), nil):
        let article = try store.named(id)
        let explanation = try Explanation(article, in: store, candidates: candidates)
        show(explanation.json, explanation.lines)
      case (.story(let id), nil):
        let history = try StoryPage.History(store.named(id), in: store)
        show(history.json, history.lines)
      case (.story, _?):
        throw CommandError(.usage, "a story is explained by itself, without an article")
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
