/// Term → probability: open addressing in two flat arrays, 1 MiB for the 44,000 stems shipped.
struct BackgroundTable: Sendable {
  private var keys: [TermHash]
  private var values: [Float]
  private let shift: UInt32

  init(capacityBits: UInt32) {
    keys = Array(repeating: 0, count: 1 << Int(capacityBits))
    values = Array(repeating: 0, count: 1 << Int(capacityBits))
    shift = 32 - capacityBits
  }

  /// The first value stands when two stems fall on one number: the files list the commonest first.
  mutating func insert(_ key: TermHash, _ value: Float) {
    let slot = self.slot(of: key)
    guard keys[slot] == 0 else { return }
    keys[slot] = key
    values[slot] = value
  }

  subscript(key: TermHash) -> Float? {
    let slot = self.slot(of: key)
    return keys[slot] == 0 ? nil : values[slot]
  }

  private func slot(of key: TermHash) -> Int {
    var slot = Int(key >> shift)
    while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (keys.count - 1) }
    return slot
  }
}
