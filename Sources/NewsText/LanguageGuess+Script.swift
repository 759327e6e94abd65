/// A text in a script that the language of its label is never written in: one sentence says so.
extension LanguageGuess {
  private enum Script {
    case greek, cyrillic, hebrew, arabic, devanagari, thai, hangul, kana, han, other
  }

  /// In letters, of all scripts: fewer may be a name or a title.
  private static let leastLetters = 40
  /// Of the letters, in per cent.
  private static let leastShare = 90
  /// Japanese has more kana, and Chinese none but in names.
  private static let leastKana = 5
  /// Japanese of so many letters without kana is none.
  private static let leastWithoutKana = 100

  /// - Parameters:
  ///   - claimed: the label's language, without a region.
  ///   - sample: the beginning of the text, valid UTF-8.
  /// - Returns: the language that the script is most often of; nil where the label may be right. Cost: nothing for text
  ///   that is mostly ASCII; else some 3 µs.
  static func overruling(_ claimed: String, script sample: UnsafeBufferPointer<UInt8>) -> String? {
    let head = sample.prefix(240)
    guard head.count(where: { $0 >= 0x80 }) * 2 > head.count else { return nil }
    var counts: [Script: Int] = [:]
    var letters = 0
    for scalar in String(decoding: sample.prefix(1200), as: UTF8.self).unicodeScalars
    where scalar.properties.isAlphabetic {
      letters += 1
      counts[script(scalar), default: 0] += 1
    }
    guard letters >= leastLetters else { return nil }
    func share(_ scripts: Script...) -> Int {
      scripts.reduce(0) { $0 + (counts[$1] ?? 0) } * 100 / letters
    }
    guard let own = owners[claimed] else { return nil }
    if share(.han, .kana) >= leastShare {
      if share(.kana) >= leastKana { return own == .kana ? nil : "ja" }
      if own == .kana { return letters >= leastWithoutKana && share(.kana) == 0 ? "zh" : nil }
      return own == .han ? nil : "zh"
    }
    let script = counts.first { $0.value * 100 >= letters * leastShare }?.key
    return script.flatMap { $0 == own ? nil : chief[$0] }
  }

  private static let chief: [Script: String] = [
    .greek: "el", .cyrillic: "ru", .hebrew: "he", .arabic: "ar", .devanagari: "hi", .thai: "th",
    .hangul: "ko",
  ]
  /// Languages that are written in one script.
  private static let owners: [String: Script] = {
    let latin =
      "en de fr es it pt nl sv da nb nn no fi pl cs sk sl hu et lv lt is ga ca eu gl vi id"
    var table: [String: Script] = [:]
    for language in latin.split(separator: " ") { table[String(language)] = .other }
    let others: [(String, Script)] = [
      ("el", .greek), ("ru", .cyrillic), ("uk", .cyrillic), ("be", .cyrillic), ("bg", .cyrillic),
      ("he", .hebrew),
      ("ar", .arabic), ("fa", .arabic), ("ur", .arabic), ("hi", .devanagari), ("mr", .devanagari),
      ("ne", .devanagari),
      ("th", .thai), ("ko", .hangul), ("ja", .kana), ("zh", .han), ("yue", .han),
    ]
    for (language, script) in others { table[language] = script }
    return table
  }()

  private static func script(_ scalar: Unicode.Scalar) -> Script {
    switch scalar.value {
    case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
    case 0x400...0x52F: .cyrillic
    case 0x590...0x5FF: .hebrew
    case 0x600...0x6FF, 0x750...0x77F: .arabic
    case 0x900...0x97F: .devanagari
    case 0xE00...0xE7F: .thai
    case 0x1100...0x11FF, 0xAC00...0xD7A3: .hangul
    case 0x3040...0x30FF: .kana
    case 0x3005, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: .han
    default: .other
    }
  }
}
