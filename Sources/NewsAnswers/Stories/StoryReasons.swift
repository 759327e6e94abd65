import NewsBytes
import NewsModel
import NewsStories

/// Why an article is in its story, in words and in JSON.
struct StoryReasons {
  let decision: StoryDecision
  /// What the article shares with the next best story.
  let sharedWithNext: [StoryDecision.SharedTerm]

  /// An article of the next best story with the form of this one, and other facts: that story lost points.
  let sibling: ArticleID?

  /// It copies nothing, and stands with an item that it holds whole.
  let holdsItem: Bool

  init(
    _ decision: StoryDecision, sharedWithNext: [StoryDecision.SharedTerm],
    sibling: ArticleID? = nil, holdsItem: Bool = false
  ) {
    self.decision = decision
    self.sharedWithNext = sharedWithNext
    self.sibling = sibling
    self.holdsItem = holdsItem
  }

  var json: JSONValue {
    .object([
      ("id", .init(decision.story.rawValue)), ("reason", .string(decision.reason.rawValue)),
      ("score", .number(decision.score)), ("needed", .number(StoryRules.joinScore)),
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
          + (next.score < StoryRules.joinScore ? ", \(missing(next)) too few." : ".")
      }
      lines = [
        "Story: joined \(story) with \(points(decision.score)); \(String(decimal: StoryRules.joinScore))"
          + " were needed.\(margin ?? "")"
      ]
    case .copy:
      lines = ["Story: \(story), as the article it \(holdsItem ? "holds" : "copies")."]
    case .retraction: lines = ["Story: \(story), because a kill stands with what it takes back."]
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
    String(decimal: StoryRules.joinScore - next.score)
  }

  /// What would have been needed to join.
  private var whyNotJoined: String {
    guard let next = decision.next, next.score > 0 else { return "No other one was near." }
    let nearest = "The nearest was S\(next.story.rawValue) with \(points(next.score))"
    if next.score < StoryRules.joinScore {
      return nearest + ": \(missing(next)) too few, "
        + "\(String(decimal: StoryRules.joinScore)) join.\(lost)"
    }
    return nearest
      + ", enough to join; but fewer than \(String(decimal: StoryRules.subjectScore)) of them"
      + " come from words other than countries and figures, and those alone never join."
  }

  private var lost: String {
    guard let sibling else { return "" }
    let points = String(decimal: StoryRules.conflictPoints)
    return
      " It lost \(points), because article \(sibling.rawValue) in it has the same form, and other facts."
  }

  static func json(_ shared: [StoryDecision.SharedTerm]) -> JSONValue {
    .array(shared.map { .object([("term", .string($0.term)), ("weight", .number($0.weight))]) })
  }

  /// `Marisol 1.20, Norway 0.40`.
  static func words(_ shared: [StoryDecision.SharedTerm]) -> String {
    shared.map { "\(shown($0.name, cells: 60)) \(String(decimal: $0.weight))" }
      .joined(separator: ", ")
  }

  private func next(_ next: StoryDecision.Score) -> JSONValue {
    score(next).with("missing", .number(max(0, StoryRules.joinScore - next.score)))
      .with("shared", Self.json(sharedWithNext))
  }

  private func score(_ score: StoryDecision.Score) -> JSONValue {
    .object([("story", .init(score.story.rawValue)), ("score", .number(score.score))])
  }
  private func points(_ score: Double) -> String { String(decimal: score) + " points" }
}
