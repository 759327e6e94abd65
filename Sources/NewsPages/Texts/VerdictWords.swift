import NewsMatching
import NewsModel

/// A verdict, a relation and a reason in words.
enum VerdictWords {
  /// Completes "This article …".
  static func sentence(_ verdict: Verdict) -> String {
    switch verdict {
    case .original: "copies nothing that came before it"
    case .identical: "has the same text as"
    case .nearDuplicate: "is a near-duplicate of"
    case .update: "is a later version of"
    case .earlierVersion: "came late, and is an earlier version of"
    case .excerpt: "is an excerpt of"
    }
  }

  /// A mark in lists; nil for what needs none.
  static func mark(_ verdict: Verdict) -> String? {
    switch verdict {
    case .original: nil
    case .identical: "same text"
    case .nearDuplicate: "copy"
    case .update: "later version"
    case .earlierVersion: "earlier version"
    case .excerpt: "excerpt"
    }
  }

  /// "82 % of its words are in the other, 91 % of the other's in it; …".
  static func measures(_ link: CopyLink) -> String {
    var words =
      "\(percent(link.coverage)) of its words are in the other, \(percent(link.coverageOther)) of the "
      + "other’s in it; the longest passage has \(counted(link.longest, "word"))"
    let numbers = link.numbersMatched + link.numbersConflicting
    if numbers > 0 {
      words += ", \(link.numbersMatched) of \(counted(numbers, "number")) agree"
    }
    let meaning = RuleWords.words(for: link.rule).map { ": \($0)" } ?? ""
    return words + ". Rule \(link.rule)\(meaning)."
  }

  static func percent(_ share: Double) -> String {
    share.isFinite ? "\(Int((share * 100).rounded())) %" : "0 %"
  }

  static func reason(_ reason: StoryDecision.Reason) -> String {
    switch reason {
    case .opened: "opened the story"
    case .joined: "joined by what it shares with the others"
    case .copy: "stands with the article it copies"
    case .retraction: "a kill, and stands with what it takes back"
    case .person: "put here by a person"
    }
  }
}
