/// Adds up what the postings say of each older article: one look-up's scratch memory, used again.
struct Tally {
  /// One older article.
  struct Line {
    var posting: Posting
    /// Keys shared, and how many of them are known to two groups at most.
    var shared: UInt16 = 0
    var rare: UInt16 = 0
    /// Those of them that are phrases.
    var phrases: UInt16 = 0
    /// Sum of ln(N/df) over the shared keys, in 1/1024.
    var score: Int32 = 0
  }

  /// What a shared key says.
  struct Key {
    var score: Int32
    var isRare: Bool
    var isPhrase: Bool
  }

  private(set) var lines: [Line] = []
  /// Line + 1, or 0.
  private var slots = [UInt32](repeating: 0, count: 4096)

  mutating func clear() {
    slots.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    lines.removeAll(keepingCapacity: true)
  }

  /// One article's postings are all alike.
  mutating func add(_ posting: Posting, _ key: Key) {
    let slot = emptyOrOwnSlot(posting)
    var index = Int(slots[slot]) - 1
    if index < 0 {
      index = lines.count
      lines.append(Line(posting: posting))
      slots[slot] = UInt32(lines.count)
      if lines.count * 2 > slots.count { grow() }
    }
    lines[index].shared &+= 1
    lines[index].rare &+= key.isRare ? 1 : 0
    lines[index].phrases &+= key.isPhrase ? 1 : 0
    lines[index].score &+= key.score
  }

  @inline(__always)
  private func emptyOrOwnSlot(_ posting: Posting) -> Int {
    let mask = slots.count - 1
    var slot = Int(posting.article &* 0x9E37_79B1 &>> 7) & mask
    while slots[slot] != 0, lines[Int(slots[slot]) - 1].posting != posting {
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for index in lines.indices {
      slots[emptyOrOwnSlot(lines[index].posting)] = UInt32(index + 1)
    }
  }
}
