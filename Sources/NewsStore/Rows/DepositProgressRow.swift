import GRDB
package import NewsModel

extension DepositRow {
  /// How far a container is stored, and by which rules its records were counted.
  package struct Progress: Hashable, Sendable {
    /// Of the program and the settings by which records are counted.
    package var rules: ContentDigest
    /// Of the last record that is stored.
    package var mark: ContentDigest
    /// Nil unless it is read from its beginning again.
    package var known: KnownStretch?

    package init(rules: ContentDigest, mark: ContentDigest, known: KnownStretch? = nil) {
      self.rules = rules
      self.mark = mark
      self.known = known
    }
  }

  /// The articles that a deposit had given before it was read from its beginning again: each is met once more, in
  /// their order, and counts once.
  package struct KnownStretch: Hashable, Sendable {
    /// 0 for none.
    package var last: ArticleID
    package var met: ArticleID

    /// Of these none has been met again.
    package init(last: ArticleID, met: ArticleID = ArticleID(rawValue: 0)) {
      self.last = last
      self.met = met
    }

    /// Whether it is the first time that this one is met again; notes it.
    package mutating func meet(_ article: ArticleID) -> Bool {
      guard article <= last, article > met else { return false }
      met = article
      return true
    }
  }
}

extension DepositRow.Progress {
  /// Few: of containers that are half stored.
  static func all(_ db: Database) throws -> [DepositID: Self] {
    var all: [DepositID: Self] = [:]
    try db.each("SELECT deposit, rules, mark, known_last, known_met FROM progress") { row in
      let (rules, mark, last) = (row.blob(1), row.blob(2), row.integer(3))
      guard rules.count == 32, mark.count == 32 else { return }
      all[DepositID(rawValue: row.integer(0))] = Self(
        rules: ContentDigest(bytes: rules), mark: ContentDigest(bytes: mark),
        known: last == 0
          ? nil
          : DepositRow.KnownStretch(
            last: ArticleID(rawValue: last), met: ArticleID(rawValue: row.integer(4))))
    }
    return all
  }
}
