package import NewsBytes
import NewsModel
package import NewsStore

/// One article that a search has found.
package struct SearchLine {
  private let record: ArticleRow

  package init(_ record: ArticleRow) { self.record = record }

  package var text: String {
    "\(record.id.rawValue)  \(minute(record.article.published ?? record.received))  "
      + "\(escaped(record.source, limitBytes: 40)): "
      + "\(escaped(record.article.headline, limitBytes: 100))  (S\(record.story.rawValue))"
  }

  package var json: JSONValue {
    .object([
      ("id", .init(record.id.rawValue)), ("story", .init(record.story.rawValue)),
      ("headline", .string(record.article.headline)), ("source", .string(record.source)),
      ("published", .init(record.article.published)), ("received", .init(record.received)),
      ("verdict", .string(record.verdict.rawValue)),
    ])
  }
}
