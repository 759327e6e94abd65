import NewsModel

/// The fields of a page's article, from JSON-LD, `<meta>`, `<time>`, then the page itself.
struct PageMetadata {
  var headline: String?
  var byline: String?
  var published: Timestamp?
  var updated: Timestamp?
  var site: String?
  var language: String?
  var url: String?

  init(_ tree: HTMLTree, hints: [ElementHint], blocks: [PageBlock], root: Int) {
    let head = PageHead(tree)
    let article = head.linked.article
    site =
      head.meta(["og:site_name"])?.nonBlank ?? article?["publisher"]?.text
      ?? head.meta(["application-name", "dc.publisher"])?.nonBlank
    url = Self.url(head, article)
    language =
      head.language?.nonBlank ?? article?["inLanguage"]?.text
      ?? head.meta(["og:locale", "content-language", "dc.language"])?.nonBlank
    let zone = PageZone(tree, hints: hints, blocks: blocks, root: root)
    headline = PageHeadline.find(head, headings: zone.headings, site: site)
    byline = Self.byline(head, article, zone: zone, site: site, url: url)
    published = PageDates.published(head, zone: zone, url: url)
    updated = PageDates.updated(head)
  }

  private static func url(_ head: PageHead, _ article: [String: LinkedData.Value]?) -> String? {
    let base = head.meta(["og:url"]) ?? head.base ?? ""
    let given = [head.canonical, head.meta(["og:url"]), article?["url"]?.text]
    for url in given {
      guard let url = url?.nonBlank else { continue }
      let resolved = RelativeReference.resolved(url, against: base)
      if resolved.hasPrefix("http") { return resolved }
    }
    return nil
  }

  private static let authorNames = [
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl",
    "citation_author", "article:author_name",
  ]
  /// Persons before houses: templates fill `author` with the site's own name.
  private static func byline(
    _ head: PageHead, _ article: [String: LinkedData.Value]?, zone: PageZone, site: String?,
    url: String?
  ) -> String? {
    let title = PageHeadline.folded(String(decoding: head.title, as: UTF8.self))
    let host = PageHeadline.folded(host(of: url) ?? "")
    let house = site.map(PageHeadline.folded)
    func isHouse(_ name: String) -> Bool {
      let words = PageHeadline.folded(name)
      return words == house || title.hasSuffix(words)
        || !host.isEmpty && (host.contains(words) || words.contains(host))
        || name.contains(".") && !name.contains(" ")
    }
    var linked: [String] = []
    for name in article.map({ head.linked.authors(of: $0) }) ?? [] {
      if let name = Byline.name(inField: name.unescaped), !linked.contains(name) {
        linked.append(name)
      }
    }
    let persons = linked.filter { !isHouse($0) }
    if !persons.isEmpty { return persons.joined(separator: ", ") }
    let given = authorNames.compactMap {
      head.meta([$0]).flatMap { Byline.name(inField: $0.unescaped) }
    }
    return given.first { !isHouse($0) } ?? zone.author ?? zone.signed ?? linked.first ?? given.first
  }

  private static func host(of url: String?) -> String? {
    guard let url, let start = url.firstRange(of: "://")?.upperBound else { return nil }
    let host = url[start...].prefix { $0 != "/" && $0 != ":" }
    return String(host.hasPrefix("www.") ? host.dropFirst(4) : host)
  }
}

extension String {
  /// Character references that a template escaped twice.
  var unescaped: String {
    guard utf8.contains(0x26) else { return self }
    var out: [UInt8] = []
    Array(utf8).withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        if bytes[index] == 0x26, let reference = CharacterReference(bytes, at: index) {
          out += UTF8.encode(reference.scalar).map(Array.init) ?? []
          index = reference.end
        } else {
          out.append(bytes[index])
          index += 1
        }
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
  var nonBlank: String? { utf8.contains { $0 > 0x20 } ? self : nil }
}
