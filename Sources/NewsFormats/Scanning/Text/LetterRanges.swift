/// Which scalars are letters, and their small forms, without a look into Unicode's tables for those that
/// most news is written in: such a look costs 20 ns, and a page asks for some ten thousand.
enum LetterRanges {
  /// Unicode's Alphabetic where a range says it; nil where the tables must.
  @inline(__always)
  static func isLetter(_ value: UInt32) -> Bool? {
    switch value {
    case 0x61...0x7A, 0x41...0x5A: true
    case 0..<0x80: false
    // Latin-1 Supplement, Latin Extended-A and -B, but × and ÷.
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F: true
    // Greek, Cyrillic, Arabic.
    case 0x3B1...0x3C9, 0x400...0x481, 0x48A...0x52F, 0x621...0x64A: true
    // Dashes, quotes, spaces.
    case 0x2000...0x206F: false
    // Hiragana, Katakana, Chinese characters, Hangul.
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF, 0xAC00...0xD7A3: true
    default: nil
    }
  }

  /// The small letter where a range says it; nil where the tables must.
  @inline(__always)
  static func small(_ value: UInt32) -> UInt32? {
    switch value {
    case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE, 0x410...0x42F: value + 0x20
    case 0x400...0x40F: value + 0x50
    case 0..<0xB5, 0xDF...0xFF, 0x430...0x45F, 0x3B1...0x3C9, 0x621...0x64A, 0x2000...0x206F: value
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF, 0xAC00...0xD7A3: value
    default: nil
    }
  }
}

extension Unicode.Scalar {
  /// Unicode's Alphabetic.
  var isLetter: Bool { LetterRanges.isLetter(value) ?? properties.isAlphabetic }
  /// Part of a word or a number in any script.
  var isLetterOrFigure: Bool {
    switch LetterRanges.isLetter(value) {
    case true?: true
    case false?: (0x30...0x39).contains(value)
    case nil: properties.isAlphabetic || properties.numericType != nil
    }
  }
}

extension [UInt8] {
  /// A scalar's small letter, in UTF-8.
  mutating func append(small scalar: Unicode.Scalar) {
    guard let value = LetterRanges.small(scalar.value), let small = Unicode.Scalar(value) else {
      return append(contentsOf: scalar.properties.lowercaseMapping.utf8)
    }
    if value < 0x80 { return append(UInt8(value)) }
    append(contentsOf: UTF8.encode(small) ?? UTF8.encodedReplacementCharacter)
  }
}
