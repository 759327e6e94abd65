/// The place of a text where it says what was searched for.
struct Snippet {
  private let text: [Character]
  /// Places of words that begin as one that was asked for.
  private let found: [Range<Int>]
  private let range: Range<Int>

  private static let before = 80
  private static let length = 280
  /// What stands further down is not looked for.
  private static let looked = 20_000

  /// - Parameters:
  ///   - body: of an article.
  ///   - words: as they were typed.
  init(of body: String, for words: String) {
    text = Array(body.prefix(Self.looked))
    let wanted = words.split { !$0.isLetter && !$0.isNumber }.map { Array($0.lowercased()) }
    let folded = text.map { $0.lowercased() }
    var found: [Range<Int>] = []
    var index = 0
    while index < text.count {
      guard text[index].isLetter || text[index].isNumber else {
        index += 1
        continue
      }
      // Scripts without blanks between words are looked through letter by letter.
      let end = text[index...].firstIndex { !$0.isLetter && !$0.isNumber } ?? text.count
      let hit = wanted.first { Self.begins(folded[index...], with: $0) }
      if let hit { found.append(index..<index + hit.count) }
      index = hit.map { index + $0.count } ?? (Self.isDense(text[index]) ? index + 1 : end)
    }
    self.found = found
    let start = max(0, (found.first?.lowerBound ?? 0) - Self.before)
    range = start..<min(text.count, start + Self.length)
  }

  private static func begins(_ text: ArraySlice<String>, with word: [Character]) -> Bool {
    !word.isEmpty && text.count >= word.count && zip(text, word).allSatisfy { $0 == String($1) }
  }

  private static func isDense(_ character: Character) -> Bool {
    character.unicodeScalars.first.map { (0x2E80...0xFFDC).contains($0.value) } ?? false
  }

  var markup: Markup {
    var all = Markup(text: range.lowerBound > 0 ? "… " : "")
    var index = range.lowerBound
    for hit in found where hit.lowerBound >= index && hit.upperBound <= range.upperBound {
      all += plain(index..<hit.lowerBound)
      all += HTML.mark { plain(hit) }
      index = hit.upperBound
    }
    all += plain(index..<range.upperBound)
    return range.upperBound < text.count
      ? {
        all += Markup(text: " …"); return all
      }() : all
  }

  private func plain(_ range: Range<Int>) -> Markup {
    Markup(text: String(text[range].map { $0.isNewline ? " " : $0 }))
  }
}
