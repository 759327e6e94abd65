package import NewsBytes
import NewsLinux
import NewsModel
import NewsStore

extension EventLines {
  /// One line of the event log as `watch` tells it: a new article, what became of one, a file that could not be
  /// taken, a change of stories.
  package struct Line {
    /// Nil for what only programs ask for: of each article that a merge moves, say.
    package private(set) var text: String?
    package private(set) var json: JSONValue

    /// A change of stories or of an article.
    init(_ event: EventRow, _ number: Int64, isForPeople: Bool) {
      text = isForPeople ? "\(minute(event.time))  \(shown(event.text, cells: 300))" : nil
      json = .object([
        ("event", .init(number)), ("time", .init(event.time)), ("kind", .string(event.kind)),
        ("id", .init(event.article?.rawValue)), ("story", .init(event.story?.rawValue)),
        ("text", .string(event.text)),
      ])
    }

    /// Nothing that was asked for, up to this event.
    package static func passed(_ number: Int64) -> Line {
      Line(text: nil, json: .object([("event", .init(number)), ("kind", .string("passed"))]))
    }

    private init(text: String?, json: JSONValue) {
      self.text = text
      self.json = json
    }

    /// The same with the article as it stands now.
    func with(_ article: JSONValue?) -> Line {
      article.map { Line(text: text, json: json.with("article", $0)) } ?? self
    }

    /// An article; `known` and `headline` are its story's, nil for one that it opens.
    init(
      _ record: ArticleRow, _ decision: StoryDecision?, _ known: StoryRow?, headline: String?,
      _ number: Int64
    ) {
      let story = "S\(record.story.rawValue)"
      let told = known.map { known in
        let sources = counted(known.sources, "source")
        return
          ": \(shown(headline ?? known.headline, cells: 80)), \(counted(known.articles, "article")) of "
          + sources
      }
      let how =
        switch decision?.reason {
        case .opened: "opens \(story)"
        case .joined: "joins \(story) with \(String(decimal: decision?.score ?? 0))"
        case .person: "in \(story) by a person"
        case .copy, .retraction, nil:
          record.of.map { "\(record.verdict.rawValue) of \($0.rawValue) in \(story)" }
            ?? "in \(story)"
        }
      text = Screen.current.line(
        "\(minute(record.received))  \(shown(record.source, cells: 40)): ", record.article.headline,
        "  (\(record.id.rawValue), \(how)\(told ?? ""))"
          + (record.statusMark(at: .now()).map { "  [\($0)]" } ?? ""), cells: 100)
      json = .object([
        ("event", .init(number)), ("time", .init(record.received)), ("kind", .string("article")),
        ("id", .init(record.id.rawValue)), ("story", .init(record.story.rawValue)),
        ("verdict", .string(record.verdict.rawValue)),
        ("status", .string(record.status(at: .now()).rawValue)),
        ("of", .init(record.of?.rawValue)),
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
        + shown(deposit.end?.message ?? deposit.end?.code ?? "", cells: 200)
      json = .object([
        ("event", .init(number)), ("time", .init(event.time)), ("kind", .string("file")),
        ("name", .string(deposit.deposit.name.text)), ("outcome", .string(event.text)),
        ("code", .init(deposit.end?.code)), ("text", .init(deposit.end?.message)),
      ])
    }
  }
}
