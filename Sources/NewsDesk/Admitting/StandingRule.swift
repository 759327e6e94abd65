import NewsMatching
import NewsModel
import NewsStore
import NewsStories

/// Where an article stands to stories that are there, before its own words are asked.
enum StandingRule {
  /// A copy stands where its original stands; what only shares a passage, or names another article, is
  /// a text of its own that cites it.
  static func standing(
    _ item: ItemStanding, _ decision: CopyDecision, _ measured: MeasuredArticle,
    _ writer: inout StoreWriter
  ) throws -> StoryStanding {
    if let given = item.storyStanding { return given }
    if let kill = item.kill { return try ofKilled(kill, item, decision, writer) }
    guard let of = decision.of, let story = try writer.story(of: of) else {
      if let (item, isDigest) = decision.held, let story = try writer.story(of: item) {
        // A digest draws nobody: what else it holds would glue two stories.
        return isDigest ? .copy(of: story) : .update(of: story)
      }
      let cited = try cited(decision, measured, &writer)
      return cited.isEmpty ? .own : .citing(cited)
    }
    switch decision.verdict {
    case .original: return .own
    case .identical, .nearDuplicate, .excerpt, .earlierVersion: return .copy(of: story)
    case .update: return .update(of: story)
    }
  }

  /// What is taken back as it comes stands where it would stand had its kill come later, as far as copies and versions
  /// say; the kill follows (`KillPlace`). The first that a kill meets comes to it.
  private static func ofKilled(
    _ kill: StoreWriter.ItemRow, _ item: ItemStanding, _ decision: CopyDecision,
    _ writer: borrowing StoreWriter
  ) throws -> StoryStanding {
    if let of = decision.of, let story = try writer.story(of: of) { return .silent(in: story) }
    if item.isPartOfKilled { return .silent(in: nil) }
    return .silent(in: try writer.holdsOnlyKills(kill.story) ? kill.story : nil)
  }

  /// The stories of the articles that it shares passages with, best first, and of those of its own
  /// source that it names by their identifier. Another source's identifiers are in no index: one would
  /// cost every article two entries, and few texts name any.
  private static func cited(
    _ decision: CopyDecision, _ measured: MeasuredArticle, _ writer: inout StoreWriter
  ) throws -> [StoryID] {
    var articles = decision.links.filter { $0.relation != .templateSibling }.map(\.to)
    for address in measured.addresses {
      let named = try writer.newestVersion(source: measured.source, uri: address)
      if let named { articles.append(named.id) }
    }
    var stories: [StoryID] = []
    for article in articles where stories.count < StoryIndex.citedLimit {
      if let story = try writer.story(of: article), !stories.contains(story) {
        stories.append(story)
      }
    }
    return stories
  }
}

extension CopyDecision {
  /// The article that this one holds whole, and whether it does so beside another item; nil where its words
  /// decide.
  fileprivate var held: (ArticleID, isDigest: Bool)? {
    let holding = links.filter { $0.relation == .contains }
    let digested = holding.first { RuleWords.isBesideAnother($0.rule) }
    if let digested { return (digested.to, true) }
    return holding.first { RuleWords.isWithMore($0.rule) }.map { ($0.to, false) }
  }
}
