import NewsText

/// A vector as it lies in memory, for the time of one look: a loop over many of them counts no references.
struct VectorView {
  /// Ascending; as many as `weights`.
  let hashes: UnsafeBufferPointer<TermHash>
  let weights: UnsafeBufferPointer<UInt16>

  /// O(log terms).
  func holds(_ hash: TermHash) -> Bool {
    var (low, high) = (0, hashes.count)
    while low < high {
      let middle = (low + high) / 2
      if hashes[middle] < hash { low = middle + 1 } else { high = middle }
    }
    return low < hashes.count && hashes[low] == hash
  }

  /// The product with another vector, in units of 1 / 65,535². O(terms of both).
  func dot(_ other: VectorView) -> UInt64 {
    var sum: UInt64 = 0
    shared(with: other) { sum += UInt64(weights[$0]) * UInt64($1) }
    return sum
  }

  /// Calls `body` with the place here and the weight there of each term that both hold. O(terms of
  /// both): about 1 ns each.
  @inline(__always)
  func shared(with other: VectorView, _ body: (Int, UInt16) -> Void) {
    var i = 0
    var j = 0
    while i < hashes.count, j < other.hashes.count {
      let (a, b) = (hashes[i], other.hashes[j])
      if a == b { body(i, other.weights[j]) }
      if a <= b { i += 1 }
      if b <= a { j += 1 }
    }
  }

  /// The heaviest terms, heaviest first; equal ones by hash. O(terms), and a sort of the few.
  func heaviest(_ limit: Int) -> [StoryVector.HeavyTerm] {
    let least = leastWeight(ofHeaviest: limit)
    // One number orders both ways: the weight downwards, then the hash upwards.
    var order: [UInt64] = []
    order.reserveCapacity(2 * limit)
    for index in 0..<hashes.count where weights[index] >= least {
      order.append(UInt64(~weights[index]) << 32 | UInt64(hashes[index]))
    }
    order.sort()
    return order.prefix(limit).map {
      StoryVector.HeavyTerm(
        hash: TermHash(truncatingIfNeeded: $0), weight: ~UInt16(truncatingIfNeeded: $0 >> 32))
    }
  }

  /// A weight that at least `limit` terms reach, but not many more: counted in 256 bins.
  private func leastWeight(ofHeaviest limit: Int) -> UInt16 {
    guard hashes.count > limit else { return 0 }
    return withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 256) { bins in
      bins.initialize(repeating: 0)
      // Most weights are below 1/8, so the bins divide that; all above fall into the last.
      for weight in weights { bins[Int(min(weight >> 5, 255))] &+= 1 }
      var bin = 255
      var reached = Int(bins[255])
      while reached < limit, bin > 0 {
        bin -= 1
        reached += Int(bins[bin])
      }
      return UInt16(bin) << 5
    }
  }
}
