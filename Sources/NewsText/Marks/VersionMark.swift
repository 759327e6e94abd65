import NewsModel

/// The number of the version that copy says it is: `UPDATE 2-`, `3rd Ld-Writethru`, `2. Aktualisierung:`, `(Update 1)`,
/// `更新2：`. Where identifiers and times tell nothing, the higher one is the later version.
enum VersionMark {
  private struct Words {
    /// In small letters; numbers with the sign of an ordinal (`2nd`, `2.`), signs alone.
    var all: [String] = []
    var isBracketed = false

    subscript(index: Int) -> String { all.indices.contains(index) ? all[index] : "" }
  }
  private static let signs: Set<String> = ["-", ":", "/", ")", "]", "", "|", ","]

  /// Take a number behind or before them, whatever follows.
  private static let leads: Set<String> = ["ld", "lead", "zf", "zusammenfassung", "sub", "update"]
  private static let opening: Set<String> = [
    "update", "lead", "wrapup", "actualiza", "actualización",
  ]
  /// Head other things, too: a sign has to follow.
  private static let signed: Set<String> = [
    "aktualisierung", "aktualisiert", "neu", "neufassung", "fassung", "ersatzmeldung", "version",
    "versión", "versione", "versão", "versie", "v", "actualisation", "mise à jour", "mise a jour",
    "maj", "aggiornamento", "atualiza", "atualização", "обновление", "обновлено", "версия", "wrap",
    "uppdatering", "opdatering", "oppdatering", "päivitys", "aktualizacja", "aktualizace",
    "güncelleme", "更新", "続報", "업데이트", "تحديث", "edition", "revision", "rev", "update",
    "lead", "zusammenfassung", "wrapup", "actualiza", "actualización",
  ]
  /// Say without a number that they follow something.
  private static let alone: Set<String> = [
    "ersatzmeldung", "mise à jour", "mise a jour", "neufassung", "aktualisierung", "actualización",
    "aggiornamento", "atualização", "update", "zusammenfassung", "lead", "更新", "обновлено",
  ]
  private static let others: Set<String> = [
    "rpt", "repeat", "corrected", "correction", "urgent", "eilt", "refile", "korrektur", "alert",
  ]

  /// - Parameters:
  ///   - headline: of an article.
  ///   - take: its mark of take, where it has one.
  /// - Returns: 0 when neither says one.
  static func number(headline: String, take: String?) -> Int {
    if let take, let number = number(words(take.prefix(80)), isTake: true) { return number }
    if let number = number(words(headline.prefix(48)), isTake: false) { return number }
    return closing(headline) ?? 0
  }

  /// What a slug or a note to editors says of it, as a mark of take; nil when it says nothing.
  static func take(slug: String?, note: String?) -> String? {
    for line in [slug, note] {
      guard let line, number(headline: line, take: nil) > 0 else { continue }
      return String(line.prefix(80))
    }
    return nil
  }

  private static func words(_ line: Substring) -> Words {
    var words = Words()
    words.isBracketed = line.first.map { "([【".contains($0) } ?? false
    var rest = line.lowercased()[...].drop { "([【*/ ".contains($0) }
    while let first = rest.first, words.all.count < 10 {
      if first.isNumber {
        var number = rest.prefix { $0.isNumber || $0.isASCII && $0.isLetter || $0 == "è" }
        if rest.dropFirst(number.count).first == "." { number = rest.prefix(number.count + 1) }
        words.all.append(String(number))
        rest = rest.dropFirst(number.count)
      } else if first.isLetter {
        let word = rest.prefix { $0.isLetter }
        words.all.append(String(word))
        rest = rest.dropFirst(word.count)
      } else {
        if !first.isWhitespace { words.all.append(sign(first)) }
        rest = rest.dropFirst()
      }
    }
    joinJour(&words)
    return words
  }
  private static func sign(_ character: Character) -> String {
    switch character {
    case "–", "—": "-"
    case "：": ":"
    case "）", "】": ")"
    default: String(character)
    }
  }
  private static func joinJour(_ words: inout Words) {
    guard let mise = words.all.firstIndex(of: "mise"), words[mise + 2] == "jour" else { return }
    words.all[mise] = "mise à jour"
    words.all.removeSubrange(mise + 1...mise + 2)
  }

  private static func number(_ words: Words, isTake: Bool) -> Int? {
    var words = words
    // `RPT-UPDATE 3-`
    while others.contains(words[0]), signs.contains(words[1]), words.all.count > 2 {
      words.all.removeFirst(2)
    }
    for (index, word) in words.all.enumerated() {
      if word.hasPrefix("writethr") { return 1 }
      guard index < 2 || isTake else { continue }
      let (before, next) = (words[index - 1], words[index + 1])
      if leads.contains(word), isTake || index == 1, let number = ordinal(before) { return number }
      if index == 0, opening.contains(word), let number = Int(next), number < 100 { return number }
      guard signed.contains(word), word != "neu" || words.isBracketed || isTake else { continue }
      if index == 1, let number = ordinal(before), signs.contains(next) { return number }
      if index == 0, let number = Int(next), number < 100, signs.contains(words[2]) {
        return number
      }
      let says = alone.contains(word) || word == "neu"
      if index == 0, says, next == ":" || next == "-", words[2] != "" { return 1 }
    }
    return nil
  }

  /// `Quay closed (Update 2)`, `Quay closed, 2nd Ld`
  private static func closing(_ line: String) -> Int? {
    let end = line.suffix(28)
    guard end.contains(where: \.isNumber),
      let open = end.lastIndex(where: { "([【,-–—".contains($0) })
    else { return nil }
    var words = words(end[end.index(after: open)...])
    if words.all.last == ")" || words.all.last == "]" { words.all.removeLast() }
    guard words.all.count == 2 else { return nil }
    let mark = words.all.first { signed.contains($0) || leads.contains($0) }
    let number = words.all.lazy.compactMap { ordinal($0) ?? Int($0) }.first
    return mark == nil ? nil : number.flatMap { $0 < 100 ? $0 : nil }
  }

  /// `2nd`, `3.`, `2ème`, `2e`, `1er`.
  private static func ordinal(_ word: String) -> Int? {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard (1...2).contains(digits.count),
      ["st", "nd", "rd", "th", ".", "ème", "eme", "e", "er", "º", "ª"]
        .contains(String(word.dropFirst(digits.count)))
    else { return nil }
    return Int(digits)
  }
}
