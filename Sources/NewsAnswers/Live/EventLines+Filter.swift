package import NewsModel
package import NewsStore

extension EventLines {
  /// Which events are told: those of which all that is asked holds.
  package struct Filter {
    private let story: StoryID?
    private let source: String?
    private let search: SearchIndex.Probe?

    /// - Parameters:
    ///   - story: what happens to its articles, also after it went into another one, and what leaves it.
    ///   - source: what happens to articles of this source.
    ///   - words: what happens to articles that a search for these words finds, and whatever is forgotten.
    /// - Throws: `StoreFailure`, among them words that are no search.
    package init(story: StoryID?, source: String?, words: String?) throws {
      self.story = story
      self.source = source
      search = try words.map { try SearchIndex.Probe(SearchIndex.Reader.Wanted($0)) }
    }

    package var isEmpty: Bool { story == nil && source == nil && search == nil }

    /// - Parameters:
    ///   - event: what happened.
    ///   - store: where it is about.
    /// - Returns: whether it is told.
    /// - Throws: `StoreFailure`.
    package func holds(_ event: EventRow, in store: StoreReader) throws -> Bool {
      if isEmpty { return true }
      let articles = try articles(of: event, in: store)
      if let story, try !concerns(story, event, articles, in: store) { return false }
      if source == nil, search == nil { return true }
      return try articles.contains { record in
        guard source == nil || record.source == source else { return false }
        // It holds no words any more; who has it must hear of it all the same.
        if event.kind == "article-forgotten" { return true }
        return try search?.holds(record) ?? true
      }
    }

    private func articles(of event: EventRow, in store: StoreReader) throws -> [ArticleRow] {
      if event.kind == "deposit", let deposit = event.deposit {
        return try store.articles(of: deposit, limit: .max)
      }
      return try event.article.flatMap { try store.article($0) }.map { [$0] } ?? []
    }

    private func concerns(
      _ story: StoryID, _ event: EventRow, _ articles: [ArticleRow], in store: StoreReader
    ) throws -> Bool {
      let now = try store.livingStory(story) ?? story
      if articles.contains(where: { $0.story == now }) { return true }
      return try [event.story, event.from].contains { told in
        guard let told else { return false }
        return try told == story || store.livingStory(told) == now
      }
    }
  }
}
