/// How a deposit ended (P4: seen = stored + unchanged + partial + failed + waiting).
package enum Outcome: String, Sendable, CaseIterable {
  /// At least one new article, none rejected.
  case stored
  /// All its articles were known already.
  case unchanged
  /// Some articles taken, some records rejected and set aside.
  case partial
  /// Nothing could be taken: in failed/ with a reason.
  case failed
}

/// How the articles of deposits ended, counted.
package struct ArticleCounts: Hashable, Sendable {
  package var original = 0
  package var identical = 0
  package var nearDuplicate = 0
  package var update = 0
  package var excerpt = 0
  package var unchanged = 0
  package var rejected = 0
  package init() {}

  /// Articles that entered the store.
  package var stored: Int { original + identical + nearDuplicate + update + excerpt }

  package mutating func count(_ verdict: Verdict) {
    switch verdict {
    case .original: original += 1
    case .identical: identical += 1
    case .nearDuplicate: nearDuplicate += 1
    case .update: update += 1
    case .excerpt: excerpt += 1
    }
  }
  package static func += (a: inout Self, b: Self) {
    a.original += b.original
    a.identical += b.identical
    a.nearDuplicate += b.nearDuplicate
    a.update += b.update
    a.excerpt += b.excerpt
    a.unchanged += b.unchanged
    a.rejected += b.rejected
  }
}
