/// The postings of the newest articles, which still grow: open addressing from key to the newest
/// posting, each posting naming the one before it. About 20 bytes a posting at most.
struct RecentPostings {
  private struct Posting {
    var article: UInt32
    /// The posting of the same key before this one, plus one; 0 for none.
    var previous: UInt32
    /// Postings of this key up to and including this one.
    var count: UInt32
  }

  private var postings: [Posting] = []
  /// Key << 24 | posting + 1; 0 for an empty slot.
  private var slots = [UInt64](repeating: 0, count: 1024)
  private var used = 0

  private(set) var articleCount = 0
  /// The first article; meaningless when there is none.
  private(set) var base: UInt32 = 0
  private(set) var last: UInt32 = 0

  var count: Int { postings.count }
  /// Slots and articles number postings with 24 bits.
  static let postingLimit = 1 << 23

  mutating func append(_ article: UInt32, keys: [UInt64]) {
    if articleCount == 0 { base = article }
    last = article
    articleCount += 1
    for key in keys {
      if (used + 1) * 3 > slots.count * 2 { grow() }
      let slot = slot(of: key)
      let previous = UInt32(truncatingIfNeeded: slots[slot] & 0xFF_FFFF)
      let count = previous == 0 ? 0 : postings[Int(previous) - 1].count
      if previous == 0 { used += 1 }
      postings.append(Posting(article: article, previous: previous, count: count + 1))
      slots[slot] = key &<< 24 | UInt64(postings.count)
    }
  }

  /// Appends the articles of a key, newest first, until the list has `limit`; returns how many there are.
  func append(_ key: UInt64, to list: inout [UInt32], limit: Int) -> Int {
    var index = Int(slots[slot(of: key)] & 0xFF_FFFF)
    guard index > 0 else { return 0 }
    let count = Int(postings[index - 1].count)
    while index > 0, list.count < limit {
      list.append(postings[index - 1].article)
      index = Int(postings[index - 1].previous)
    }
    return count
  }

  /// The same postings as a run.
  func sealed() -> PostingRun {
    var pairs: [UInt64] = []
    pairs.reserveCapacity(postings.count)
    var starts = [Int](repeating: 0, count: PostingRun.bucketCount + 1)
    for slot in slots where slot != 0 {
      let key = slot &>> 24
      var index = Int(slot & 0xFF_FFFF)
      starts[Int(key &>> 24) + 1] += Int(postings[index - 1].count)
      let first = pairs.count
      while index > 0 {
        pairs.append(key &<< 24 | UInt64(postings[index - 1].article - base))
        index = Int(postings[index - 1].previous)
      }
      pairs[first...].reverse()
    }
    for bucket in 1...PostingRun.bucketCount { starts[bucket] += starts[bucket - 1] }
    var sorted = [UInt64](repeating: 0, count: pairs.count)
    var next = starts
    for pair in pairs {
      let bucket = Int(pair &>> 48)
      // By insertion: a bucket has six keys when 8,192 articles are sealed, and a key's postings come
      // in order.
      var place = next[bucket]
      while place > starts[bucket], sorted[place - 1] > pair {
        sorted[place] = sorted[place - 1]
        place -= 1
      }
      sorted[place] = pair
      next[bucket] += 1
    }
    return PostingRun(base: base, last: last, count: sorted.count) { bucket, list in
      for pair in sorted[starts[bucket]..<starts[bucket + 1]] {
        list.append(pair & 0xFFFF_FFFF_FFFF)
      }
    }
  }

  private func slot(of key: UInt64) -> Int {
    let mask = slots.count - 1
    // Keys are low bits of a mixed hash: any of their bits will do.
    var slot = Int(truncatingIfNeeded: key) & mask
    while slots[slot] != 0, slots[slot] &>> 24 != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 { slots[slot(of: entry &>> 24)] = entry }
  }
}

#if DEBUG
  extension RecentPostings {
    func checkInvariants() {
      precondition(slots.count { $0 != 0 } == used)
      for entry in slots where entry != 0 {
        var index = Int(entry & 0xFF_FFFF)
        var newer = UInt32.max
        while index > 0 {
          let posting = postings[index - 1]
          precondition(posting.article < newer && posting.article >= base)
          newer = posting.article
          index = Int(posting.previous)
        }
      }
    }
  }
#endif
