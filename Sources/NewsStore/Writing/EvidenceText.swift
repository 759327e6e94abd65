import NewsBytes
import NewsModel

/// Evidence as JSON text, so that `sqlite3` can read it with `json_each`: passages, shared terms
/// and scores. Numbers are written so that they read back bit for bit.
enum EvidenceText {
  static func text(_ passages: [CopyLink.Passage]) -> String {
    var out = "["
    for passage in passages {
      if out.utf8.count > 1 { out += "," }
      out += "[\(passage.here.lowerBound),\(passage.here.upperBound),"
      out += "\(passage.there.lowerBound),\(passage.there.upperBound)]"
    }
    return out + "]"
  }

  static func text(_ terms: [StoryDecision.SharedTerm]) -> String {
    "["
      + terms.map { "[\(JSONString.text($0.term, as: .stored)),\(number($0.weight))]" }.joined(
        separator: ",") + "]"
  }

  static func text(_ scores: [StoryDecision.Score]) -> String {
    "[" + scores.map { "[\($0.story.rawValue),\(number($0.score))]" }.joined(separator: ",") + "]"
  }

  /// What is not of the shape written above, in a damaged or edited row, gives nothing: evidence is
  /// shown, not relied on.
  static func passages(_ text: String) -> [CopyLink.Passage] {
    rows(text).compactMap { row in
      let numbers = row.compactMap(\.integer).map { Int($0) }
      guard numbers.count == 4, numbers[0] <= numbers[1], numbers[2] <= numbers[3] else {
        return nil
      }
      return CopyLink.Passage(here: numbers[0]..<numbers[1], there: numbers[2]..<numbers[3])
    }
  }

  static func terms(_ text: String) -> [StoryDecision.SharedTerm] {
    rows(text).compactMap { row in
      guard row.count == 2, let term = row[0].string, let weight = row[1].number else { return nil }
      return StoryDecision.SharedTerm(term: term, weight: weight)
    }
  }

  static func scores(_ text: String) -> [StoryDecision.Score] {
    rows(text).compactMap { row in
      guard row.count == 2, let story = row[0].integer, let score = row[1].number else {
        return nil
      }
      return StoryDecision.Score(story: StoryID(rawValue: story), score: score)
    }
  }

  private static func rows(_ text: String) -> [[JSONValue]] {
    JSONValue(json: text)?.array?.compactMap(\.array) ?? []
  }

  /// JSON has no infinities; no score should be one.
  private static func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "0" }
}
