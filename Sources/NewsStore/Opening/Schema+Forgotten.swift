extension Schema {
  static let forgottenTable = """
    CREATE TABLE forgotten (
      -- Articles whose text was taken out for good. The row in article stays, with its numbers and keys, so that
      -- the same again is known; its texts are overwritten with spaces of their length.
      --   SELECT id, headline FROM article WHERE id NOT IN (SELECT article FROM forgotten)
      article INTEGER PRIMARY KEY REFERENCES article(id),
      time INTEGER NOT NULL, -- ms
      user TEXT NOT NULL, -- who: the login, or uid:1000; 'retention' when it went by its age
      cause TEXT NOT NULL, -- 'person', 'age'
      cleared INTEGER -- ms; when the log, search.db and the spool were rid of it, too; NULL before
    ) STRICT;
    CREATE INDEX forgotten_uncleared ON forgotten(article) WHERE cleared IS NULL;
    """
}
