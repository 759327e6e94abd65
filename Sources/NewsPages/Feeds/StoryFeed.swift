import NewsAnswers
import NewsModel
import NewsStore

/// Stories as an Atom feed: an entry keeps its identifier as long as its story lives, and its time moves
/// with each article that the story gets.
///
/// Source: RFC 4287; identifiers are tags of RFC 4151.
struct StoryFeed: Sendable {
  struct Entry: Sendable {
    var story: StoryEntry
    var changed: Timestamp
    /// How its first article begins; empty when nothing of it may be shown.
    var beginning: String
  }

  var address: FeedAddress
  var site: Site
  var entries: [Entry]

  /// Stories, and the newest articles among which they are looked for: an hour of a busy desk.
  private static let length = 50
  private static let looked = 500
  private static let beginningCharacters = 400

  var answer: Answer {
    let feed = Atom.feed(
      .named("xmlns", "http://www.w3.org/2005/Atom"), .named("xml:lang", "en")
    ) {
      Atom.id { identifier("stories") }
      Atom.title { "Wiredesk: stories" }
      Atom.subtitle { "Each story once, with all that tell it." }
      Atom.updated { (entries.map(\.changed).max() ?? Timestamp(milliseconds: 0)).rfc3339 }
      link("self", .feed(address), "application/atom+xml")
      link("alternate", .front, "text/html")
      Atom.generator { "Wiredesk" }
      for entry in entries { markup(of: entry) }
    }
    return Answer(.atom, feed.following("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n") + [0x0A])
  }

  private func markup(of entry: Entry) -> Markup {
    let story = entry.story
    return Atom.entry {
      Atom.id { identifier("story:\(story.id.rawValue)") }
      Atom.title { story.mark.map { "[\($0)] " + story.headline } ?? story.headline }
      Atom.updated { entry.changed.rfc3339 }
      Atom.published { min(story.first, entry.changed).rfc3339 }
      link("alternate", .story(story.id), "text/html")
      for source in story.sources { Atom.author { Atom.name { source } } }
      for word in story.about { Atom.category(.named("term", word)) }
      Atom.summary { summary(of: entry) }
    }
  }

  private func summary(of entry: Entry) -> String {
    let told =
      "\(counted(entry.story.articles, "article")) of \(counted(entry.story.sources.count, "source"))."
    return entry.beginning.isEmpty ? told : entry.beginning + " — " + told
  }

  private func link(_ relation: String, _ address: Address, _ kind: String) -> Markup {
    Atom.link(
      .named("rel", relation), .named("type", kind), .named("href", site.base + address.text))
  }

  /// The day is when the first feed was made: a tag names who owned the name then.
  private func identifier(_ specific: String) -> String {
    let authority = site.authority.hasPrefix("[") ? "localhost" : site.authority
    return "tag:\(authority),2026-11-30:wiredesk:\(specific)"
  }
}

extension StoryFeed {
  /// - Parameters:
  ///   - address: of the feed itself.
  ///   - site: where it is reached.
  ///   - store: what it tells of.
  /// - Throws: `StoreFailure`.
  init(_ address: FeedAddress, at site: Site, from store: StoreReader) throws {
    self.address = address
    self.site = site
    let summaries = StorySummaries(store)
    entries = try store.changedStories(among: Self.looked, limit: Self.length).map { changed in
      let summary = try summaries.summary(of: changed.story)
      let first = summary.facts?.originals.first { $0.status.isPublishable }
      return Entry(
        story: StoryEntry(summary), changed: changed.changed,
        beginning: first.map { Self.beginning(of: $0.body) } ?? "")
    }
  }

  private static func beginning(of body: String) -> String {
    let line = body.prefix(beginningCharacters + 1)
    return line.count <= beginningCharacters
      ? String(line) : line.prefix(beginningCharacters).trimmingPrefix(" ") + "…"
  }
}
