import NewsBytes
import NewsText

/// By which members a term is held: each member stands under its heaviest terms, the latest last.
///
/// One pool of 8-byte entries, a list takes a stretch of a power of two; freed stretches are used
/// again, and when too much of the pool is stretches that once were needed, it is packed. A member that leaves is taken out of its lists, so that the lists are a function of the
/// members alone, whatever came and went before (P6).
struct Postings {
  struct Posting {
    var member: UInt32
    var weight: UInt16
  }

  /// A term and where its list lies: together, because a look-up of a term that is not in the cache
  /// is a miss for each table. Key 0: an empty slot.
  private struct List {
    var key: TermHash = 0
    var start: UInt32 = 0
    var count: UInt32 = 0
    /// log2 of the stretch; nil before the first entry.
    var size: UInt8?
  }

  private var bits: UInt64 = 12
  private var lists: [List]
  private var keyCount = 0
  private var pool: [Posting] = []
  /// At this many entries the pool is packed.
  private var packedAt = 1 << 12
  private var free: [[UInt32]] = Array(repeating: [], count: 32)
  private let multiplier: UInt64

  init(seed: UInt64) {
    multiplier = mixed(seed) | 1
    lists = Array(repeating: List(), count: 1 << Int(bits))
  }

  /// Entries that memory is taken for, 8 bytes each.
  var poolSize: Int { pool.capacity }

  /// The entries of one term, at most the latest `limit`, in order of admission.
  func latest(_ limit: Int, of term: TermHash) -> ArraySlice<Posting> {
    let slot = slot(of: term)
    let list = lists[slot]
    guard list.key != 0 else { return [] }
    let end = Int(list.start) + Int(list.count)
    return pool[max(Int(list.start), end - limit)..<end]
  }

  mutating func append(_ posting: Posting, to term: TermHash) {
    if keyCount * 5 >= lists.count * 3 { rehash() }
    if pool.count >= packedAt { pack() }
    let slot = slot(of: term)
    var list = lists[slot]
    if list.key == 0 {
      list.key = term
      keyCount += 1
    }
    if list.size.map({ list.count == 1 << UInt32($0) }) ?? true { grow(&list) }
    pool[Int(list.start + list.count)] = posting
    list.count += 1
    lists[slot] = list
  }

  /// Puts an entry before all those of which `isLater` is true, which stand together at the end.
  mutating func insert(
    _ posting: Posting, to term: TermHash, before isLater: (UInt32) -> Bool
  ) {
    append(posting, to: term)
    let list = lists[slot(of: term)]
    var index = Int(list.start + list.count) - 1
    while index > Int(list.start), isLater(pool[index - 1].member) {
      pool.swapAt(index, index - 1)
      index -= 1
    }
  }

  mutating func remove(_ member: UInt32, from term: TermHash) {
    let slot = slot(of: term)
    var list = lists[slot]
    guard list.key != 0 else { return }
    let isFound = pool.withUnsafeMutableBufferPointer { pool in
      let range = pool[Int(list.start)..<Int(list.start + list.count)]
      guard let index = range.firstIndex(where: { $0.member == member }),
        let entries = pool.baseAddress
      else { return false }
      // A common term has thousands of entries, and who leaves stands among the first: one memmove.
      (entries + index).update(from: entries + index + 1, count: range.endIndex - index - 1)
      return true
    }
    guard isFound else { return }
    list.count -= 1
    if list.count == 0, let size = list.size {
      free[Int(size)].append(list.start)
      // Its place is another's from now on, or none.
      (list.start, list.size) = (0, nil)
    }
    lists[slot] = list
  }

  private mutating func grow(_ list: inout List) {
    let size = list.size.map { $0 + 1 } ?? 0
    let start = free[Int(size)].popLast() ?? extend(by: 1 << Int(size))
    for index in 0..<Int(list.count) { pool[Int(start) + index] = pool[Int(list.start) + index] }
    if let old = list.size { free[Int(old)].append(list.start) }
    list.start = start
    list.size = size
  }

  private mutating func extend(by count: Int) -> UInt32 {
    let start = UInt32(pool.count)
    pool.append(contentsOf: repeatElement(Posting(member: 0, weight: 0), count: count))
    return start
  }

  /// Every list in the smallest stretch that takes it: terms come and go, and each keeps what it had
  /// at its highest. In place: in the order in which they lie, none moves up. Afterwards the pool may
  /// grow by a quarter, so that packing costs an entry O(1).
  private mutating func pack() {
    let held = lists.indices.filter { lists[$0].count > 0 }.sorted {
      lists[$0].start < lists[$1].start
    }
    var end = 0
    for slot in held {
      guard let size = Self.stretch(lists[slot].count) else { continue }
      let start = Int(lists[slot].start)
      if start > end {
        for index in 0..<Int(lists[slot].count) { pool[end + index] = pool[start + index] }
        lists[slot].start = UInt32(end)
      }
      lists[slot].size = size
      end += 1 << Int(size)
    }
    pool.removeLast(pool.count - end)
    free = Array(repeating: [], count: free.count)
    packedAt = max(1 << 12, end + end / 4)
    // An array that grows by itself doubles.
    pool.reserveCapacity(packedAt + packedAt / 8)
  }

  /// log2 of the smallest stretch for so many entries; nil for none.
  private static func stretch(_ count: UInt32) -> UInt8? {
    count == 0 ? nil : UInt8(UInt32.bitWidth - (count - 1).leadingZeroBitCount)
  }

  /// Makes room, and lets terms go that nobody holds any more.
  private mutating func rehash() {
    let old = lists.filter { $0.key != 0 && $0.count > 0 }
    while old.count * 5 >= 2 << Int(bits) { bits += 1 }
    lists = Array(repeating: List(), count: 1 << Int(bits))
    keyCount = old.count
    for list in old { lists[slot(of: list.key)] = list }
  }

  @inline(__always)
  private func slot(of term: TermHash) -> Int {
    var slot = Int((UInt64(term) &* multiplier) >> (64 - bits))
    return lists.withUnsafeBufferPointer { lists in
      while lists[slot].key != 0, lists[slot].key != term { slot = (slot + 1) & (lists.count - 1) }
      return slot
    }
  }
}
