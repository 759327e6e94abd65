import NewsText

/// Where each three-word sequence of one text stands: open addressing, chained by position. Built
/// once for a new article, asked by each alignment with an older one; its memory is used again.
struct ShingleMap {
  private var keys: [UInt64] = []
  private var heads: [Int32] = []
  private var followers: [Int32] = []
  private var shift: UInt64 = 60

  /// Three word hashes in one number: a linear form, since the hashes are mixed already.
  @inline(__always)
  static func key(_ tokens: UnsafeBufferPointer<Token>, at index: Int) -> UInt64 {
    (UInt64(tokens[index].hash) &* 0x9E37_79B1_85EB_CA87
      &+ UInt64(tokens[index + 1].hash) &* 0xC2B2_AE3D_27D4_EB4F
      &+ UInt64(tokens[index + 2].hash) &* 0x1656_67B1_9E37_79F9) | 1
  }

  mutating func fill(_ tokens: UnsafeBufferPointer<Token>) {
    let count = max(0, tokens.count - 2)
    var capacity = 16
    while capacity < count * 2 { capacity *= 2 }
    if heads.count < capacity {
      keys = [UInt64](repeating: 0, count: capacity)
      heads = [Int32](repeating: -1, count: capacity)
    } else {
      heads.withUnsafeMutableBufferPointer { $0[..<capacity].update(repeating: -1) }
    }
    if followers.count < count { followers = [Int32](repeating: -1, count: capacity) }
    shift = 64 - UInt64(capacity.trailingZeroBitCount)
    // Backwards, so that a chain begins with the earliest position.
    for index in stride(from: count - 1, through: 0, by: -1) {
      let key = Self.key(tokens, at: index)
      let slot = slot(of: key)
      keys[slot] = key
      followers[index] = heads[slot]
      heads[slot] = Int32(truncatingIfNeeded: index)
    }
  }

  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    let mask = 1 &<< (64 &- shift) &- 1
    var slot = Int(truncatingIfNeeded: (key &* 0xD6E8_FEB8_6659_FD93) &>> shift)
    while heads[slot] >= 0, keys[slot] != key { slot = (slot &+ 1) & Int(mask) }
    return slot
  }

  /// The first position of a key, or −1.
  @inline(__always)
  func first(_ key: UInt64) -> Int { Int(heads[slot(of: key)]) }

  /// The next position of the same key, or −1.
  @inline(__always)
  func next(after position: Int) -> Int { Int(followers[position]) }
}
