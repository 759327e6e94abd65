/// The postings of the newest articles, which still grow: open addressing from key to the newest
/// posting, each posting naming the one before it. 8 bytes a posting and 12 to 24 a key.
struct RecentPostings {
  private struct Link {
    /// (article − base) << 12 | mark.
    var posting: UInt32
    /// The posting of the same key before this one, plus one; 0 for none.
    var previous: UInt32
  }

  private var links: [Link] = []
  /// Key << 24 | link + 1; 0 for an empty slot.
  private var slots = [UInt64](repeating: 0, count: 1024)
  private var used = 0

  private(set) var articleCount = 0
  /// The first article; meaningless when there is none.
  private(set) var base: UInt32 = 0
  private(set) var last: UInt32 = 0

  var count: Int { links.count }
  /// Slots number links with 24 bits.
  static let postingLimit = 1 << 23
  /// A link has 20 bits for the article.
  static let articleLimit: UInt32 = 1 << 20

  mutating func append(_ article: UInt32, keys: [UInt64], mark: UInt64) {
    if articleCount == 0 { base = article }
    last = article
    articleCount += 1
    let posting = (article - base) &<< 12 | UInt32(truncatingIfNeeded: mark)
    for key in keys {
      if (used + 1) * 3 > slots.count * 2 { grow() }
      let slot = slot(of: key)
      let previous = UInt32(truncatingIfNeeded: slots[slot] & 0xFF_FFFF)
      if previous == 0 { used += 1 }
      links.append(Link(posting: posting, previous: previous))
      slots[slot] = key &<< 24 | UInt64(links.count)
    }
  }

  /// Appends the postings of a key, newest first, until the list has `limit` more.
  func append(_ key: UInt64, to list: inout [UInt64], limit: Int) {
    var index = Int(slots[slot(of: key)] & 0xFF_FFFF)
    var left = limit
    while index > 0, left > 0 {
      list.append(posting(links[index - 1]).bits)
      index = Int(links[index - 1].previous)
      left -= 1
    }
  }

  private func posting(_ link: Link) -> Posting {
    Posting(base + link.posting &>> 12, mark: UInt64(link.posting & 0xFFF))
  }

  /// The same postings, sorted.
  func sealed() -> SealedPostings {
    var counts = [UInt32](repeating: 0, count: SealedPostings.bucketCount + 1)
    var entries = [UInt64](repeating: 0, count: links.count)
    func each(_ body: (_ bucket: Int, _ entry: UInt64) -> Void) {
      for slot in slots where slot != 0 {
        let key = slot &>> 24
        var index = Int(slot & 0xFF_FFFF)
        while index > 0 {
          let link = links[index - 1]
          body(Int(key &>> 24), (key & 0xFF_FFFF) &<< 36 | UInt64(link.posting))
          index = Int(link.previous)
        }
      }
    }
    each { bucket, _ in counts[bucket + 1] += 1 }
    for bucket in 1...SealedPostings.bucketCount { counts[bucket] += counts[bucket - 1] }
    var next = counts
    each { bucket, entry in
      // By insertion: a bucket has six postings when 8,192 articles are sealed.
      var place = Int(next[bucket])
      let start = Int(counts[bucket])
      while place > start, entries[place - 1] > entry {
        entries[place] = entries[place - 1]
        place -= 1
      }
      entries[place] = entry
      next[bucket] += 1
    }
    return SealedPostings(
      base: base, last: last, articleCount: articleCount, directory: counts, entries: entries)
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
          let article = posting(links[index - 1]).article
          precondition(article < newer && article >= base && article <= last)
          newer = article
          index = Int(links[index - 1].previous)
        }
      }
    }
  }
#endif
