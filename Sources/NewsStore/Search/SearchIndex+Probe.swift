import GRDB
import NewsModel

extension SearchIndex {
  /// A search held against one article after another, as they come: it finds what the index will find once it has
  /// taken them in. For one thread.
  package final class Probe {
    private let queue: DatabaseQueue
    private let expression: String?

    /// - Parameter wanted: what is looked for.
    /// - Throws: `StoreFailure`.
    package init(_ wanted: Reader.Wanted) throws {
      expression = wanted.expression
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
    package func holds(_ record: ArticleRow) throws -> Bool { try snippet(of: record) != nil }

    /// Where a hit begins and ends in a snippet; copy has neither.
    package static let marks = (begin: "\u{E000}", end: "\u{E001}")

    /// Some words of the article round what is looked for, each hit between `marks`.
    ///
    /// - Parameter record: the article.
    /// - Returns: nil when it does not hold it. Letters that the index folds stand folded where nothing is found
    ///   without that.
    /// - Throws: `StoreFailure`. Cost: 0.2 ms.
    package func snippet(of record: ArticleRow) throws -> String? {
      guard let expression, record.forgotten == nil else { return nil }
      let article = record.article
      let headline = article.headlineIsDerived ? "" : article.headline
      let text = (headline, article.body)
      let folded = (SearchText.indexed(headline), SearchText.indexed(article.body))
      return try StoreFailure.mapping {
        try queue.inDatabase { db in
          guard try Self.snippet(db, folded, expression) != nil else { return nil }
          return try Self.snippet(db, text, expression)
            ?? Self.snippet(db, folded, expression)
        }
      }
    }

    private static func snippet(
      _ db: Database, _ text: (headline: String, body: String), _ expression: String
    ) throws -> String? {
      try db.run("DELETE FROM words")
      try db.run(
        "INSERT INTO words(rowid, headline, body) VALUES (1, ?, ?)",
        [.text(text.headline), .text(text.body)])
      return try db.first(
        "SELECT snippet(words, -1, ?, ?, '…', 24) FROM words WHERE words MATCH ?",
        [.text(marks.begin), .text(marks.end), .text(expression)]
      ) { $0.text(0) }
    }
  }
}
