import GRDB
import NewsModel

extension StoreReader {
  /// The last numbers given.
  package struct Numbers: Sendable {
    package var article: Int64
    package var story: Int64
    package var deposit: Int64

    package init(article: Int64, story: Int64, deposit: Int64) {
      self.article = article
      self.story = story
      self.deposit = deposit
    }
  }

  package func numbers() throws(StoreFailure) -> Numbers {
    try connections.readOne { db in
      let counters = try Counters(db)
      return Numbers(
        article: counters.article, story: counters.story, deposit: counters.deposit)
    }
  }

  /// Articles up to a number whose text is there. Cost: reads the table's index.
  func articleCount(through last: ArticleID) throws(StoreFailure) -> Int64 {
    try connections.readOne { db in
      try db.first(
        """
        SELECT count(*) - (SELECT count(*) FROM forgotten WHERE article <= ?1) FROM article WHERE id <= ?1
        """, [.integer(last.rawValue)]
      ) { $0.integer(0) } ?? 0
    }
  }
}

extension StoreWriter {
  /// Counts the numbers up to these as given: a rebuild leaves out what is no longer available, and its
  /// numbers must not come to stand for something else.
  package mutating func raise(to numbers: StoreReader.Numbers) {
    counters.article = max(counters.article, numbers.article)
    counters.story = max(counters.story, numbers.story)
    counters.deposit = max(counters.deposit, numbers.deposit)
  }
}
