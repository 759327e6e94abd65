import NewsModel

/// A kill's text, word by word, and which of its words belong to something that stays usable: the substitute that it
/// announces, or a report that it says is not meant.
///
/// What a kill names is taken back unless the words around it say otherwise: a kill that is overlooked is worse than
/// a report that a person has to release.
struct KillText {
  struct Word {
    let text: Substring
    /// Without the signs around it.
    let bare: String
    /// The same in small letters.
    let key: String
    /// May name an article.
    let isName: Bool
    /// Begins a line.
    let isFirst: Bool
    /// A word for copy, or for one of its versions.
    let isCopy: Bool
    let isVersion: Bool
    var isSpared = false

    init(_ text: Substring, isFirst: Bool) {
      let bare = text.drop { "\"'`“”„«»([".contains($0) }
      let end = bare.lastIndex { !".,;:!?\"'`“”’«»)]".contains($0) }
      let word = end.map { bare[...$0] } ?? ""
      (self.text, self.isFirst, self.bare) = (text, isFirst, String(word))
      key = word.lowercased()
      isName = Article.KilledNames.mayName(self.bare)
      isCopy = !isName && KillWords.isCopy(key)
      isVersion = !isName && KillWords.isVersion(key)
    }

    /// The first bytes of what phrases may begin with here: the word itself, what stands behind `d'` or `و`, and
    /// in scripts without spaces any part of it.
    var initials: [UInt8] {
      var initials = key.utf8.first.map { [$0] } ?? []
      if let mark = key.firstIndex(where: { "'’".contains($0) }) {
        if let first = key[mark...].dropFirst().utf8.first { initials.append(first) }
      }
      if key.hasPrefix("و"), let first = key.dropFirst().utf8.first { initials.append(first) }
      if initials.first ?? 0 >= 0xE3 { initials.append(UInt8(ascii: "*")) }
      return initials
    }

    var opensBracket: Bool { text.first.map { "([".contains($0) } ?? false }
    var closesBracket: Bool { text.contains { ")]".contains($0) } }
    /// The sign that ends a sentence or a part of it behind the word, if one does.
    var sign: Character? {
      guard let last = text.last(where: { !"\"'”’»)]".contains($0) }), ".,;:!?".contains(last)
      else { return nil }
      return last == "." && KillWords.abbreviations.contains(key) ? nil : last
    }
  }
  private(set) var words: [Word] = []

  /// - Parameters:
  ///   - text: of the kill.
  ///   - isNamed: its fields say what it takes back.
  init(_ text: String, isNamed: Bool = false) {
    for line in Self.spaced(text).split(whereSeparator: \.isNewline) {
      let start = words.count
      for word in line.split(whereSeparator: \.isWhitespace) {
        words.append(Word(word, isFirst: words.count == start))
      }
    }
    spare(isNamed: isNamed)
  }

  /// What the kill is about, without what stays usable.
  var killing: String { joined { !$0.isSpared } }
  /// What stays usable.
  var spared: String { joined(\.isSpared) }

  /// A clause asks for something that nobody asks for but of copy: `kill urn:x:1`.
  var demandsKill: Bool {
    KillReader(words).clauses.contains { clause in
      words[clause].contains { $0.isName && Article.KilledNames.isSure($0.bare) }
        && KillCue.all(in: words, clause).contains(where: \.isOrder)
    }
  }

  private func joined(_ isIn: (Word) -> Bool) -> String {
    words.filter(isIn).map(\.text).joined(separator: " ")
  }

  private mutating func spare(isNamed: Bool) {
    var seen: [Int] = []
    var reader = KillReader(words)
    for (index, role) in reader.roles() {
      if role == .seen { seen.append(index) } else { words[index].isSpared = role == .spared }
    }
    // `See urn:x:7` is the report itself, where nothing else is named.
    let isAnotherKilled = words.indices.contains { index in
      !words[index].isSpared && !seen.contains(index)
        && (words[index].isName || isSlugged(index) && !seen.contains(index + 1))
    }
    guard isNamed || isAnotherKilled else { return }
    for index in seen { spareName(at: index) }
  }

  /// `Slugged Storm Damage`: what follows is a name, too.
  private func isSlugged(_ index: Int) -> Bool { ["slugged", "slug"].contains(words[index].key) }

  /// With the words of a slug behind it, and the word that calls it one.
  private mutating func spareName(at index: Int) {
    words[index].isSpared = true
    if index > 0, isSlugged(index - 1) { words[index - 1].isSpared = true }
    var next = index + 1
    while next < words.count, next <= index + 2, words[next - 1].sign == nil,
      words[next].bare.first?.isUppercase == true, !words[next].isName
    {
      words[next].isSpared = true
      next += 1
    }
  }

  /// Scripts that put no room between words get it around what is in Latin letters, and their signs become those
  /// of the others.
  private static func spaced(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isWide($0) || KillWords.signs[$0] != nil }) else {
      return text
    }
    var spaced = String.UnicodeScalarView()
    var before: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if let sign = KillWords.signs[scalar] {
        spaced.append(contentsOf: sign.unicodeScalars)
      } else {
        if isWide(before) != isWide(scalar) { spaced.append(" ") }
        spaced.append(scalar)
      }
      before = scalar
    }
    return String(spaced)
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    (0x3040...0x9FFF).contains(scalar.value)
  }
}
