package import NewsModel

/// All that matching needs of one text, made by a worker without any shared state.
///
/// Shape: an article without words (pictures, punctuation) has no tokens, an empty sketch and no
/// sentences; nothing is ever a copy of it but an equal one. Cost: 18 µs a KB.
package struct Fingerprint: Hashable, Sendable {
  package let digest: TextDigest
  package let tokens: TokenStream
  package let sketch: Sketch
  package let sentences: [Sentence]
  /// The copy says itself that it replaces an earlier one.
  package let isRevision: Bool
  private let seed: UInt64

  /// - Parameters:
  ///   - text: `Article.matchedText`.
  ///   - seed: the database's secret.
  package init(_ text: String, seed: UInt64) {
    self.seed = seed
    tokens = TokenStream(text)
    digest = tokens.digest
    sketch = Sketch(tokens.tokens, seed: seed)
    sentences = Sentence.all(tokens.tokens, seed: seed)
    isRevision = RevisionMark.isPresent(in: text)
  }

  /// A fingerprint without words, for measuring look-ups of invented sketches.
  package init(sketchOnly keys: [UInt64], seed: UInt64) {
    self.seed = seed
    tokens = TokenStream("")
    digest = tokens.digest
    sketch = Sketch(ascending: keys)
    sentences = []
    isRevision = false
  }
}

extension Fingerprint {
  /// The sketch keys of the shingles that lie whole in a stretch of tokens, sampled or not.
  package func shingleKeys(in range: Range<Int>) -> [UInt64] {
    tokens.tokens.withUnsafeBufferPointer { tokens in
      range.dropLast(Shingle.width - 1).map {
        Shingle.key(Shingle.hash(tokens, at: $0, seed: seed))
      }
    }
  }
}
