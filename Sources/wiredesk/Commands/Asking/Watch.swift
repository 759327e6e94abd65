import ArgumentParser
import Glibc
import NewsBytes
import NewsModel
import NewsStore

struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show new articles, verdicts and stories as they come.",
    discussion: """
        wiredesk watch              from now on, until interrupted
        wiredesk watch --last 20    the last 20 events first
      """)

  /// Between two looks at the event log: one row read by its number.
  private static let pauseMicroseconds: UInt32 = 200_000

  @Option(help: "Start this many events back; an event is a file or a change to a story.")
  var last = 0

  @OptionGroup var options: StateOptions

  func validate() throws {
    guard last >= 0 else { throw ValidationError("Give a number of 0 or more.") }
  }

  func run() throws {
    let store = try options.store()
    try asking {
      var seen = max(0, try store.lastEvent() - Int64(last))
      while true {
        var output = LineOutput()
        let events = try store.events(after: seen, limit: 200)
        for (number, event) in events {
          seen = number
          try show(event, number, store, &output)
        }
        try output.flush()
        if events.isEmpty { usleep(Self.pauseMicroseconds) }
      }
    }
  }

  private func show(
    _ event: EventRow, _ number: Int64, _ store: StoreReader, _ output: inout LineOutput
  ) throws {
    guard event.kind == "deposit", let deposit = event.deposit else {
      return try output.write(WatchLine(event, number).form(options))
    }
    var after = ArticleID(rawValue: 0)
    while true {
      let page = try store.articles(of: deposit, after: after, limit: 200)
      for record in page {
        try output.write(try line(record, number, store).form(options))
      }
      guard let last = page.last else { break }
      after = last.id
    }
    if event.text == "failed" || event.text == "partial",
      let record = try store.deposit(deposit)
    {
      try output.write(WatchLine(record, event, number).form(options))
    }
  }

  /// An article that joins others is told with its story as it stands now.
  private func line(
    _ record: ArticleRow, _ number: Int64, _ store: StoreReader
  ) throws -> WatchLine {
    let decision = try store.evidence(of: record.id)
    let story = decision?.reason == .opened ? nil : try store.story(record.story)
    let headline = try story.flatMap { try store.facts(of: $0.id)?.headline }
    return WatchLine(record, decision, story, headline: headline, number)
  }
}

/// One line of `watch`.
struct WatchLine {
  private let text: String
  private let json: JSONValue

  func form(_ options: StateOptions) -> OutputLine { options.json ? .json(json) : .text(text) }

  /// A change of stories, a condition.
  init(_ event: EventRow, _ number: Int64) {
    text = "\(minute(event.time))  \(shown(event.text, limitBytes: 300))"
    json = .object([
      ("event", .init(number)), ("time", .init(event.time)), ("kind", .string(event.kind)),
      ("id", .init(event.article?.rawValue)), ("story", .init(event.story?.rawValue)),
      ("text", .string(event.text)),
    ])
  }

  /// Parameters known, headline: of its story; nil for one that it opens.
  init(
    _ record: ArticleRow, _ decision: StoryDecision?, _ known: StoryRow?, headline: String?,
    _ number: Int64
  ) {
    let story = "S\(record.story.rawValue)"
    let told = known.map { known in
      let sources = counted(known.sources, "source")
      return
        ": \(shown(headline ?? known.headline, limitBytes: 80)), \(counted(known.articles, "article")) of "
        + sources
    }
    let how =
      switch decision?.reason {
      case .opened: "opens \(story)"
      case .joined: "joins \(story) with \(String(decimal: decision?.score ?? 0))"
      case .person: "in \(story) by a person"
      case .copy, nil:
        record.of.map { "\(record.verdict.rawValue) of \($0.rawValue) in \(story)" }
          ?? "in \(story)"
      }
    text =
      "\(minute(record.received))  \(shown(record.source, limitBytes: 40)): "
      + "\(shown(record.article.headline, limitBytes: 100))  (\(record.id.rawValue), \(how)\(told ?? ""))"
    json = .object([
      ("event", .init(number)), ("time", .init(record.received)), ("kind", .string("article")),
      ("id", .init(record.id.rawValue)), ("story", .init(record.story.rawValue)),
      ("verdict", .string(record.verdict.rawValue)), ("of", .init(record.of?.rawValue)),
      ("reason", .init(decision?.reason.rawValue)),
      ("score", decision.map { .number($0.score) } ?? .null),
      ("source", .string(record.source)), ("headline", .string(record.article.headline)),
      ("story_headline", .init(headline)),
      ("story_articles", known.map { .init($0.articles) } ?? .null),
      ("story_sources", known.map { .init($0.sources) } ?? .null),
    ])
  }

  /// A file that could not be taken, or not whole.
  init(_ deposit: DepositRow, _ event: EventRow, _ number: Int64) {
    text =
      "\(minute(event.time))  \(quoted(deposit.deposit.name.text)) \(event.text): "
      + escaped(deposit.end?.message ?? deposit.end?.code ?? "", limitBytes: 200)
    json = .object([
      ("event", .init(number)), ("time", .init(event.time)), ("kind", .string("file")),
      ("name", .string(deposit.deposit.name.text)), ("outcome", .string(event.text)),
      ("code", .init(deposit.end?.code)), ("text", .init(deposit.end?.message)),
    ])
  }
}
