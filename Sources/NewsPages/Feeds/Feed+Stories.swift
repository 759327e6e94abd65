import NewsAnswers
import NewsModel
import NewsStore

extension Feed {
  /// Entries of a feed.
  private static let length = 50
  /// Articles among which what has changed is looked for: an hour of a busy desk.
  private static let looked = 500
  /// Articles among which those of one source are looked for.
  private static let lookedForSource = 20_000

  /// - Parameters:
  ///   - address: of the feed.
  ///   - site: where it is reached.
  ///   - store: what it tells of.
  ///   - state: the state folder, with its index of words.
  ///   - now: the moment.
  /// - Returns: nil for what is not there.
  /// - Throws: `StoreFailure`; `OutOfTime` where a search did not end.
  static func made(
    _ address: FeedAddress, at site: Site, from store: StoreReader, state: String, now: Timestamp
  ) throws -> Feed? {
    func feed(_ title: String, _ page: Address, _ articles: [ArticleRow]) throws -> Feed {
      Feed(
        address: address, site: site, title: "Wiredesk: " + title, page: page,
        entries: try entries(of: articles, in: store, now: now))
    }
    switch address.subject {
    case .stories: return try stories(address, site, store)
    case .story(let id):
      guard let story = try store.story(id) else { return nil }
      let rows = try store.articles(
        of: id, skipping: max(0, story.articles - length), limit: length)
      let title = story.headline.isEmpty ? "story S\(id.rawValue)" : story.headline
      return try feed(title, .story(id), rows.reversed())
    case .source(let name):
      let rows = try store.articles(from: name, among: lookedForSource, limit: length)
      return try feed(name, .front, rows)
    case .search(let wish):
      let found = try found(SearchPage(wish, in: store, state: state, now: now))
      return try feed("search " + wish.words, .search(wish), found)
    }
  }

  /// A search that did not end in its time.
  struct OutOfTime: Error {}

  /// A reader would take what was not reached for what is not there.
  private static func found(_ page: SearchPage) throws -> [ArticleRow] {
    guard page.isComplete else { throw OutOfTime() }
    return page.found
  }

  private static func entries(
    of articles: [ArticleRow], in store: StoreReader, now: Timestamp
  ) throws -> [Entry] {
    try articles.filter { $0.forgotten == nil }.map {
      Entry($0, updated: try changed($0, in: store, now: now), now: now)
    }
  }

  /// When it came, was replaced or taken back, or its embargo ended: readers show again what has a later time.
  private static func changed(
    _ record: ArticleRow, in store: StoreReader, now: Timestamp
  ) throws -> Timestamp {
    let others = try [record.replacedBy, record.retractedBy].compactMap { $0 }.compactMap {
      try store.article($0)?.received
    }
    let embargo = record.article.embargo.map { min($0, now) }
    return ([record.received] + others + (embargo.map { [$0] } ?? [])).max() ?? record.received
  }

  private static func stories(
    _ address: FeedAddress, _ site: Site, _ store: StoreReader
  ) throws -> Feed {
    let summaries = StorySummaries(store)
    let entries = try store.changedStories(among: looked, limit: length).map { changed in
      let summary = try summaries.summary(of: changed.story)
      let first = summary.facts?.originals.first { $0.status.isPublishable }
      return Entry(
        StoryEntry(summary), changed, hasVersions: address.hasVersions,
        beginning: first?.body ?? "")
    }
    return Feed(
      address: address, site: site, title: "Wiredesk: stories", page: .front, entries: entries)
  }
}

extension Feed.Entry {
  private static let beginningCharacters = 400

  /// A story: it keeps its identifier as long as it lives, and its time moves with each article that it gets. With
  /// versions the article that came last stands in the identifier, since readers that replace an entry in place
  /// leave it read.
  init(
    _ story: StoryEntry, _ changed: StoreReader.ChangedStory, hasVersions: Bool, beginning: String
  ) {
    let told = "\(counted(story.articles, "article")) of \(counted(story.sources.count, "source"))."
    let version = hasVersions ? ":\(changed.newest.rawValue)" : ""
    self.init(
      identifier: "story:\(story.id.rawValue)\(version)",
      title: story.mark.map { "[\($0)] " + story.headline } ?? story.headline,
      address: .story(story.id), published: min(story.first, changed.changed),
      updated: changed.changed, authors: story.sources, tags: story.about,
      summary: beginning.isEmpty ? told : Self.beginning(of: beginning) + " — " + told,
      language: story.language)
  }

  /// An article; of one that may not be published the headline alone.
  init(_ record: ArticleRow, updated: Timestamp, now: Timestamp) {
    let mark = StatusNotice(record: record, now: now).mark
    let entry = ArticleEntry(record: record, now: now)
    let isOpen = record.status(at: now).isPublishable
    self.init(
      identifier: "article:\(record.id.rawValue)",
      title: mark.map { "[\($0)] " + entry.headline } ?? entry.headline,
      address: .article(record.id),
      published: min(record.article.published ?? record.received, record.received),
      updated: updated, authors: [record.source], tags: [],
      summary: isOpen ? Self.beginning(of: record.article.body) : "",
      language: record.article.language)
  }

  private static func beginning(of body: String) -> String {
    let line = body.prefix(beginningCharacters + 1)
    return line.count <= beginningCharacters
      ? String(line) : String(line.prefix(beginningCharacters)) + "…"
  }
}
