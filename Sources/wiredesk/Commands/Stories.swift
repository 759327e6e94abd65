import ArgumentParser
import NewsModel
import NewsStore

struct Stories: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the newest stories with their sources.",
    discussion: """
        wiredesk stories                  the newest 20
        wiredesk stories --sources 2      only what two or more sources have
        wiredesk show S12                 one of them, with its articles
      """)

  @Option(name: .shortAndLong, help: "How many at most.")
  var limit = 20

  @Option(help: "Only stories with at least this many sources.")
  var sources = 1

  @OptionGroup var options: StateOptions

  func validate() throws {
    guard limit > 0, sources > 0 else { throw ValidationError("Give numbers from 1 on.") }
  }

  func run() throws {
    let store = try options.store()
    try asking {
      var output = LineOutput()
      var after: Store.StoryPlace?
      var left = limit
      while left > 0 {
        let page = try store.stories(after: after, minimumSources: sources, limit: min(left, 500))
        for story in page {
          let names = try store.sources(of: story.id)
          if options.json {
            try output.write(StoryView(story, sources: names).json)
          } else {
            print(StoryView(story, sources: names).text)
          }
        }
        guard let last = page.last else { break }
        after = Store.StoryPlace(last)
        left -= page.count
      }
      try output.flush()
    }
  }
}

/// One story as a list shows it.
struct StoryView {
  let story: StoryRecord
  let sources: [String]

  init(_ story: StoryRecord, sources: [String]) {
    self.story = story
    self.sources = sources
  }

  var json: JSONValue {
    .object([
      ("id", .init(story.id.rawValue)), ("headline", .string(story.headline)),
      ("articles", .init(story.articles)), ("sources", .array(sources.map { .string($0) })),
      ("first", .init(story.opened)), ("last", .init(story.lastTime)),
      ("headline_article", .init(story.headlineArticle.rawValue)),
      ("merged_into", .init(story.mergedInto?.rawValue)),
    ])
  }

  /// Two lines: what and when, then who.
  var text: String {
    let count = story.articles == 1 ? "1 article" : "\(story.articles) articles"
    let names = sources.prefix(6).map { escaped($0, limitBytes: 40) }.joined(separator: ", ")
    let more = sources.count > 6 ? " and \(sources.count - 6) more" : ""
    return """
      S\(story.id.rawValue)  \(minute(story.lastTime))  \(escaped(story.headline, limitBytes: 100))
          \(count) from \(names)\(more)
      """
  }
}

/// `2026-11-22 09:30`, in UTC.
func minute(_ time: Timestamp) -> String {
  String(time.rfc3339.prefix(16)).replacing("T", with: " ")
}
