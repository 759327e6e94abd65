/// The index by which copies are found: derived from `fingerprint.copy`, and made anew from it when these
/// tables are emptied. Decision 10 says why it is not a b-tree of postings.
extension Schema {
  static let postingTables = """
    CREATE TABLE posting_run (
      -- A sorted, immutable part of the index: the postings of a stretch of articles.
      id INTEGER PRIMARY KEY,
      state TEXT NOT NULL, -- 'building', 'live', 'retired': only live ones are looked up
      first_article INTEGER NOT NULL, -- live runs do not overlap
      last_article INTEGER NOT NULL,
      pages INTEGER NOT NULL, -- numbered from 0; all of a live run's are there
      postings INTEGER NOT NULL,
      left_out INTEGER NOT NULL, -- postings of keys with more than 512 of them
      sum INTEGER NOT NULL, -- of checksums of the postings, of those left out
      left_out_sum INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE posting_page (
      id INTEGER PRIMARY KEY, -- run << 24 | page
      data BLOB NOT NULL -- opaque: copy matching
    ) STRICT;
    CREATE TABLE composite (
      -- Articles of which a part is another article whole: the part's words, numbered from 0.
      article INTEGER PRIMARY KEY REFERENCES article(id),
      first_token INTEGER NOT NULL,
      end_token INTEGER NOT NULL -- the one after the last
    ) STRICT;
    """
}
