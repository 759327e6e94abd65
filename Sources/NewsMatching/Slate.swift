import NewsText

/// The older articles that a new one is compared with, best first, and what the index knows of them at
/// one moment. Everything that `Ballot` needs besides the texts.
struct Slate {
  /// One older article.
  struct Candidate {
    var article: UInt32
    var group: UInt32
    var groupSize: Int
    /// Share of the shared keys that at most two groups know, 0…1.
    var rarity: Double
    var boilerplate: Boilerplate
    var source: UInt64
    var composite: Range<Int>?
  }

  var candidates: [Candidate] = []
  /// Of the new article: hash, 0 when unknown.
  var source: UInt64 = 0
  var boilerplate: Boilerplate = []
  /// The first article with an equal text.
  var identical: Candidate?
  /// The version that the new article replaces, by the provider's word.
  var previousVersion: Candidate?

  /// Of one group at most three are compared: what three say, thirty say too.
  static let perGroup = 3
  /// And 24 in all; 6 to 14 in practice.
  static let limit = 24

  /// The copy's own mark says that it replaces an earlier one, and the candidate is of its source.
  func isRevision(_ fingerprint: Fingerprint, of candidate: Candidate) -> Bool {
    fingerprint.isRevision && source != 0 && candidate.source == source
  }
}
