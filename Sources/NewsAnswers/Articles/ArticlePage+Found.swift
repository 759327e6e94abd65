package import NewsBytes
import NewsLinux
package import NewsModel
package import NewsStore

extension ArticlePage {
  /// One article that a search has found.
  package struct Found {
    private let record: ArticleRow
    private let now: Timestamp

    package init(_ record: ArticleRow, now: Timestamp = .now()) {
      self.record = record
      self.now = now
    }

    package var text: String {
      Screen.current.line(
        "\(record.id.rawValue)  \(minute(record.article.published ?? record.received))  "
          + "\(shown(record.source, cells: 40)): ", record.article.headline,
        "  (S\(record.story.rawValue))" + (record.statusMark(at: now).map { "  [\($0)]" } ?? ""),
        cells: 100)
    }

    package var json: JSONValue {
      .object([
        ("id", .init(record.id.rawValue)), ("story", .init(record.story.rawValue)),
        ("headline", .string(record.article.headline)), ("source", .string(record.source)),
        ("published", .init(record.article.published)), ("received", .init(record.received)),
        ("verdict", .string(record.verdict.rawValue)),
        ("status", .string(record.status(at: now).rawValue)),
      ])
    }
  }
}
