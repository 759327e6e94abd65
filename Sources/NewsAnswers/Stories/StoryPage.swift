package import NewsBytes
import NewsLinux
package import NewsModel
package import NewsStore

/// One story with its articles, in the order they were written, and the stories near to it.
package struct StoryPage {
  private let store: StoreReader
  private let id: StoryID
  private let summary: StorySummaries.Summary
  private let related: RelatedLines
  private let foreign: ForeignStories
  private let corrections: [CorrectionLine]

  /// - Parameters:
  ///   - story: the story.
  ///   - store: where it is.
  /// - Throws: `StoreFailure`; what reading the records of stories throws.
  package init(_ story: StoryRow, in store: StoreReader) throws {
    self.store = store
    id = story.id
    summary = try StorySummaries(store).summary(of: story)
    related = RelatedLines(related: try RelatedStories(store).of(story.id))
    foreign = try ForeignStories(near: store.articles(of: story.id, limit: 8), in: store)
    let said = try store.corrections()
    corrections =
      said.isEmpty
      ? [] : CorrectionLine.about(Set(try store.articlesByTime(of: story.id)), said)
  }

  /// What stands before the articles: with the related stories.
  package var json: JSONValue {
    summary.json.with("related", related.json).with("related_in_other_languages", foreign.json)
      .with("corrections", .array(corrections.map(\.json))).with("kind", .string("story"))
  }

  /// What stands before the articles.
  package var text: String {
    ([summary.text] + corrections.map { "    " + $0.sentence }).joined(separator: "\n")
  }

  /// What stands behind the articles.
  package var relatedLines: [String] { related.lines + foreign.lines }

  /// Calls `body` for every article, streaming.
  ///
  /// - Parameter body: called in order; what it throws is thrown on.
  /// - Throws: `StoreFailure`.
  package func articles(_ body: (ArticleRow) throws -> Void) throws {
    for article in try store.articlesByTime(of: id) {
      if let record = try store.article(article) { try body(record) }
    }
  }

  /// One of its articles in a line.
  package static func line(_ record: ArticleRow, now: Timestamp = .now()) -> String {
    let of = record.of.map { " of \($0.rawValue)" } ?? ""
    let mark = record.verdict == .original ? "" : "  [\(record.verdict.rawValue)\(of)]"
    return Screen.current.line(
      "  \(record.id.rawValue)  \(minute(record.article.published ?? record.received))  "
        + "\(shown(record.source, cells: 40)): ", record.article.headline,
      mark + (record.statusMark(at: now).map { "  [\($0)]" } ?? ""), cells: 120)
  }
}
