import NewsModel

/// A feed as RFC 4287 has it.
struct FeedAtom {
  let feed: Feed

  var answer: Answer {
    let whole = Atom.feed(
      .named("xmlns", "http://www.w3.org/2005/Atom"), .named("xml:lang", "en")
    ) {
      Atom.id { feed.identifier }
      Atom.title { feed.title }
      Atom.updated { feed.updated.rfc3339 }
      link("self", .feed(feed.address), "application/atom+xml")
      link("alternate", feed.page, "text/html")
      Atom.generator { "Wiredesk" }
      for entry in feed.entries { self.markup(of: entry) }
    }
    return Answer(.atom, whole.following("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n") + [0x0A])
  }

  private func markup(of entry: Feed.Entry) -> Markup {
    let language = entry.language.flatMap { PageLanguage($0) }
    return Atom.entry(all: language.map { [.named("xml:lang", $0.text)] } ?? []) {
      Atom.id { feed.identifier(entry.identifier) }
      Atom.title { entry.title }
      Atom.updated { entry.updated.rfc3339 }
      Atom.published { entry.published.rfc3339 }
      link("alternate", entry.address, "text/html")
      for author in entry.authors { Atom.author { Atom.name { author } } }
      for tag in entry.tags { Atom.category(.named("term", tag)) }
      Atom.summary { entry.summary }
    }
  }

  private func link(_ relation: String, _ address: Address, _ kind: String) -> Markup {
    Atom.link(
      .named("rel", relation), .named("type", kind),
      .named("href", feed.site.base + address.text))
  }
}
