import ArgumentParser
import NewsAnswers
import NewsBytes
import NewsDesk
import NewsModel
import NewsStore

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show two articles side by side: what they share, and what only one has.",
    discussion: """
      Lines that begin with - are in the first article only, with + in the second only. Below them
      the numbers and names that agree or conflict, and how the articles stand to each other.
      """)

  @Argument(help: "An article's number.")
  var first: ArticleID

  @Argument(help: "Another article's number.")
  var second: ArticleID

  @OptionGroup var options: StateOptions

  func run() throws {
    let store = try options.store()
    try asking {
      let (a, b) = (try article(first, store), try article(second, store))
      let view = ComparisonView(
        CopyReader().compare(a.record.article, b.record.article), here: a.record.article,
        there: b.record.article)
      let between = a.links.filter { $0.to.id == second }
      if options.json {
        var json = ArticleJSON(store: store)
        print(
          JSONValue.object([
            ("id", .init(first.rawValue)), ("other", .init(second.rawValue)),
            ("same_group", .bool(a.record.group == b.record.group)),
            ("pieces", view.diffJSON), ("comparison", view.json),
            ("links", .array(try between.map { try json.link($0.link, to: $0.to) })),
          ]).text)
        return
      }
      print("--- \(title(a))")
      print("+++ \(title(b))")
      print(view.diffLines.joined(separator: "\n"))
      print("")
      for line in view.sentences where !line.hasPrefix("    ") { print(line) }
      for (to, link) in between { print("  " + LinkView(link, to: to.id).sentence) }
    }
  }

  private func article(_ id: ArticleID, _ store: StoreReader) throws -> StoreReader.Exported {
    guard let exported = try store.exported(id) else {
      throw CommandError(.notFound, "there is no article \(id.rawValue)")
    }
    return exported
  }

  private func title(_ exported: StoreReader.Exported) -> String {
    let headline = escaped(exported.record.article.headline, limitBytes: 100)
    return
      "\(exported.record.id.rawValue) \(escaped(exported.record.source, limitBytes: 60)): \(headline)"
  }
}
