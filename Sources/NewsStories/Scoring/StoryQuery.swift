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
  private var firstFree: UInt16 = 1
  /// What each entity has gathered in the product at hand.
  private var entities: [UInt64] = [0]
  private let multiplier: UInt32
  /// What stands side by side in the article.
  private var pairs: [WeighedTerms.Pair] = []
  /// What `unite` has changed, as it was before.
  private var parted: [(slot: Int, weight: Weight)] = []

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
    pairs = article.pairs
    // Words that are no names get numbers behind those of names.
    firstFree = UInt16(clamping: lastEntity + 1)
    entities = Array(repeating: 0, count: lastEntity + 2 + 2 * pairs.count)
    parted.removeAll(keepingCapacity: true)
  }

  /// Makes one entity of names that stand side by side in the article and in one of a story's members, and of
  /// the words beside them, as titles are: 周立 and 立群, Oberbürgermeisterin Ruth Sander. A word goes to one
  /// name, so that the verb between two teams does not make one of them.
  ///
  /// - Returns: false when nothing stands side by side in both; else `part` undoes it.
  mutating func unite(_ members: MemberViews) -> Bool {
    let shared = pairs.filter { pair in members.contains { $0.holds(pair: pair.hash) } }
    guard !shared.isEmpty else { return false }
    var united = UnitedEntities()
    var free = firstFree
    for isBesideName in [false, true] {
      for pair in shared {
        guard let a = slot(of: pair.first), let b = slot(of: pair.second) else { continue }
        let (x, y) = (entity(at: a, &free), entity(at: b, &free))
        guard ((x < firstFree) != (y < firstFree)) == isBesideName else { continue }
        if isBesideName, united.whole(of: max(x, y)) < firstFree { continue }
        united.unite(x, y)
      }
    }
    apply(united)
    return true
  }

  /// A word gets a number of its own.
  private mutating func entity(at slot: Int, _ free: inout UInt16) -> UInt16 {
    if weights[slot].entity == 0 {
      set(slot, entity: free, isNamed: false)
      free += 1
    }
    return weights[slot].entity
  }

  private mutating func apply(_ united: UnitedEntities) {
    let slots = used.map(Int.init).filter { weights[$0].entity != 0 }
    let named = Set(
      slots.filter { weights[$0].isNamed }.map { united.whole(of: weights[$0].entity) })
    for slot in slots {
      let whole = united.whole(of: weights[slot].entity)
      set(slot, entity: whole, isNamed: weights[slot].isNamed || named.contains(whole))
    }
  }

  private mutating func set(_ slot: Int, entity: UInt16, isNamed: Bool) {
    guard weights[slot].entity != entity || weights[slot].isNamed != isNamed else { return }
    parted.append((slot, weights[slot]))
    weights[slot].entity = entity
    weights[slot].isNamed = isNamed
  }

  /// As the terms were before `unite`.
  mutating func part() {
    for (slot, weight) in parted.reversed() { weights[slot] = weight }
    parted.removeAll(keepingCapacity: true)
  }

  private func slot(of hash: TermHash) -> Int? {
    var slot = Int((hash &* multiplier) >> (32 - Self.bits))
    while keys[slot] != 0 {
      if keys[slot] == hash { return slot }
      slot = (slot + 1) & (keys.count - 1)
    }
    return nil
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

/// Which entities are one, each by the smallest of its numbers.
private struct UnitedEntities {
  /// A name with its title has hardly more words; two texts that share a whole sentence would else share one entity.
  private static let limit = 4

  private var smaller: [UInt16: UInt16] = [:]
  private var sizes: [UInt16: Int] = [:]

  func whole(of entity: UInt16) -> UInt16 {
    var entity = entity
    while let next = smaller[entity] { entity = next }
    return entity
  }

  mutating func unite(_ a: UInt16, _ b: UInt16) {
    let (x, y) = (whole(of: a), whole(of: b))
    let size = sizes[x, default: 1] + sizes[y, default: 1]
    guard x != y, size <= Self.limit else { return }
    smaller[max(x, y)] = min(x, y)
    sizes[min(x, y)] = size
  }
}
