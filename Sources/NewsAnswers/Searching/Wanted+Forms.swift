package import NewsStore
import NewsText

extension SearchIndex.Reader.Wanted {
  /// Words that begin alike are looked at, as far as these letters.
  private static let commonLetters = 3
  /// Of one word.
  private static let mostForms = 64
  private static let mostLookedAt = 20_000

  /// Words in all forms that the stemmer of a language takes for one word.
  ///
  /// The index keeps words as they stand, so that they can be looked for exactly; the forms are found among its
  /// words when somebody asks for them, and no article costs more. Nil where there is no stemmer for the language.
  ///
  /// - Parameters:
  ///   - typed: what a person typed. Phrases and beginnings of words are looked for as they stand.
  ///   - language: BCP 47.
  ///   - index: whose words they are. Cost: 1 µs for each that begins alike.
  /// - Throws: `StoreFailure`.
  package init?(_ typed: String, inFormsOf language: String, of index: SearchIndex.Reader) throws {
    guard let stemmer = Stemmer(language: TermLanguage(tag: language, text: "")) else { return nil }
    try self.init(typed) { word in
      let word = word.lowercased()
      let stem = stemmer.stem(word)
      // A stem may end in other letters than its words (`studi` of `studies`): their beginning is common.
      let common = zip(word, stem).prefix { $0 == $1 }.map(\.0)
      let beginning = String(common.prefix(max(Self.commonLetters, common.count - 2)))
      guard beginning.count >= Self.commonLetters else { return [] }
      return try index.words(beginningWith: beginning, limit: Self.mostLookedAt)
        .filter { stemmer.stem($0) == stem }.prefix(Self.mostForms).map(\.self)
    }
  }
}
