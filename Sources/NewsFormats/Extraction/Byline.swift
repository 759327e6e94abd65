/// The names in a byline: "Von Anna Muster und Ben Beispiel | 3. Mai 2026".
enum Byline {
  /// Names are longer and have more words only by mistake.
  private static let mostCharacters = 80
  private static let mostWords = 10

  /// The name as it stands in metadata; nil for what is none (an address, a number, a phrase).
  static func name(_ text: String) -> String? {
    var words = text.split(whereSeparator: { $0.isWhitespace || $0 == "\u{B7}" }).map(String.init)
    while let first = words.first, prefixes.contains(first.lowercased()) { words.removeFirst() }
    let name = words.joined(separator: " ").trimming
    guard !name.isEmpty, name.count <= mostCharacters, words.count <= mostWords,
      !name.contains("://"), !name.hasPrefix("@"), !name.hasPrefix("www."), !name.hasPrefix("/"),
      name.unicodeScalars.contains(where: { $0.properties.isAlphabetic })
    else { return nil }
    return name
  }

  /// The name in a line of the page, where more may stand: cut at a date, a number or a divider.
  static func name(inLine text: String) -> String? {
    guard text.utf8.count <= 200 else { return nil }
    var line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")[...]
    if let cut = line.firstIndex(where: { "|•·–—/(<[".contains($0) }) , cut > line.startIndex { line = line[..<cut] }
    if let cut = line.firstIndex(where: { $0.isNumber }), cut > line.startIndex { line = line[..<cut] }
    for word in enders {
      if let range = line.lowercased().firstRange(of: word), range.lowerBound > line.lowercased().startIndex {
        let offset = line.lowercased().distance(from: line.lowercased().startIndex, to: range.lowerBound)
        if offset < line.count { line = line.prefix(offset) }
      }
    }
    guard let name = name(String(line)), name.split(separator: " ").count <= 6,
      !notNames.contains(where: { name.lowercased().hasPrefix($0) })
    else { return nil }
    return name
  }

  private static let prefixes: Set<String> = [
    "by", "by:", "von", "von:", "vom", "author", "author:", "autor", "autor:", "autorin:", "autoren:", "written",
    "posted", "geschrieben", "veröffentlicht", "published", "erstellt", "gepostet", "text:", "text", "por", "por:", "par", "par:", "di",
    "door", "autore:", "auteur:", "auteur", "przez", "автор", "автор:", "escrito", "publié", "article", "artikel", "beitrag", "reporter:", "words", "verfasst", "eingestellt", ",",
  ]
  private static let enders = [" on ", " am ", " in ", " updated", " published", " posted", ", redak", " um ", " - "]
  private static let notNames = ["kommentar", "comment", "share", "teilen", "follow", "keine", "no comm", "about", "über", "more", "mehr", "all posts", "alle", "tags", "posted", "filed", "leave", "name", "e-mail"]
}

extension String {
  fileprivate var trimming: String {
    let marks: Set<Character> = [" ", ",", ";", ":", "|", "-", "–", "—", "·", "•", ".", "/", "'", "\"", "("]
    var part = self[...]
    while let last = part.last, marks.contains(last), !(last == "." && part.dropLast().last?.isLetter == true && part.split(separator: " ").last.map { $0.count <= 4 } == true) { part.removeLast() }
    while let first = part.first, marks.contains(first) { part.removeFirst() }
    return String(part)
  }
}
