import ArgumentParser
import NewsAnswers
import NewsBytes
import NewsDesk
import NewsModel
import NewsStore

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say why an article has its verdict and its story.",
    discussion: """
        wiredesk explain 12       what it copies, by which rule, and what joined it to its story
        wiredesk explain 12 7     how 12 stands to 7, with the passages they share, and the numbers
                                  and names in them that agree or conflict
        wiredesk explain 12 --candidates
                                  also what it would be compared with today, and was found unrelated
      """)

  @Argument(help: "An article's number.")
  var id: ArticleID

  @Argument(help: "Another article's number.")
  var other: ArticleID?

  @Flag(help: "Show everything that the article is compared with, as the index stands now.")
  var candidates = false

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

  private func explain(_ exported: StoreReader.Exported, _ store: StoreReader) throws {
    let record = exported.record
    let decision = try store.evidence(of: record.id)
    let evidence = try decision.map { decision in
      StoryEvidence(
        decision,
        sharedWithNext: try decision.next.map {
          try RelatedStories(store).shared(record, with: $0.story)
        } ?? [])
    }
    let compared = candidates ? try CopyReader().candidates(of: record.id, in: store) ?? [] : []
    if options.json {
      var json = ArticleJSON(store: store)
      let links = try exported.links.map { try json.link($0.link, to: $0.to) }
      print(
        JSONValue.object([
          ("id", .init(record.id.rawValue)), ("verdict", .string(record.verdict.rawValue)),
          ("copy_of_id", .init(exported.copyOf?.id.rawValue)), ("links", .array(links)),
          ("story", evidence?.json ?? .null),
          ("candidates", candidates ? .array(compared.map { CandidateView($0).json }) : .null),
        ]).text)
      return
    }
    let of = record.of.map { " of article \($0.rawValue)" } ?? ""
    print("Article \(record.id.rawValue): \(escaped(record.article.headline, limitBytes: 100))")
    print("Verdict: \(record.verdict.rawValue)\(of).")
    printLinks(exported)
    if candidates {
      print("Compared with, as the index stands now:")
      for candidate in compared { print("  " + CandidateView(candidate).sentence) }
      if compared.isEmpty { print("  nothing: no older article shares enough with it") }
    }
    if let evidence { print(evidence.sentences.joined(separator: "\n")) }
  }

  /// The article that the verdict is of; then the others, and why it is not of them; then what came
  /// later.
  private func printLinks(_ exported: StoreReader.Exported) {
    let record = exported.record
    let older = exported.links.filter { $0.to.id < record.id }
    for (to, link) in older where to.id == record.of {
      print("  " + LinkView(link, to: to.id).sentence)
    }
    let others = older.filter { $0.to.id != record.of }
    if !others.isEmpty { print("Other candidates, and why not:") }
    for (to, link) in others {
      let view = LinkView(link, to: to.id)
      print("  " + view.sentence + "; " + view.whyNot(record.of))
    }
    let newer = exported.links.filter { $0.to.id > record.id }
    if !newer.isEmpty { print("Later articles:") }
    for (to, link) in newer { print("  " + LinkView(link, to: to.id).sentence) }
  }

  private func explain(
    _ first: StoreReader.Exported, _ second: StoreReader.Exported, _ store: StoreReader
  ) throws {
    let between = first.links.filter { $0.to.id == second.record.id }
    let view = ComparisonView(
      CopyReader().compare(first.record.article, second.record.article),
      here: first.record.article, there: second.record.article)
    let shared = WordReader().shared(first.record.article, second.record.article)
    if options.json {
      var json = ArticleJSON(store: store)
      let links = try between.map { try json.link($0.link, to: $0.to) }
      print(
        JSONValue.object([
          ("id", .init(first.record.id.rawValue)), ("other", .init(second.record.id.rawValue)),
          ("same_group", .bool(first.record.group == second.record.group)),
          ("same_story", .bool(first.record.story == second.record.story)),
          ("links", .array(links)), ("comparison", view.json), ("points", .number(shared.points)),
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
    for (to, link) in between { print("  " + LinkView(link, to: to.id).sentence) }
    if view.comparison.passages.isEmpty { print("They share no passage.") }
    for line in view.sentences { print(line) }
  }
}
