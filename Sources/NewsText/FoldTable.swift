// Foundation only for the compatibility decomposition, once, when the table is built.
import Foundation

/// How one Unicode scalar counts when texts are compared, by the rules of MATCHING.md, step 2.
///
/// Built once, 46 KB: lower case, then the first scalar of the compatibility decomposition, so that
/// `É`, `é`, `e` + U+0301 and `ｅ` are one letter.
package enum FoldTable {
  /// A scalar that divides words.
  package static let separator: UInt32 = 0
  /// A scalar that is passed over inside a word: combining marks, soft hyphens, zero-width
  /// characters, apostrophes.
  package static let dropped: UInt32 = 1
  /// Scalars below this one are looked up in `table`; above it letters fold to themselves.
  package static let limit = 0x2E80

  package static let table: [UInt32] = (0..<UInt32(limit)).map(entry)

  private static func entry(_ value: UInt32) -> UInt32 {
    guard let scalar = Unicode.Scalar(value) else { return separator }
    switch value {
    case 0xAD, 0x200B...0x200D, 0x300...0x36F, 0x591...0x5C7, 0x64B...0x65F: return dropped
    case 0x27, 0x2018, 0x2019, 0x2BC: return dropped
    default: break
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber:
      return compatibilityBase(of: scalar)
    default: return separator
    }
  }

  /// First scalar of the lower-cased compatibility decomposition that is no combining mark.
  private static func compatibilityBase(of scalar: Unicode.Scalar) -> UInt32 {
    let parts = scalar.properties.lowercaseMapping.decomposedStringWithCompatibilityMapping
    return parts.unicodeScalars.first { !(0x300...0x36F).contains($0.value) }?.value ?? scalar.value
  }
}
