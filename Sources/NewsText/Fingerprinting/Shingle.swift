import NewsBytes

/// Three neighbouring words as one number: the unit that sketches and boilerplate count.
///
/// Three, because true copies share on average only .30 of their 3-grams (Silcock 2023) and of
/// longer ones still fewer.
package enum Shingle {
  package static let width = 3

  /// The hash of the shingle that starts at a token, 64 bits, seeded. Shorter texts have one shingle
  /// of what there is.
  @inlinable @inline(__always)
  package static func hash(
    _ tokens: UnsafeBufferPointer<Token>, at index: Int, seed: UInt64
  ) -> UInt64 {
    var second: UInt64 = 0
    var third: UInt64 = 0
    if index + 1 < tokens.count { second = UInt64(tokens[index + 1].hash) &+ 1 }
    if index + 2 < tokens.count { third = UInt64(tokens[index + 2].hash) &+ 1 }
    let pair = mixed(seed ^ (UInt64(tokens[index].hash) &<< 32 ^ second))
    return mixed(pair ^ third)
  }

  /// How many shingles a text of so many tokens has.
  @inlinable
  package static func count(tokens: Int) -> Int { tokens == 0 ? 0 : max(1, tokens - width + 1) }

  /// What of a hash is kept in sketches and indices: 40 bits. In 480 million postings (10 million
  /// articles) a key then meets a stranger once in 2,000 look-ups, and a candidate needs two.
  @inlinable @inline(__always)
  package static func key(_ hash: UInt64) -> UInt64 { hash & 0xFF_FFFF_FFFF }
}
