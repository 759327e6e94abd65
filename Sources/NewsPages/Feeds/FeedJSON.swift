import NewsBytes
import NewsModel

/// A feed as JSON Feed 1.1 has it. Source: https://www.jsonfeed.org/version/1.1/.
struct FeedJSON {
  let feed: Feed

  var answer: Answer {
    let json = JSONValue.object([
      ("version", .string("https://jsonfeed.org/version/1.1")), ("title", .string(feed.title)),
      ("home_page_url", .string(url(feed.page))), ("feed_url", .string(url(.feed(feed.address)))),
      ("items", .array(feed.entries.map(item))),
    ])
    return Answer(.feed, Array((json.text + "\n").utf8))
  }

  private func item(_ entry: Feed.Entry) -> JSONValue {
    .object(
      [
        ("id", .string(feed.identifier(entry.identifier))), ("url", .string(url(entry.address))),
        ("title", .string(entry.title)), ("content_text", .string(entry.summary)),
        ("date_published", .string(entry.published.rfc3339)),
        ("date_modified", .string(entry.updated.rfc3339)),
        ("authors", .array(entry.authors.map { .object([("name", .string($0))]) })),
        ("tags", .array(entry.tags.map { .string($0) })),
      ] + (entry.language.map { [("language", .string($0))] } ?? []))
  }

  private func url(_ address: Address) -> String { feed.site.base + address.text }
}
