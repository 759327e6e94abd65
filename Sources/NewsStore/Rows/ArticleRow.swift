import GRDB
import NewsBytes
package import NewsModel

/// A row of `article` as readers get it.
package struct ArticleRow: Hashable, Sendable {
  package var id: ArticleID
  package var deposit: DepositID
  /// As it was decoded; `source` is nil when the copy names none.
  package var article: Article
  package var source: String
  package var received: Timestamp
  package var text: TextDigest
  package var verdict: Verdict
  /// The article it copies; nil for an original.
  package var of: ArticleID?
  /// The first article of its group of copies, as groups stand now.
  package var group: ArticleID
  /// Its story, as stories stand now.
  package var story: StoryID
  /// The version of the same item that came after it, by the provider's count; nil for the newest.
  package var replacedBy: ArticleID?
  /// The kill that took it back.
  package var retractedBy: ArticleID?
  /// When its text was taken out for good, and by whom: then it has none. Nil while it is there.
  package var forgotten: Article.Tombstone.Forgotten?

  /// As it stands at a moment: an embargo ends by itself, and what a kill has taken back is retracted, but for
  /// another kill.
  package func status(at now: Timestamp) -> Article.Status {
    retractedBy != nil && article.status.isNews ? .retracted : article.status(at: now)
  }
}

extension ArticleRow {
  /// What `columns` are read from.
  static let table = """
    article LEFT JOIN publication ON publication.article = article.id
    LEFT JOIN forgotten ON forgotten.article = article.id
    """
  static let columns = """
    id, deposit, story, verdict, verdict_of, group_id, text_high, text_low, received, published,
    updated, source, source_given, uri, version, language, format, url, byline, locator, headline,
    headline_is_derived, body, status, embargo, replaced_by, retracted_by, facts, forgotten.time,
    forgotten.user, forgotten.cause
    """

  init(_ row: Columns) throws {
    id = ArticleID(rawValue: row.integer(0))
    deposit = DepositID(rawValue: row.integer(1))
    story = StoryID(rawValue: row.integer(2))
    let word = row.text(3)
    guard let verdict = Verdict(rawValue: word) else {
      throw StoreFailure(.corrupt, "an article has the unknown verdict \(quoted(word))")
    }
    self.verdict = verdict
    of = row.optionalInteger(4).map(ArticleID.init)
    group = ArticleID(rawValue: row.integer(5))
    text = TextDigest(
      high: UInt64(bitPattern: row.integer(6)), low: UInt64(bitPattern: row.integer(7)))
    received = Timestamp(milliseconds: row.integer(8))
    source = row.text(11)
    article = Article(
      uri: row.optionalText(13), version: row.optionalText(14), headline: row.text(20),
      headlineIsDerived: row.integer(21) != 0, byline: row.optionalText(18), body: row.text(22),
      published: row.optionalInteger(9).map(Timestamp.init),
      updated: row.optionalInteger(10).map(Timestamp.init), language: row.optionalText(15),
      source: row.integer(12) != 0 ? row.text(11) : nil, url: row.optionalText(17),
      format: row.text(16), locator: row.text(19))
    try readWhatBecameOfIt(row)
  }

  private mutating func readWhatBecameOfIt(_ row: Columns) throws {
    try readPublication(row)
    followGroup()
    if let time = row.optionalInteger(28) { try forget(at: time, row) }
  }

  /// What was text is spaces by now.
  private mutating func forget(at time: Int64, _ row: Columns) throws {
    guard let cause = Article.Tombstone.Cause(rawValue: row.text(30)) else {
      throw StoreFailure(.corrupt, "an article has the unknown cause \(quoted(row.text(30)))")
    }
    forgotten = Article.Tombstone.Forgotten(
      time: Timestamp(milliseconds: time), user: row.text(29), cause: cause)
    article = Article(
      headline: "", body: "", published: article.published, format: article.format)
  }

  /// What was an original when it came, and led a group, is a copy since a later article made that group
  /// another one's.
  private mutating func followGroup() {
    if verdict == .original, group != id { (verdict, of) = (.nearDuplicate, group) }
  }

  /// Nothing where the article has no such row.
  private mutating func readPublication(_ row: Columns) throws {
    guard let word = row.optionalText(23) else { return }
    guard let status = Article.Status(rawValue: word) else {
      throw StoreFailure(.corrupt, "an article has the unknown status \(quoted(word))")
    }
    article.embargo = row.optionalInteger(24).map(Timestamp.init)
    replacedBy = row.optionalInteger(25).map(ArticleID.init)
    retractedBy = row.optionalInteger(26).map(ArticleID.init)
    article.status = status
    article.facts =
      row.optionalText(27).flatMap { JSONValue(json: $0) }
      .map(Article.Facts.init(json:)) ?? Article.Facts()
  }
}

/// What copies are recognised by, read back from the store.
enum MatchedText {
  static func read(_ db: Database, _ id: ArticleID) throws -> String? {
    try db.first(
      """
      SELECT headline_is_derived, headline, body FROM article
      WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM forgotten WHERE article = ?1)
      """, [.integer(id.rawValue)]
    ) { row in
      let headline = row.integer(0) != 0 ? "" : row.text(1)
      return headline.isEmpty ? row.text(2) : headline + "\n" + row.text(2)
    }
  }
}
