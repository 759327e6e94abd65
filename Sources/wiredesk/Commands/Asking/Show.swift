import ArgumentParser
import NewsAnswers
import NewsBytes
import NewsDesk
import NewsModel
import NewsStore

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show one article, or one story with its articles.",
    discussion: """
        wiredesk show 12      the article 12
        wiredesk show S3      the story 3: what it is about, its articles in the order
                              they came, copies marked, and the stories near to it
      """)

  @Argument(help: "An article's number, or S and a story's number.")
  var id: ItemNumber

  @OptionGroup var options: StateOptions

  func run() throws {
    let store = try options.store()
    try asking {
      switch id {
      case .article(let id): try show(id, in: store)
      case .story(let id): try show(id, in: store)
      }
    }
  }

  private func show(_ id: ArticleID, in store: StoreReader) throws {
    guard let exported = try store.exported(id) else {
      throw CommandError(.notFound, "there is no article \(id.rawValue)")
    }
    if options.json {
      var json = ArticleJSON(store: store)
      print(try json.value(exported).text)
      return
    }
    let record = exported.record
    let article = record.article
    print(shown(article.headline, limitBytes: 400))
    let by = article.byline.map { " · " + escaped($0, limitBytes: 100) } ?? ""
    print(
      "\(escaped(record.source, limitBytes: 80))\(by) · \(minute(article.published ?? record.received))"
    )
    let of = record.of.map { " of \($0.rawValue)" } ?? ""
    print(
      "article \(id.rawValue) · \(record.verdict.rawValue)\(of) · story S\(record.story.rawValue)")
    print("from \(quoted(exported.name.text)) \(article.locator)\n")
    for paragraph in article.body.split(separator: "\n") {
      print(escapedParagraph(paragraph) + "\n")
    }
  }

  private func show(_ id: StoryID, in store: StoreReader) throws {
    guard let story = try store.story(id) else {
      throw CommandError(.notFound, "there is no story S\(id.rawValue)")
    }
    var output = LineOutput()
    let lines = try StoryView(store).lines(story)
    let related = RelatedView(related: try RelatedStories(store).of(id))
    if options.json {
      try output.write(lines.json.with("related", related.json))
    } else {
      print(lines.text)
    }
    var after = ArticleID(rawValue: 0)
    var json = ArticleJSON(store: store)
    while true {
      let page = try store.articles(of: id, after: after, limit: 200)
      for record in page {
        if options.json, let exported = try store.exported(record.id) {
          try output.write(json.value(exported))
        } else {
          print(line(record))
        }
      }
      guard let last = page.last else { break }
      after = last.id
    }
    if !options.json { for line in related.lines { print(line) } }
    try output.flush()
  }

  private func line(_ record: ArticleRow) -> String {
    let of = record.of.map { " of \($0.rawValue)" } ?? ""
    let mark = record.verdict == .original ? "" : "  [\(record.verdict.rawValue)\(of)]"
    return "  \(record.id.rawValue)  \(minute(record.article.published ?? record.received))  "
      + "\(shown(record.source, limitBytes: 40)): "
      + "\(shown(record.article.headline, limitBytes: 120))\(mark)"
  }
}

/// A paragraph as it is, but for what could drive a terminal.
func escapedParagraph(_ text: Substring) -> String { shown(String(text), limitBytes: .max) }
