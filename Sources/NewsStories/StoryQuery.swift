import NewsText

/// The article at hand, laid out so that its product with any member takes one look-up a term.
///
/// Open addressing over 4,096 slots (48 KiB), at most 1 in 16 taken. The multiplier comes from the
/// database's secret seed: chosen words cannot pile up in one place.
struct StoryQuery {
  private static let bits: UInt32 = 12
  private var keys: [TermHash]
  private var weights: [UInt32]
  private var weightsBeyondGeography: [UInt32]
  private var used: [Int32] = []
  private let multiplier: UInt32

  init(seed: UInt64) {
    keys = Array(repeating: 0, count: 1 << Int(Self.bits))
    weights = Array(repeating: 0, count: 1 << Int(Self.bits))
    weightsBeyondGeography = weights
    multiplier = UInt32(truncatingIfNeeded: seed >> 32) | 1
  }

  /// Parameter isGeography: by place in the vector.
  mutating func load(_ vector: StoryVector, isGeography: (Int) -> Bool) {
    for slot in used { keys[Int(slot)] = 0 }
    used.removeAll(keepingCapacity: true)
    for index in 0..<vector.count {
      var slot = Int((vector.hashes[index] &* multiplier) >> (32 - Self.bits))
      while keys[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
      keys[slot] = vector.hashes[index]
      weights[slot] = UInt32(vector.weights[index])
      weightsBeyondGeography[slot] = isGeography(index) ? 0 : weights[slot]
      used.append(Int32(slot))
    }
  }

  func dot(_ vector: StoryVector) -> UInt64 { dot(vector, weights) }

  /// The part of `dot` that is no geography.
  func dotBeyondGeography(_ vector: StoryVector) -> UInt64 { dot(vector, weightsBeyondGeography) }

  private func dot(_ vector: StoryVector, _ weights: [UInt32]) -> UInt64 {
    keys.withUnsafeBufferPointer { keys in
      weights.withUnsafeBufferPointer { weights in
        vector.hashes.withUnsafeBufferPointer { hashes in
          vector.weights.withUnsafeBufferPointer { theirs in
            var sum: UInt64 = 0
            for index in 0..<hashes.count {
              let hash = hashes[index]
              var slot = Int((hash &* multiplier) >> (32 - Self.bits))
              while keys[slot] != 0 {
                if keys[slot] == hash {
                  sum &+= UInt64(weights[slot] &* UInt32(theirs[index]))
                  break
                }
                slot = (slot + 1) & ((1 << Int(Self.bits)) - 1)
              }
            }
            return sum
          }
        }
      }
    }
  }
}
