import NewsText

/// Figures that are not both written in digits alone: `three`, `3rd`, 三.
enum Figures {
  /// Texts of fewer tokens are forms, where such figures tell.
  static let shortTokens = TemplateGuard.formTokens

  /// Words at most, at the beginning or the end, in which a passage did not go on.
  private static let edge = 4

  /// How many figures stand opposite another one where both texts begin, or end, with as many words outside all passages:
  /// what differs in the second word of all, a passage does not reach.
  static func conflictsAtEdges(_ alignment: Alignment, _ here: TokenStream, _ there: TokenStream)
    -> Int
  {
    var count = 0
    func compare(_ a: Int, _ b: Int) {
      let (x, y) = (here.tokens[a], there.tokens[b])
      let areEqual = here.letters.withUnsafeBufferPointer { letters in
        there.letters.withUnsafeBufferPointer { self.areEqual(x, letters, y, $0) }
      }
      count += areEqual == false ? 1 : 0
    }
    if alignment.here.before == alignment.there.before, alignment.here.before <= edge {
      for index in 0..<alignment.here.before { compare(index, index) }
    }
    if alignment.here.after == alignment.there.after, alignment.here.after <= edge {
      let (a, b) = (here.tokens.count, there.tokens.count)
      for index in 0..<alignment.here.after { compare(a - 1 - index, b - 1 - index) }
    }
    return count
  }

  /// Nil where one of the two is no figure.
  static func areEqual(_ here: Token, _ there: Token, _ field: TileField) -> Bool? {
    areEqual(here, field.hereLetters, there, field.thereLetters)
  }

  private static func areEqual(
    _ here: Token, _ hereLetters: UnsafeBufferPointer<UInt8>, _ there: Token,
    _ thereLetters: UnsafeBufferPointer<UInt8>
  ) -> Bool? {
    guard let a = value(here, hereLetters), let b = value(there, thereLetters) else {
      return nil
    }
    return a == b
  }

  /// Digits at the beginning, or a word for a number; 0 for a number that no word stands for.
  private static func value(_ token: Token, _ letters: UnsafeBufferPointer<UInt8>) -> UInt16? {
    guard token.hasDigit else { return token.numeral }
    let start = Int(token.letterOffset)
    let end = min(letters.count, start + min(Int(token.letterCount), Token.storedLetters))
    guard start < end else { return nil }
    let digits = letters[start..<end].prefix { (48...57).contains($0) }
    guard !digits.isEmpty else { return nil }
    return digits.count > 4 ? 0 : digits.reduce(0) { $0 * 10 + UInt16($1 - 48) }
  }

  /// Numerals in these stretches of a text, without `one`, which is `a` in most languages.
  static func numerals(in matched: [Range<Int>], of stream: TokenStream) -> Int {
    matched.reduce(0) { sum, stretch in
      sum
        + stream.tokens[stretch].count { token in
          !token.isNumber && token.numeral.map { $0 > 1 } ?? false
        }
    }
  }
}
