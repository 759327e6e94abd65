import NewsAnswers
import NewsModel
import NewsStore

/// One story as lists show it: what, then who and when, then what about.
struct StoryEntry: Sendable {
  var id: StoryID
  var headline: String
  /// What must be known before it is used.
  var mark: String?
  var sources: [String]
  var articles: Int
  var copies: Int
  var first: Timestamp
  var last: Timestamp
  var about: [String]
  /// Of its first article.
  var language: String?

  private static let namedSources = 5

  /// The more sources have it, the larger it stands.
  private var weight: Style {
    switch sources.count {
    case 4...: .major
    case 2...3: .medium
    default: .minor
    }
  }

  var markup: Markup {
    HTML.article(.style(weight)) {
      HTML.h2(all: Attribute.language(language)) {
        HTML.a(.link(.story(id))) { headline }
      }
      HTML.p(.style(.meta)) {
        if let mark {
          HTML.strong(.style(.badge)) { mark }
          " "
        }
        TimeWords(last).element(TimeWords(last).minute)
        " · \(count) · "
        HTML.bdi { names }
      }
      if !about.isEmpty {
        HTML.p(.style(.about), .named("dir", "auto")) { about.joined(separator: ", ") }
      }
    }
  }

  private var count: String {
    let all = counted(articles, "article")
    return switch copies {
    case 0: all
    case 1: all + ", 1 a copy"
    default: all + ", \(copies) copies"
    }
  }

  private var names: String {
    let named = sources.prefix(Self.namedSources).joined(separator: ", ")
    let more = sources.count - Self.namedSources
    return more > 0 ? named + " and \(more) more" : named
  }
}

extension StoryEntry {
  init(_ summary: StorySummaries.Summary) {
    let facts = summary.facts
    id = summary.story.id
    headline = Self.headline(summary)
    mark = facts?.mark
    sources = summary.sources
    articles = summary.story.articles
    copies = facts?.copies ?? 0
    first = facts?.first ?? summary.story.opened
    last = summary.story.lastTime
    about = summary.places + summary.terms
    language = facts?.originals.first?.language
  }

  private static func headline(_ summary: StorySummaries.Summary) -> String {
    guard let facts = summary.facts, facts.best == nil else { return summary.headline }
    return facts.isForgotten ? "(forgotten)" : "(retracted)"
  }
}
