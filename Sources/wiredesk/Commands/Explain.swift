import ArgumentParser
import NewsModel
import NewsPipeline
import NewsStore

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say why an article has its verdict and its story.",
    discussion: """
        wiredesk explain 12       what it copies, by which rule, and what joined it to its story
        wiredesk explain 12 7     how 12 stands to 7, with the passages they share
      """)

  @Argument(help: "An article's number.")
  var id: ArticleID

  @Argument(help: "Another article's number.")
  var other: ArticleID?

  @OptionGroup var options: StateOptions

  func run() throws {
    let store = try options.store()
    try asking {
      guard let exported = try store.exported(id) else {
        throw CommandError(.notFound, "there is no article \(id.rawValue)")
      }
      if let other {
        guard let second = try store.exported(other) else {
          throw CommandError(.notFound, "there is no article \(other.rawValue)")
        }
        try explain(exported, second, store)
      } else {
        try explain(exported, store)
      }
    }
  }

  private func explain(_ exported: Store.Exported, _ store: Store) throws {
    let record = exported.record
    let decision = try store.evidence(of: record.id)
    if options.json {
      var json = ArticleJSON(store: store)
      let links = try exported.links.map { try json.link($0.link, to: $0.to) }
      print(
        JSONValue.object([
          ("id", .init(record.id.rawValue)), ("verdict", .string(record.verdict.rawValue)),
          ("copy_of_id", .init(exported.copyOf?.id.rawValue)), ("links", .array(links)),
          ("story", decision.map { StoryEvidence($0).json } ?? .null),
        ]).text)
      return
    }
    let of = record.of.map { " of article \($0.rawValue)" } ?? ""
    print("Article \(record.id.rawValue): \(escaped(record.article.headline, limitBytes: 100))")
    print("Verdict: \(record.verdict.rawValue)\(of).")
    for (to, link) in exported.links { print("  " + LinkView(link, to: to.id).sentence) }
    if let decision { print(StoryEvidence(decision).sentences.joined(separator: "\n")) }
  }

  private func explain(
    _ first: Store.Exported, _ second: Store.Exported, _ store: Store
  ) throws {
    let between = first.links.filter { $0.to.id == second.record.id }
    let shared = WordReader().shared(first.record.article, second.record.article)
    if options.json {
      var json = ArticleJSON(store: store)
      let links = try between.map { entry in
        try json.link(entry.link, to: entry.to).adding([
          ("passages", passages(entry.link, first.record.article.matchedText))
        ])
      }
      print(
        JSONValue.object([
          ("id", .init(first.record.id.rawValue)), ("other", .init(second.record.id.rawValue)),
          ("same_group", .bool(first.record.group == second.record.group)),
          ("same_story", .bool(first.record.story == second.record.story)),
          ("links", .array(links)), ("points", .number(shared.points)),
          ("needed", .number(storyJoiningScore)), ("shared", StoryEvidence.json(shared.terms)),
        ]).text)
      return
    }
    let numbers = "\(first.record.id.rawValue) and \(second.record.id.rawValue)"
    let group = first.record.group == second.record.group ? "are" : "are not"
    let story = first.record.story == second.record.story ? "the same story" : "different stories"
    print("Articles \(numbers) \(group) copies of one text, and tell \(story).")
    print(
      "Alone in an empty database they would have \(String(decimal: shared.points)) points for each"
        + " other; \(String(decimal: storyJoiningScore)) join.")
    if !shared.terms.isEmpty { print("  shared terms: \(StoryEvidence.words(shared.terms))") }
    if between.isEmpty { print("They share no passage that was worth noting.") }
    for (to, link) in between {
      print("  " + LinkView(link, to: to.id).sentence)
      let text = Array(first.record.article.matchedText.utf8)
      for passage in link.passages where passage.here.upperBound <= text.count {
        print(
          "    “\(escaped(String(decoding: text[passage.here], as: UTF8.self), limitBytes: 300))”")
      }
    }
  }

  private func passages(_ link: CopyLink, _ text: String) -> JSONValue {
    let bytes = Array(text.utf8)
    return .array(
      link.passages.filter { $0.here.upperBound <= bytes.count }.map { passage in
        .object([
          ("here", .array([.init(passage.here.lowerBound), .init(passage.here.upperBound)])),
          ("there", .array([.init(passage.there.lowerBound), .init(passage.there.upperBound)])),
          ("text", .string(String(decoding: bytes[passage.here], as: UTF8.self))),
        ])
      })
  }
}
