/// A text in a script that the language of its label is never written in: one sentence says so.
extension LanguageGuess {
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
    var counts: [WritingScript: Int] = [:]
    var letters = 0
    for scalar in String(decoding: sample.prefix(1200), as: UTF8.self).unicodeScalars
    where scalar.properties.isAlphabetic {
      letters += 1
      counts[WritingScript(of: scalar), default: 0] += 1
    }
    guard letters >= leastLetters else { return nil }
    func share(_ scripts: WritingScript...) -> Int {
      scripts.reduce(0) { $0 + (counts[$1] ?? 0) } * 100 / letters
    }
    guard let own = owners[claimed] else { return nil }
    if share(.han, .kana) >= leastShare {
      if share(.kana) >= leastKana { return own == .kana ? nil : "ja" }
      if own == .kana { return letters >= leastWithoutKana && share(.kana) == 0 ? "zh" : nil }
      return own == .han ? nil : "zh"
    }
    let script = counts.first { $0.value * 100 >= letters * leastShare }?.key
    return script.flatMap { $0 == own ? nil : $0.chief }
  }

  /// Languages that are written in one script.
  private static let owners: [String: WritingScript] = {
    let latin =
      "en de fr es it pt nl sv da nb nn no fi pl cs sk sl hu et lv lt is ga ca eu gl vi id"
    var table: [String: WritingScript] = [:]
    for language in latin.split(separator: " ") { table[String(language)] = .latin }
    let others: [(String, WritingScript)] = [
      ("el", .greek), ("ru", .cyrillic), ("uk", .cyrillic), ("be", .cyrillic), ("bg", .cyrillic),
      ("he", .hebrew),
      ("ar", .arabic), ("fa", .arabic), ("ur", .arabic), ("hi", .devanagari), ("mr", .devanagari),
      ("ne", .devanagari),
      ("bn", .bengali), ("ta", .tamil), ("te", .telugu), ("th", .thai),
      ("ko", .hangul), ("ja", .kana), ("zh", .han), ("yue", .han),
    ]
    for (language, script) in others { table[language] = script }
    return table
  }()
}
