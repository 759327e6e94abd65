package import NewsModel

/// Articles that were forgotten and come again: the files that bring them are to go, too.
extension StoreWriter {
  /// Notes that an article came again, where a person had it forgotten. What went by its age is not noted: files that
  /// bring it go by theirs.
  ///
  /// - Parameters:
  ///   - article: the one that it is the same as.
  ///   - deposit: which brought it.
  /// - Throws: `StoreFailure`.
  package func noteRedelivery(of article: ArticleID, with deposit: DepositID) throws {
    try write(
      """
      INSERT INTO redelivery(article, first, last)
      SELECT article, ?2, ?2 FROM forgotten WHERE article = ?1 AND cause = 'person'
      ON CONFLICT(article) DO UPDATE SET last = excluded.last
      """, [.integer(article.rawValue), .integer(deposit.rawValue)])
  }

  /// Has all files looked at that came since these articles did, whoever had them forgotten.
  package func lookAgain(for articles: [ArticleID]) throws {
    for article in articles {
      try write(
        """
        INSERT INTO redelivery(article, first, last) SELECT id, deposit, deposit FROM article
        JOIN forgotten ON forgotten.article = id WHERE id = ?
        ON CONFLICT(article) DO UPDATE SET first = excluded.first
        """, [.integer(article.rawValue)])
    }
  }

  /// The files of these are gone. What has come again meanwhile stays noted.
  package func settle(_ redeliveries: [StoreReader.Redelivery]) throws {
    for redelivery in redeliveries {
      try write(
        "DELETE FROM redelivery WHERE article = ? AND first = ? AND last = ?",
        [
          .integer(redelivery.article.rawValue), .integer(redelivery.first.rawValue),
          .integer(redelivery.last.rawValue),
        ])
    }
  }

  package func store(_ mark: StoreReader.AgeMark) throws {
    for (key, time) in [("empty_oldest", mark.oldest), ("empty_asked", mark.asked)] {
      try write(
        """
        INSERT INTO meta(key, value) VALUES (?, ?)
        ON CONFLICT(key) DO UPDATE SET value = excluded.value
        """, [.text(key), .integer(time.milliseconds)])
    }
  }
}
