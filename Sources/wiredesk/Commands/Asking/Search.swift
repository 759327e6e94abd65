import ArgumentParser
import NewsBytes
import NewsModel
import NewsStore

struct Search: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find articles that contain all the words, newest first.",
    discussion: """
        wiredesk search harbour strike
        wiredesk search '"harbour strike"' rotterdam     words in quotes stand together
      """)

  @Argument(help: "Words; accents and case do not count.")
  var words: [String]

  @Option(name: .shortAndLong, help: "The largest number to show.")
  var limit = 20

  @Flag(help: "Show the best matches first instead of the newest.")
  var best = false

  @OptionGroup var options: StateOptions

  func run() throws {
    let store = try options.store()
    try asking {
      let index = try SearchIndex(folder: options.folder, store: store, access: .reader)
      let answer = try index.search(
        words.joined(separator: " "), order: best ? .bestFirst : .newestFirst, limit: limit)
      var output = LineOutput()
      for id in answer.ids {
        guard let record = try store.article(id) else { continue }
        if options.json {
          try output.write(json(record))
        } else {
          print(
            "\(id.rawValue)  \(minute(record.article.published ?? record.received))  "
              + "\(escaped(record.source, limitBytes: 40)): "
              + "\(escaped(record.article.headline, limitBytes: 100))  (S\(record.story.rawValue))")
        }
      }
      try output.flush()
      try warn(answer, store)
    }
  }

  private func warn(_ answer: SearchIndex.Answer, _ store: StoreReader) throws {
    let behind = try store.lastArticleID().rawValue - answer.indexedThrough.rawValue
    if behind > 0 {
      printError("wiredesk: not indexed yet: the newest \(counted(behind, "article"))")
    }
    if !answer.isComplete { printError("wiredesk: time ran out; there may be more") }
  }

  private func json(_ record: ArticleRow) -> JSONValue {
    .object([
      ("id", .init(record.id.rawValue)), ("story", .init(record.story.rawValue)),
      ("headline", .string(record.article.headline)), ("source", .string(record.source)),
      ("published", .init(record.article.published)), ("received", .init(record.received)),
      ("verdict", .string(record.verdict.rawValue)),
    ])
  }
}
