import GRDB
import NewsBytes
package import NewsModel

/// What providers say of articles beside their text, and which articles stand for others.
extension StoreWriter {
  /// Writes what is said of the article; nothing for one of which nothing is.
  func insertPublication(_ stored: StoredArticle) throws {
    let article = stored.article
    guard
      article.status != .usable || article.embargo != nil || !article.facts.isEmpty
        || stored.replacedBy != nil || stored.retractedBy != nil
    else { return }
    try write(
      """
      INSERT INTO publication(article, status, embargo, replaced_by, retracted_by, slug_key, facts)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(stored.id.rawValue), .text(article.status.rawValue),
        .optional(article.embargo?.milliseconds), .optional(stored.replacedBy?.rawValue),
        .optional(stored.retractedBy?.rawValue),
        .optional(article.facts.slug.map { slugKey(stored.source, $0) }),
        .optional(article.facts.isEmpty ? nil : article.facts.json.text),
      ])
  }

  /// The newer version takes the older one's place. Cost: one small row.
  package mutating func replace(_ older: ArticleID, by newer: ArticleID) throws {
    try mark(older, "replaced_by", newer)
    try note(
      .replaced, of: older, at: received(newer),
      "article \(newer.rawValue) is a newer version of article \(older.rawValue)")
  }

  /// A kill takes the article back. Cost: one small row.
  package mutating func retract(_ article: ArticleID, by kill: ArticleID) throws {
    try mark(article, "retracted_by", kill)
    try note(
      .retracted, of: article, at: received(kill),
      "article \(kill.rawValue) takes article \(article.rawValue) back")
  }

  private func received(_ article: ArticleID) throws -> Timestamp {
    let time = try db.first(
      "SELECT received FROM article WHERE id = ?", [.integer(article.rawValue)]
    ) { $0.integer(0) }
    return Timestamp(milliseconds: time ?? 0)
  }

  private func mark(_ article: ArticleID, _ column: String, _ by: ArticleID) throws {
    try write(
      """
      INSERT INTO publication(article, status, \(column)) VALUES (?1, 'usable', ?2)
      ON CONFLICT(article) DO UPDATE SET \(column) = excluded.\(column)
      """, [.integer(article.rawValue), .integer(by.rawValue)])
  }

  /// The same for all articles of one matter by one source; letters, figures and nothing else count.
  package func slugKey(_ source: String, _ slug: String) -> Int64 {
    var key = SipHash(seed: seed ^ 0x736C_7567)
    key.combine(source)
    key.combine(Self.folded(slug))
    return Int64(bitPattern: key.finish())
  }

  private static func folded(_ slug: String) -> String {
    slug.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
