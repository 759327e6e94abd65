/// Which of a page's titles is the headline.
///
/// The `<h1>` as readers see it, when there is one that the head confirms or no other; else what the
/// head says; else the `<title>` without the site's name.
enum PageHeadline {
  static func find(_ head: PageHead, headings: [String], site: String?) -> String? {
    let title = line(String(decoding: head.title, as: UTF8.self))
    let linked = head.linked.article?["headline"]?.text.map(line)
    let open = head.meta(["og:title", "twitter:title", "dc.title", "headline"]).map(line)
    let claims = [linked, open, title].compactMap { $0 }.map(folded).filter { !$0.isEmpty }
    let headings = headings.map(line).filter { !$0.isEmpty && folded($0) != site.map(folded) }
    if let heading = headings.first(where: { heading in
      let words = folded(heading)
      return words.utf8.count >= 4 && claims.contains { $0.hasPrefix(words) || $0.contains(words) }
    }) {
      return heading
    }
    if headings.count == 1 { return headings[0] }
    return linked ?? open.map { withoutSite($0, site) } ?? (title.isEmpty ? headings.first : withoutSite(title, site))
  }

  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
  /// Letters and digits in small letters.
  static func folded(_ text: String) -> String {
    String(String.UnicodeScalarView(text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }))
  }

  private static let separators = [" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " « ", " / "]
  /// Without the last part of "Headline | Site", when it is shorter than the rest.
  private static func withoutSite(_ title: String, _ site: String?) -> String {
    for separator in separators {
      let parts = title.components(by: separator)
      guard parts.count >= 2, let last = parts.last else { continue }
      let rest = parts.dropLast().joined(separator: separator)
      if let site, folded(last) == folded(site) { return rest }
      if let first = parts.first, let site, folded(first) == folded(site) {
        return parts.dropFirst().joined(separator: separator)
      }
      if rest.count > last.count { return parts.count > 2 ? parts[0] : rest }
    }
    return title
  }
}

extension String {
  fileprivate func components(by separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
