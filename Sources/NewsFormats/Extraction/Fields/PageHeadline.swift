/// Which of a page's titles is the headline.
///
/// The heading nearest above the text that the head confirms; else a lone `<h1>`; else what the
/// head says, without the site's name.
enum PageHeadline {
  /// `headings` are those down to the text, as they stand in the page.
  static func find(
    _ head: PageHead, article: [String: LinkedData.Value]?, headings: [PageHeading], site: String?
  ) -> String? {
    let title = line(String(decoding: head.title, as: UTF8.self))
    let parts = title.utf8.count <= longestCompared ? parts(of: title) : []
    let claims = [
      article?["headline"]?.text?.unescaped, head.titles.first,
    ]
    .compactMap { $0.map(line)?.nonBlank }
    let foldedClaims = claims.filter { $0.utf8.count <= longestCompared }.map(folded)
    let foldedParts = parts.map(folded)
    let foldedTitle = title.utf8.count <= longestCompared ? folded(title) : ""
    let foldedSite = site.map(folded)
    let confirmed = headings.filter { heading in
      let words = folded(heading.text)
      guard words.utf8.count >= 4, words != foldedSite else { return false }
      if foldedClaims.contains(words) || foldedParts.contains(words) || foldedTitle == words {
        return true
      }
      return heading.rank == 1
        && (foldedClaims.contains { $0.contains(words) } || foldedTitle.contains(words))
    }
    // "Headline | Site" with a heading for each: the one at the text, else the longer.
    let near = confirmed.filter(\.isNearText)
    if let best = near.last(where: { $0.rank == 1 }) ?? near.last
      ?? confirmed.max(by: { $0.text.utf8.count < $1.text.utf8.count })
    {
      return best.text
    }
    let alone = headings.filter {
      $0.rank == 1 && folded($0.text) != foldedSite && !$0.text.isEmpty
    }
    if alone.count == 1 { return alone[0].text }
    return claims.first.map { withoutSite($0, site) }
      ?? (title.isEmpty ? headings.first?.text : withoutSite(title, site))
  }

  /// In bytes. Each heading is looked for in the page's titles, and hostile ones are as long as it may be.
  private static let longestCompared = 4096

  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
  /// Letters and digits in small letters.
  static func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      return String(decoding: text.utf8.compactMap(plain), as: UTF8.self)
    }
    return String(
      String.UnicodeScalarView(text.lowercased().unicodeScalars.filter(\.isLetterOrFigure)))
  }

  /// An ASCII letter in small, a figure as it is; nil for all else.
  private static func plain(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39, 0x61...0x7A: byte
    case 0x41...0x5A: byte | 0x20
    default: nil
    }
  }

  private static let separators = [
    " | ", " - ", " – ", " — ", " · ", " :: ", " » ", " « ", " / ", " • ", ": ",
  ]
  /// What stands between separators; empty for a title of one part.
  static func parts(of title: String) -> [String] {
    separators.flatMap { separator -> [String] in
      let parts = title.components(by: separator)
      return parts.count > 1 ? parts : []
    }
  }

  /// Without the last part of "Headline | Site", when it is shorter than the rest.
  static func withoutSite(_ title: String, _ site: String?) -> String {
    for separator in separators.dropLast() {
      let parts = title.components(by: separator)
      guard parts.count >= 2, let first = parts.first, let last = parts.last else { continue }
      let rest = parts.dropLast().joined(separator: separator)
      if let site {
        if folded(last) == folded(site) { return rest }
        if folded(first) == folded(site) { return parts.dropFirst().joined(separator: separator) }
      }
      if rest.count > last.count { return parts.count > 2 ? first : rest }
    }
    return title
  }
}

/// A heading of the page, `<h1>` to `<h3>`.
struct PageHeading {
  var text: String
  var rank: Int
  /// In the article, or between the last heading before it and its text.
  var isNearText: Bool
}

extension String {
  /// What stands between the separators.
  fileprivate func components(by separator: String) -> [String] {
    var parts: [String] = []
    var rest = Array(utf8)[...]
    let separator = Array(separator.utf8)
    while let place = rest.withUnsafeBufferPointer({ rest in
      separator.withUnsafeBufferPointer { ByteRuns.first($0, in: rest) }
    }) {
      parts.append(String(decoding: rest.prefix(place), as: UTF8.self))
      rest = rest.dropFirst(place + separator.count)
    }
    return parts + [String(decoding: rest, as: UTF8.self)]
  }
}
