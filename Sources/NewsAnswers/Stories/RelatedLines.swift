import NewsBytes
import NewsModel
import NewsStories

/// Stories near another one, for `show`.
struct RelatedLines {
  let related: [RelatedStory]

  /// Terms a line has room for.
  private static let terms = 6

  /// None when there are none.
  var lines: [String] {
    if related.isEmpty { return [] }
    return [
      "Related, but not joined (\(String(decimal: StoryRules.joinScore)) points needed to join):"
    ]
      + related.map { story in
        "  S\(story.id.rawValue)  \(shown(story.headline, cells: 120))\n"
          + "      \(String(decimal: story.score)) points (article \(story.article.rawValue))"
          + (story.shared.isEmpty ? "" : " · " + words(story.shared))
      }
  }

  var json: JSONValue {
    .array(
      related.map { story in
        .object([
          ("story", .init(story.id.rawValue)), ("headline", .string(story.headline)),
          ("score", .number(story.score)), ("needed", .number(StoryRules.joinScore)),
          ("article", .init(story.article.rawValue)), ("shared", StoryReasons.json(story.shared)),
        ])
      })
  }

  private func words(_ shared: [StoryDecision.SharedTerm]) -> String {
    shared.prefix(Self.terms).map { shown($0.name, cells: 40) }.joined(separator: ", ")
  }
}

extension StoryDecision.SharedTerm {
  /// As people read it: `@jp` is Japan.
  var name: String {
    term.first == "@" && term.count == 3
      ? StorySummaries.Summary.placeName(String(term.dropFirst())) : term
  }
}
