import ArgumentParser
import NewsAnswers
import NewsModel
import NewsStore

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write articles, oldest first, for other programs.",
    discussion: helpText(
      """
        wiredesk export --format jsonl > articles.jsonl
        wiredesk export --format csv --since 7d > week.csv
        wiredesk export --format markdown --story S435
        wiredesk export --format atom --source coast-times

      jsonl has all that is known of an article, its links with it; csv and ninjs
      have its fields. atom and markdown are for readers: what may not be
      published (withheld, embargoed, cancelled, retracted, test) is left out.
      """))

  @Option(help: "jsonl, csv, ninjs, atom or markdown.")
  var format: ArticleExport.Format = .jsonl

  @Option(help: "Only of this story.")
  var story: StoryNumber?

  @OptionGroup var articles: ArticleOptions

  @OptionGroup var options: StateOptions

  func run() throws {
    let store = try options.store()
    try asking {
      var output = LineOutput()
      var writer = ArticleExport(format, in: store)
      var filter = articles.filter
      if let story { filter.story = try store.livingStory(story.id) ?? story.id }
      if let beginning = writer.beginning { try output.write(beginning) }
      try store.exported(filter) { exported in
        if let text = try writer.text(of: exported) { try output.write(text) }
      }
      if let end = writer.end { try output.write(end) }
      try output.flush()
      if writer.withheld > 0 {
        printError(
          "wiredesk: left out, because it may not be published: \(counted(writer.withheld, "article"))"
        )
      }
    }
  }
}

extension ArticleExport.Format: ExpressibleByArgument {}
