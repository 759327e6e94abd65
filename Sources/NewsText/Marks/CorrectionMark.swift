import NewsModel

/// Whether copy says that it replaces what was wrong: `CORRECTED-Quay closed`, `Quay closed (Berichtigung)`, a note
/// `Corrects name of chair`, a first line `(Corrige le nom)`.
///
/// A headline *about* a correction uses the same words. So a mark opens or closes its headline, in brackets, in
/// capitals or before a colon; in a note, which speaks of nothing but the copy, it opens a clause.
struct CorrectionMark {
  private enum Place { case headline, note, first }
  private static let signs = ":-–—/|)]】>!,.：*"
  private static let brackets = "([【<*/"
  /// In bytes: marks stand at the beginning.
  private static let longest = 320

  /// - Parameter article: as decoded.
  /// - Returns: true also where its slug, take, note or first line says so.
  static func isIn(_ article: Article) -> Bool {
    if opens(article.headline, .headline) || closes(article.headline) { return true }
    if let note = article.facts.editorNote, isNoted(note) { return true }
    if let take = article.facts.take, opens(take, .headline) { return true }
    if [article.facts.slug, article.facts.take].contains(where: { $0.map(isSlugged) ?? false }) {
      return true
    }
    let first = article.body.utf8.prefix(longest).prefix { $0 != 0x0A }
    guard first.count < longest, let line = String(first) else { return false }
    return opens(line, .first)
  }

  /// The line from its first letter, and what stands before that.
  private static func opens(_ line: String, _ place: Place) -> Bool {
    guard mayOpen(line) else { return false }
    var rest = Substring(unspaced(line))
    for _ in 0..<3 {
      let isBracketed = rest.first { !$0.isWhitespace }.map(brackets.contains) ?? false
      rest = rest.drop { !$0.isLetter }
      if let word = word(rest) {
        return isMark(word, rest.dropFirst(word.count), isBracketed: isBracketed, place)
      }
      guard let behind = behindOtherMark(rest) else {
        return place == .first && isAddressed(rest) && isNoted(String(rest))
      }
      rest = behind
    }
    return false
  }

  /// A cheap look: a bracket, two capitals, no ASCII, or a colon near the beginning.
  private static func mayOpen(_ line: String) -> Bool {
    let head = line.utf8.prefix(40)
    guard let first = head.first else { return false }
    if first >= 0x80 || !(0x41...0x5A).contains(first & 0xDF) { return true }
    let words = head.prefix { $0 & 0xDF &- 0x41 < 26 || $0 >= 0x80 }
    return head.contains(0x3A)
      || head.dropFirst().first.map { $0 &- 0x41 < 26 || $0 == 0x20 || $0 >= 0x80 } == true
      || head.dropFirst(words.count).first { $0 != 0x20 } == 0xEF
      || "cbkrevCBKREV".utf8.contains(first)
  }

  private static func word(_ line: Substring) -> String? {
    let start = line.prefix(28).lowercased()
    guard let first = start.first, let words = CorrectionWords.byLetter[first] else { return nil }
    return words.first { word in
      start.hasPrefix(word)
        && (start.dropFirst(word.count).first.map { !$0.isLetter || isWide(word) } ?? true)
    }
  }
  private static func isWide(_ word: String) -> Bool {
    (word.unicodeScalars.first?.value ?? 0) >= 0x3040
  }

  private static func isMark(
    _ word: String, _ rest: Substring, isBracketed: Bool, _ place: Place
  ) -> Bool {
    let written = rest.base[..<rest.startIndex].suffix(word.count)
    let isCapital = !written.contains(where: \.isLowercase)
    let sign = rest.first { !$0.isWhitespace }
    let isVerb = CorrectionWords.verbs.contains(word)
    let isSigned = sign.map(signs.contains) ?? true
    if isBracketed {
      return isSigned || isVerb || next(rest).map(CorrectionWords.leads.contains) == true
    }
    if sign == ":" || sign == "：" { return true }
    if isCapital, isSigned { return true }
    if place == .first { return isVerb && word.contains(" ") && rest.count < 24 }
    if isCapital, rest.contains(where: \.isLowercase) || isWide(word) {
      return sign.map { $0.isUppercase || $0.isNumber || !$0.isASCII || "\"'“‘".contains($0) }
        == true
    }
    return isVerb && next(rest).map(CorrectionWords.ofCopy.contains) == true
      && rest.prefix(40).contains(":")
  }

