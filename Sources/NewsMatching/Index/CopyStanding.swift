import NewsModel

/// What a comparison must know of one older article besides its text.
struct CopyStanding {
  var group: UInt32
  var isShared: Bool
  var composite: Range<Int>?
  /// Hash; 0 when unknown.
  var source: UInt64
  var boilerplate: Boilerplate

  /// Nil when the blob is damaged.
  init?(_ stored: StoredStanding) {
    guard let blob = CopyBlob(bytes: stored.blob) else { return nil }
    group = stored.group.number
    isShared = stored.isShared
    composite = stored.composite
    source = blob.source
    boilerplate = blob.boilerplate
  }

  init(_ blob: CopyBlob, of article: UInt32) {
    group = blob.group
    isShared = group != article
    source = blob.source
    boilerplate = blob.boilerplate
    composite = blob.composite.flatMap { $0.article == article ? $0.tokens : nil }
  }
}

/// The standings asked for last, as they are now: two generations of at most `limit` each. Only the
/// store's queue changes it, with each admission; so what it holds is what the store would say.
struct StandingCache {
  private var young: [UInt32: CopyStanding] = [:]
  private var old: [UInt32: CopyStanding] = [:]
  /// 16,384: 2 MiB in both generations.
  private let limit: Int

  init(limit: Int = 16_384) { self.limit = limit }

  func standing(of article: UInt32) -> CopyStanding? { young[article] ?? old[article] }

  mutating func insert(_ standing: CopyStanding, of article: UInt32) {
    guard limit > 0 else { return }
    if young.count >= limit {
      old = young
      young = [:]
    }
    young[article] = standing
  }

  mutating func remove(_ article: UInt32) {
    young[article] = nil
    old[article] = nil
  }

  /// An article is admitted: the changes that its blob makes to others, and itself.
  mutating func admit(_ article: UInt32, _ blob: CopyBlob) {
    if blob.group != article { update(blob.group) { $0.isShared = true } }
    if !blob.united.isEmpty {
      let united = Set(blob.united)
      updateAll { standing in
        if united.contains(standing.group) { standing.group = blob.group }
        if standing.group == blob.group { standing.isShared = true }
      }
    }
    if let composite = blob.composite, composite.article != article {
      update(composite.article) { $0.composite = $0.composite.union(with: composite.tokens) }
    }
    insert(CopyStanding(blob, of: article), of: article)
  }

  private mutating func update(_ article: UInt32, _ change: (inout CopyStanding) -> Void) {
    // Where it is in both, the young one counts.
    if var standing = young[article] ?? old[article] {
      change(&standing)
      insert(standing, of: article)
    }
  }

  /// Rare: groups are united by one article in some hundreds.
  private mutating func updateAll(_ change: (inout CopyStanding) -> Void) {
    func changed(_ standing: CopyStanding) -> CopyStanding {
      var standing = standing
      change(&standing)
      return standing
    }
    young = young.mapValues(changed)
    old = old.mapValues(changed)
  }
}

extension Range<Int>? {
  /// From the first of both to the last.
  fileprivate func union(with other: Range<Int>) -> Range<Int> {
    guard let self else { return other }
    let first = Swift.min(self.lowerBound, other.lowerBound)
    return first..<Swift.max(self.upperBound, other.upperBound)
  }
}
