import NewsModel
package import NewsStore

/// One article as people read it: what it says, then where it came from.
package struct ArticlePage {
  private let exported: StoreReader.Exported

  package init(_ exported: StoreReader.Exported) { self.exported = exported }

  /// Headline, facts, and each paragraph with an empty line behind it.
  package var lines: [String] {
    let record = exported.record
    let article = record.article
    let by = article.byline.map { " · " + escaped($0, limitBytes: 100) } ?? ""
    let of = record.of.map { " of \($0.rawValue)" } ?? ""
    let facts = [
      shown(article.headline, limitBytes: 400),
      "\(escaped(record.source, limitBytes: 80))\(by)"
        + " · \(minute(article.published ?? record.received))",
      "article \(record.id.rawValue) · \(record.verdict.rawValue)\(of)"
        + " · story S\(record.story.rawValue)",
      "from \(quoted(exported.name.text)) \(article.locator)", "",
    ]
    return facts
      + article.body.split(separator: "\n").flatMap { [shown(String($0), limitBytes: .max), ""] }
  }
}
