package import NewsModel

extension Article {
  /// What the text of a kill names: identifiers and slugs of what it takes back.
  package struct KilledNames: Hashable, Sendable {
    /// In order, none twice, at most 24.
    package private(set) var identifiers: [String] = []
    /// The same, at most 8.
    package private(set) var slugs: [String] = []

    private static let identifierLimit = 24
    private static let slugLimit = 8
    private static let longestBytes = 1024
    /// A kill's text is short; what stands behind is the text that is killed, perhaps.
    private static let textBytes = 1500

    /// - Parameters:
    ///   - headline: of the kill.
    ///   - body: of the kill.
    ///   - slug: the kill's own, which is often that of what it kills.
    package init(headline: String, body: String, slug: String?) {
      let text = headline + "\n" + String(decoding: body.utf8.prefix(Self.textBytes), as: UTF8.self)
      if let slug { note(slug: slug) }
      // `KILL: Bulgaria-Blast (urn:…)`.
      if let sign = headline.firstIndex(where: { ":-–—".contains($0) }) {
        note(slug: String(headline[headline.index(after: sign)...].prefix { $0 != "(" }))
      }
      noteSlugged(in: text)
      for word in text.split(whereSeparator: { $0.isWhitespace || "()[]<>\"“”„«»".contains($0) }) {
        let name = word.drop { "'`".contains($0) }.reversed().drop { ".,;:!?'`".contains($0) }
          .reversed()
        note(String(name))
      }
    }

    private mutating func note(_ word: String) {
      guard (5...Self.longestBytes).contains(word.utf8.count) else { return }
      // A number that is short is a year, a toll, a time.
      let isIdentifier =
        word.contains { ":/_-".contains($0) || $0.isNumber }
        && (word.contains(where: \.isLetter) || word.utf8.count >= 8)
      if isIdentifier, identifiers.count < Self.identifierLimit, !identifiers.contains(word) {
        identifiers.append(word)
      }
      let parts = word.split { "-/".contains($0) }
      if parts.count > 1, parts.contains(where: { $0.contains(where: \.isUppercase) }) {
        note(slug: word)
      }
    }

    /// `the story slugged BC-US--Storm Damage, which moved …`.
    private mutating func noteSlugged(in text: String) {
      let words = text.split(whereSeparator: \.isWhitespace)
      for (index, word) in words.enumerated()
      where ["slugged", "slug", "slug:"].contains(word.lowercased()) {
        var slug: [Substring] = []
        for next in words[(index + 1)...].prefix(6) {
          let ends = next.last.map { ",.;:".contains($0) } == true
          if !ends, next.first?.isLowercase == true { break }
          slug.append(ends ? next.dropLast() : next)
          if ends { break }
        }
        if !slug.isEmpty { note(slug: slug.joined(separator: " ")) }
      }
    }

    private mutating func note(slug: String) {
      let slug = slug.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      guard (3...Self.longestBytes).contains(slug.utf8.count), slugs.count < Self.slugLimit,
        !slugs.contains(slug)
      else { return }
      slugs.append(slug)
    }
  }
}
