import NewsLinux
package import NewsModel
package import NewsStore

/// One article as people read it: what it says, then where it came from.
package struct ArticlePage {
  private let exported: StoreReader.Exported
  private let now: Timestamp

  package init(_ exported: StoreReader.Exported, now: Timestamp = .now()) {
    self.exported = exported
    self.now = now
  }

  /// Headline, facts, and each paragraph with an empty line behind it.
  package var lines: [String] {
    let record = exported.record
    let article = record.article
    let by = article.byline.map { " · " + shown($0, cells: 100) } ?? ""
    let of = record.of.map { " of \($0.rawValue)" } ?? ""
    let mark = record.statusMark(at: now).map { [$0] } ?? []
    let facts =
      mark + [
        shown(article.headline, cells: 400),
        "\(shown(record.source, cells: 80))\(by)"
          + " · \(minute(article.published ?? record.received))",
        "article \(record.id.rawValue) · \(record.verdict.rawValue)\(of)"
          + " · story S\(record.story.rawValue)",
        "from \(quoted(exported.name.text)) \(article.locator)",
      ]
    if record.forgotten != nil { return facts.filter { !$0.isEmpty } }
    return facts + FactLines(article.facts).lines + [""]
      + article.body.split(separator: "\n").flatMap {
        Screen.current.wrapped(shown(String($0), cells: .max)) + [""]
      }
  }
}
