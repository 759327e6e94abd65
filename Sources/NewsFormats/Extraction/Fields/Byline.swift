/// The names in a byline: "Von Anna Muster und Ben Beispiel | 3. Mai 2026".
enum Byline {
  /// Names are longer and have more words only by mistake.
  private static let mostCharacters = 80
  private static let mostWords = 10

  /// The name as metadata give it; nil for what is none (an address, a number, a phrase).
  static func name(inField text: String) -> String? {
    let name = withoutPrefix(text.split(whereSeparator: \.isWhitespace)).joined(separator: " ")
    return plausible(String(trimmed(name)), mostWords: mostWords)
  }

  /// The name in a line of the page, where more may stand: cut at a divider, a date, a verb.
  static func name(inLine text: String) -> String? {
    guard text.utf8.count <= 240 else { return nil }
    var words: [Substring] = []
    for word in withoutPrefix(text.split(whereSeparator: \.isWhitespace)) {
      let plain = word.lowercased()
      if word.first?.isNumber == true || dividers.contains(where: word.hasPrefix) { break }
      if !words.isEmpty, enders.contains(plain) { break }
      if let cut = word.firstIndex(where: { "|•·([".contains($0) }) {
        if cut > word.startIndex { words.append(word[..<cut]) }
        break
      }
      words.append(word)
    }
    while let last = words.last, danglers.contains(last.lowercased()) { words.removeLast() }
    let name = String(trimmed(words.joined(separator: " ")))
    guard !notNames.contains(where: name.lowercased().hasPrefix) else { return nil }
    return plausible(name, mostWords: 7)
  }

  /// The name of a line that says so itself: "By Anna Muster", "Von Anna Muster"; nil for others.
  static func name(ofSignedLine text: String) -> String? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count >= 2, words.count <= 14, let first = words.first,
      signs.contains(first.lowercased()), words[1].first?.isUppercase == true,
      let name = name(inLine: text)
    else { return nil }
    let parts = name.split(separator: " ")
    return parts.count <= 7
      && parts.filter({ $0.first?.isUppercase == true }).count * 2 > parts.count
      ? name : nil
  }

  private static func plausible(_ name: String, mostWords: Int) -> String? {
    let lower = name.lowercased()
    guard !name.isEmpty, name.count <= mostCharacters,
      name.split(separator: " ").count <= mostWords, !name.contains("://"),
      !lower.hasPrefix("www."), !name.hasPrefix("/"), !name.hasPrefix("@"),
      !enders.contains(lower), !danglers.contains(lower), !signs.contains(lower),
      name.unicodeScalars.contains(where: { $0.properties.isAlphabetic })
    else { return nil }
    return name
  }

  private static func withoutPrefix(_ words: [Substring]) -> ArraySlice<Substring> {
    words.drop { word in
      let plain = word.lowercased().filter { $0 != ":" }
      return signs.contains(plain) || verbs.contains(plain)
        || word.allSatisfy { !$0.isLetter && !$0.isNumber }
    }
  }

  private static func trimmed(_ name: String) -> Substring {
    let marks: Set<Character> = [" ", ",", ";", ":", "|", "-", "–", "—", "·", "•", "/", "'", "\""]
    var part = name[...]
    while let last = part.last, marks.contains(last) { part.removeLast() }
    while let first = part.first, marks.contains(first) { part.removeFirst() }
    return part
  }

  private static let signs: Set<String> = [
    "by", "von", "vom", "por", "par", "di", "door", "przez", "av", "af", "автор",
  ]
  private static let verbs: Set<String> = [
    "author", "authors", "autor", "autorin", "autoren", "auteur", "auteurs", "autore", "autores",
    "written", "posted", "published", "geschrieben", "verfasst", "veröffentlicht", "erstellt",
    "gepostet", "eingestellt", "text", "words", "interview", "reporter", "escrito", "publicado",
    "publié", "scritto", "redactie", "tekst", "und",
  ]
  private static let enders: Set<String> = [
    "on", "am", "in", "at", "um", "le", "il", "el", "op", "updated", "published", "posted", "vor",
    "publiziert", "aktualisiert", "veröffentlicht", "gepostet", "actualizado", "mis", "/",
  ]
  /// Weekdays and articles before a date that was cut off.
  private static let danglers: Set<String> = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mo", "di", "mi", "do", "fr", "sa", "so", "le",
    "den", "the", "von", "und", "and", "y", "et",
  ]
  private static let dividers = ["|", "•", "·", "–", "—", "-", "/", "(", "[", "<", "@"]
  private static let notNames = [
    "kommentar", "comment", "share", "teilen", "follow", "keine", "no ", "about", "über", "more",
    "mehr", "all posts", "alle", "tags", "filed", "leave", "name", "e-mail", "datum", "read",
    "a note",
    "search", "gast", "guest",
  ]
}
