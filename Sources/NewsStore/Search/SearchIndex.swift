import GRDB
package import NewsModel
import Synchronization

/// The full-text index: `search.db`, a file of its own beside the truth, derived from it.
///
/// It holds an exact prefix of the articles: those up to its watermark, which stands in the same
/// transaction as their entries (P3). It is lost or damaged without harm: opened to write, it is
/// made anew and `advance` fills it. FTS5 is contentless, so bodies are not stored twice.
package final class SearchIndex: Sendable {
  package enum Access: Sendable {
    case writer
    case reader
  }

  /// Documents a transaction: one segment each, so that few merges are needed. CPU an article of
  /// 3 KB, mean of the first 100,000: 124 µs with `automerge` 8, 149 with the default 4, 128 with 16
  /// and a file 15 % larger. Pages of 8 KiB do not help.
  package static let groupDocuments = 4000
  /// Text a transaction, whatever the number of its documents.
  static let groupBytes = 32 << 20
  /// P18.
  static let timeLimit = Duration.seconds(2)

  /// 2: characters of scripts without spaces are words. Another version is made anew.
  static let version: Int64 = 2

  package let path: String
  private let file: DatabaseFile
  let readers: ReaderPool
  private let writing: Mutex<DatabaseQueue?>

  /// Parameter store: whose articles it indexes. A file made from another database, or damaged, is
  /// replaced when opened to write; to read, it throws `absent` or `corrupt`.
  package init(folder: String, store: StoreReader, access: Access) throws(StoreFailure) {
    path = folder + "/search.db"
    file = DatabaseFile(
      path: path, applicationID: Schema.searchApplicationID, version: Self.version,
      synchronous: "NORMAL",
      pageBytes: 4096)
    readers = ReaderPool(file: file)
    switch access {
    case .reader:
      writing = Mutex(nil)
      guard case .ours(Self.version) = try file.state() else {
        throw StoreFailure(.absent, "there is no search index at \(quoted(path)) yet")
      }
    case .writer:
      let last = try store.lastArticleID()
      if !Self.fits(file, store: store, last: last) { try Self.remove(path) }
      let queue = try Self.open(file, birth: store.birth)
      writing = Mutex(queue)
    }
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
    try? readers.close()
    try Self.remove(path)
    let queue = try Self.open(file, birth: store.birth)
    writing.withLock { $0 = queue }
  }

  /// Takes in the next articles, at most `limit` and about 32 MiB of text, in one transaction.
  /// Returns how many; 0 when the index is up to date. Call it from one queue.
  /// Cost: some 125 µs an article of 3 KB.
  package func advance(
    from store: StoreReader, limit: Int = SearchIndex.groupDocuments
  ) throws(StoreFailure) -> Int {
    guard let queue = writing.withLock({ $0 }) else {
      throw StoreFailure(.unopened, "the search index was opened to read")
    }
    return try StoreFailure.mapping {
      try queue.inDatabase { db in
        var added = Added(last: try Self.watermark(db))
        try db.inTransaction(.immediate) {
          // In small reads, so that no long one keeps the store's log from being reset.
          while added.count < limit, added.bytes < Self.groupBytes {
            let before = added.count
            try Self.add(min(200, limit - before), from: store, to: db, &added)
            if added.count == before { break }
          }
          try db.run(
            "UPDATE state SET value = ? WHERE key = 'watermark'", [.integer(added.last.rawValue)])
          return .commit
        }
        return added.count
      }
    }
  }

  /// The last article in the index.
  package func watermark() throws(StoreFailure) -> ArticleID {
    try readers.readOne { try Self.watermark($0) }
  }

  /// What does not fit: its pages, its watermark, the number of its entries. Empty when nothing was
  /// found. Cost: reads the whole file.
  package func verify(against store: StoreReader) throws(StoreFailure) -> [String] {
    let last = try store.lastArticleID()
    let birth = store.birth
    return try readers.read { db in
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

  package func close() throws(StoreFailure) {
    let queue = writing.withLock { queue in
      let old = queue
      queue = nil
      return old
    }
    try StoreFailure.mapping {
      try readers.close()
      try queue?.close()
    }
  }
}

extension SearchIndex {
  private struct Added {
    var last: ArticleID
    var count = 0
    var bytes = 0
  }

  static func watermark(_ db: Database) throws -> ArticleID {
    let value = try db.first("SELECT value FROM state WHERE key = 'watermark'") { $0.integer(0) }
    guard let value else { throw StoreFailure(.corrupt, "the search index has no watermark") }
    return ArticleID(rawValue: value)
  }

  private static func add(
    _ limit: Int, from store: StoreReader, to db: Database, _ added: inout Added
  ) throws {
    try store.connections.readOne { source in
      try source.each(
        """
        SELECT id, headline_is_derived, headline, body FROM article
        WHERE id > ? ORDER BY id LIMIT ?
        """, [.integer(added.last.rawValue), .integer(Int64(limit))]
      ) { row in
        let headline = row.integer(1) != 0 ? "" : row.text(2)
        let body = row.text(3)
        try db.run(
          "INSERT INTO words(rowid, headline, body) VALUES (?, ?, ?)",
          [
            .integer(row.integer(0)), .text(UnspacedText.spaced(headline)),
            .text(UnspacedText.spaced(body)),
          ])
        added.last = ArticleID(rawValue: row.integer(0))
        added.count += 1
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
        let through = try watermark(db)
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
          headline, body, content='', tokenize='unicode61 remove_diacritics 2');
        INSERT INTO words(words, rank) VALUES ('hashsize', 8388608), ('automerge', 8);
        INSERT INTO state(key, value) VALUES ('watermark', 0), ('birth', \(birth));
        PRAGMA application_id = \(Schema.searchApplicationID);
        PRAGMA user_version = \(version);
        """)
  }
}
