import NewsText

/// One article as the stories compare it: a vector of length 1 in fixed point.
///
/// Weights are integers (1.0 is 65,535), so that sums of products do not depend on the order of
/// their terms: the same stories bit for bit, however they were loaded.
struct StoryVector: Hashable, Sendable {
  static let one = 65_535.0

  /// Ascending; as many as `weights`.
  private(set) var hashes: [TermHash] = []
  /// 1…65,535.
  private(set) var weights: [UInt16] = []

  init() {}

  /// `terms` ascend by hash; those of weight 0 are left out.
  init(_ terms: [StoryBlob.TermWeight], count: Int) {
    hashes.reserveCapacity(count)
    weights.reserveCapacity(count)
    for term in terms where term.weight > 0 {
      hashes.append(term.hash)
      weights.append(term.weight)
    }
  }

  var count: Int { hashes.count }

  /// Both arrays, so that a loop over a story's members counts no references.
  @inline(__always)
  func withUnsafeBuffers<Result>(
    _ body: (_ hashes: UnsafeBufferPointer<TermHash>, _ weights: UnsafeBufferPointer<UInt16>) ->
      Result
  ) -> Result {
    hashes.withUnsafeBufferPointer { hashes in
      weights.withUnsafeBufferPointer { body(hashes, $0) }
    }
  }

  /// O(log terms).
  func holds(_ hash: TermHash) -> Bool {
    hashes.withUnsafeBufferPointer { hashes in
      var (low, high) = (0, hashes.count)
      while low < high {
        let middle = (low + high) / 2
        if hashes[middle] < hash { low = middle + 1 } else { high = middle }
      }
      return low < hashes.count && hashes[low] == hash
    }
  }

  struct HeavyTerm: Sendable {
    var hash: TermHash
    var weight: UInt16
  }

  /// The heaviest terms, heaviest first; equal ones by hash. O(terms), and a sort of the few.
  func heaviest(_ limit: Int) -> [HeavyTerm] {
    let least = leastWeight(ofHeaviest: limit)
    // One number orders both ways: the weight downwards, then the hash upwards.
    var order: [UInt64] = []
    order.reserveCapacity(2 * limit)
    for index in 0..<count where weights[index] >= least {
      order.append(UInt64(~weights[index]) << 32 | UInt64(hashes[index]))
    }
    order.sort()
    return order.prefix(limit).map {
      HeavyTerm(
        hash: TermHash(truncatingIfNeeded: $0), weight: ~UInt16(truncatingIfNeeded: $0 >> 32))
    }
  }

  /// A weight that at least `limit` terms reach, but not many more: counted in 256 bins.
  private func leastWeight(ofHeaviest limit: Int) -> UInt16 {
    guard count > limit else { return 0 }
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

  /// The product with another vector, in units of 1 / 65,535². O(terms of both).
  func dot(_ other: StoryVector) -> UInt64 {
    var sum: UInt64 = 0
    shared(with: other) { sum += UInt64(weights[$0]) * UInt64($1) }
    return sum
  }

  /// Calls `body` with the place here and the weight there of each term that both hold. O(terms of
  /// both): about 1 ns each.
  @inline(__always)
  func shared(with other: StoryVector, _ body: (Int, UInt16) -> Void) {
    hashes.withUnsafeBufferPointer { mine in
      other.withUnsafeBuffers { theirs, weights in
        var i = 0
        var j = 0
        while i < mine.count, j < theirs.count {
          let (a, b) = (mine[i], theirs[j])
          if a == b { body(i, weights[j]) }
          if a <= b { i += 1 }
          if b <= a { j += 1 }
        }
      }
    }
  }
}
