/// The script that a letter belongs to, as far as it tells of languages.
enum WritingScript: Hashable, Sendable {
  case latin, greek, cyrillic, hebrew, arabic, devanagari, bengali, tamil, telugu, thai, hangul
  case kana, han, other

  init(of scalar: Unicode.Scalar) {
    self =
      switch scalar.value {
      case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: .latin
      case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
      case 0x400...0x52F: .cyrillic
      case 0x590...0x5FF: .hebrew
      case 0x600...0x6FF, 0x750...0x77F: .arabic
      // Between them stand the marks that end a sentence in all scripts of India.
      case 0x900...0x963, 0x970...0x97F: .devanagari
      case 0x980...0x9FF: .bengali
      case 0xB80...0xBFF: .tamil
      case 0xC00...0xC7F: .telugu
      case 0xE00...0xE7F: .thai
      case 0x3040...0x30FF: .kana
      case 0x1100...0x11FF, 0xAC00...0xD7A3: .hangul
      case 0x3005, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: .han
      default: .other
      }
  }

  /// The language that writes in it alone, or most often; nil for Latin, which is many languages'.
  var chief: String? {
    switch self {
    case .greek: "el"
    case .cyrillic: "ru"
    case .hebrew: "he"
    case .arabic: "ar"
    case .devanagari: "hi"
    case .bengali: "bn"
    case .tamil: "ta"
    case .telugu: "te"
    case .thai: "th"
    case .hangul: "ko"
    case .kana: "ja"
    case .han: "zh"
    case .latin, .other: nil
    }
  }
}
