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

  static let redeliveryTable = """
    CREATE TABLE redelivery (
      -- Forgotten articles that came again: the files that brought them are to go as well, and a row goes when they
      -- are gone. Empty as a rule.
      article INTEGER PRIMARY KEY REFERENCES article(id),
      first INTEGER NOT NULL REFERENCES deposit(id), -- the first deposit to look at
      last INTEGER NOT NULL REFERENCES deposit(id) -- the last that is known to have brought it
    ) STRICT;
    """
}
