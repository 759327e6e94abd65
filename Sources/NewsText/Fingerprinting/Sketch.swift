/// A sample of a text's shingles, by which copies are found: small enough to be kept of every article.
///
/// FracMinHash with a floor (docs/copies.md, step 3): all hashes below 2^64/16, at least the 48 smallest,
/// at most the 256 smallest. Bottom-k nested in a fixed fraction, so that an excerpt of any length
/// shares keys with its source. Source: Irber et al., FracMinHash, 2022; Broder 1997 for bottom-k.
package struct Sketch: Hashable, Sendable {
  /// 40-bit keys, ascending, each once; as many as the text has shingles when those are fewer than 48.
  package let keys: [UInt64]

  package static let fraction: UInt64 = 16
  package static let floor = 48
  package static let cap = 256

  /// `seed` is secret, one a database, so that nobody can write texts that collide (P18).
  package init(_ tokens: [Token], seed: UInt64) {
    let hashes = tokens.withUnsafeBufferPointer { Self.smallestHashes($0, seed: seed) }
    var keys = hashes.map { Shingle.key($0) }
    keys.sort()
    keys.removeRepeats()
    self.keys = keys
  }

  /// The sampled hashes, ascending, each once.
  private static func smallestHashes(
    _ tokens: UnsafeBufferPointer<Token>, seed: UInt64
  ) -> [UInt64] {
    let count = Shingle.count(tokens: tokens.count)
    let threshold = UInt64.max / fraction
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count) { hashes in
      for index in 0..<count {
        hashes.initializeElement(at: index, to: Shingle.hash(tokens, at: index, seed: seed))
      }
      // Half as many again as the floor needs, were the hashes evenly spread and all different: one
      // round in nearly all texts, and no sort of the whole.
      var limit = UInt64.max
      if count > floor * 2 {
        limit = max(threshold, UInt64.max / UInt64(count) * UInt64(floor + floor / 2))
      }
      while true {
        var found = hashes.filter { $0 <= limit }
        found.sort()
        found.removeRepeats()
        if found.count >= floor || limit == UInt64.max {
          let below = found.prefix { $0 < threshold }.count
          return Array(found.prefix(min(cap, max(floor, below))))
        }
        limit = limit > UInt64.max / 4 ? UInt64.max : limit * 4
      }
    }
  }

  /// 40-bit keys, ascending, each once.
  init(ascending keys: [UInt64]) { self.keys = keys }

  /// 5 bytes a key, big-endian, ascending.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(keys.count * 5)
    for key in keys {
      for shift in [32, 24, 16, 8, 0] as [UInt64] {
        bytes.append(UInt8(truncatingIfNeeded: key &>> shift))
      }
    }
    return bytes
  }

  /// Reads what `bytes` wrote; nil when it is not that: another length, not ascending, too long.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count % 5 == 0, bytes.count <= Self.cap * 5 else { return nil }
    var keys: [UInt64] = []
    keys.reserveCapacity(bytes.count / 5)
    var key: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      key = key << 8 | UInt64(byte)
      guard index % 5 == 4 else { continue }
      if let last = keys.last, last >= key { return nil }
      keys.append(key)
      key = 0
    }
    self.init(ascending: keys)
  }
}

extension [UInt64] {
  /// Leaves one of each run of equal numbers.
  fileprivate mutating func removeRepeats() {
    guard count > 1 else { return }
    var kept = 1
    for index in 1..<count where self[index] != self[kept - 1] {
      self[kept] = self[index]
      kept += 1
    }
    removeLast(count - kept)
  }
}
