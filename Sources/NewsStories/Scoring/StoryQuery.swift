import NewsBytes
import NewsText

/// The article at hand, laid out so that its product with any member takes one look-up a term.
///
/// Open addressing over 4,096 slots (48 KiB), at most 1 in 10 taken. The multiplier comes from the
/// database's secret seed: chosen words cannot pile up in one place.
struct StoryQuery {
  private static let bits: UInt32 = 12

  /// A product with all terms, and the part of it that tells the subject, in units of 1 / 65,535².
  struct Product {
    var all: UInt64 = 0
    var subject: UInt64 = 0
  }

  private struct Weights {
    var all: UInt32 = 0
    var subject: UInt32 = 0
  }

  private var keys: [TermHash]
  private var weights: [Weights]
  private var used: [Int32] = []
  private let multiplier: UInt32

  init(seed: UInt64) {
    keys = Array(repeating: 0, count: 1 << Int(Self.bits))
    weights = Array(repeating: Weights(), count: 1 << Int(Self.bits))
    multiplier = UInt32(truncatingIfNeeded: mixed(seed) >> 32) | 1
  }

  mutating func load(_ article: WeighedTerms, _ terms: TermCounts) {
    for slot in used { keys[Int(slot)] = 0 }
    used.removeAll(keepingCapacity: true)
    let vector = article.vector
    for index in 0..<vector.count {
      var slot = Int((vector.hashes[index] &* multiplier) >> (32 - Self.bits))
      while keys[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
      keys[slot] = vector.hashes[index]
      let weight = UInt32(vector.weights[index])
      let isSubject = terms.terms[Int(article.termOfVector[index])].isSubject
      weights[slot] = Weights(all: weight, subject: isSubject ? weight : 0)
      used.append(Int32(slot))
    }
  }

  /// O(terms of the member): about 1 ns each.
  func dot(_ vector: StoryVector) -> Product {
    keys.withUnsafeBufferPointer { keys in
      vector.hashes.withUnsafeBufferPointer { hashes in
        var product = Product()
        for index in 0..<hashes.count {
          let hash = hashes[index]
          var slot = Int((hash &* multiplier) >> (32 - Self.bits))
          while keys[slot] != 0 {
            if keys[slot] == hash {
              // Both factors have 16 bits.
              let theirs = UInt32(vector.weights[index])
              product.all &+= UInt64(weights[slot].all &* theirs)
              product.subject &+= UInt64(weights[slot].subject &* theirs)
              break
            }
            slot = (slot + 1) & ((1 << Int(Self.bits)) - 1)
          }
        }
        return product
      }
    }
  }
}
