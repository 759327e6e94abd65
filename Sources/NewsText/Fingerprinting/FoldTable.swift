// Foundation only for the compatibility decomposition, once, when the tables are built.
import Foundation

/// How one Unicode scalar counts when texts are compared, by the rules of docs/copies.md, step 2.
///
/// Built once, about 70 KB: compatibility decomposition, marks dropped, upper case and back to lower
/// case, so that `É`, `é`, `e` + U+0301 and `ｅ` are one letter, `ς` is `σ` and `ß` is `ss` (what a
/// desk that sets headlines in capitals makes of it). A hot loop takes the arrays' pointers before
/// it starts: a `static let` costs a check at each use.
package enum FoldTable {
  /// A scalar that divides words.
  package static let separator: UInt32 = 0
  /// A scalar that is passed over inside a word: combining marks, soft hyphens, zero-width
  /// characters, apostrophes.
  package static let dropped: UInt32 = 1
  /// A scalar that stands for several letters: ask `expansion(of:)`.
  package static let expanded: UInt32 = 2
  /// Scalars below this one are looked up in `table`; above it ask `fold(_:)`.
  package static let limit = 0x3100

  package static let table: [UInt32] = (0..<UInt32(limit)).map(entry)
  /// True for capital and title-case letters; as long as `table`.
  package static let capitals: [Bool] = (0..<UInt32(limit)).map(isCapital)

  /// Compatibility ideographs, Latin ligatures, Arabic presentation forms, full and half width.
  private static let forms: [UInt32] = (formsStart...formsEnd).map(entry)
  private static let formsStart: UInt32 = 0xF900
  private static let formsEnd: UInt32 = 0xFFEF

  /// What `table` would say of a scalar at or above `limit`.
  package static func fold(_ value: UInt32) -> UInt32 {
    switch value {
    case formsStart...formsEnd: forms[Int(value - formsStart)]
    case UInt32(limit)..<0x3200, 0x3400...0xD7A3, 0x10000..<0x1D000, 0x1E000..<0x1F000,
      0x20000..<0x33000:
      value
    default: separator
    }
  }

  /// The letters of a scalar whose entry is `expanded`: two or more, never more than its UTF-8
  /// bytes, so that folded text is never longer than its source.
  package static func expansion(of value: UInt32) -> [UInt32] { expansions[value] ?? [] }

  private static let expansions: [UInt32: [UInt32]] = {
    var found: [UInt32: [UInt32]] = [:]
    for value in Array(0..<UInt32(limit)) + Array(formsStart...formsEnd)
    where entry(value) == expanded {
      found[value] = Unicode.Scalar(value).map(letters)
    }
    return found
  }()

  /// Scripts written without spaces, where one scalar is one token: Thai to Burmese, Khmer, kana
  /// and ideographs.
  @inlinable
  package static func standsAlone(_ value: UInt32) -> Bool {
    switch value {
    case 0x0E00..<0x10A0, 0x1780..<0x1800, 0x2E80..<0xAC00, 0xF900..<0xFB00,
      0xFF66...0xFF9F, 0x20000..<0x33000:
      true
    default: false
    }
  }

  private static func entry(_ value: UInt32) -> UInt32 {
    guard let scalar = Unicode.Scalar(value) else { return separator }
    switch value {
    case 0xAD, 0x200B...0x200D, 0x2060, 0xFEFF, 0x27, 0x2018, 0x2019, 0x2BC: return dropped
    case 0x30FB: return separator
    default: break
    }
    if isMark(value) { return dropped }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber:
      let letters = letters(of: scalar)
      if letters.count == 1 { return letters[0] }
      return letters.isEmpty || letters.count > UTF8.width(scalar) ? value : expanded
    default: return separator
    }
  }

  /// Marks that texts add and leave out freely: diacritics, Hebrew and Arabic vowel points, the
  /// sound marks of decomposed kana.
  private static func isMark(_ value: UInt32) -> Bool {
    switch value {
    case 0x300...0x36F, 0x591...0x5C7, 0x64B...0x65F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF,
      0x3099...0x309C, 0xFE00...0xFE0F, 0xFE20...0xFE2F, 0xFF9E, 0xFF9F:
      true
    default: false
    }
  }

  private static func letters(of scalar: Unicode.Scalar) -> [UInt32] {
    let parts = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
    return parts.filter { isLetter($0) }.flatMap { part in
      part.properties.uppercaseMapping.lowercased().decomposedStringWithCompatibilityMapping
        .unicodeScalars.filter { isLetter($0) }.map(\.value)
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    !isMark(scalar.value) && scalar.value != 0x2BC && scalar.value != 0x20 && scalar.value > 2
  }

  private static func isCapital(_ value: UInt32) -> Bool {
    guard let category = Unicode.Scalar(value)?.properties.generalCategory else { return false }
    return category == .uppercaseLetter || category == .titlecaseLetter
  }
}

extension UTF8 {
  fileprivate static func width(_ scalar: Unicode.Scalar) -> Int {
    scalar.value < 0x80 ? 1 : scalar.value < 0x800 ? 2 : scalar.value < 0x10000 ? 3 : 4
  }
}
