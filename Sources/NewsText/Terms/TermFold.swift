// Foundation only for the canonical decomposition, once, when the tables are built.
import Foundation

/// How one scalar counts inside a term: a letter with its lower-case form, a digit, a mark that is
/// passed over, or something that divides words.
///
/// Unlike `FoldTable` (copies), apostrophes stay and compatibility forms are kept, as the
/// background statistics were counted so.
struct TermFold: Sendable {
  static let separator: UInt32 = 0
  static let mark: UInt32 = 1
  static let digit: UInt32 = 2
  /// Scalars below this are looked up; above it (CJK, Hangul, rare planes) by category.
  static let limit: UInt32 = 0x2000

  /// Accents taken off: English and everything without rules of its own.
  static let folding = TermFold(keepsAccents: false)
  /// Accents kept: the Snowball algorithms of other languages need them.
  static let lowering = TermFold(keepsAccents: true)

  let table: [UInt32]

  private init(keepsAccents: Bool) {
    table = (0..<Self.limit).map { Self.entry($0, keepsAccents: keepsAccents) }
  }

  /// `separator`, `mark`, `digit`, else the lower-case letter.
  static func beyondTable(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xAC00...0xD7A3:
      return value
    default: return entry(value, keepsAccents: true)
    }
  }

  /// Scripts written without spaces between words, where a word is not to be had.
  static func isUnspaced(_ value: UInt32) -> Bool {
    switch value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xAC00...0xD7A3, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  private static func entry(_ value: UInt32, keepsAccents: Bool) -> UInt32 {
    guard let scalar = Unicode.Scalar(value) else { return separator }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .letterNumber:
      guard value >= 0x80 else { return value | 0x20 }
      let lower = properties.lowercaseMapping
      let text = keepsAccents ? lower : lower.decomposedStringWithCanonicalMapping
      return text.unicodeScalars.first?.value ?? value
    case .decimalNumber: return digit
    case .nonspacingMark, .spacingMark, .enclosingMark:
      // Vowel signs of Indian and Southeast Asian scripts are letters of a word; accents, Hebrew
      // points and Arabic vowels are left out by most writers.
      return properties.canonicalCombiningClass == .notReordered || (value >= 0x900 && keepsAccents)
        ? value : mark
    case .format: return value == 0xAD || (0x200B...0x200D).contains(value) ? mark : separator
    default: return separator
    }
  }
}
