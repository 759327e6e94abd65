import NewsModel

/// Evidence as JSON text, so that `sqlite3` can read it with `json_each`: passages, shared terms
/// and scores. Numbers are written so that they read back bit for bit.
enum EvidenceText {
  static func text(_ passages: [Passage]) -> String {
    var out = "["
    for passage in passages {
      if out.utf8.count > 1 { out += "," }
      out += "[\(passage.here.lowerBound),\(passage.here.upperBound),"
      out += "\(passage.there.lowerBound),\(passage.there.upperBound)]"
    }
    return out + "]"
  }

  static func text(_ terms: [SharedTerm]) -> String {
    "[" + terms.map { "[\(string($0.term)),\(number($0.weight))]" }.joined(separator: ",") + "]"
  }

  static func text(_ scores: [StoryScore]) -> String {
    "[" + scores.map { "[\($0.story.rawValue),\(number($0.score))]" }.joined(separator: ",") + "]"
  }

  static func passages(_ text: String) -> [Passage] {
    rows(text).compactMap { row in
      let numbers = row.compactMap(\.integer)
      guard numbers.count == 4, numbers[0] <= numbers[1], numbers[2] <= numbers[3] else {
        return nil
      }
      return Passage(here: numbers[0]..<numbers[1], there: numbers[2]..<numbers[3])
    }
  }

  static func terms(_ text: String) -> [SharedTerm] {
    rows(text).compactMap { row in
      guard row.count == 2, case .string(let term) = row[0], case .number(let word) = row[1],
        let weight = Double(word)
      else { return nil }
      return SharedTerm(term: term, weight: weight)
    }
  }

  static func scores(_ text: String) -> [StoryScore] {
    rows(text).compactMap { row in
      guard row.count == 2, let story = row[0].integer, case .number(let word) = row[1],
        let score = Double(word)
      else { return nil }
      return StoryScore(story: StoryID(rawValue: Int64(story)), score: score)
    }
  }

  /// JSON has no infinities; no score should be one.
  private static func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "0" }

  private static func string(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}

extension EvidenceText {
  fileprivate enum Cell {
    case number(String)
    case string(String)
    var integer: Int? { if case .number(let word) = self { Int(word) } else { nil } }
  }

  /// Reads the one shape written above: an array of arrays of numbers and strings. What is not of
  /// that shape, in a damaged or edited row, ends the list: evidence is shown, not relied on.
  fileprivate static func rows(_ text: String) -> [[Cell]] {
    var rows: [[Cell]] = []
    var cells: [Cell] = []
    var scalars = text.unicodeScalars.dropFirst()[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "[": cells = []
      case "]":
        if cells.isEmpty { return rows }
        rows.append(cells)
        cells = []
      case ",", " ": continue
      case "\"":
        guard let string = string(&scalars) else { return rows }
        cells.append(.string(string))
      default:
        var word = String(scalar)
        while let next = scalars.first, next != ",", next != "]" {
          word.unicodeScalars.append(next)
          scalars.removeFirst()
        }
        cells.append(.number(word))
      }
    }
    return rows
  }

  /// The rest of a string after its opening quote; nil when it does not end.
  private static func string(_ scalars: inout Substring.UnicodeScalarView) -> String? {
    var out = ""
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"": return out
      case "\\":
        guard let escaped = scalars.popFirst() else { return nil }
        if escaped == "u" {
          let digits = String(String.UnicodeScalarView(scalars.prefix(4)))
          guard let value = UInt32(digits, radix: 16), let plain = Unicode.Scalar(value) else {
            return nil
          }
          scalars.removeFirst(4)
          out.unicodeScalars.append(plain)
        } else {
          out.unicodeScalars.append(escaped)
        }
      default: out.unicodeScalars.append(scalar)
      }
    }
    return nil
  }
}
