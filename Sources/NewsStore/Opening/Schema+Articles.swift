/// The articles and what was decided about them. Comments inside the statements stay in the
/// database: `.schema` in `sqlite3` is the manual of these tables.
extension Schema {
  static let articleTables = """
    CREATE TABLE article (
      -- One news item. Short columns come first: reading them does not touch a long body's pages.
      id INTEGER PRIMARY KEY, -- the sequence number: the order of admission, never reused
      deposit INTEGER NOT NULL REFERENCES deposit(id),
      story INTEGER NOT NULL REFERENCES story(id),
      verdict TEXT NOT NULL, -- 'original', 'identical', 'near-duplicate', 'update', 'excerpt'
      verdict_of INTEGER REFERENCES article(id), -- the article it copies; NULL for an original
      group_id INTEGER NOT NULL, -- the first article of its group of copies; its own id when alone
      text_high INTEGER NOT NULL, -- digest of the normalised text, upper and lower 64 bits:
      text_low INTEGER NOT NULL, -- printf('%016x%016x', text_high, text_low)
      item_key INTEGER NOT NULL, -- secret hash of (source, uri), without a uri of (source, text)
      edition_key INTEGER NOT NULL, -- secret hash of (version, text)
      received INTEGER NOT NULL, -- ms; when we found its file
      published INTEGER, -- ms; the provider's time, NULL when it gives none
      updated INTEGER, -- ms; when the provider last changed it
      source TEXT NOT NULL, -- who published it: what the copy says, else the deposit's source
      source_given INTEGER NOT NULL, -- 1 when the copy itself names its source
      uri TEXT, -- the provider's identifier: guid, atom:id, doc-id …
      version TEXT, -- the provider's version of that item
      language TEXT, -- BCP 47, lower case
      format TEXT NOT NULL, -- the decoder's name
      url TEXT, -- http or https
      byline TEXT,
      locator TEXT NOT NULL, -- where in its file: 'a.jsonl › line 3'; '' for a whole file
      headline TEXT NOT NULL,
      headline_is_derived INTEGER NOT NULL, -- 1 when it is only the body's first sentence
      body TEXT NOT NULL, -- plain text, paragraphs divided by one line feed
      UNIQUE (item_key, edition_key) -- the same again is never stored twice
    ) STRICT;
    CREATE INDEX article_by_deposit ON article(deposit);
    CREATE INDEX article_by_text ON article(text_high);
    CREATE INDEX article_by_story ON article(story, source);
    CREATE INDEX article_by_group ON article(group_id) WHERE group_id <> id;
    CREATE TABLE link (
      -- How a newer article stands to an older one: <article> is <relation> <to_article>.
      article INTEGER NOT NULL REFERENCES article(id),
      ordinal INTEGER NOT NULL, -- 0 is the best
      to_article INTEGER NOT NULL REFERENCES article(id),
      relation TEXT NOT NULL, -- 'identical', 'near-duplicate', 'update-of', 'contains',
                              -- 'contained-in', 'overlaps', 'template-sibling'
      coverage REAL NOT NULL, -- share of article's words found in to_article, 0…1
      coverage_other REAL NOT NULL, -- share of to_article's words found in article
      longest INTEGER NOT NULL, -- words in the longest shared passage
      numbers_matched INTEGER NOT NULL, -- numbers that agree in aligned text
      numbers_conflicting INTEGER NOT NULL, -- numbers that differ there
      rule TEXT NOT NULL, -- the rule that decided, a constant of the manual
      passages TEXT NOT NULL, -- JSON: [[from, to, from_other, to_other], …], byte ranges in
                              -- headline || x'0a' || body (body alone when there is no own headline)
      PRIMARY KEY (article, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX link_to ON link(to_article);
    CREATE TABLE fingerprint (
      -- What the matching modules need to remember an article after a restart.
      article INTEGER PRIMARY KEY REFERENCES article(id),
      copy BLOB NOT NULL, -- opaque: copy matching
      story BLOB NOT NULL -- opaque: story matching
    ) STRICT;
    """

  static let storyTables = """
    CREATE TABLE story (
      -- Articles about one event, by any number of writers.
      id INTEGER PRIMARY KEY, -- never reused
      opened INTEGER NOT NULL, -- ms; when its first article was received
      last_time INTEGER NOT NULL, -- ms; newest published time of its articles, never after received
      articles INTEGER NOT NULL, -- how many
      sources INTEGER NOT NULL, -- how many different ones
      headline_article INTEGER NOT NULL REFERENCES article(id), -- whose headline stands for it
      merged_into INTEGER REFERENCES story(id) -- the story that took its articles; NULL while alive
    ) STRICT;
    CREATE INDEX story_by_time ON story(last_time) WHERE merged_into IS NULL;
    CREATE TABLE story_evidence (
      -- Why an article is in its story.
      article INTEGER PRIMARY KEY REFERENCES article(id),
      reason TEXT NOT NULL, -- 'opened', 'joined', 'copy', 'person'
      score REAL NOT NULL, -- points, not a probability; for 'opened' of the best story not joined
      next_story INTEGER, -- the best other story
      next_score REAL,
      shared TEXT NOT NULL, -- JSON: [["term", weight], …], heaviest first
      related TEXT NOT NULL -- JSON: [[story, score], …], best first: near, but not joined
    ) STRICT;
    CREATE TABLE correction (
      -- What a person has decided about two articles; never undone by the machine.
      id INTEGER PRIMARY KEY,
      time INTEGER NOT NULL, -- ms
      kind TEXT NOT NULL, -- 'must-link': one story; 'cannot-link': never one story
      article INTEGER NOT NULL REFERENCES article(id),
      other INTEGER NOT NULL REFERENCES article(id)
    ) STRICT;
    """

  static let eventTables = """
    CREATE TABLE event (
      -- What happened, newest last; old ones are pruned. `watch`, the feed and metrics read it.
      id INTEGER PRIMARY KEY,
      time INTEGER NOT NULL, -- ms
      kind TEXT NOT NULL, -- 'deposit', 'groups-united', 'stories-merged', 'degraded' …
      deposit INTEGER, article INTEGER, story INTEGER, -- what it is about, where it applies
      text TEXT NOT NULL -- one sentence
    ) STRICT;
    """
}
