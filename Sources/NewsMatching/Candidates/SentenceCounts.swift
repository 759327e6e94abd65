/// How many groups were opened with each sentence: from three on a sentence is boilerplate
/// (docs/copies.md, step 4). Only openers count, so that a story which everybody prints never becomes
/// boilerplate.
///
/// Open addressing, 8 bytes an entry: 44 bits of hash, 8 of the era it was last seen in, 12 of count. An
/// era ends with each quarter of the table filled. When the table is as large as it may be and full, a
/// sweep drops what was seen once or twice, and not in this era or the last: 300,000 sentences, some
/// 20,000 articles, ago. What is left depends on the order of additions alone, so a restart that repeats
/// them ends with the same.
struct SentenceCounts {
  static let boilerplateCount = 3
  /// 8 MiB.
  static let defaultSlotLimit = 1 << 20

  private var slots: [UInt64]
  private let slotLimit: Int
  private(set) var entryCount = 0
  private var era: UInt64 = 0
  private var newInEra = 0

  private static let countMask: UInt64 = 0xFFF
  private static let hashMask: UInt64 = ~0xF_FFFF
  private static let eraShift: UInt64 = 12

  /// - Parameter slotLimit: a power of two.
  init(slotLimit: Int = Self.defaultSlotLimit) {
    self.slotLimit = slotLimit
    slots = [UInt64](repeating: 0, count: min(1024, slotLimit))
  }

  /// Eight numbers of eight bytes, little-endian: `WSC2`, table size, entries, era, new in era, a sum
  /// of these and of the table, two of zero; then the table.
  private static let magic: UInt64 = 0x3243_5357
  private static let headerCount = 8

  var bytes: [UInt8] {
    var header: [UInt64] = [Self.magic, UInt64(slots.count), UInt64(entryCount), era]
    header.append(UInt64(newInEra))
    header += [Self.sum(header[...], slots), 0, 0]
    return [UInt8](unsafeUninitializedCapacity: (header.count + slots.count) * 8) { bytes, count in
      let words = UnsafeMutableRawBufferPointer(bytes)
      var offset = 0
      for number in header {
        words.storeBytes(of: number.littleEndian, toByteOffset: offset, as: UInt64.self)
        offset += 8
      }
      for slot in slots {
        words.storeBytes(of: slot.littleEndian, toByteOffset: offset, as: UInt64.self)
        offset += 8
      }
      count = offset
    }
  }

  /// Reads what `bytes` wrote; nil when it cannot be that.
  init?(bytes: [UInt8], slotLimit: Int = Self.defaultSlotLimit) {
    let words = bytes.withUnsafeBytes { raw in
      (0..<raw.count / 8).map {
        UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
      }
    }
    guard words.count > Self.headerCount, words[0] == Self.magic, bytes.count % 8 == 0 else {
      return nil
    }
    let table = Array(words[Self.headerCount...])
    guard words[1] == table.count, table.count & (table.count - 1) == 0, table.count <= slotLimit,
      words[2] == table.count(where: { $0 != 0 }), words[2] * 10 <= table.count * 7 + 10,
      words[3] < 1 << 62, words[4] <= slotLimit, words[5] == Self.sum(words[..<5], table)
    else { return nil }
    self.slotLimit = slotLimit
    slots = table
    entryCount = Int(words[2])
    era = words[3]
    newInEra = Int(words[4])
  }

  private static func sum(_ header: ArraySlice<UInt64>, _ table: [UInt64]) -> UInt64 {
    var sum = OrderedSum()
    for word in header { sum.add(word) }
    for word in table { sum.add(word) }
    return sum.value
  }

  func isBoilerplate(_ sentence: UInt64) -> Bool {
    Int(slots[slot(of: sentence)] & Self.countMask) >= Self.boilerplateCount
  }

  mutating func add(_ sentence: UInt64) {
    if (entryCount + 1) * 10 > slots.count * 7 { makeRoom() }
    let slot = slot(of: sentence)
    if slots[slot] == 0 { noteNew() }
    let count = min(slots[slot] & Self.countMask + 1, Self.countMask)
    slots[slot] = sentence & Self.hashMask | (era & 0xFF) &<< Self.eraShift | count
  }

  private mutating func noteNew() {
    entryCount += 1
    newInEra += 1
    if newInEra * 40 > slotLimit * 7 {
      era += 1
      newInEra = 0
    }
  }

  private func slot(of sentence: UInt64) -> Int {
    let mask = slots.count - 1
    let name = sentence & Self.hashMask
    var slot = Int(truncatingIfNeeded: sentence &>> 20) & mask
    while slots[slot] != 0, slots[slot] & Self.hashMask != name { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func makeRoom() {
    guard slots.count >= slotLimit else {
      refill(count: slots.count * 2) { _ in true }
      return
    }
    sweep()
  }

  /// Keeps boilerplate and what is new; in a flood of made-up boilerplate only what is new, which is
  /// half of what fits at most.
  private mutating func sweep() {
    let era = era
    func isNew(_ entry: UInt64) -> Bool { (era &- (entry &>> Self.eraShift)) & 0xFF <= 1 }
    refill(count: slots.count) { entry in
      isNew(entry) || entry & Self.countMask >= UInt64(Self.boilerplateCount)
    }
    if entryCount * 40 > slots.count * 21 { refill(count: slots.count, keeping: isNew) }
  }

  private mutating func refill(count: Int, keeping isKept: (UInt64) -> Bool) {
    let old = slots
    slots = [UInt64](repeating: 0, count: count)
    entryCount = 0
    for entry in old where entry != 0 && isKept(entry) {
      slots[slot(of: entry)] = entry
      entryCount += 1
    }
  }
}

#if DEBUG
  extension SentenceCounts {
    func checkInvariants() {
      precondition(slots.count { $0 != 0 } == entryCount && slots.count <= slotLimit)
      for entry in slots where entry != 0 { precondition(slots[slot(of: entry)] == entry) }
    }
  }
#endif
