package import NewsModel

/// A link as seen from one of its two articles.
package struct LinkRow: Hashable, Sendable {
  /// The newer article, which has the link; `link.to` is the older one.
  package var from: ArticleID
  package var link: CopyLink
}

extension LinkRow {
  static let columns = """
    article, to_article, relation, coverage, coverage_other, longest, numbers_matched,
    numbers_conflicting, rule, passages
    """

  init(_ row: Columns) throws {
    let word = row.text(2)
    guard let relation = CopyLink.Relation(rawValue: word) else {
      throw StoreFailure(.corrupt, "a link has the unknown relation \(quoted(word))")
    }
    from = ArticleID(rawValue: row.integer(0))
    link = CopyLink(
      to: ArticleID(rawValue: row.integer(1)), relation: relation, coverage: row.real(3),
      coverageOther: row.real(4), longest: Int(row.integer(5)),
      numbersMatched: Int(row.integer(6)), numbersConflicting: Int(row.integer(7)),
      rule: row.text(8), passages: EvidenceText.passages(row.text(9)))
  }

  /// The link as the older article has it.
  var fromTheOther: CopyLink {
    var other = link
    other.to = from
    other.relation = link.relation.inverse
    other.coverage = link.coverageOther
    other.coverageOther = link.coverage
    other.passages = link.passages.map { CopyLink.Passage(here: $0.there, there: $0.here) }
      .sorted { $0.here.lowerBound < $1.here.lowerBound }
    return other
  }
}
