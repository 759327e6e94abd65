import NewsBytes
import NewsText

/// The article at hand, laid out so that its product with any member takes one look-up a term.
///
/// Open addressing over 4,096 slots (48 KiB), at most 1 in 10 taken. The multiplier comes from the
/// database's secret seed: chosen words cannot pile up in one place.
struct StoryQuery {
  private static let bits: UInt32 = 12

  /// A product with all terms, the part of it that tells the subject, and the largest part that one
  /// entity has, in units of 1 / 65,535².
  struct Product {
    var all: UInt64 = 0
    var subject: UInt64 = 0
    /// Of the subject what no sure name gives.
    var words: UInt64 = 0
    /// What terms of the article's headline and first sentences give.
    var lede: UInt64 = 0
    var largest: UInt64 = 0
  }

  private struct Weight {
    var all: UInt32 = 0
    /// `TermCounts.Term.entity`; 0 for a word that stands for itself.
    var entity: UInt16 = 0
    var isSubject = false
    /// It belongs to an entity with a sure name.
    var isNamed = false
    var isLede = false
  }

  private var keys: [TermHash]
  private var weights: [Weight]
  private var used: [Int32] = []
  /// What each entity has gathered in the product at hand.
  private var entities: [UInt64] = [0]
  private let multiplier: UInt32

  init(seed: UInt64) {
    keys = Array(repeating: 0, count: 1 << Int(Self.bits))
    weights = Array(repeating: Weight(), count: 1 << Int(Self.bits))
    multiplier = UInt32(truncatingIfNeeded: mixed(seed) >> 32) | 1
  }

  mutating func load(_ article: WeighedTerms, _ terms: TermCounts) {
    for slot in used { keys[Int(slot)] = 0 }
    used.removeAll(keepingCapacity: true)
    var lastEntity = 0
    let vector = article.vector
    let named = Set(terms.names.lazy.filter { $0.marks.contains(.sure) }.map(\.entity))
    for index in 0..<vector.count {
      var slot = Int((vector.hashes[index] &* multiplier) >> (32 - Self.bits))
      while keys[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
      keys[slot] = vector.hashes[index]
      let weight = UInt32(vector.weights[index])
      let term = terms.terms[Int(article.termOfVector[index])]
      weights[slot] = Weight(
        all: weight, entity: term.entity, isSubject: term.isSubject,
        isNamed: term.entity > 0 && named.contains(term.entity), isLede: term.isLede)
      lastEntity = max(lastEntity, Int(term.entity))
      used.append(Int32(slot))
    }
    entities = Array(repeating: 0, count: lastEntity + 1)
  }

  /// O(terms of the member): about 1 ns each.
  mutating func dot(_ vector: VectorView) -> Product {
    let (hashes, theirs) = (vector.hashes, vector.weights)
    return entities.withUnsafeMutableBufferPointer { entities in
      entities.update(repeating: 0)
      return keys.withUnsafeBufferPointer { keys in
        var product = Product()
        for index in 0..<hashes.count {
          let hash = hashes[index]
          var slot = Int((hash &* multiplier) >> (32 - Self.bits))
          while keys[slot] != 0 {
            if keys[slot] == hash {
              let mine = weights[slot]
              // Both factors have 16 bits.
              let part = UInt64(mine.all &* UInt32(theirs[index]))
              product.all &+= part
              let entity = Int(mine.entity)
              if mine.isLede { product.lede &+= part }
              if mine.isSubject {
                product.subject &+= part
                if !mine.isNamed { product.words &+= part }
              }
              let whole = entity == 0 ? part : entities[entity] &+ part
              if entity != 0 { entities[entity] = whole }
              product.largest = max(product.largest, whole)
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
