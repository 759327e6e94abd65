/// A text as the index of words takes it, and a query: what people type finds what they see.
///
/// `unicode61` folds case and the accents that Unicode composes letters with. Letters that it knows no plain form
/// of are written as those without them write them: `Łódź` is found by Lodz, `Fluß` by Fluss, `Đoković` by
/// Dokovic and by Djokovic. Vowel points of Arabic and Hebrew, which only some copy has, and marks that are
/// not seen are left out; vowel signs of Indic scripts are letters, and stay.
enum SearchText {
  /// What is indexed.
  static func indexed(_ text: String) -> String {
    guard mayNeedFolding(text) else { return text }
    return UnspacedText.spaced(folded(text) + variants(text))
  }

  /// What is looked for.
  static func asked(_ text: String) -> String { UnspacedText.spaced(folded(text)) }

  private static func folded(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let plain = plain[scalar] {
        out.append(contentsOf: plain.unicodeScalars)
      } else if !isLeftOut(scalar.value) {
        out.append(scalar)
      }
    }
    return String(out)
  }

  /// Words that are also written another way, behind the text, so that no phrase is torn.
  private static func variants(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { twice[$0] != nil }) else { return "" }
    let words = text.split(whereSeparator: { !$0.isLetter })
    return words.reduce(into: "") { found, word in
      guard word.unicodeScalars.contains(where: { twice[$0] != nil }) else { return }
      found += "\n"
      for scalar in word.unicodeScalars {
        found += twice[scalar] ?? plain[scalar] ?? String(scalar)
      }
    }
  }

  private static let plain: [Unicode.Scalar: String] = [
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ø": "o", "Ø": "O", "ß": "ss",
    "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th", "ı": "i",
    "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ŀ": "l", "Ŀ": "L", "ĸ": "k", "ŋ": "n", "Ŋ": "N",
  ]
  /// Serbs write đ as dj where they lack it, Vietnamese as d; Danes write ø as oe.
  private static let twice: [Unicode.Scalar: String] = [
    "đ": "dj", "Đ": "Dj", "ø": "oe", "Ø": "Oe",
  ]

  /// Points and marks of Hebrew and Arabic with the kashida, soft hyphens, joiners within a word.
  private static func isLeftOut(_ value: UInt32) -> Bool {
    switch value {
    case 0xAD, 0x0591...0x05BD, 0x05BF, 0x05C1...0x05C2, 0x05C4...0x05C5, 0x05C7, 0x0610...0x061A,
      0x0640, 0x064B...0x065F, 0x0670, 0x06D6...0x06DC, 0x06DF...0x06E8, 0x06EA...0x06ED, 0x200D,
      0x2060, 0xFEFF:
      true
    default: false
    }
  }

  /// Whether a letter may be there that is none of ASCII's or of those that `unicode61` folds: led by C2
  /// and C3 (soft hyphen, ß, æ, ø), C4 and C5, D6 to DB, or E0 and above. Cost: 0.2 ns a byte of ASCII.
  private static func mayNeedFolding(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      var index = 0
      while index + 8 <= bytes.count {
        if bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 != 0,
          bytes[index..<index + 8].contains(where: isLead)
        {
          return true
        }
        index += 8
      }
      return bytes[index...].contains(where: isLead)
    }
  }
  private static func isLead(_ byte: UInt8) -> Bool {
    switch byte {
    case 0xC2...0xC5, 0xD6...0xDB, 0xE0...: true
    default: false
    }
  }
}
