/// What an article is, in one word, *of* the article it copies.
package enum Verdict: String, Sendable, CaseIterable {
  case original
  case identical
  case nearDuplicate = "near-duplicate"
  case update
  /// An earlier version that came after a later one.
  case earlierVersion = "earlier-version"
  case excerpt
}

extension Verdict {
  /// How the articles of deposits ended, counted.
  package struct Counts: Hashable, Sendable {
    package var original = 0
    package var identical = 0
    package var nearDuplicate = 0
    package var update = 0
    package var earlierVersion = 0
    package var excerpt = 0
    package var unchanged = 0
    package var rejected = 0
    package init() {}

    /// Articles that entered the store.
    package var stored: Int {
      original + identical + nearDuplicate + update + earlierVersion + excerpt
    }

    package mutating func count(_ verdict: Verdict) {
      switch verdict {
      case .original: original += 1
      case .identical: identical += 1
      case .nearDuplicate: nearDuplicate += 1
      case .update: update += 1
      case .earlierVersion: earlierVersion += 1
      case .excerpt: excerpt += 1
      }
    }
    package static func += (a: inout Self, b: Self) {
      a.original += b.original
      a.identical += b.identical
      a.nearDuplicate += b.nearDuplicate
      a.update += b.update
      a.earlierVersion += b.earlierVersion
      a.excerpt += b.excerpt
      a.unchanged += b.unchanged
      a.rejected += b.rejected
    }
  }
}
