import GRDB
package import NewsModel

extension Accounting {
  /// What became of one inbox's files, and of the articles in them.
  package struct InboxAccount: Hashable, Sendable {
    package var inbox: String
    /// Files by outcome.
    package var stored = 0
    package var unchanged = 0
    package var partial = 0
    package var failed = 0
    /// Files the store knows that have no outcome yet: they count as waiting.
    package var open = 0
    package var articles = Verdict.Counts()

    package init(inbox: String) { self.inbox = inbox }

    static func read(_ db: Database) throws -> [InboxAccount] {
      var accounts: [InboxAccount] = []
      try db.each("SELECT inbox, kind, value FROM tally ORDER BY inbox, kind") { row in
        let inbox = row.text(0)
        if accounts.last?.inbox != inbox { accounts.append(InboxAccount(inbox: inbox)) }
        guard let path = kinds[row.text(1)] else { return }
        accounts[accounts.count - 1][keyPath: path] = Int(row.integer(2))
      }
      return accounts
    }

    private static var kinds: [String: WritableKeyPath<InboxAccount, Int>] {
      [
        "deposit.stored": \.stored, "deposit.unchanged": \.unchanged, "deposit.partial": \.partial,
        "deposit.failed": \.failed, "deposit.open": \.open,
        "article.original": \.articles.original, "article.identical": \.articles.identical,
        "article.near-duplicate": \.articles.nearDuplicate, "article.update": \.articles.update,
        "article.earlier-version": \.articles.earlierVersion,
        "article.excerpt": \.articles.excerpt, "article.unchanged": \.articles.unchanged,
        "article.rejected": \.articles.rejected,
      ]
    }
  }
}

extension StoreReader {
  /// The store's part of the equation (P4), one entry an inbox, by path. Cost: a few rows.
  package func account() throws(StoreFailure) -> [Accounting.InboxAccount] {
    try connections.readOne { try Accounting.InboxAccount.read($0) }
  }
}
