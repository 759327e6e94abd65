import NewsBytes
import NewsLinux
import NewsModel
package import NewsStore

/// The event log told with what it is about.
package struct EventLines {
  private let store: StoreReader
  private let hasArticles: Bool

  /// - Parameters:
  ///   - store: whose log it is.
  ///   - hasArticles: each line about an article has it as it stands now, in JSON: its links are read for that.
  package init(_ store: StoreReader, hasArticles: Bool = false) {
    self.store = store
    self.hasArticles = hasArticles
  }

  /// Calls `body` for the line that an event gives; for each article of a file where an earlier build has
  /// written one event for all of them. Of those the last alone has the event's number, and the others that of
  /// the one before it: who is interrupted between them gets all again.
  ///
  /// - Parameters:
  ///   - event: what happened.
  ///   - number: its number.
  ///   - body: called in order; what it throws is thrown on.
  /// - Throws: `StoreFailure`.
  package func lines(
    of event: EventRow, _ number: Int64, _ body: (Line) throws -> Void
  ) throws {
    switch event.kind {
    case "article":
      guard let id = event.article, let record = try store.article(id) else { return }
      try body(line(record, number))
    case "file":
      guard let id = event.deposit, let record = try store.deposit(id) else { return }
      try body(Line(record, event, number))
    case "deposit":
      for line in try lines(ofFile: event, number) { try body(line) }
    default:
      try body(Line(event, number, isForPeople: !Self.isOfArticle(event)).with(article(of: event)))
    }
  }

  private static func isOfArticle(_ event: EventRow) -> Bool { event.kind.hasPrefix("article-") }

  private func lines(ofFile event: EventRow, _ number: Int64) throws -> [Line] {
    guard let id = event.deposit, let deposit = try store.deposit(id) else { return [] }
    let records = try store.articles(of: id, limit: .max)
    let isTold = event.text == "failed" || event.text == "partial"
    return try records.enumerated().map { index, record in
      let isLast = !isTold && index == records.count - 1
      return try line(record, isLast ? number : number - 1)
    } + (isTold ? [Line(deposit, event, number)] : [])
  }

  private func article(of event: EventRow) throws -> JSONValue? {
    guard Self.isOfArticle(event), let id = event.article else { return nil }
    return try article(id)
  }

  private func article(_ id: ArticleID) throws -> JSONValue? {
    guard hasArticles, let exported = try store.exported(id) else { return nil }
    var json = ArticleJSON(store: store)
    return try json.value(exported)
  }

  /// An article that joins others is told with its story as it stands now.
  private func line(_ record: ArticleRow, _ number: Int64) throws -> Line {
    let decision = try store.evidence(of: record.id)
    let story = decision?.reason == .opened ? nil : try store.story(record.story)
    var headline: String?
    if let story { headline = try store.facts(of: story.id, at: .now())?.headline }
    return Line(record, decision, story, headline: headline, number)
      .with(try article(record.id))
  }
}
