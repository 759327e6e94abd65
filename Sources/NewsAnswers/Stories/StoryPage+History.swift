package import NewsBytes
import NewsLinux
import NewsModel
package import NewsStore

extension StoryPage {
  /// Why a story holds together: article by article what brought it in, and what people have said.
  package struct History {
    private let story: StoryRow
    private let headline: String
    private let articles: [Member]
    private let corrections: [CorrectionLine]

    private struct Member {
      let record: ArticleRow
      /// Nil for what is forgotten: its reasons went with its text.
      let reasons: StoryReasons?
    }

    /// - Parameters:
    ///   - story: the story.
    ///   - store: where it is. Cost: some 0.1 ms an article.
    /// - Throws: `StoreFailure`.
    package init(_ story: StoryRow, in store: StoreReader) throws {
      self.story = story
      headline = try store.facts(of: story.id, at: .now())?.headline ?? story.headline
      articles = try store.articlesByTime(of: story.id).compactMap { id in
        guard let record = try store.article(id) else { return nil }
        let decision = record.forgotten == nil ? try store.evidence(of: id) : nil
        return Member(
          record: record, reasons: decision.map { StoryReasons($0, sharedWithNext: []) })
      }
      corrections = CorrectionLine.about(
        Set(articles.map(\.record.id)), try store.corrections())
    }

    package var json: JSONValue {
      .object([
        ("kind", .string("story")), ("id", .init(story.id.rawValue)),
        ("headline", .string(headline)), ("merged_into", .init(story.mergedInto?.rawValue)),
        ("articles", .array(articles.map(Self.json))),
        ("corrections", .array(corrections.map(\.json))),
      ])
    }

    private static func json(_ member: Member) -> JSONValue {
      let record = member.record
      return .object([
        ("id", .init(record.id.rawValue)), ("source", .string(record.source)),
        ("time", .init(record.article.published ?? record.received)),
        ("headline", .string(record.article.headline)),
        ("verdict", .string(record.verdict.rawValue)), ("of", .init(record.of?.rawValue)),
        ("story", member.reasons?.json ?? .null),
      ])
    }

    package var lines: [String] {
      if let into = story.mergedInto, articles.isEmpty {
        return ["S\(story.id.rawValue) was merged into S\(into.rawValue)"]
      }
      return ["S\(story.id.rawValue)  \(shown(headline, cells: 140))"]
        + articles.flatMap { member in
          [StoryPage.line(member.record), "      " + Self.why(member)]
        } + (corrections.isEmpty ? [] : ["Corrected by people:"])
        + corrections.map { "  " + $0.sentence }
    }

    /// In one line.
    private static func why(_ member: Member) -> String {
      guard let reasons = member.reasons else { return "forgotten, and its reasons with it" }
      let decision = reasons.decision
      let shared = decision.shared.isEmpty ? "" : ": " + StoryReasons.words(decision.shared)
      let points = String(decimal: decision.score)
      return switch decision.reason {
      case .opened: "opened a story"
      case .joined: "joined with \(points) points\(shared)"
      case .copy: "is in it as \(member.record.of.map { "article \($0.rawValue)" } ?? "its like")"
      case .retraction: "a kill, which stands with what it takes back"
      case .person: "is in it because a person said so"
      }
    }
  }
}