  private static func next(_ rest: Substring) -> String? {
    let word = rest.drop { $0.isWhitespace }.prefix { $0.isLetter }.lowercased()
    return word.isEmpty ? nil : word
  }

  /// `UPDATE 2-`, `EILT - `
  private static func behindOtherMark(_ line: Substring) -> Substring? {
    let mark = line.prefix { $0.isUppercase || $0.isNumber || $0 == " " }
    guard let name = mark.split(separator: " ").first?.lowercased(),
      CorrectionWords.otherMarks.contains(name),
      let sign = line.dropFirst(mark.count).first, ":-–—/".contains(sign)
    else { return nil }
    return line.dropFirst(mark.count + 1)
  }

  /// `C O R R E C T I O N`
  private static func unspaced(_ line: String) -> String {
    let start = line.drop { !$0.isLetter }
    guard start.dropFirst().first == " ", start.dropFirst(3).first == " " else { return line }
    var letters = ""
    var rest = start
    while let letter = rest.first, letter.isUppercase {
      letters.append(letter)
      rest.removeFirst()
      guard rest.first == " ", rest.dropFirst().first?.isUppercase == true,
        rest.dropFirst(2).first.map({ !$0.isLetter }) ?? true
      else { break }
      rest.removeFirst()
    }
    return letters.count > 3 ? line.prefix { !$0.isLetter } + letters + rest : line
  }

  /// `Quay closed (Correction)`, `Quay closed - CORRECTED`
  private static func closes(_ line: String) -> Bool {
    guard let last = line.last else { return false }
    if last == ")" || last == "]" || last == "】" {
      guard let open = line.lastIndex(where: { "([【".contains($0) }) else { return false }
      let inner = line[line.index(after: open)...].dropLast().lowercased()
      return CorrectionWords.all.contains(inner)
    }
    guard last.isUppercase else { return false }
    let end = line.reversed().prefix { $0.isUppercase }
    let rest = line.dropLast(end.count)
    guard rest.contains(where: \.isLowercase), let sign = rest.last(where: { $0 != " " }),
      "-–—/|".contains(sign)
    else { return false }
    return CorrectionWords.all.contains(String(end.reversed()).lowercased())
  }

  private static func isAddressed(_ line: Substring) -> Bool {
    ["eds", "editors", "redaktion", "rédaction", "note to ed"].contains {
      line.prefix(12).lowercased().hasPrefix($0)
    }
  }

  /// In one of a note's clauses, behind words like `this story has been`.
  private static func isNoted(_ note: String) -> Bool {
    note.prefix(longest).split { ".;:!?()[]\n-–—,，：。".contains($0) }.contains { clause in
      var rest = clause.drop { !$0.isLetter }
      for _ in 0..<8 {
        if let word = word(rest) {
          let behind = rest.dropFirst(word.count)
          return CorrectionWords.verbs.contains(word) || next(behind) == nil || isWide(word)
            || next(behind).map(CorrectionWords.leads.contains) == true
        }
        guard let opener = next(rest), CorrectionWords.openers.contains(opener) else {
          return false
        }
        rest = rest.dropFirst(opener.count).drop { !$0.isLetter }
      }
      return false
    }
  }

  /// A part of a slug; one of the words that head news needs capitals that others have not.
  private static func isSlugged(_ slug: String) -> Bool {
    guard slug.utf8.count <= longest else { return false }
    let isMixed = slug.contains(where: \.isLowercase)
    return slug.split { !$0.isLetter }.contains { part in
      let word = part.lowercased()
      guard CorrectionWords.all.contains(word) else { return false }
      return CorrectionWords.verbs.contains(word)
        || isMixed && !part.contains(where: \.isLowercase)
    }
  }
}
