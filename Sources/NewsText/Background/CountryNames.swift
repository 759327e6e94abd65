/// The 749 phrases that name a country: its name, its people, its capital, a metonym.
package struct CountryNames: Sendable {
  /// Words in the longest name.
  private(set) var longest = 1
  private var codes: [UInt64: CountryCode] = [:]
  private var firstWords: Set<UInt64> = []
  /// `us` is a country only when written `US`.
  let unitedStatesWord: UInt64

  /// - Parameter json: one flat object of texts, name → ISO 3166 code.
  init(json: BackgroundReader) {
    var reader = json
    var scanner = TermScanner(language: .english, keepsAccents: false)
    var us = TermHasher(language: .english)
    "us".utf8.forEach { us.add($0) }
    unitedStatesWord = us.wide
    while let name = reader.quoted(), let code = reader.quoted() {
      // The names pass through the scanner, so that `Port-au-Prince` and `Türkiye` are found.
      scanner.scan(name, tokenLimit: 16)
      guard let first = scanner.tokens.first, code.count == 2 else { continue }
      longest = max(longest, scanner.tokens.count)
      firstWords.insert(first.hash)
      let phrase = scanner.tokens.reduce(0) { Self.phrase($0, adding: $1.hash) }
      codes[phrase] = CountryCode(first: code[0], second: code[1])
    }
  }

  /// True for a word that some name begins with.
  func begins(_ word: UInt64) -> Bool { firstWords.contains(word) }

  /// The hash of a phrase one word longer; 0 is the empty phrase.
  @inline(__always)
  static func phrase(_ phrase: UInt64, adding word: UInt64) -> UInt64 {
    (phrase &* 0x9e37_79b9_7f4a_7c15) ^ (phrase >> 29) &+ word
  }

  func code(_ phrase: UInt64) -> CountryCode? { codes[phrase] }
}

/// Two letters of ISO 3166-1, lower case.
struct CountryCode: Hashable, Sendable {
  let first: UInt8
  let second: UInt8

  /// `@jp`, as evidence shows it.
  var term: String { String(decoding: [64, first, second], as: UTF8.self) }

  /// The number the country goes by, in every language's texts its own.
  func hash(language: TermLanguage) -> TermHash {
    TermHasher.term([64, first, second], language: language)
  }
}
