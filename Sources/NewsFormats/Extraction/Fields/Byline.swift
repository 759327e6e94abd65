/// The names in a byline: "Von Anna Muster und Ben Beispiel | 3. Mai 2026".
///
/// A name is what is left when the words before it, what the person is, and the day are taken away.
enum Byline {
  /// Names are longer and have more words only by mistake.
  private enum Most {
    static let characters = 80
    static let words = 10
    static let wordsInLine = 7
    /// A line that says "By" and goes on for longer is a sentence.
    static let wordsOfSignedLine = 14
    static let bytes = 240
    static let bytesBesideRole = 60
  }

  /// The name as metadata give it; nil for what is none (an address, a number, a phrase).
  static func name(inField text: String) -> String? {
    var words: [Substring] = []
    for word in withoutSign(split(text)) {
      if word.contains("@"), !words.isEmpty { break }
      words.append(word)
    }
    let names = BylinePieces.names(in: words).joined(separator: " ")
    return plausible(String(trimmed(names)), mostWords: Most.words)
  }

  /// Without "By" and what else says that a name follows. "Von der Heide" and "Di Marco" are names.
  private static func withoutSign(_ words: [Substring]) -> ArraySlice<Substring> {
    var rest = words.drop { word in !word.contains { $0.isLetter || $0.isNumber } }
    let openings = rest.prefix { BylineWords.openings.contains(plain($0)) }
    if let next = rest.dropFirst(openings.count).first, isSign(next) {
      rest = rest.dropFirst(openings.count)
    }
    guard let first = rest.first else { return rest }
    let name = rest.dropFirst()
    if first.last == ":" {
      return isSign(first) || BylineWords.openings.contains(plain(first)) ? name : rest
    }
    guard BylineWords.signs.contains(plain(first)) else { return rest }
    let isName = name.count > 1 && name.first.map(isNameLike) ?? false
    return isName || BylineWords.onlySigns.contains(plain(first)) ? name : rest
  }

  /// The name in a line of the page, where more may stand: cut at a divider, a date, a verb, a role.
  static func name(inLine text: String) -> String? {
    guard text.utf8.count <= Most.bytes else { return nil }
    var words: [Substring] = []
    for word in withoutRoles(withoutOpening(split(text))) {
      if word.first?.isNumber == true {
        dropMonth(&words)
        break
      }
      if dividers.contains(where: word.hasPrefix) || word.contains("@") { break }
      if ends(words, before: word) { break }
      if isRole(word), words.count > 1 || words.last?.last == "," {
        dropAfterComma(&words)
        break
      }
      if let cut = word.firstIndex(where: { "|•·([»".contains($0) }) {
        if cut > word.startIndex { words.append(word[..<cut]) }
        break
      }
      words.append(word)
    }
    dropRest(&words)
    let name = String(trimmed(words.joined(separator: " ")))
    return isOther(name) ? nil : plausible(name, mostWords: Most.wordsInLine)
  }

  /// Whether a line says something else than a name in small words.
  private static func isOther(_ name: String) -> Bool {
    let lower = name.lowercased()
    return BylineWords.notNames.contains(where: lower.hasPrefix)
      || BylineWords.enders.contains(lower) || BylineWords.danglers.contains(lower)
  }

  /// What stands before a day that was cut off, and a full stop.
  private static func dropRest(_ words: inout [Substring]) {
    while let last = words.last, BylineWords.danglers.contains(plain(last)) { words.removeLast() }
    guard words.count > 1, let last = words.last, isStopped(last) else { return }
    words[words.count - 1] = last.dropLast()
  }

  /// Whether a name is over before a word: it is small and no part of one ("publié", "is", "of"), or a full stop
  /// stands before it.
  private static func ends(_ words: [Substring], before word: Substring) -> Bool {
    guard let first = words.first else { return word.last == ":" }
    if BylineWords.enders.contains(plain(word)) || word.last == ":" { return true }
    if let last = words.last, last.last == ";" || last.last == "," && isHouse(word) { return true }
    // Of one word and a small one it cannot be told which is the name.
    guard isNameLike(first), words.count > 1 else { return false }
    if word.first?.isLowercase == true, !BylineWords.particles.contains(plain(word)) { return true }
    return words.last.map(isStopped) ?? false
  }
  /// A word with a full stop that does not shorten it.
  private static func isStopped(_ word: Substring) -> Bool {
    word.last == "." && word.count(where: \.isLetter) > longestShortened
  }
  /// "Jr.", "Th."
  private static let longestShortened = 3

