import NewsModel

/// The fields of a page's article, from JSON-LD, `<meta>`, `<time>`, then the page itself.
struct PageMetadata {
  var headline: String?
  var byline: String?
  var published: Timestamp?
  /// Of publication, on the site's calendar, where it is not that of UTC: days since 1970-01-01.
  var publishedDay: Int64?
  var updated: Timestamp?
  var site: String?
  var language: String?
  var url: String?

  /// `article` and `page` are as JSON-LD describes them.
  init(
    _ tree: HTMLTree, head: PageHead, article: [String: LinkedData.Value]?,
    page: [String: LinkedData.Value]?, hints: [ElementHint], blocks: [PageBlock], root: Int
  ) {
    site =
      head.meta(["og:site_name"])?.nonBlank ?? article?["publisher"]?.text?.unescaped
      ?? head.meta(["application-name", "dc.publisher"])?.nonBlank
    url = Self.url(head, article)
    language =
      head.language?.nonBlank ?? article?["inLanguage"]?.text
      ?? head.meta(["og:locale", "content-language", "dc.language"])?.nonBlank
    let notation = DateNotation(languages: [head.language, head.meta(["og:locale"])])
    let zone = PageZone(tree, hints: hints, blocks: blocks, root: root, notation: notation)
    headline = PageHeadline.find(head, article: article, headings: zone.headings, site: site)
    byline =
      PageByline(head, article: article, zone: zone, site: site, headline: headline, url: url).name
    let dates = PageDates(head, article: article, page: page, notation: notation)
    published = dates.published(zone: zone, url: url)
    let midnight = SiteMidnight(language: language)
    publishedDay = published.flatMap {
      dates.siteDay(of: $0, zone: zone, url: url, midnight: midnight)
    }
    updated = dates.updated
  }

  private static func url(_ head: PageHead, _ article: [String: LinkedData.Value]?) -> String? {
    let base = head.meta(["og:url"]) ?? head.base ?? ""
    let given = [head.canonical, head.meta(["og:url"]), article?["url"]?.text, head.savedFrom]
    for url in given {
      guard let url = url?.nonBlank else { continue }
      let resolved = RelativeReference.resolved(url, against: base)
      if resolved.hasPrefix("http") { return resolved }
    }
    return nil
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
