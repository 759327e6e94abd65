import NewsLinux
import NewsModel
package import NewsStore

/// The event log told with what it is about.
package struct EventLines {
  private let store: StoreReader

  package init(_ store: StoreReader) { self.store = store }

  /// Calls `body` for each line that an event gives: of a deposit one an article, and one for a file that
  /// could not be taken, or not whole.
  ///
  /// - Parameters:
  ///   - event: what happened.
  ///   - number: its number.
  ///   - body: called in order; what it throws is thrown on.
  /// - Throws: `StoreFailure`.
  package func lines(
    of event: EventRow, _ number: Int64, _ body: (Line) throws -> Void
  ) throws {
    guard event.kind == "deposit", let deposit = event.deposit else {
      return try body(Line(event, number))
    }
    var after = ArticleID(rawValue: 0)
    while true {
      let page = try store.articles(of: deposit, after: after, limit: 200)
      for record in page { try body(line(record, number)) }
      guard let last = page.last else { break }
      after = last.id
    }
    if event.text == "failed" || event.text == "partial", let record = try store.deposit(deposit) {
      try body(Line(record, event, number))
    }
  }

  /// An article that joins others is told with its story as it stands now.
  private func line(_ record: ArticleRow, _ number: Int64) throws(StoreFailure) -> Line {
    let decision = try store.evidence(of: record.id)
    let story = decision?.reason == .opened ? nil : try store.story(record.story)
    var headline: String?
    if let story { headline = try store.facts(of: story.id, at: .now())?.headline }
    return Line(record, decision, story, headline: headline, number)
  }
}
