package import NewsModel

extension Article {
  /// What a kill names: identifiers and slugs of what it takes back. They follow from the kill alone, and not
  /// from what is there when it comes: so it takes back the same whatever arrives first.
  package struct KilledNames: Hashable, Sendable {
    /// In order, none twice, at most 24.
    package private(set) var identifiers: [String] = []
    /// The same, at most 8.
    package private(set) var slugs: [String] = []
    /// What its text names to stay: the substitute. In order, none twice, at most 24.
    package private(set) var spared: [String] = []

    private static let identifierLimit = 24
    private static let slugLimit = 8
    private static let longestBytes = 1024
    /// A kill's text is short; what stands behind is the text that is killed, perhaps.
    private static let textBytes = 1500

    /// A slug says less than an identifier, and whole days of copy may have one (`POLITICS`): where the kill has
    /// an identifier, only those count that it calls slugs.
    ///
    /// - Parameters:
    ///   - headline: of the kill.
    ///   - body: of the kill.
    ///   - note: its note to editors.
    ///   - slug: the kill's own, which is often that of what it kills.
    ///   - uri: the kill's own identifier, where it is that of what it kills; otherwise nil.
    package init(headline: String, body: String, note: String? = nil, slug: String?, uri: String?) {
      let all = KillText(
        Self.text(headline: headline, body: body, note: note),
        isNamed: uri != nil || slug.map(Self.isOfReport) ?? false)
      let text = all.killing
      let words = Self.words(text)
      if let uri { identifiers.append(uri) }
      for word in words { self.note(identifier: word) }
      spared = Self.spared(all, besides: identifiers)
      if uri == nil, !words.contains(where: Self.isSure) {
        if let slug { self.note(slug: slug) }
        // `KILL: Bulgaria-Blast`.
        if let sign = headline.firstIndex(where: { ":-–—".contains($0) }) {
          self.note(slug: String(headline[headline.index(after: sign)...].prefix { $0 != "(" }))
        }
        for word in words where Self.isSlug(word) { self.note(slug: word) }
        noteLongSlugs(in: text)
      }
      noteSlugged(in: text)
    }

    /// - Parameters:
    ///   - headline: of a kill.
    ///   - body: of the kill.
    ///   - note: its note to editors.
    /// - Returns: as much of them as names what it is about.
    package static func text(headline: String, body: String, note: String?) -> String {
      [headline, note, body].compactMap(\.self)
        .map { String(decoding: $0.utf8.prefix(textBytes), as: UTF8.self) }
        .joined(separator: "\n")
    }

    /// - Parameter text: a kill's, as `text` gives it.
    /// - Returns: it without what stays usable. Cost: some 100 µs.
    package static func killing(in text: String) -> String {
      let parts = KillText(text)
      return parts.words.contains(where: \.isSpared) ? parts.killing : text
    }

    /// - Parameters:
    ///   - uri: of an article.
    ///   - text: a kill's, as `text` gives it.
    /// - Returns: true for what it is about.
    package static func name(_ uri: String, in text: String) -> Bool {
      words(KillText(text).killing).contains(uri)
    }

    /// - Parameters:
    ///   - uri: of an article.
    ///   - text: a kill's, as `text` gives it.
    /// - Returns: true for the substitute.
    package static func spare(_ uri: String, in text: String) -> Bool {
      let all = KillText(text)
      return spared(all, besides: []).contains(uri) && !words(all.killing).contains(uri)
    }

    private static func spared(_ text: KillText, besides killed: [String]) -> [String] {
      var spared: [String] = []
      for word in words(text.spared)
      where mayName(word) && !spared.contains(word) && !killed.contains(word) {
        spared.append(word)
      }
      return Array(spared.prefix(identifierLimit))
    }

    private static func words(_ text: String) -> [String] {
      text.split { $0.isWhitespace || "()[]<>\"“”„«»".contains($0) }.map(bare)
    }

    private static func bare(_ word: Substring) -> String {
      let rest = word.drop { "'`".contains($0) }
      let end = rest.lastIndex { !".,;:!?'`".contains($0) }
      return end.map { String(rest[...$0]) } ?? ""
    }

    /// `urn:…`, `tag:…`; a link may lead anywhere.
    static func isSure(_ word: String) -> Bool {
      let scheme = word.prefix { $0.isASCII && $0.isLetter }
      return scheme.count >= 3 && !scheme.lowercased().hasPrefix("http")
        && word.dropFirst(scheme.count).first == ":" && word.utf8.count > scheme.utf8.count + 3
    }

    /// Whether an identifier is one whatever stands around it: `urn:…`, `tag:…`, an address with a path. Others may
    /// be any word with a hyphen or figure (`COVID-19`).
    package static func isUnmistakable(_ identifier: String) -> Bool {
      isSure(identifier) || isLink(identifier) && !isSite(identifier)
    }

    /// `HTTP-2-0007` is none.
    private static func isLink(_ word: String) -> Bool {
      let word = word.lowercased()
      return word.hasPrefix("http://") || word.hasPrefix("https://")
    }

    /// `https://example.org/`: where questions are answered.
    private static func isSite(_ word: String) -> Bool {
      isLink(word) && word.split(separator: "/").count < 3
    }

    /// `2026-11-22`, `22.11.2026`, `2026-11-22T10:00:00Z`: when it moved.
    private static func isDay(_ word: String) -> Bool {
      let day = word.prefix { $0 != "T" && $0 != "t" }
      let parts = day.split(omittingEmptySubsequences: false) { "-/.".contains($0) }
      guard parts.count == 3, parts.allSatisfy({ $0.allSatisfy(\.isNumber) }) else { return false }
      return parts.map(\.count).sorted() == [2, 2, 4]
        && word[day.endIndex...].dropFirst().allSatisfy { $0.isNumber || "Zz:.+-".contains($0) }
    }

    /// `BC-EU--Port`, `Politics/Bulgaria/Blast`; `COVID-19` and `Jean-Paul` are words.
    private static func isSlug(_ word: String) -> Bool {
      let parts = word.split(omittingEmptySubsequences: false) { "-/".contains($0) }
      return parts.count > 2 && word.contains(where: \.isUppercase) && !isSure(word)
        && !word.contains("//")
    }

    /// Whether a word may be an identifier, or a slug of several parts.
    static func mayName(_ word: String) -> Bool {
      guard (5...longestBytes).contains(word.utf8.count) else { return false }
      // A number that is short is a year, a toll, a time.
      return word.contains { ":/_-".contains($0) || $0.isNumber }
        && (word.contains(where: \.isLetter) || word.utf8.count >= 8)
        && !isSite(word) && !isDay(word)
    }

    /// A field with a slug of several parts names the report; `ADV-KILL-NOTE` is the kill's own.
    private static func isOfReport(_ slug: String) -> Bool {
      let small = slug.lowercased()
      return isSlug(slug) && !["kill", "adv", "note", "withdr"].contains(where: small.contains)
    }

    /// `Kill BC-EU--Port Vote from Ghent`: a slug may go on, and nobody says where it ends.
    private mutating func noteLongSlugs(in text: String) {
      let words = text.split(whereSeparator: \.isWhitespace)
      for (index, word) in words.enumerated() where Self.isSlug(Self.bare(word)) {
        var slug = word
        for next in words[(index + 1)...].prefix(2) {
          if slug.last.map({ ",.;:)".contains($0) }) == true { break }
          guard let first = next.first, first.isUppercase || first.isNumber else { break }
          slug += " " + next
          note(slug: Self.bare(slug))
        }
      }
    }

    private mutating func note(identifier word: String) {
      if Self.mayName(word), identifiers.count < Self.identifierLimit, !identifiers.contains(word) {
        identifiers.append(word)
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
