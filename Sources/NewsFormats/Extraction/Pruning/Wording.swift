/// The words of a text, to see whether another goes on in its language, or says the same again.
/// Letters of scripts that write no spaces are words by themselves.
struct Wording {
  private var words: Set<String> = []

  init(_ texts: some Sequence<[UInt8]>) {
    for text in texts { words.formUnion(Self.words(of: text)) }
  }

  /// How many per cent of a text's words stand in this one; nil for a text without words.
  ///
  /// Two texts of one language share its small words: 15 to 50 per cent between two paragraphs of
  /// an article (8 to 11 in Polish and Arabic, which inflect most of them), under 3 between an article
  /// and its translation; a copy has all of them.
  func share(of texts: some Sequence<[UInt8]>) -> Int? {
    var count = 0
    var known = 0
    for text in texts {
      for word in Self.words(of: text) {
        count += 1
        if words.contains(word) { known += 1 }
      }
    }
    return count == 0 ? nil : known * 100 / count
  }

  private static func words(of text: [UInt8]) -> [String] {
    var found: [String] = []
    var word = ""
    for scalar in String(decoding: text, as: UTF8.self).lowercased().unicodeScalars {
      if scalar.value >= 0x2E80, scalar.isLetter {
        found.append(String(scalar))
      } else if scalar.isLetterOrFigure {
        word.unicodeScalars.append(scalar)
        continue
      }
      if !word.isEmpty { found.append(word) }
      word = ""
    }
    if !word.isEmpty { found.append(word) }
    return found
  }
}
