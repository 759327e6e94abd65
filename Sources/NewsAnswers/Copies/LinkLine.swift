import NewsMatching
import NewsModel

/// A link to another article in words.
struct LinkLine {
  let link: CopyLink
  let to: ArticleID

  init(_ link: CopyLink, to: ArticleID) {
    self.link = link
    self.to = to
  }

  var sentence: String {
    if link.relation == .retracts || link.relation == .retractedBy {
      return "\(words) \(to.rawValue) (rule \(link.rule)\(meaning))"
    }
    let share =
      "\(percent(link.coverage)) of this text is in it, "
      + "\(percent(link.coverageOther)) of it in this one"
    let numbers =
      link.numbersMatched + link.numbersConflicting == 0
      ? "" : ", numbers \(link.numbersMatched) equal and \(link.numbersConflicting) different"
    return
      "\(words) \(to.rawValue): \(share), longest passage \(counted(link.longest, "word"))\(numbers) "
      + "(rule \(link.rule)\(meaning))"
  }

  private var meaning: String { RuleWords.words(for: link.rule).map { ": \($0)" } ?? "" }

  /// Why an article's verdict is not *of* this one, but of the chosen one, if of any.
  func whyNot(_ chosen: ArticleID?) -> String {
    switch link.relation {
    case .identical, .nearDuplicate, .updateOf:
      chosen.map { "the evidence for it is weaker than for \($0.rawValue)" }
        ?? "its group did not accept the article"
    case .earlierVersionOf: "the article is an earlier version of its item"
    case .retracts, .retractedBy: "a kill says nothing of the text"
    case .contains: "it is only a part of this article"
    case .containedIn:
      chosen.map { "the evidence for it is weaker than for \($0.rawValue)" }
        ?? "the article says more"
    case .overlaps: "they share only a part"
    case .templateSibling: "one form, other facts"
    }
  }

  private var words: String {
    switch link.relation {
    case .identical: "has the same text as"
    case .nearDuplicate: "is a near-duplicate of"
    case .updateOf: "is a version of the same item as"
    case .earlierVersionOf: "is an earlier version of the same item as"
    case .retracts: "retracts"
    case .retractedBy: "is retracted by"
    case .contains: "contains"
    case .containedIn: "stands inside"
    case .overlaps: "shares a passage with"
    case .templateSibling: "has the same form, but other facts than"
    }
  }

}
