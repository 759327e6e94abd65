import NewsModel

/// A line of a notice as words, numbers and signs. Words are folded as those of dates are (`DateLetters`); scripts
/// without spaces are cut at the words that notices have.
struct NoticeTokens {
  enum Value: Equatable {
    case number(Int64, digits: Int)
    case word(String)
    case sign(Character)
  }
  struct Token {
    var value: Value
    /// As written: no small letter is in it.
    var isCapital: Bool
    var isBehindSpace: Bool
  }
  private(set) var all: [Token] = []
  /// In characters: a notice says what it is at its beginning.
  private static let longest = 240

  init(_ line: some StringProtocol) {
    let characters = Array(line.prefix(Self.longest))
    var index = 0
    var isBehindSpace = true
    while index < characters.count {
      if characters[index].isWhitespace {
        (isBehindSpace, index) = (true, index + 1)
        continue
      }
      all.append(Self.token(characters, &index, isBehindSpace))
      isBehindSpace = false
    }
  }

  private static func token(
    _ text: [Character], _ index: inout Int, _ isBehindSpace: Bool
  ) -> Token {
    let start = index
    if let first = digit(text[index]) {
      var value = Int64(first)
      index += 1
      while index < text.count, index - start < 17, let next = digit(text[index]) {
        value = value * 10 + Int64(next)
        index += 1
      }
      return Token(
        value: .number(value, digits: index - start), isCapital: true, isBehindSpace: isBehindSpace)
    }
    guard text[index].isLetter else {
      index += 1
      return Token(
        value: .sign(sign(text[start])), isCapital: true, isBehindSpace: isBehindSpace)
    }
    index += wordLength(text[index...])
    let word = String(text[start..<index])
    return Token(
      value: .word(DateLetters.folded(word)), isCapital: !word.contains(where: \.isLowercase),
      isBehindSpace: isBehindSpace)
  }

  private static func wordLength(_ text: ArraySlice<Character>) -> Int {
    guard let first = text.first, isUnspaced(first) else {
      return text.prefix { $0.isLetter && !isUnspaced($0) }.count
    }
    let run = text.prefix(8)
    return EmbargoWords.unspaced.first { run.starts(with: $0) }?.count ?? 1
  }

  private static func isUnspaced(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first, scalar.value >= 0x3040 else { return false }
    return scalar.value < 0xD7B0 || (0xF900...0xFAFF).contains(scalar.value)
  }

  private static func digit(_ character: Character) -> Int? {
    character.unicodeScalars.first.flatMap(DateLetters.digit)
  }

  /// Wide ones as those of ASCII.
  private static func sign(_ character: Character) -> Character {
    switch character {
    case "：": ":"
    case "（", "【", "［", "「", "*", "«", "\"": "("
    case "）", "】", "］", "」", "»": ")"
    case "–", "—", "―": "-"
    case "，", "、", "،": ","
    case "。": "."
    default: character
    }
  }
}
