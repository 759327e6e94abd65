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

  /// Both ascend by hash; no weight is 0.
  init(hashes: [TermHash], weights: [UInt16]) {
    self.hashes = hashes
    self.weights = weights
  }

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

  /// Both arrays as one look at them needs them.
  @inline(__always)
  func withView<Result>(_ body: (VectorView) -> Result) -> Result {
    hashes.withUnsafeBufferPointer { hashes in
      weights.withUnsafeBufferPointer { body(VectorView(hashes: hashes, weights: $0)) }
    }
  }

  /// O(log terms).
  func holds(_ hash: TermHash) -> Bool { withView { $0.holds(hash) } }

  struct HeavyTerm: Sendable {
    var hash: TermHash
    var weight: UInt16
  }

  /// See `VectorView.heaviest`.
  func heaviest(_ limit: Int) -> [HeavyTerm] { withView { $0.heaviest(limit) } }

  /// The product with another vector, in units of 1 / 65,535². O(terms of both).
  func dot(_ other: StoryVector) -> UInt64 {
    withView { mine in other.withView { mine.dot($0) } }
  }
}
