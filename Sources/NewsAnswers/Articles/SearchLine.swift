package import NewsBytes
import NewsLinux
package import NewsModel
package import NewsStore

/// One article that a search has found.
package struct SearchLine {
  private let record: ArticleRow
  private let now: Timestamp

  package init(_ record: ArticleRow, now: Timestamp = .now()) {
    self.record = record
    self.now = now
  }

  package var text: String {
    "\(record.id.rawValue)  \(minute(record.article.published ?? record.received))  "
      + "\(escaped(record.source, limitBytes: 40)): "
      + "\(escaped(record.article.headline, limitBytes: 100))  (S\(record.story.rawValue))"
      + (record.statusMark(at: now).map { "  [\($0)]" } ?? "")
  }

  package var json: JSONValue {
    .object([
      ("id", .init(record.id.rawValue)), ("story", .init(record.story.rawValue)),
      ("headline", .string(record.article.headline)), ("source", .string(record.source)),
      ("published", .init(record.article.published)), ("received", .init(record.received)),
      ("verdict", .string(record.verdict.rawValue)),
      ("status", .string(record.article.status(at: now).rawValue)),
    ])
  }
}
