/// What a name goes by when two articles are compared.
///
/// Where names are inflected, Snowball parts the forms (Лазарев, Лазарева), so the first five letters
/// count, accents folded: Вологда and вологодский, Bytom and bytomski are one. English has the stem,
/// scripts without inflection at the end of words the whole word.
enum NameKey {
  private static let letters = 5

  /// - Parameters:
  ///   - term: the word's own number.
  ///   - word: its letters.
  ///   - language: of the article.
  /// - Returns: never 0.
  static func hash(
    _ term: TermHash, _ word: some Sequence<Unicode.Scalar>, _ language: TermLanguage
  ) -> TermHash {
    guard !keepsStem(language) else { return term }
    var hasher = TermHasher(language: language)
    // Apart from terms: a stem of five letters is another thing.
    hasher.add(0)
    var count = 0
    for scalar in word where count < letters {
      let folded = fold(scalar)
      if folded == TermFold.mark { continue }
      // Turkish parts a name from its ending: Kastamonu'da.
      guard folded > TermFold.digit else { break }
      Unicode.Scalar(folded).flatMap { Unicode.UTF8.encode($0) }?.forEach { hasher.add($0) }
      count += 1
    }
    return count > 0 ? hasher.term : term
  }

  private static func fold(_ scalar: Unicode.Scalar) -> UInt32 {
    scalar.value < TermFold.limit
      ? TermFold.folding.table[Int(scalar.value)] : TermFold.beyondTable(scalar.value)
  }

  static func keepsStem(_ language: TermLanguage) -> Bool { stems.contains(language) }

  private static let stems: Set<TermLanguage> = Set(
    ["en", "und", "vi", "zh", "ja", "ko", "th", "ar", "fa", "ur", "hi"].map {
      TermLanguage(subtag: $0)
    })
}
