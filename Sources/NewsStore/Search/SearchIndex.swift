import GRDB
import NewsModel
import Synchronization

/// The full-text index: `search.db`, a file of its own beside the truth, derived from it.
///
/// It holds an exact prefix of the articles: those up to its watermark, which stands in the same
/// transaction as their entries (P3). It is lost or damaged without harm: opened to write, it is
/// made anew and `advance` fills it. FTS5 is contentless, so bodies are not stored twice.
package final class SearchIndex: Sendable {
  /// Documents a transaction: one segment each, so that few merges are needed. CPU an article of
  /// 3 KB, mean of the first 100,000: 124 µs with `automerge` 8, 149 with the default 4, 128 with 16
  /// and a file 15 % larger. Pages of 8 KiB do not help.
  package static let groupDocuments = 4000
  /// Text a transaction, whatever the number of its documents.
  static let groupBytes = 32 << 20
  /// Text of one read.
  private static let readBytes = 2 << 20
  /// 2: characters of scripts without spaces are words. 3: `SearchText`; marks are parts of words. 4: Greek, Cyrillic and
  /// Arabic letters, widths and ligatures are folded. Another version is made anew.
  static let version: Int64 = 4
  static let tokenizer = """
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
    """

  /// Answers searches, also of what was taken in last.
  package let reader: Reader
  private let file: DatabaseFile
  /// Nil after a close, or when a new one could not be made.
  private let writing: Mutex<DatabaseQueue?>

  /// Opens the index to write. A file made from another database, or damaged, is replaced.
  ///
  /// - Parameters:
  ///   - folder: the state folder.
  ///   - store: whose articles it indexes.
  /// - Throws: `StoreFailure`.
  package init(folder: String, store: StoreReader) throws(StoreFailure) {
    file = DatabaseFile.searchIndex(in: folder)
    reader = Reader(file)
    let last = try store.lastArticleID()
    if !Self.fits(file, store: store, last: last) { try Self.remove(file.path) }
    writing = Mutex(try Self.open(file, birth: store.birth))
  }

  /// Throws the index away and begins an empty one: after `advance` has thrown `corrupt`.
  package func recreate(for store: StoreReader) throws(StoreFailure) {
    let old = writing.withLock { queue in
      let old = queue
      queue = nil
      return old
    }
    // The file is thrown away: what its connections have to say does not matter.
    try? old?.close()
    try? reader.close()
    try Self.remove(file.path)
    let queue = try Self.open(file, birth: store.birth)
    writing.withLock { $0 = queue }
  }

  /// Takes in the next articles, in one transaction. Call it from one queue. Cost: some 125 µs an article of
  /// 3 KB.
  ///
  /// - Parameters:
  ///   - store: whose articles they are.
  ///   - limit: so many at most, and about 32 MiB of text.
  ///   - goesOn: asked after each; false ends the transaction with what is there (P15).
  /// - Returns: how many; 0 when the index is up to date.
  /// - Throws: `StoreFailure`.
  package func advance(
    from store: StoreReader, limit: Int = SearchIndex.groupDocuments,
    goesOn: () -> Bool = { true }
  ) throws(StoreFailure) -> Int {
    guard let queue = writing.withLock({ $0 }) else {
      throw StoreFailure(.unopened, "the search index is closed")
    }
    return try StoreFailure.mapping {
      try queue.inDatabase { db in
        var added = Added(last: try Reader.watermark(db))
        try db.inTransaction(.immediate) {
          // In small reads, so that no long one keeps the store's log from being reset.
          while added.count < limit, added.bytes < Self.groupBytes {
            let before = added.count
            try Self.add(min(200, limit - before), from: store, to: db, &added, goesOn)
            if added.count == before || !goesOn() { break }
          }
          try db.run(
            "UPDATE state SET value = ? WHERE key = 'watermark'", [.integer(added.last.rawValue)])
          return .commit
        }
        return added.count
      }
    }
  }

  package func close() throws(StoreFailure) {
    let queue = writing.withLock { queue in
      let old = queue
      queue = nil
      return old
    }
    try reader.close()
    try StoreFailure.mapping { try queue?.close() }
  }
}

extension SearchIndex {
  private struct Added {
    var last: ArticleID
    var count = 0
    var bytes = 0
  }

  private static let texts = """
    SELECT id, headline_is_derived, headline, body,
      EXISTS (SELECT 1 FROM forgotten WHERE article = id)
    FROM article WHERE id > ? ORDER BY id LIMIT ?
    """

  private static func add(
    _ limit: Int, from store: StoreReader, to db: Database, _ added: inout Added,
    _ goesOn: () -> Bool
  ) throws {
    // However long they are, a few: a statement that is read for long holds the store's log, too.
    let end = added.bytes + readBytes
    try store.connections.readOne { source in
      try source.each(
        texts, [.integer(added.last.rawValue), .integer(Int64(limit))]
      ) { row in
        guard added.bytes < end, goesOn() else { return }
        added.last = ArticleID(rawValue: row.integer(0))
        added.count += 1
        if row.integer(4) != 0 { return }
        let headline = row.integer(1) != 0 ? "" : row.text(2)
        let body = row.text(3)
        try db.run(
          "INSERT INTO words(rowid, headline, body) VALUES (?, ?, ?)",
          [
            .integer(row.integer(0)), .text(SearchText.indexed(headline)),
            .text(SearchText.indexed(body)),
          ])
        added.bytes += headline.utf8.count + body.utf8.count
      }
    }
  }

  /// True when the file is an undamaged index of this very store.
  private static func fits(_ file: DatabaseFile, store: StoreReader, last: ArticleID) -> Bool {
    do {
      guard case .ours(Self.version) = try file.state() else { return false }
      let queue = try file.openReader()
      defer { try? queue.close() }
      return try queue.read { db in
        let birth = try db.first("SELECT value FROM state WHERE key = 'birth'") { $0.integer(0) }
        let through = try Reader.watermark(db)
        return birth == store.birth && through <= last
      }
    } catch {
      // Whatever is wrong with it, a new one is the answer; a disk that is full or failing says so
      // again when that one is made.
      return false
    }
  }

  private static func remove(_ path: String) throws(StoreFailure) {
    for suffix in ["", "-wal", "-shm", "-journal"] { try StateFiles.remove(path + suffix) }
  }

  private static func open(_ file: DatabaseFile, birth: Int64) throws(StoreFailure) -> DatabaseQueue
  {
    try StoreFailure.mapping {
      let queue = try file.openWriter(cacheKiB: 8192)
      try queue.inDatabase { db in
        try db.inTransaction(.immediate) {
          let version = try db.first("PRAGMA user_version") { $0.integer(0) }
          if version == 0 { try make(db, birth: birth) }
          return .commit
        }
      }
      return queue
    }
  }

  private static func make(_ db: Database, birth: Int64) throws {
    try db.execute(
      sql: """
        CREATE TABLE state (key TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT;
        CREATE VIRTUAL TABLE words USING fts5(
          headline, body, content='', \(tokenizer));
        INSERT INTO words(words, rank) VALUES ('hashsize', 8388608), ('automerge', 8);
        INSERT INTO state(key, value) VALUES ('watermark', 0), ('birth', \(birth));
        PRAGMA application_id = \(Schema.searchApplicationID);
        PRAGMA user_version = \(version);
        """)
  }
}
