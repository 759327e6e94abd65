import NewsText

/// What a new article is to be compared with, and what the index knows of it at one moment. Everything
/// that `Ballot` needs besides the texts.
struct Slate {
  /// One older article that shares keys.
  struct Ranked {
    var article: UInt32
    /// Share of the shared keys that at most two groups know, 0…1.
    var rarity: Double
    /// Share of them that are phrases, which eight groups know.
    var commonness = 0.0
  }

  /// One older article, with how it stands.
  struct Candidate {
    var article: UInt32
    /// Share of the shared keys that at most two groups know, 0…1.
    var rarity: Double
    /// Share of them that are phrases, which eight groups know.
    var commonness = 0.0
    var standing: CopyStanding

    var group: UInt32 { standing.group }
  }

  /// Best first.
  var ranked: [Ranked] = []
  /// Of the new article: hash, 0 when unknown.
  var source: UInt64 = 0
  var boilerplate: Boilerplate = []
  /// The first article with an equal text.
  var identical: Candidate?
  /// It is older than what is looked up: who copies this text is to find it here.
  var isIdenticalForgotten = false
  /// The version that the new article replaces, by the provider's word.
  var previousVersion: Candidate?
  /// That one is the later version, and came first.
  var isEarlierVersion = false
  /// As `Provenance` has it.
  var previousIsCertain = true

  /// Of one group at most three are compared: what three say, thirty say too.
  static let perGroup = 3
  /// And 24 in all; 6 to 14 in practice.
  static let limit = 24
  /// So many are asked how they stand; thousands may share keys, and of one group.
  static let asked = 256

  /// The copy's own mark says that it replaces an earlier one, and the candidate is of its source.
  func isRevision(_ fingerprint: Fingerprint, of candidate: Candidate) -> Bool {
    fingerprint.isRevision && source != 0 && candidate.standing.source == source
  }
}
