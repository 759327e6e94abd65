import NewsBytes
import NewsText
import Synchronization

/// What runs hold of the keys asked for last. A phrase is asked for by each article that has it, and a
/// read of its page costs 7 µs; runs never change, so what is here stays true, and decides nothing.
///
/// A ring of words: what was written first is overwritten first, and a key that is still asked for comes
/// in again. Memory: what is given for postings and a sixteenth more for places, once there are runs to
/// read.
final class PostingCache: Sendable {
  /// Postings kept of a key: the newest, and as many as a look-up asks for.
  static let postingsOfAKey = CopySearch.newestPostings

  private struct State {
    /// Entries one after the other: key << 24 | count, the run's number, the postings.
    var ring: [UInt64] = []
    /// By hash, how many words had been written when the entry came; 0 for none.
    var slots: [UInt64] = []
    /// Words that were ever written, or skipped at the ring's end; begins at one ring's length.
    var written: UInt64
  }
  private let state: Mutex<State>
  private let capacity: Int
  private let slotCount: Int
  /// Words of the ring for each slot: few keys share one, for most have a posting or two.
  private static let wordsOfASlot = 16
  private static let header = 2

  /// - Parameter bytes: for postings; less than one key may need turns it off.
  init(bytes: Int) {
    capacity = bytes / MemoryLayout<UInt64>.size
    slotCount = max(1, capacity / Self.wordsOfASlot)
    state = Mutex(State(written: UInt64(capacity)))
  }

  private var isOn: Bool { capacity >= Self.header + Self.postingsOfAKey }

  /// Appends what a run holds of a key, newest first; false when that is not known here.
  func append(_ key: UInt64, of run: Int64, to list: inout [UInt64]) -> Bool {
    state.withLock { state in
      guard !state.slots.isEmpty else { return false }
      let place = state.slots[slot(key, run)]
      // An entry is there until so much more was written that its first word went.
      guard place > 0, state.written - place <= UInt64(capacity) else { return false }
      let start = Int(place % UInt64(capacity))
      let first = state.ring[start]
      guard first &>> 24 == key, state.ring[start + 1] == UInt64(bitPattern: run) else {
        return false
      }
      let end = start + Self.header + Int(first & 0xFF_FFFF)
      list += state.ring[(start + Self.header)..<end]
      return true
    }
  }

  /// Of a key that has more than `postingsOfAKey` nothing is kept.
  func insert(_ postings: ArraySlice<UInt64>, of key: UInt64, in run: Int64) {
    guard isOn, postings.count <= Self.postingsOfAKey else { return }
    let size = Self.header + postings.count
    state.withLock { state in
      if state.slots.isEmpty {
        state.slots = Array(repeating: 0, count: slotCount)
        // What is not written yet takes no memory; an array that grows by itself is copied.
        state.ring.reserveCapacity(capacity)
      }
      var start = Int(state.written % UInt64(capacity))
      if start + size > capacity {
        state.written += UInt64(capacity - start)
        start = 0
      }
      // In its first round the ring is only as long as what is in it.
      let missing = start + size - state.ring.count
      if missing > 0 { state.ring += repeatElement(0, count: missing) }
      state.ring[start] = key &<< 24 | UInt64(postings.count)
      state.ring[start + 1] = UInt64(bitPattern: run)
      for (index, posting) in postings.enumerated() {
        state.ring[start + Self.header + index] = posting
      }
      state.slots[slot(key, run)] = state.written
      state.written += UInt64(size)
    }
  }

  private func slot(_ key: UInt64, _ run: Int64) -> Int {
    Int(mixed(key ^ UInt64(bitPattern: run) &<< 40) % UInt64(slotCount))
  }
}
