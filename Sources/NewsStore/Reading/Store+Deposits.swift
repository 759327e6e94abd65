import GRDB
package import NewsModel

/// Reading deposits, batches and the account.
extension StoreReader {
  /// Batches whose files are not all disposed of, in order: where recovery begins.
  package func openBatches() throws(StoreFailure) -> [OpenBatch] {
    try connections.read { db in
      var batches = try db.all(
        "SELECT id, inbox, name, opened FROM batch WHERE closed IS NULL ORDER BY id"
      ) { row in
        OpenBatch(
          id: BatchID(rawValue: row.integer(0)), inbox: row.text(1), name: row.text(2),
          opened: Timestamp(milliseconds: row.integer(3)), deposits: [])
      }
      for index in batches.indices {
        batches[index].deposits = try db.all(
          "SELECT \(DepositRow.columns) FROM deposit WHERE batch = ? ORDER BY id",
          [.integer(batches[index].id.rawValue)], DepositRow.init)
      }
      return batches
    }
  }

  package func deposit(_ id: DepositID) throws(StoreFailure) -> DepositRow? {
    try connections.readOne { db in
      try db.first(
        "SELECT \(DepositRow.columns) FROM deposit WHERE id = ?", [.integer(id.rawValue)],
        DepositRow.init)
    }
  }

  /// Deposits of that very name (its path below the inbox), newest first: `wiredesk trace`.
  /// Cost: reads the index of all names, some 50 ms a million deposits.
  package func deposits(
    named name: FileName, limit: Int = 100
  ) throws(StoreFailure) -> [DepositRow] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT \(DepositRow.columns) FROM deposit WHERE id IN
          (SELECT id FROM deposit INDEXED BY sqlite_autoindex_deposit_1
           WHERE name = ? ORDER BY id DESC LIMIT ?) ORDER BY id DESC
        """, [.blob(name.bytes), .integer(Int64(limit))], DepositRow.init)
    }
  }

  /// A deposit's rejected documents, in order, at most 1,000.
  package func rejections(of deposit: DepositID) throws(StoreFailure) -> [RejectionRow] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT ordinal, locator, code, message, limit_passed FROM rejection
        WHERE deposit = ? ORDER BY ordinal
        """, [.integer(deposit.rawValue)]
      ) { row in
        RejectionRow(
          ordinal: Int(row.integer(0)), locator: row.text(1), code: row.text(2),
          message: row.text(3), limit: row.optionalText(4))
      }
    }
  }

  /// A deposit's articles, in order of admission.
  package func articles(
    of deposit: DepositID, after: ArticleID = ArticleID(rawValue: 0), limit: Int
  ) throws(StoreFailure) -> [ArticleRow] {
    try connections.readOne { db in
      try db.all(
        """
        SELECT \(ArticleRow.columns) FROM article
        WHERE deposit = ? AND id > ? ORDER BY id LIMIT ?
        """,
        [.integer(deposit.rawValue), .integer(after.rawValue), .integer(Int64(limit))],
        ArticleRow.init)
    }
  }

  /// Leave mode: what is remembered of a file that was taken and still lies there.
  package func seenFile(
    inbox: String, name: FileName
  ) throws(StoreFailure) -> SeenFile? {
    try connections.readOne { db in
      try db.first(
        """
        SELECT device, inode, size, modified_ns, changed_ns, content_digest FROM left_seen
        WHERE inbox = ? AND name = ?
        """, [.text(inbox), .blob(name.bytes)]
      ) { row in
        let digest = row.blob(5)
        guard digest.count == 32 else {
          throw StoreFailure(.corrupt, "a digest has \(digest.count) bytes")
        }
        return SeenFile(
          device: row.integer(0), inode: row.integer(1), sizeBytes: row.integer(2),
          modifiedNanoseconds: row.integer(3), changedNanoseconds: row.integer(4),
          content: ContentDigest(bytes: digest))
      }
    }
  }

  /// The store's part of the equation (P4), one entry an inbox, by path. Cost: a few rows.
  package func account() throws(StoreFailure) -> [InboxAccount] {
    try connections.readOne { try InboxAccount.read($0) }
  }
}

/// A row of `rejection`; the code stays text, since an older or newer program may have written it.
package struct RejectionRow: Hashable, Sendable {
  /// 1, 2, 3 … in the deposit.
  package var ordinal: Int
  package var locator: String
  package var code: String
  package var message: String
  package var limit: String?
}

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
  package var articles = ArticleCounts()

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
      "article.excerpt": \.articles.excerpt, "article.unchanged": \.articles.unchanged,
      "article.rejected": \.articles.rejected,
    ]
  }
}
