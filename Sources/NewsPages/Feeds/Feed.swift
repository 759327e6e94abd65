import NewsModel

/// A feed as values: what it is of, and its entries, the newest first. `FeedAtom` and `FeedJSON` write it.
struct Feed: Sendable {
  struct Entry: Sendable {
    /// What names it behind the feed's own name; never given to anything else.
    var identifier: String
    var title: String
    var address: Address
    /// When it came, and when it last changed.
    var published: Timestamp
    var updated: Timestamp
    var authors: [String]
    var tags: [String]
    var summary: String
    var language: String?
  }

  var address: FeedAddress
  var site: Site
  var title: String
  /// The page of the same.
  var page: Address
  var entries: [Entry]

  /// The newest change of an entry; 1970 without one, so that an empty feed does not change.
  var updated: Timestamp { entries.map(\.updated).max() ?? Timestamp(milliseconds: 0) }

  /// A tag (RFC 4151): the day is when the first feed was made, since a tag names who owned the name then.
  func identifier(_ specific: String) -> String {
    let authority = site.authority.hasPrefix("[") ? "localhost" : site.authority
    return "tag:\(authority),2026-11-30:wiredesk:\(specific)"
  }

  /// Unique for what the feed is of.
  var identifier: String {
    let path = Address.feed(address).text.drop { $0 == "/" }
    return path == "stories.\(address.form.rawValue)"
      ? identifier("stories") : identifier("feed:" + path)
  }

  var answer: Answer {
    switch address.form {
    case .atom: FeedAtom(feed: self).answer
    case .json: FeedJSON(feed: self).answer
    }
  }
}
