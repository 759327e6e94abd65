package import NewsModel

/// A text as the matcher sees it: its words in order, folded, each with its place in the source.
///
/// Made in one pass over the UTF-8 bytes (docs/copies.md, step 2): lower case, base letters, marks and
/// apostrophes dropped, `1,234` as 1234, a word divided at a line end joined, one token a scalar in
/// scripts without spaces. Immutable; about 3.5 times the text's bytes.
package struct TokenStream: Hashable, Sendable {
  package let tokens: [Token]
  /// Folded letters of all tokens, one byte each (the two low bytes of the scalar, exclusive-ored):
  /// enough to tell letters of one script apart, which is all the comparison of misprints needs.
  package let letters: [UInt8]
  /// Of all words, also of those after `tokenLimit`.
  package let digest: TextDigest
  /// Tokens that are numbers, and tokens that look like names.
  package let numberCount: Int
  package let nameCount: Int
  /// Sum of the tokens' weights, in halves of a word.
  package let weight: Int

  /// Tokens kept of one text; the digest goes on. Longer than any article, and it bounds what one
  /// deposit of 16 MiB can cost: 1.5 MB here, milliseconds in an alignment.
  package static let tokenLimit = 65_536

  /// What this value holds on the heap, for cache budgets.
  package var byteCount: Int {
    tokens.capacity * MemoryLayout<Token>.stride + letters.capacity + 128
  }

  /// Cost: see `Fingerprint`.
  package init(_ text: String) {
    var text = text
    self = text.withUTF8 { TokenStream(utf8: $0) }
  }

  /// - Parameter utf8: valid UTF-8; what is not valid reads as other words, never out of bounds.
  package init(utf8: UnsafeBufferPointer<UInt8>) {
    let tokenRoom = min(utf8.count + 1, Self.tokenLimit)
    let letterRoom = min(utf8.count, Self.tokenLimit * Token.storedLetters) + 4
    var digest = TextDigest(high: 0, low: 0)
    var numbers = 0
    var names = 0
    var weight = 0
    var keptTokens: [Token] = []
    letters = [UInt8](unsafeUninitializedCapacity: letterRoom) { letters, letterCount in
      withUnsafeTemporaryAllocation(of: Token.self, capacity: tokenRoom) { tokens in
        var reading = Tokenising(source: utf8, tokens: tokens, letters: letters)
        reading.readAll()
        letterCount = reading.letterCount
        digest = reading.digest
        numbers = reading.numberCount
        names = reading.nameCount
        weight = reading.weight
        keptTokens = Array(tokens[..<reading.tokenCount])
      }
    }
    self.tokens = keptTokens
    self.digest = digest
    numberCount = numbers
    nameCount = names
    self.weight = weight
  }

  /// - Parameter range: token numbers, not empty, inside `tokens`.
  /// - Returns: UTF-8 bytes in the source text from the start of the first token to the end of the
  ///   last one.
  package func bytes(of range: Range<Int>) -> Range<Int> {
    let first = tokens[range.lowerBound]
    let last = tokens[range.upperBound - 1]
    return Int(first.byteOffset)..<Int(last.byteOffset) + Int(last.byteLength)
  }
}
