package import NewsBytes
import NewsModel
package import NewsStore
import NewsStories

/// How two articles stand to each other: their links, the passages they share, and what they would have
/// for each other as stories.
package struct PairExplanation {
  private let first: ArticleRow
  private let second: ArticleRow
  private let comparison: Comparison
  private let between: PairLinks
  /// Nil for two languages.
  private let ground: GroundLines?

  /// - Parameters:
  ///   - first: an article.
  ///   - second: another one.
  ///   - store: where they are.
  /// - Throws: `StoreFailure`.
  package init(
    _ first: StoreReader.Exported, _ second: StoreReader.Exported, in store: StoreReader
  ) throws {
    self.first = first.record
    self.second = second.record
    comparison = Comparison(first.record.article, second.record.article)
    between = try PairLinks(first, second.record.id, in: store)
    ground = WordReader().ground(first.record.article, second.record.article)
  }

  private var isSameGroup: Bool { first.group == second.group }
  private var isSameStory: Bool { first.story == second.story }

  private var points: Double { ground?.ground.points ?? 0 }

  package var json: JSONValue {
    .object([
      ("id", .init(first.id.rawValue)), ("other", .init(second.id.rawValue)),
      ("same_group", .bool(isSameGroup)), ("same_story", .bool(isSameStory)),
      ("links", between.json), ("comparison", comparison.json),
      ("points", .number(points)), ("needed", .number(StoryRules.joinScore)),
      ("shared", StoryReasons.json(ground?.shared ?? [])), ("common", ground?.json ?? .null),
    ])
  }

  package var lines: [String] {
    var lines = [
      "Articles \(first.id.rawValue) and \(second.id.rawValue) \(isSameGroup ? "are" : "are not")"
        + " copies of one text, and tell \(isSameStory ? "the same story" : "different stories").",
      "Alone in an empty database they would have \(String(decimal: points)) points for each"
        + " other; \(String(decimal: StoryRules.joinScore)) join.",
    ]
    lines += ground?.lines ?? ["They are in two languages, and stories have one."]
    lines += between.lines
    if comparison.comparison.passages.isEmpty { lines.append("They share no passage.") }
    return lines + comparison.sentences
  }
}

/// The links of one article to another, in either direction.
struct PairLinks {
  let json: JSONValue
  let lines: [String]

  init(
    _ first: StoreReader.Exported, _ second: ArticleID, in store: StoreReader
  ) throws(StoreFailure) {
    let between = first.links.filter { $0.to.id == second }
    var articles = ArticleJSON(store: store)
    var objects: [JSONValue] = []
    for (to, link) in between { objects.append(try articles.link(link, to: to)) }
    json = .array(objects)
    lines = between.map { "  " + LinkLine($0.link, to: $0.to.id).sentence }
  }
}
