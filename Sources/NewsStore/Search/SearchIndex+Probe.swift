import GRDB
import NewsModel

extension SearchIndex {
  /// A search held against one article after another, as they come: it finds what the index will find once it has
  /// taken them in. For one thread.
  package final class Probe {
    private let queue: DatabaseQueue
    private let expression: String?

    /// - Parameter typed: what is looked for, as for `Reader.search`.
    /// - Throws: `StoreFailure`.
    package init(_ typed: String) throws {
      expression = SearchWords(typed).expression
      queue = try StoreFailure.mapping {
        let queue = try DatabaseQueue()
        try queue.inDatabase { db in
          try db.execute(
            sql: "CREATE VIRTUAL TABLE words USING fts5(headline, body, \(SearchIndex.tokenizer))")
        }
        return queue
      }
    }

    /// Cost: 0.1 ms.
    package func holds(_ record: ArticleRow) throws -> Bool {
      guard let expression, record.forgotten == nil else { return false }
      let article = record.article
      let headline = article.headlineIsDerived ? "" : article.headline
      return try StoreFailure.mapping {
        try queue.inDatabase { db in
          try db.run("DELETE FROM words")
          try db.run(
            "INSERT INTO words(rowid, headline, body) VALUES (1, ?, ?)",
            [.text(SearchText.indexed(headline)), .text(SearchText.indexed(article.body))])
          return try db.first(
            "SELECT 1 FROM words WHERE words MATCH ?", [.text(expression)]
          ) { _ in true } ?? false
        }
      }
    }
  }
}
