/// What an element means as a child of an entry or of the feed itself.
///
/// One table for all dialects, since feeds mix them freely (Atom links in RSS, Dublin Core in
/// both). Sources: RSS 2.0 (rssboard.org/rss-specification), elements of `<channel>` and `<item>`,
/// and 0.90–0.94 as its history has them; RSS 1.0 (web.resource.org/rss/1.0/spec), sections 5.3 and
/// 5.5; RSS 1.1; Atom 1.0 (RFC 4287), sections 4.1 and 4.2; Atom 0.3 (draft-ietf-atompub-format-00);
/// Dublin Core 1.1 and terms; content module 1.0 (`encoded`); Media RSS 1.5.1; Apple's podcast tags;
/// WordPress' export (wp-admin/includes/export.php); Microsoft's CDF for its `ABSTRACT`.
struct FeedMeaning: Hashable, Sendable {
  enum Role: UInt8, Sendable {
    case title, link, identifier, body, published, updated, author, language, source
    /// Of the feed that an entry was taken from.
    case sourceAuthor
    /// Children of an Atom author; of an entry they are nothing.
    case authorName, authorMail
    /// `media:group` stands between an entry and what describes it.
    case group
    /// WordPress' table of writers: login → display name.
    case writer, writerLogin, writerName
    /// WordPress' kind of an item (`post`, `page`, `attachment` …) and its state.
    case postType, postStatus
    case embargo
  }
  var role: Role
  /// Of several elements of one role the lowest rank that holds something wins, then the first.
  var rank: Int

  init(_ role: Role, _ rank: Int = 0) {
    self.role = role
    self.rank = rank
  }

  /// What a name means in a feed whose entry (or feed) element has the namespace `core`: its children
  /// of the same one are the format's own, whatever that is called.
  static func of(_ name: XMLName, core: String) -> FeedMeaning? {
    let isOwn = name.space == core && (!core.isEmpty || name.prefix.isEmpty)
    let local = name.local.lowercased()
    if embargoes.contains(local) { return FeedMeaning(.embargo) }
    if let family = isOwn ? .core : FeedNamespace(name) { return tables[family]?[local] }
    return fullTexts.contains(local) ? FeedMeaning(.body) : nil
  }

  /// Houses' own, and PRISM's (`prism:embargoDate`).
  private static let embargoes: Set<String> = [
    "embargo", "embargoed", "embargodate", "embargountil", "embargo-until", "embargo_until",
    "embargo-date", "embargo_date", "sperrfrist",
  ]

  /// Many houses put the whole text beside a teaser, in a namespace of their own: `yandex:full-text`,
  /// `turbo:content`.
  private static let fullTexts: Set<String> = [
    "full-text", "fulltext", "full_text", "full-content", "fullcontent", "content", "encoded",
    "body",
    "articlebody", "text",
  ]

  private static let tables: [FeedNamespace: [String: FeedMeaning]] = [
    .core: [
      "title": .init(.title), "link": .init(.link), "guid": .init(.identifier),
      "id": .init(.identifier), "content": .init(.body), "body": .init(.body),
      "fullitem": .init(.body), "content_encoded": .init(.body), "fulltext": .init(.body),
      "full-text": .init(.body), "full_text": .init(.body), "description": .init(.body, 1),
      "summary": .init(.body, 1), "abstract": .init(.body, 2), "pubdate": .init(.published),
      "published": .init(.published), "issued": .init(.published, 1),
      "created": .init(.published, 2), "updated": .init(.updated),
      "modified": .init(.updated, 1), "lastmod": .init(.updated, 2), "author": .init(.author, 1),
      "language": .init(.language), "source": .init(.source), "name": .init(.authorName),
      "email": .init(.authorMail),
    ],
    .content: ["encoded": .init(.body)],
    .xhtml: ["body": .init(.body), "div": .init(.body)],
    .dublinCore: [
      "title": .init(.title, 1), "identifier": .init(.identifier, 2),
      "description": .init(.body, 2), "date": .init(.published, 1), "creator": .init(.author),
      "author": .init(.author), "language": .init(.language, 1),
      "publisher": .init(.source, 1),
    ],
    .dublinCoreTerms: [
      "title": .init(.title, 1), "abstract": .init(.body, 2), "issued": .init(.published, 1),
      "created": .init(.published, 2), "modified": .init(.updated, 1),
      "creator": .init(.author),
    ],
    .media: [
      "title": .init(.title, 2), "description": .init(.body, 3), "text": .init(.body, 4),
      "group": .init(.group),
    ],
    .podcast: [
      "title": .init(.title, 3), "summary": .init(.body, 3), "subtitle": .init(.body, 4),
      "author": .init(.author, 2),
    ],
    .wordPress: [
      "post_type": .init(.postType), "status": .init(.postStatus),
      "post_date_gmt": .init(.published, 2), "post_modified_gmt": .init(.updated),
      "author": .init(.writer), "author_login": .init(.writerLogin),
      "author_display_name": .init(.writerName),
    ],
    .excerpt: ["encoded": .init(.body, 1)],
  ]
}

/// The namespaces that feeds use, each with its spellings.
enum FeedNamespace: Hashable, Sendable {
  case core, content, xhtml, dublinCore, dublinCoreTerms, media, podcast, wordPress, excerpt

  /// Nil for what means nothing here. A prefix that is declared nowhere is taken at its word.
  init?(_ name: XMLName) {
    if name.space.isEmpty {
      guard let found = name.prefix.isEmpty ? .core : Self.prefixes[name.prefix.lowercased()] else {
        return nil
      }
      self = found
      return
    }
    var space = name.space.lowercased().filter { !$0.isWhitespace }
    while space.last == "/" || space.last == "#" { space.removeLast() }
    if let found = Self.spaces[space] {
      self = found
    } else if space.hasPrefix("http://wordpress.org/export/") {
      self = space.hasSuffix("/excerpt") ? .excerpt : .wordPress
    } else {
      return nil
    }
  }

  private static let prefixes: [String: FeedNamespace] = [
    "rss": .core, "atom": .core, "content": .content, "xhtml": .xhtml, "dc": .dublinCore,
    "dcterms": .dublinCoreTerms, "media": .media, "itunes": .podcast, "wp": .wordPress,
    "excerpt": .excerpt,
  ]
  /// In small letters, without a final slash or number sign.
  private static let spaces: [String: FeedNamespace] = [
    "http://www.w3.org/2005/atom": .core, "http://purl.org/atom/ns": .core,
    "https://www.w3.org/2005/atom": .core, "http://purl.org/rss/1.0": .core,
    "http://purl.org/rss/1.0/modules/rss091": .core, "http://purl.org/net/rss1.1": .core,
    "http://my.netscape.com/rdf/simple/0.9": .core,
    "http://channel.netscape.com/rdf/simple/0.9": .core,
    "http://my.netscape.com/publish/formats/rss-0.91.dtd": .core,
    "http://backend.userland.com/rss": .core, "http://backend.userland.com/rss2": .core,
    "http://blogs.law.harvard.edu/tech/rss": .core, "http://cyber.law.harvard.edu/rss": .core,
    "http://purl.org/rss/1.0/modules/content": .content, "http://www.w3.org/1999/xhtml": .xhtml,
    "http://purl.org/dc/elements/1.0": .dublinCore, "http://purl.org/dc/elements/1.1": .dublinCore,
    "http://purl.org/dc/terms": .dublinCoreTerms, "http://search.yahoo.com/mrss": .media,
    "http://video.search.yahoo.com/mrss": .media,
    "http://www.itunes.com/dtds/podcast-1.0.dtd": .podcast,
  ]
}
