import NewsBytes

/// A stretch of a text between two sentence ends, and what it says apart from its numbers: what is
/// counted to know boilerplate (docs/copies.md, step 4).
package struct Sentence: Hashable, Sendable {
  /// First and last token.
  package var first: Int
  package var last: Int
  /// Seeded; without numbers, so that "page 3 of 12" and "page 4 of 12" are one.
  package var hash: UInt64

  /// Shorter ones say too little to be anybody's boilerplate.
  package static let minimumTokens = 4

  /// The sentences of a text in order, of at least four tokens.
  package static func all(_ tokens: [Token], seed: UInt64) -> [Sentence] {
    var found: [Sentence] = []
    found.reserveCapacity(tokens.count / 16 + 1)
    var first = 0
    var hash = mixed(seed ^ sentenceSalt)
    for (index, token) in tokens.enumerated() {
      if !token.isNumber { hash = mixed(hash ^ UInt64(token.hash)) }
      guard token.endsSentence || index == tokens.count - 1 else { continue }
      if index - first + 1 >= minimumTokens {
        found.append(Sentence(first: first, last: index, hash: hash))
      }
      first = index + 1
      hash = mixed(seed ^ sentenceSalt)
    }
    return found
  }

  /// Keeps sentence hashes apart from shingle hashes under one seed.
  private static let sentenceSalt: UInt64 = 0x53_454E_5445_4E43
}
