/// What a worker has learned about English words: direct-mapped, a new word takes the slot.
///
/// Saves stemming, hashing the stem and three look-ups. 384 KiB a worker.
struct WordCache {
  struct Word {
    var term: TermHash
    var prior: Float
    var isStop: Bool
    var beginsCountry: Bool
  }

  private static let slots = 16_384
  private var keys: [UInt64] = Array(repeating: 0, count: slots)
  private var words: [Word] = Array(
    repeating: Word(term: 0, prior: 0, isStop: false, beginsCountry: false), count: slots)

  /// Parameter word: `TermToken.hash`, not 0.
  subscript(word: UInt64) -> Word? {
    @inline(__always) get {
      let slot = Int(word & UInt64(Self.slots - 1))
      return keys[slot] == word ? words[slot] : nil
    }
    set {
      guard let newValue else { return }
      let slot = Int(word & UInt64(Self.slots - 1))
      keys[slot] = word
      words[slot] = newValue
    }
  }
}
