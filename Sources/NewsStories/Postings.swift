import NewsText

/// By which members a term is held: each member stands under its heaviest terms, the latest last.
///
/// One pool of 8-byte entries, a list takes a stretch of a power of two; freed stretches are used
/// again. A member that leaves is taken out of its lists, so that the lists are a function of the
/// members alone, whatever came and went before (P6).
struct Postings {
  struct Posting {
    var member: UInt32
    var weight: UInt16
  }

  private struct List {
    var start: UInt32 = 0
    var count: UInt32 = 0
    /// log2 of the stretch; nil before the first entry.
    var size: UInt8?
  }

  private var bits: UInt64 = 12
  private var keys: [TermHash]
  private var lists: [List]
  private var keyCount = 0
  private var pool: [Posting] = []
  private var free: [[UInt32]] = Array(repeating: [], count: 32)
  private let multiplier: UInt64

  init(seed: UInt64) {
    multiplier = mixed(seed) | 1
    keys = Array(repeating: 0, count: 1 << Int(bits))
    lists = Array(repeating: List(), count: 1 << Int(bits))
  }

  /// The entries of one term, at most the latest `limit`, in order of admission.
  func latest(_ limit: Int, of term: TermHash) -> ArraySlice<Posting> {
    let slot = slot(of: term)
    guard keys[slot] != 0 else { return [] }
    let list = lists[slot]
    let end = Int(list.start) + Int(list.count)
    return pool[max(Int(list.start), end - limit)..<end]
  }

  mutating func append(_ posting: Posting, to term: TermHash) {
    if keyCount * 5 >= keys.count * 3 { rehash() }
    let slot = slot(of: term)
    if keys[slot] == 0 {
      keys[slot] = term
      keyCount += 1
    }
    var list = lists[slot]
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
    guard keys[slot] != 0 else { return }
    var list = lists[slot]
    let range = Int(list.start)..<Int(list.start + list.count)
    guard let index = range.first(where: { pool[$0].member == member }) else { return }
    for index in index..<range.upperBound - 1 { pool[index] = pool[index + 1] }
    list.count -= 1
    if list.count == 0, let size = list.size {
      free[Int(size)].append(list.start)
      list.size = nil
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

  /// Makes room, and lets terms go that nobody holds any more.
  private mutating func rehash() {
    let old = zip(keys, lists).filter { $0.0 != 0 && $0.1.count > 0 }
    while old.count * 5 >= 2 << Int(bits) { bits += 1 }
    keys = Array(repeating: 0, count: 1 << Int(bits))
    lists = Array(repeating: List(), count: 1 << Int(bits))
    keyCount = old.count
    for (key, list) in old {
      let slot = slot(of: key)
      keys[slot] = key
      lists[slot] = list
    }
  }

  @inline(__always)
  private func slot(of term: TermHash) -> Int {
    var slot = Int((UInt64(term) &* multiplier) >> (64 - bits))
    while keys[slot] != 0, keys[slot] != term { slot = (slot + 1) & (keys.count - 1) }
    return slot
  }
}
