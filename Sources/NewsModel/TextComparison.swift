/// Two texts word by word, for people who ask: every shared passage, and the facts that agree or
/// conflict in it. Places are UTF-8 byte ranges in each one's `matchedText`.
package struct TextComparison: Hashable, Sendable {
  /// In order of `here`.
  package var passages: [CopyLink.Passage] = []
  /// Words in the longest one.
  package var longest = 0
  /// Shares of each text's weighted words that the other holds, 0…1, boilerplate included.
  package var coverage = 0.0
  package var coverageOther = 0.0
  /// In the same place of a shared passage, in order of `here`.
  package var numbersAgreeing: [CopyLink.Passage] = []
  package var numbersConflicting: [CopyLink.Passage] = []
  package var namesAgreeing: [CopyLink.Passage] = []
  package var namesConflicting: [CopyLink.Passage] = []
  /// Words that are equal but for some letters.
  package var misprints: [CopyLink.Passage] = []
  /// Numbers and names that the other text has not in the same place.
  package var onlyHere: [Range<Int>] = []
  package var onlyThere: [Range<Int>] = []

  package init() {}
}

extension CopyDecision {
  /// An older article that was compared, related or not.
  package struct Candidate: Hashable, Sendable {
    package var to: ArticleID
    /// Nil when they have too little in common.
    package var relation: CopyLink.Relation?
    /// The rule that decided; `unrelated` when none did.
    package var rule: String
    package var coverage: Double
    package var coverageOther: Double
    package var longest: Int
    package var numbersMatched: Int
    package var numbersConflicting: Int

    package init(
      to: ArticleID, relation: CopyLink.Relation?, rule: String, coverage: Double,
      coverageOther: Double,
      longest: Int, numbersMatched: Int, numbersConflicting: Int
    ) {
      self.to = to
      self.relation = relation
      self.rule = rule
      self.coverage = coverage
      self.coverageOther = coverageOther
      self.longest = longest
      self.numbersMatched = numbersMatched
      self.numbersConflicting = numbersConflicting
    }
  }
}
