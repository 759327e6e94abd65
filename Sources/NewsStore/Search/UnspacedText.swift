/// Text of scripts written without spaces, made ready for `unicode61`, which takes a run of letters for
/// one word: a sentence of Chinese could only be found whole.
///
/// Each such character becomes a word of its own; a query's run of them becomes a phrase. Thai, Lao,
/// Khmer, Burmese, kana, and ideographs; Korean has spaces.
enum UnspacedText {
  /// The text with a space on both sides of each such character; the very text when it has none.
  /// One look at eight bytes at a time when they are ASCII.
  static func spaced(_ text: String) -> String {
    guard mayHoldUnspaced(text), text.unicodeScalars.contains(where: { isUnspaced($0.value) })
    else { return text }
    var spaced = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isUnspaced(scalar.value) {
        spaced.append(" ")
        spaced.append(scalar)
        spaced.append(" ")
      } else {
        spaced.append(scalar)
      }
    }
    return String(spaced)
  }

  /// All of them are led by E0, E1, E2 or above in UTF-8; E2 leads punctuation too.
  private static func mayHoldUnspaced(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      var index = 0
      while index + 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if word & 0x8080_8080_8080_8080 != 0,
          bytes[index..<index + 8].contains(where: { $0 >= 0xE0 })
        {
          return true
        }
        index += 8
      }
      return bytes[index...].contains { $0 >= 0xE0 }
    }
  }

  private static func isUnspaced(_ value: UInt32) -> Bool {
    switch value {
    case 0x0E01...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x2FDF, 0x3005...0x3007,
      0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
      0xFF66...0xFF9F, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
