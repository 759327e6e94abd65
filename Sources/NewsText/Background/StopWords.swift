import CBackground

/// Words that carry nothing, of languages other than English.
struct StopWords: Sendable {
  static let shipped = StopWords(BackgroundReader(wiredesk_stopwords_other()))

  private var words: [TermLanguage: Set<UInt64>] = [:]

  /// - Parameter text: a language a line or several, `de: aber alle …`; a line that begins with # says
  ///   nothing.
  private init(_ text: BackgroundReader) {
    var reader = text
    while let line = reader.field(endingAt: { $0 == 10 }) {
      guard line.first != UInt8(ascii: "#") else { continue }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon <= 3 else { continue }
      let language = TermLanguage(subtag: String(decoding: line[..<colon], as: UTF8.self))
      // Through the scanner, so that accents and vowel points count as they do in articles.
      var scanner = TermScanner(language: language, keepsAccents: true)
      scanner.scan(UnsafeBufferPointer(rebasing: line[(colon + 1)...]), tokenLimit: 4096)
      words[language, default: []].formUnion(scanner.tokens.map(\.hash))
    }
  }

  /// `word` is `TermToken.hash`, with the language in it.
  func holds(_ word: UInt64, _ language: TermLanguage) -> Bool {
    words[language]?.contains(word) ?? false
  }

  /// The terms of one language's words that are written without spaces.
  func terms(_ language: TermLanguage) -> Set<TermHash> {
    Set((words[language] ?? []).map { max(1, TermHash(truncatingIfNeeded: $0 >> 32)) })
  }
}