  /// The name of a line that says so itself: "By Anna Muster", "Autorin: Anna Muster", also behind
  /// another part of the line: "Culture | By Anna Muster | 3 May"; nil for others.
  static func name(ofSignedLine text: String) -> String? {
    if let name = HanByline.name(in: text) { return name }
    guard BylineWords.maySign(text) else { return nil }
    for part in text.unicodeScalars.split(whereSeparator: parters.contains) {
      if let name = name(ofSignedPart: Substring(part)) { return name }
    }
    return nil
  }
  private static let parters: [Unicode.Scalar] = ["|", "•", "·", "–", "—"]

  private static func name(ofSignedPart part: Substring) -> String? {
    let words = withoutLabel(split(part))
    guard words.count >= 2, words.count <= Most.wordsOfSignedLine, let sign = sign(in: words),
      sign + 1 < words.endIndex, isNameLike(words[sign + 1]),
      let name = name(inLine: words[sign...].joined(separator: " "))
    else { return nil }
    if sign > 0, !words[..<sign].allSatisfy({ BylineWords.openings.contains(plain($0)) }) {
      return isFullName(name) ? name : nil
    }
    let parts = name.split(separator: " ").filter { !BylineWords.particles.contains(plain($0)) }
    guard let last = parts.last, isNameLike(last) else { return nil }
    return parts.filter(isNameLike).count * 2 > parts.count ? name : nil
  }

  /// Two to four words like names. Asked where less says that a name follows.
  private static func isFullName(_ name: String) -> Bool {
    let parts = name.split(separator: " ")
    return (2...4).contains(parts.count)
      && parts.allSatisfy { part in
        isNameLike(part) && part.utf8.count > 1
          && !(part.utf8.count < 4 && part.allSatisfy(\.isUppercase))
          && !BylineWords.houses.contains(plain(part))
      }
  }

  /// Where a line says that a name follows: at its beginning, behind words of publication and a day, or
  /// behind another label's name ("Photo: Ben Beispiel, text: Anna Muster").
  private static func sign(in words: [Substring]) -> Int? {
    guard let sign = words.firstIndex(where: isSign) else { return nil }
    let isBehindName = sign > 0 && words[sign - 1].last == "," && words[sign].last == ":"
    return isBehindName
      || words[..<sign].allSatisfy({ BylineWords.openings.contains(plain($0)) || isOfDay($0) })
      ? sign : nil
  }

  /// With "By" in the place of a label of several words: "Автор статьи:", "Texto y fotos:".
  private static func withoutLabel(_ words: [Substring]) -> [Substring] {
    guard let first = words.first, first.last != ":", BylineWords.labels.contains(plain(first)),
      let colon = words.prefix(longestLabel).lastIndex(where: { $0.last == ":" }),
      isSign(words[colon]) || BylineWords.besideLabels.contains(plain(words[colon]))
    else { return words }
    return ["By:"] + words[(colon + 1)...]
  }
  /// In words.
  private static let longestLabel = 3

  /// A figure, a month, a day of the week, what stands between them.
  private static func isOfDay(_ word: Substring) -> Bool {
    if word.contains(where: \.isNumber) || !word.contains(where: \.isLetter) { return true }
    let plain = plain(word)
    return BylineWords.ofDays.contains(plain) || BylineWords.danglers.contains(plain)
      || MonthNames.month(DateLetters.folded(plain)) != nil
  }

  /// The name in a line, where the line before it is a sign or a label and nothing else.
  static func name(inLine text: String, behind label: String) -> String? {
    let words = split(label)
    guard (1...3).contains(words.count), let last = words.last, isSign(last),
      words.dropLast().allSatisfy({ BylineWords.openings.contains(plain($0)) }),
      let name = name(inLine: text)
    else { return nil }
    return isFullName(name) ? name : nil
  }

  /// The name in a line that holds nothing else but what the person is: "Anna Muster, Reporter".
  static func name(besideRoleIn text: String) -> String? {
    guard text.utf8.count <= Most.bytesBesideRole else { return nil }
    var names: [Substring] = []
    var isOver = false
    // Fields: "Health" of "Health Editor".
    var (roles, fields) = (0, 0)
    for word in split(text) where word.contains(where: { $0.isLetter || $0.isNumber }) {
      if isRole(word) {
        isOver = !names.isEmpty
        roles += 1
        fields = 0
      } else if !isOver, isNameLike(word) {
        names.append(word)
        isOver = word.last == ","
      } else if isOver, roles == 0, isNameLike(word), fields < mostWordsOfField {
        fields += 1
      } else {
        return nil
      }
    }
    guard roles > 0, fields == 0, let name = name(inLine: names.joined(separator: " ")) else {
      return nil
    }
    return isFullName(name) ? name : nil
  }

