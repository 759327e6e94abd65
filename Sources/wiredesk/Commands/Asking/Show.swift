import ArgumentParser
import NewsAnswers
import NewsBytes
import NewsModel
import NewsStore

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show one article, or one story with its articles.",
    discussion: helpText(
      """
        wiredesk show 12      the article 12
        wiredesk show S3      the story 3: what it is about, its articles in the
                              order they were written, copies marked, what
                              people have corrected, the stories near to it
      """))

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
    let exported = try store.named(id)
    if options.json {
      var json = ArticleJSON(store: store)
      print(try json.value(exported).text)
    } else {
      for line in ArticlePage(exported).lines { print(line) }
    }
  }

  private func show(_ id: StoryID, in store: StoreReader) throws {
    let page = try StoryPage(store.named(id), in: store)
    var output = LineOutput()
    if options.json {
      var json = ArticleJSON(store: store)
      try output.write(page.json)
      try page.articles { record in
        if let exported = try store.exported(record.id) {
          try output.write(json.value(exported).with("kind", .string("article")))
        }
      }
    } else {
      try output.write(page.text)
      try page.articles { try output.write(StoryPage.line($0)) }
      for line in page.relatedLines { try output.write(line) }
    }
    try output.flush()
  }
}
