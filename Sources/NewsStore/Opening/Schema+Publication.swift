/// What may be done with articles, and which of them stand for others. A table of its own: a feed's articles
/// have no row, and a column behind the body could be read only with the body's pages.
extension Schema {
  static let publicationTables = """
    CREATE TABLE publication (
      -- What its provider says of an article beside its text, and what has become of it. No row: it is
      -- usable, the newest version of its item, and nothing more is said.
      --   SELECT id, headline FROM article LEFT JOIN publication ON article = id
      --     WHERE coalesce(status, 'usable') = 'usable' AND retracted_by IS NULL
      article INTEGER PRIMARY KEY REFERENCES article(id),
      status TEXT NOT NULL, -- as it came: 'usable', 'corrected', 'withheld', 'embargoed',
                            -- 'cancelled' (it is a kill), 'test'
      embargo INTEGER, -- ms; from then on an embargoed article is usable; NULL when no time is said
      replaced_by INTEGER REFERENCES article(id), -- the version after it; NULL for the newest
      retracted_by INTEGER REFERENCES article(id), -- the kill that took it back
      slug_key INTEGER, -- secret hash of (source, slug)
      facts TEXT -- JSON: {"subject": [{"code": …, "name": …}], "genre": […], "place": […],
                 -- "keywords": […], "urgency": 3, "slug": …, "take": …, "dateline": …, "editor_note": …,
                 -- "language_given": …, "published_day": …, "word_count": …}, none without a value, NULL for
                 -- none:
                 --   SELECT article FROM publication, json_each(facts, '$.keywords')
                 --     WHERE value = 'wheat'
    ) STRICT;
    CREATE INDEX publication_by_slug ON publication(slug_key) WHERE slug_key IS NOT NULL;
    CREATE TABLE retraction (
      -- What kills name beside their own identifier: what comes later is held against it.
      name_key INTEGER NOT NULL, -- secret hash of (source, identifier) or of (source, slug)
      article INTEGER NOT NULL REFERENCES article(id), -- the kill
      PRIMARY KEY (name_key, article)
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE deposit ADD COLUMN earlier_versions INTEGER NOT NULL DEFAULT 0;
    """
}
