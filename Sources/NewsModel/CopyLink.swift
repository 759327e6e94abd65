/// One relation of a new article to an older one, with the evidence that decided it.
package struct CopyLink: Hashable, Sendable {
  package var to: ArticleID
  package var relation: Relation
  /// Share of this article's weighted tokens found in the other, 0…1, boilerplate left out.
  package var coverage: Double
  /// The same of the other article's tokens found here.
  package var coverageOther: Double
  /// Tokens in the longest shared passage.
  package var longest: Int
  /// Numbers that agree and that conflict in aligned text.
  package var numbersMatched: Int
  package var numbersConflicting: Int
  /// The rule that decided, a constant of the manual: `near.both-covered`, `template.numbers` …
  package var rule: String
  /// In order of `here`; the longest 16 when there are more.
  package var passages: [Passage]

  package init(
    to: ArticleID, relation: Relation, coverage: Double, coverageOther: Double, longest: Int,
    numbersMatched: Int, numbersConflicting: Int, rule: String, passages: [Passage]
  ) {
    self.to = to
    self.relation = relation
    self.coverage = coverage
    self.coverageOther = coverageOther
    self.longest = longest
    self.numbersMatched = numbersMatched
    self.numbersConflicting = numbersConflicting
    self.rule = rule
    self.passages = passages
  }
}

extension CopyLink {
  /// How one article stands to another, read from the newer one: `newer <relation> older`.
  package enum Relation: String, Sendable, CaseIterable {
    case identical
    case nearDuplicate = "near-duplicate"
    case updateOf = "update-of"
    /// The newer one came later, and is an earlier version of the same item.
    case earlierVersionOf = "earlier-version-of"
    /// The newer one is a kill, and takes the older one back.
    case retracts
    /// The newer one was taken back before it came.
    case retractedBy = "retracted-by"
    /// The newer one holds the older one.
    case contains
    /// The newer one stands inside the older one.
    case containedIn = "contained-in"
    /// They share a passage, and neither holds the other.
    case overlaps
    /// The same form with other facts (weather, results): not copies.
    case templateSibling = "template-sibling"

    /// The same relation read from the other article.
    package var inverse: Relation {
      switch self {
      case .contains: .containedIn
      case .containedIn: .contains
      case .updateOf: .earlierVersionOf
      case .earlierVersionOf: .updateOf
      case .retracts: .retractedBy
      case .retractedBy: .retracts
      default: self
      }
    }
  }
  /// A passage that two articles share: UTF-8 byte ranges in each one's `matchedText`.
  package struct Passage: Hashable, Sendable {
    package var here: Range<Int>
    package var there: Range<Int>
    package init(here: Range<Int>, there: Range<Int>) {
      self.here = here
      self.there = there
    }
  }
}
