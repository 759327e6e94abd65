import Foundation
package import NewsBytes
import NewsLinux
import NewsModel
package import NewsStore

/// Stories as a list shows them. Owns a stemmer: for one thread.
package struct StorySummaries {
  private let store: StoreReader
  private let reader = WordReader()
  private let hasCourse: Bool
  private static let readLimit = 4

  /// - Parameters:
  ///   - store: where the stories are.
  ///   - hasCourse: summaries show when the articles were written: one more look at their index.
  package init(_ store: StoreReader, hasCourse: Bool = false) {
    self.store = store
    self.hasCourse = hasCourse
  }

  /// Reads the rows of all articles of a story, and the beginnings of four of their texts.
  package func summary(of story: StoryRow) throws(StoreFailure) -> Summary {
    let facts = try store.facts(of: story.id, at: .now())
    return Summary(
      story: story, facts: facts, sources: try store.sources(of: story.id),
      words: reader.words(of: facts?.originals.prefix(Self.readLimit) ?? []),
      course: hasCourse ? Sparkline(try store.times(of: story.id)) : nil)
  }
}

extension StorySummaries {
  /// One story as a list shows it.
  package struct Summary: Sendable {
    package let story: StoryRow
    /// Nil for one that was merged into another.
    package let facts: StoreReader.StoryFacts?
    package let sources: [String]
    let words: StoryWords
    let course: Sparkline?

    /// What it is about, as it stands in the articles, heaviest first, at most 6.
    package var terms: [String] { words.terms }
    /// Names of countries, heaviest first, at most 4.
    package var places: [String] { words.places.map(Self.placeName) }

    package var json: JSONValue {
      .object([
        ("id", .init(story.id.rawValue)), ("headline", .string(headline)),
        ("articles", .init(story.articles)), ("copies", .init(facts?.copies ?? 0)),
        ("sources", .array(sources.map { .string($0) })),
        ("first", .init(facts?.first ?? story.opened)), ("last", .init(story.lastTime)),
        ("places", .array(places.map { .string($0) })),
        ("terms", .array(terms.map { .string($0) })),
        ("headline_article", .init(headlineArticle?.rawValue)),
        ("merged_into", .init(story.mergedInto?.rawValue)),
      ])
    }

    /// Lines for people: what; then who and when; then where and about what.
    package var text: String {
      guard let facts else {
        let into = story.mergedInto.map { "S\($0.rawValue)" } ?? "nothing"
        return "S\(story.id.rawValue)  was merged into \(into)"
      }
      let count = counted(story.articles, "article")
      let copies =
        facts.copies == 0 ? "" : facts.copies == 1 ? ", 1 a copy" : ", \(facts.copies) copies"
      let screen = Screen.current
      let names = sources.prefix(6).map { shown($0, cells: 40) }.joined(separator: ", ")
      let more = sources.count > 6 ? " and \(sources.count - 6) more" : ""
      var lines = [
        screen.line(
          "S\(story.id.rawValue)  ",
          facts.best == nil ? (facts.isForgotten ? "(forgotten)" : "(retracted)") : headline,
          facts.mark.map { "  [\($0)]" } ?? "", cells: 140),
        screen.line(
          "    \(screen.span(facts.first, story.lastTime))\(course.map { " " + $0.text } ?? "") · \(count)\(copies) · ",
          names, more,
          cells: .max),
      ]
      if let about { lines.append(screen.line("    ", about, cells: .max)) }
      return lines.joined(separator: "\n")
    }

    /// Where and about what.
    private var about: String? {
      let all = places + terms
      return all.isEmpty ? nil : all.map { shown($0, cells: 40) }.joined(separator: ", ")
    }

    package var headline: String { facts?.headline ?? story.headline }
    private var headlineArticle: ArticleID? { facts == nil ? story.headlineArticle : facts?.best }

    /// `jp` in English words; the code itself where the system knows none.
    package static func placeName(_ code: String) -> String {
      Locale(identifier: "en").localizedString(forRegionCode: code.uppercased())
        ?? code.uppercased()
    }
  }
}
