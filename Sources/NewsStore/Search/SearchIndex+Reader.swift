import GRDB
package import NewsModel

extension SearchIndex {
  /// The full-text index, opened to read: by any number of processes, beside the one that writes.
  package final class Reader: Sendable {
    let connections: ReaderPool

    init(_ file: DatabaseFile) { connections = ReaderPool(file: file) }

    /// - Parameter folder: the state folder.
    /// - Throws: `absent` when there is none yet, or one of another version; `corrupt`.
    package init(folder: String) throws(StoreFailure) {
      let file = DatabaseFile.searchIndex(in: folder)
      guard case .ours(SearchIndex.version) = try file.state() else {
        throw StoreFailure(.absent, "there is no search index at \(quoted(file.path)) yet")
      }
      connections = ReaderPool(file: file)
    }

    /// Closes every connection that is not in use.
    package func close() throws(StoreFailure) {
      try StoreFailure.mapping { try connections.close() }
    }
  }
}

extension DatabaseFile {
  /// Derived from the truth: a lost commit is made up for by the next start.
  static func searchIndex(in folder: String) -> DatabaseFile {
    DatabaseFile(
      path: folder + "/search.db", applicationID: Schema.searchApplicationID,
      version: SearchIndex.version, synchronous: "NORMAL", pageBytes: 4096)
  }
}

extension SearchIndex.Reader {
  /// The last article in the index.
  package func watermark() throws(StoreFailure) -> ArticleID {
    try connections.readOne { try Self.watermark($0) }
  }

  /// What does not fit: its pages, its watermark, the number of its entries. Empty when nothing was
  /// found. Cost: reads the whole file.
  package func verify(against store: StoreReader) throws(StoreFailure) -> [String] {
    let last = try store.lastArticleID()
    let birth = store.birth
    return try connections.read { db in
      var problems = try db.all("PRAGMA quick_check(20)") { $0.text(0) }.filter { $0 != "ok" }
      let through = try Self.watermark(db)
      if through > last {
        problems.append(
          "the watermark is article \(through.rawValue), but the last article is \(last.rawValue)")
      }
      let made = try db.first("SELECT value FROM state WHERE key = 'birth'") { $0.integer(0) }
      if made != birth { problems.append("the index was made from another database") }
      let entries = try db.first("SELECT count(*) FROM words_docsize") { $0.integer(0) } ?? 0
      let held = try store.articleCount(through: through)
      if entries != held {
        problems.append(
          "it has \(entries) entries up to article \(through.rawValue), but there are \(held) articles"
        )
      }
      return problems
    }
  }

  static func watermark(_ db: Database) throws -> ArticleID {
    let value = try db.first("SELECT value FROM state WHERE key = 'watermark'") { $0.integer(0) }
    guard let value else { throw StoreFailure(.corrupt, "the search index has no watermark") }
    return ArticleID(rawValue: value)
  }
}
