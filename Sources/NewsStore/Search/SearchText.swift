/// A text as the index of words takes it, and a query: what people type finds what they see.
///
/// `unicode61` folds case and the accents that Unicode composes letters with. Letters that it knows no plain form
/// of are written as those without them write them: `Łódź` is found by Lodz, `Fluß` by Fluss, `Đoković` by
/// Dokovic and by Djokovic. Vowel points of Arabic and Hebrew, which only some copy has, and marks that are
/// not seen are left out; vowel signs of Indic scripts are letters, and stay. Of scripts written without spaces
/// each character becomes a word of its own, and a query's run of them a phrase.
enum SearchText {
  /// What is indexed.
  static func indexed(_ text: String) -> String {
    guard let (folded, hasVariants) = folded(text) else { return text }
    return hasVariants ? folded + asked(variants(text)) : folded
  }

  /// What is looked for.
  static func asked(_ text: String) -> String { folded(text)?.text ?? text }

  /// One look at the bytes; only where a letter changes anything is copied. Cost: 0.3 ns a byte of ASCII.
  ///
  /// - Returns: nil when it stays as it is; otherwise the text, and whether one of its words is written in
  ///   two ways.
  private static func folded(_ text: String) -> (text: String, hasVariants: Bool)? {
    var text = text
    return text.withUTF8 { bytes in
      var folding = SearchFolding(bytes)
      return folding.read() ? (folding.text, folding.hasVariants) : nil
    }
  }

  /// Words that are also written another way, behind the text, so that no phrase is torn.
  private static func variants(_ text: String) -> String {
    let words = text.split(whereSeparator: { !$0.isLetter })
    return words.reduce(into: "") { found, word in
      guard word.unicodeScalars.contains(where: { SearchFolding.twice($0) != nil }) else { return }
      found += "\n"
      for scalar in word.unicodeScalars {
        found +=
          SearchFolding.twice(scalar) ?? SearchFolding.plain(scalar) ?? String(scalar)
      }
    }
  }
}