  private static let mostWordsOfField = 2

  /// "By", "By:", "Author:"; not "Author".
  private static func isSign(_ word: Substring) -> Bool {
    let plain = plain(word)
    return BylineWords.signs.contains(plain)
      || word.last == ":" && BylineWords.labels.contains(plain)
  }

  /// Begins with a capital, or is in a script that has none.
  static func isNameLike(_ word: Substring) -> Bool {
    guard let first = word.first else { return false }
    if first.isUppercase { return true }
    return first.isLetter && !first.isLowercase && word.count <= longestUncased
  }

  /// Names in scripts without capitals, in characters.
  private static let longestUncased = 8

  private static func plausible(_ name: String, mostWords: Int) -> String? {
    let lower = name.lowercased()
    guard !name.isEmpty, name.count <= Most.characters,
      name.split(separator: " ").count <= mostWords, !name.contains("://"),
      !lower.hasPrefix("www."), !name.hasPrefix("/"), !name.hasPrefix("@"),
      !BylineWords.signs.contains(lower), !nobody.contains(lower),
      name.unicodeScalars.contains(where: { $0.properties.isAlphabetic })
    else { return nil }
    return name
  }
  /// What programs put where nobody is named.
  private static let nobody: Set<String> = [
    "admin", "administrator", "webmaster", "root", "unknown", "anonymous", "no author", "none",
    "null", "undefined", "author", "editor", "user", "wordpress", "nan", "n/a", "nil", "false",
    "true",
  ]

  private static func split(_ text: some StringProtocol) -> [Substring] {
    let text = text.utf8.contains(0xEF) ? String(text).replacing("：", with: ": ") : String(text)
    var words = text.unicodeScalars.split {
      $0.value <= 0x20 || $0.value > 0x7F && $0.properties.isWhitespace
    }.map { Substring($0) }
    // French puts a space before the colon.
    while let colon = words.dropFirst().firstIndex(of: ":") {
      words[colon - 1].append(":")
      words.remove(at: colon)
    }
    return words
  }
  /// In small letters, without the marks around it.
  static func plain(_ word: Substring) -> String {
    String(word.lowercased().filter { !":,;.".contains($0) })
  }
  static func isRole(_ word: Substring) -> Bool { BylineWords.roles.contains(plain(word)) }
  static func isHouse(_ word: Substring) -> Bool { BylineWords.houses.contains(plain(word)) }

  private static func withoutOpening(_ words: [Substring]) -> ArraySlice<Substring> {
    words.drop { word in
      let plain = plain(word)
      return BylineWords.signs.contains(plain) || BylineWords.openings.contains(plain)
        || word.last == ":" && BylineWords.labels.contains(plain)
        || word.allSatisfy { !$0.isLetter && !$0.isNumber }
    }
  }
  /// "Senior Reporter Anna Muster"; "Staff Writer" stays what it is.
  private static func withoutRoles(_ words: ArraySlice<Substring>) -> ArraySlice<Substring> {
    let rest = words.drop(while: isRole)
    return rest.count > 1 && rest.prefix(2).allSatisfy(isNameLike) ? rest : words
  }
  /// "Anna Muster, political" before "correspondent".
  private static func dropAfterComma(_ words: inout [Substring]) {
    if let comma = words.lastIndex(where: { $0.last == "," }) {
      words.removeLast(words.count - 1 - comma)
    }
  }

  /// The month and the day of the week before a figure.
  private static func dropMonth(_ words: inout [Substring]) {
    while let last = words.last,
      MonthNames.month(DateLetters.folded(plain(last))) != nil
        || BylineWords.danglers.contains(plain(last))
    {
      words.removeLast()
    }
  }

  private static func trimmed(_ name: String) -> Substring {
    let marks: Set<Character> = [" ", ",", ";", ":", "|", "-", "–", "—", "·", "•", "/", "'", "\""]
    var part = name[...]
    while let last = part.last, marks.contains(last) { part.removeLast() }
    while let first = part.first, marks.contains(first) { part.removeFirst() }
    return part
  }

  private static let dividers = ["|", "•", "·", "–", "—", "-", "/", "(", "[", "<", "@", "»"]
}
