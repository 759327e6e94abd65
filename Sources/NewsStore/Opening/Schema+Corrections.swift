extension Schema {
  /// The first version of the table was never written to.
  static let correctionTable = """
    DROP TABLE correction;
    CREATE TABLE correction (
      -- What people have decided about two articles; never undone by the machine. A later row about
      -- the same two articles stands against an earlier one.
      id INTEGER PRIMARY KEY,
      command INTEGER NOT NULL, -- rows of one command share the id of its first
      time INTEGER NOT NULL, -- ms
      user TEXT NOT NULL, -- who: the login, or uid:1000
      after INTEGER NOT NULL, -- the last article admitted before it: a rebuild applies it there
      kind TEXT NOT NULL, -- 'must-link': one story; 'cannot-link': never one story
      article INTEGER NOT NULL REFERENCES article(id), -- cannot-link: one that was taken out
      other INTEGER NOT NULL REFERENCES article(id) -- cannot-link: one that stayed
    ) STRICT;
    """

  /// Which story a person's merge has emptied, and which one an article went out of. Without the first a later merge
  /// of the same articles cannot be told from it; without the second who follows a story never hears that an article
  /// has left it. NULL for what earlier builds have written.
  static let origins = """
    ALTER TABLE correction ADD COLUMN from_story INTEGER;
    ALTER TABLE event ADD COLUMN from_story INTEGER;
    """
}
