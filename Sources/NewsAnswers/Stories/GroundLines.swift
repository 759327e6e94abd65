import NewsBytes
import NewsModel
import NewsStories

/// What two articles have in common and where they differ, as an editor would say it, and in JSON.
struct GroundLines {
  let ground: MutualGround
  /// As they stand in the first article, heaviest first; countries, names and figures among them.
  let shared: [StoryDecision.SharedTerm]

  var lines: [String] {
    var lines = ["Both have:"]
    lines += list("who", ground.names)
    lines += list("where", ground.places.map(Self.place))
    lines.append("  when: \(days)")
    lines += list("figures", ground.figures)
    if !words.isEmpty { lines.append("  words: \(StoryReasons.words(words))") }
    let differs =
      list("only in the first lede", ground.onlyFirst)
      + list("only in the second lede", ground.onlySecond)
    if !differs.isEmpty { lines += ["What differs:"] + differs }
    return lines + [hasDecided ? "Decided by: \(rule)." : "No rule decided: \(rule)."]
  }

  var json: JSONValue {
    .object([
      ("names", Self.json(ground.names)), ("places", Self.json(ground.places.map(Self.place))),
      ("figures", Self.json(ground.figures)), ("days", ground.days.map { .init($0) } ?? .null),
      ("only_here", Self.json(ground.onlyFirst)), ("only_there", Self.json(ground.onlySecond)),
      ("rule", .string(rule)),
    ])
  }

  private var days: String {
    switch ground.days {
    case nil: "not known of both"
    case 0: "the same day"
    case 1: "one day apart"
    case .some(let days): "\(days) days apart"
    }
  }

  /// What gives nothing has decided nothing.
  private var hasDecided: Bool { ground.points > 0 || ground.rule != .words }

  private var rule: String {
    switch ground.rule {
    case .words where !hasDecided: "too little in common"
    case .words: "the words that both use"
    case .rareNames(let points):
      "rare names in common, which add \(String(decimal: points)) points"
    case .oneEntity(let points):
      "the words; one name or word gives so much that \(String(decimal: points)) points of it"
        + " do not count"
    case .namesInConflict: "the names of the two ledes, which differ"
    case .placesInConflict: "the towns of the two ledes, which differ"
    case .sameHeadline: "the same headline on another day, as columns and tables have"
    case .belowLede: "words below the first sentences alone, as a footer has"
    case .whereOnly: "countries and figures alone, which never join"
    }
  }

  /// What stands in no other line.
  private var words: [StoryDecision.SharedTerm] {
    let known = ground.names + ground.places + ground.figures
    return shared.filter { term in
      !known.contains { $0 == term.term || $0.split(separator: " ").contains { $0 == term.term } }
    }
  }

  private func list(_ name: String, _ words: [String]) -> [String] {
    if words.isEmpty { return [] }
    return ["  \(name): " + words.map { shown($0, cells: 60) }.joined(separator: ", ")]
  }

  private static func json(_ words: [String]) -> JSONValue { .array(words.map { .string($0) }) }

  /// `@jp` is Japan.
  private static func place(_ place: String) -> String {
    StoryDecision.SharedTerm(term: place, weight: 0).name
  }
}
