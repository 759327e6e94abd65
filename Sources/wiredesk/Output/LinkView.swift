import NewsAnswers
import NewsBytes
import NewsDesk
import NewsModel

/// A link to another article in words.
struct LinkView {
  let link: CopyLink
  let to: ArticleID

  init(_ link: CopyLink, to: ArticleID) {
    self.link = link
    self.to = to
  }

  var sentence: String {
    let share =
      "\(percent(link.coverage)) of this text is in it, \(percent(link.coverageOther)) of it in this one"
    let numbers =
      link.numbersMatched + link.numbersConflicting == 0
      ? "" : ", numbers \(link.numbersMatched) equal and \(link.numbersConflicting) different"
    return
      "\(words) \(to.rawValue): \(share), longest passage \(counted(link.longest, "word"))\(numbers) "
      + "(rule \(link.rule)\(meaning))"
  }

  private var meaning: String { CopyReader().words(for: link.rule).map { ": \($0)" } ?? "" }

  /// Why an article's verdict is not *of* this one. Parameter chosen: the one that it is of.
  func whyNot(_ chosen: ArticleID?) -> String {
    switch link.relation {
    case .identical, .nearDuplicate, .updateOf:
      chosen.map { "the evidence for it is weaker than for \($0.rawValue)" }
        ?? "its group did not accept the article"
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
    case .contains: "contains"
    case .containedIn: "stands inside"
    case .overlaps: "shares a passage with"
    case .templateSibling: "has the same form, but other facts than"
    }
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}

/// Why an article is in its story, in words and in JSON.
struct StoryEvidence {
  let decision: StoryDecision
  /// What the article shares with the next best story.
  let sharedWithNext: [SharedTerm]

  init(_ decision: StoryDecision, sharedWithNext: [SharedTerm]) {
    self.decision = decision
    self.sharedWithNext = sharedWithNext
  }

  var json: JSONValue {
    .object([
      ("id", .init(decision.story.rawValue)), ("reason", .string(decision.reason.rawValue)),
      ("score", .number(decision.score)), ("needed", .number(storyJoiningScore)),
      ("next", decision.next.map(next) ?? .null),
      ("shared", Self.json(decision.shared)),
      ("related", .array(decision.related.map(score))),
    ])
  }

  var sentences: [String] {
    let story = "S\(decision.story.rawValue)"
    var lines: [String]
    switch decision.reason {
    case .opened: lines = ["Story: opened \(story). \(whyNotJoined)"]
    case .joined:
      let margin = decision.next.map { next in
        " Next best: S\(next.story.rawValue) with \(points(next.score))"
          + (next.score < storyJoiningScore ? ", \(missing(next)) too few." : ".")
      }
      lines = [
        "Story: joined \(story) with \(points(decision.score)); \(String(decimal: storyJoiningScore))"
          + " were needed.\(margin ?? "")"
      ]
    case .copy: lines = ["Story: \(story), as the article it copies."]
    case .person: lines = ["Story: \(story), because a person said so."]
    }
    if !decision.shared.isEmpty { lines.append("  shared terms: " + Self.words(decision.shared)) }
    if let next = decision.next, !sharedWithNext.isEmpty {
      lines.append("  shared with S\(next.story.rawValue): " + Self.words(sharedWithNext))
    }
    for other in decision.related where other != decision.next || decision.reason == .opened {
      lines.append(
        "  related, but not joined: S\(other.story.rawValue) with \(points(other.score))")
    }
    return lines
  }

  private func missing(_ next: StoryDecision.Score) -> String {
    String(decimal: storyJoiningScore - next.score)
  }

  /// What would have been needed to join.
  private var whyNotJoined: String {
    guard let next = decision.next, next.score > 0 else { return "No other one was near." }
    let nearest = "The nearest was S\(next.story.rawValue) with \(points(next.score))"
    if next.score < storyJoiningScore {
      return nearest + ": \(missing(next)) too few, "
        + "\(String(decimal: storyJoiningScore)) join."
    }
    return nearest
      + ", enough to join; but fewer than \(String(decimal: storySubjectScore)) of them"
      + " come from words other than countries and figures, and those alone never join."
  }

  static func json(_ shared: [SharedTerm]) -> JSONValue {
    .array(shared.map { .object([("term", .string($0.term)), ("weight", .number($0.weight))]) })
  }

  /// `Marisol 1.20, Norway 0.40`.
  static func words(_ shared: [SharedTerm]) -> String {
    shared.map { "\(shown($0.name, limitBytes: 60)) \(String(decimal: $0.weight))" }
      .joined(separator: ", ")
  }

  private func next(_ next: StoryDecision.Score) -> JSONValue {
    score(next).with("missing", .number(max(0, storyJoiningScore - next.score)))
      .with("shared", Self.json(sharedWithNext))
  }

  private func score(_ score: StoryDecision.Score) -> JSONValue {
    .object([("story", .init(score.story.rawValue)), ("score", .number(score.score))])
  }
  private func points(_ score: Double) -> String { String(decimal: score) + " points" }
}

extension String {
  /// With one or two decimals: what a person reads.
  init(decimal value: Double) {
    let hundredths = Int((abs(value) * 100).rounded())
    let fraction = hundredths % 100
    self = "\(value < 0 ? "-" : "")\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}

extension JSONValue {
  /// An object with more members behind.
  func adding(_ more: [(String, JSONValue)]) -> JSONValue {
    guard case .members(let members) = self else { return self }
    return .members(members + more.map { JSONMember(key: $0.0, value: $0.1) })
  }
}
