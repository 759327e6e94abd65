import GRDB

/// The list of schema changes of `wiredesk.db`. It only grows: a released entry is never edited.
///
/// Each entry is one transaction, which also raises `user_version`: killed at any point, the
/// database is before or after it (P20).
enum Schema {
  /// "WDsk" in ASCII: `file(1)` and the store recognise our databases by it.
  static let applicationID: Int64 = 0x5744_736B
  /// "WDse": the search index.
  static let searchApplicationID: Int64 = 0x5744_7365

  static let changes: [(name: String, sql: [String])] = [
    ("first", [metaTables, depositTables, articleTables, storyTables, eventTables]),
    ("corrections", [correctionTable]),
    ("postings", [postingTables]),
    ("durations", [unmeasuredDurations]),
    ("publication", [publicationTables]),
    ("forgotten", [forgottenTable]),
    ("redeliveries", [redeliveryTable]),
    ("following", [eventFloor, articleTimes]),
    ("origins", [origins]),
    ("progress", [progressTable]),
  ]

  /// The version this program writes: the number of entries.
  static var version: Int64 { Int64(changes.count) }

  static func migrator() -> DatabaseMigrator {
    // References are checked by `verify`, not by every insert.
    var migrator = DatabaseMigrator().disablingDeferredForeignKeyChecks()
    for (index, change) in changes.enumerated() {
      migrator.registerMigration(change.name) { db in
        for sql in change.sql { try db.execute(sql: sql) }
        try db.execute(sql: "PRAGMA user_version = \(index + 1)")
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      }
    }
    return migrator
  }
}

extension Schema {
  fileprivate static let metaTables = """
    CREATE TABLE meta (
      -- Facts about this database. Times everywhere are milliseconds since 1970-01-01 UTC:
      --   SELECT datetime(received / 1000, 'unixepoch') FROM article;
      key TEXT NOT NULL PRIMARY KEY, -- 'seed': secret of the hashes; 'birth': random, search.db
                                -- remembers it; 'created'; 'program': the version that wrote last
      value ANY NOT NULL
    ) STRICT;
    CREATE TABLE counter (
      -- The last number given, so that no number is ever given twice; and 'commit', the number of
      -- the last transaction, which tells after a failed COMMIT whether it was kept.
      name TEXT NOT NULL PRIMARY KEY, -- 'article', 'story', 'deposit', 'batch', 'event', 'commit'
      value INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE tally (
      -- Running counts, changed in the transaction that changes what they count; `wiredesk account`.
      inbox TEXT NOT NULL,
      kind TEXT NOT NULL, -- 'deposit.open|stored|unchanged|partial|failed', 'article.original|
                          -- identical|near-duplicate|update|excerpt|unchanged|rejected'
      value INTEGER NOT NULL,
      PRIMARY KEY (inbox, kind)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE checkpoint (
      -- A module's saved state, so that a start need not replay every article.
      name TEXT NOT NULL PRIMARY KEY,
      article INTEGER NOT NULL, -- the last article it has seen
      data BLOB NOT NULL -- opaque: only the module that wrote it reads it
    ) STRICT;
    """

  fileprivate static let depositTables = """
    CREATE TABLE batch (
      -- The files claimed together; they lie in claim/<name>/ until the batch is closed.
      id INTEGER PRIMARY KEY,
      inbox TEXT NOT NULL, -- the inbox's path
      name TEXT NOT NULL, -- the folder below claim/
      opened INTEGER NOT NULL, -- ms
      closed INTEGER -- ms; when all its files were in done/ or failed/, durably; NULL before
    ) STRICT;
    CREATE INDEX batch_open ON batch(id) WHERE closed IS NULL;
    CREATE TABLE deposit (
      -- One file that was dropped into an inbox.
      id INTEGER PRIMARY KEY, -- in the order of admission
      batch INTEGER NOT NULL REFERENCES batch(id),
      inbox TEXT NOT NULL, -- the inbox's path
      source TEXT NOT NULL, -- the inbox's source, or the sub-folder's name
      name BLOB NOT NULL, -- path below the inbox, the file system's own bytes: CAST(name AS TEXT)
      claim BLOB, -- path of the claimed file; NULL in leave mode
      size INTEGER NOT NULL, -- bytes
      content_digest BLOB, -- SHA-256 of the bytes; NULL while it is not read to its end
      received INTEGER NOT NULL, -- ms; when it was found
      outcome TEXT, -- 'stored', 'unchanged', 'partial', 'failed'; NULL while it is being read
      format TEXT, -- the decoder's name
      originals INTEGER NOT NULL DEFAULT 0, -- its articles by verdict
      identicals INTEGER NOT NULL DEFAULT 0,
      near_duplicates INTEGER NOT NULL DEFAULT 0,
      updates INTEGER NOT NULL DEFAULT 0,
      excerpts INTEGER NOT NULL DEFAULT 0,
      unchanged INTEGER NOT NULL DEFAULT 0, -- its articles that were known already
      rejected INTEGER NOT NULL DEFAULT 0, -- its documents that are no articles: see rejection
      code TEXT, -- why it failed, a constant of the manual
      message TEXT, -- the same for people
      record_offset INTEGER NOT NULL DEFAULT 0, -- container records already committed
      finished INTEGER, -- ms; when its outcome was known
      waited_ms INTEGER, -- from found to read
      decode_us INTEGER, -- CPU of reading and decoding
      match_us INTEGER, -- CPU of fingerprints, matching and story
      UNIQUE (batch, name) -- reading the same claimed file again changes nothing
    ) STRICT;
    CREATE TABLE rejection (
      -- A document of a deposit that could not become an article (the first 1,000 of each deposit).
      deposit INTEGER NOT NULL REFERENCES deposit(id),
      ordinal INTEGER NOT NULL, -- 1, 2, 3 … in the deposit
      locator TEXT NOT NULL, -- where in the file: 'a.jsonl › line 3'
      code TEXT NOT NULL, -- a constant of the manual
      message TEXT NOT NULL,
      limit_passed TEXT, -- the limit's name and value when one was passed
      PRIMARY KEY (deposit, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE left_seen (
      -- Leave mode: files already taken that still lie in their inbox. Only a cache: a file that
      -- looks changed is read again, and its articles are then found to be known.
      inbox TEXT NOT NULL,
      name BLOB NOT NULL,
      device INTEGER NOT NULL, inode INTEGER NOT NULL, size INTEGER NOT NULL,
      modified_ns INTEGER NOT NULL, -- mtime, ns since 1970
      changed_ns INTEGER NOT NULL, -- ctime, ns since 1970
      content_digest BLOB NOT NULL, -- SHA-256
      PRIMARY KEY (inbox, name)
    ) STRICT, WITHOUT ROWID;
    """

  fileprivate static let progressTable = """
    CREATE TABLE progress (
      -- Containers of which a part is stored, beside deposit.record_offset: a row goes when its deposit ends. Without
      -- a row nobody knows by which rules the records were counted.
      deposit INTEGER PRIMARY KEY REFERENCES deposit(id),
      rules BLOB NOT NULL, -- SHA-256 of the program and the settings by which records are counted
      mark BLOB NOT NULL, -- SHA-256 of the last record that is stored
      known_last INTEGER NOT NULL, -- read from its beginning again: the last article that it had given before; else 0
      known_met INTEGER NOT NULL -- and the last one of these that was met again
    ) STRICT;
    """
}
