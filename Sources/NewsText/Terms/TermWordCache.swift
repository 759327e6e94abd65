/// What a worker has learned about English words: direct-mapped, a new word takes the slot.
///
/// Saves stemming, hashing the stem and three look-ups. 768 KiB a worker.
struct WordCache {
  struct Word {
    var term: TermHash
    var prior: Float
    var isStop: Bool
    var beginsCountry: Bool
  }

  /// Together, so that a look-up misses the CPU's cache once. Key 0: empty.
  private struct Slot {
    var key: UInt64 = 0
    var word = Word(term: 0, prior: 0, isStop: false, beginsCountry: false)
  }

  private static let count = 32_768
  private var slots = Array(repeating: Slot(), count: count)

  /// `word` is `TermToken.hash`, not 0.
  subscript(word: UInt64) -> Word? {
    @inline(__always) get {
      let slot = slots[Int(word & UInt64(Self.count - 1))]
      return slot.key == word ? slot.word : nil
    }
    set {
      guard let newValue else { return }
      slots[Int(word & UInt64(Self.count - 1))] = Slot(key: word, word: newValue)
    }
  }
}
