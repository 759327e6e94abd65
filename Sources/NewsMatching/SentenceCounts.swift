/// How many groups were opened with each sentence: from three on a sentence is boilerplate
/// (MATCHING.md, step 4). Only openers count, so that a story which everybody prints never becomes
/// boilerplate.
///
/// Open addressing, 8 bytes an entry at a load of at most .7: 52 bits of hash, 12 of count.
struct SentenceCounts {
  static let boilerplateCount = 3

  private var slots = [UInt64](repeating: 0, count: 1024)
  private(set) var entryCount = 0
  private static let countMask: UInt64 = 0xFFF

  func isBoilerplate(_ sentence: UInt64) -> Bool {
    Int(slots[slot(of: sentence)] & Self.countMask) >= Self.boilerplateCount
  }

  mutating func add(_ sentence: UInt64) {
    if (entryCount + 1) * 10 > slots.count * 7 { grow() }
    let slot = slot(of: sentence)
    if slots[slot] == 0 {
      slots[slot] = sentence & ~Self.countMask
      entryCount += 1
    }
    if slots[slot] & Self.countMask < Self.countMask { slots[slot] += 1 }
  }

  private func slot(of sentence: UInt64) -> Int {
    let mask = slots.count - 1
    let name = sentence & ~Self.countMask
    var slot = Int(truncatingIfNeeded: sentence &>> 20) & mask
    while slots[slot] != 0, slots[slot] & ~Self.countMask != name { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 { slots[slot(of: entry)] = entry }
  }
}

#if DEBUG
  extension SentenceCounts {
    func checkInvariants() {
      precondition(slots.count { $0 != 0 } == entryCount)
      for entry in slots where entry != 0 { precondition(slots[slot(of: entry)] == entry) }
    }
  }
#endif
