import NewsBytes
import NewsModel

/// A comparison of two texts in words and in JSON. Bytes of the texts are shown where they stand;
/// whatever lies outside a text, in a row that was edited by hand, is left out.
struct ComparisonView {
  let comparison: TextComparison
  private let here: [UInt8]
  private let there: [UInt8]

  init(_ comparison: TextComparison, here: Article, there: Article) {
    self.comparison = comparison
    self.here = Array(here.matchedText.utf8)
    self.there = Array(there.matchedText.utf8)
  }

  /// Passages with their places, then the facts.
  var sentences: [String] {
    var lines: [String] = []
    for passage in comparison.passages {
      lines.append("    \(place(passage)) “\(word(here, passage.here, limitBytes: 300))”")
    }
    lines += facts("numbers that agree", comparison.numbersAgreeing)
    lines += facts("numbers that conflict", comparison.numbersConflicting)
    lines += facts("names that agree", comparison.namesAgreeing)
    lines += facts("names that conflict", comparison.namesConflicting)
    lines += facts("misprints", comparison.misprints)
    lines += only("only in the first", here, comparison.onlyHere)
    lines += only("only in the second", there, comparison.onlyThere)
    return lines
  }

  var json: JSONValue {
    .object([
      ("coverage", .number(comparison.coverage)),
      ("coverage_other", .number(comparison.coverageOther)),
      ("longest", .init(comparison.longest)),
      ("passages", pairs(comparison.passages)),
      ("numbers_agreeing", pairs(comparison.numbersAgreeing)),
      ("numbers_conflicting", pairs(comparison.numbersConflicting)),
      ("names_agreeing", pairs(comparison.namesAgreeing)),
      ("names_conflicting", pairs(comparison.namesConflicting)),
      ("misprints", pairs(comparison.misprints)),
      ("only_here", ranges(here, comparison.onlyHere)),
      ("only_there", ranges(there, comparison.onlyThere)),
    ])
  }

  /// Facts shown of one kind; JSON has all.
  private static var shown: Int { 20 }

  private func facts(_ name: String, _ pairs: [Passage]) -> [String] {
    list(
      name,
      pairs.map { pair in
        let (a, b) = (word(here, pair.here), word(there, pair.there))
        return a == b ? a : "\(a) / \(b)"
      })
  }

  private func only(_ name: String, _ text: [UInt8], _ ranges: [Range<Int>]) -> [String] {
    list(name, ranges.map { word(text, $0) })
  }

  private func list(_ name: String, _ words: [String]) -> [String] {
    if words.isEmpty { return [] }
    let rest = words.count > Self.shown ? " … and \(words.count - Self.shown) more" : ""
    return ["  \(name): " + words.prefix(Self.shown).joined(separator: ", ") + rest]
  }

  private func place(_ passage: Passage) -> String {
    "[\(passage.here.lowerBound)–\(passage.here.upperBound)"
      + " | \(passage.there.lowerBound)–\(passage.there.upperBound)]"
  }

  func word(_ text: [UInt8], _ range: Range<Int>, limitBytes: Int = 60) -> String {
    guard range.upperBound <= text.count else { return "" }
    return escaped(String(decoding: text[range], as: UTF8.self), limitBytes: limitBytes)
  }

  private func pairs(_ pairs: [Passage]) -> JSONValue {
    .array(
      pairs.map { pair in
        .object([
          ("here", span(pair.here)), ("there", span(pair.there)),
          ("text", .string(plain(here, pair.here))),
          ("text_there", .string(plain(there, pair.there))),
        ])
      })
  }

  private func ranges(_ text: [UInt8], _ ranges: [Range<Int>]) -> JSONValue {
    .array(
      ranges.map { .object([("at", span($0)), ("text", .string(plain(text, $0)))]) })
  }

  private func span(_ range: Range<Int>) -> JSONValue {
    .array([.init(range.lowerBound), .init(range.upperBound)])
  }

  private func plain(_ text: [UInt8], _ range: Range<Int>) -> String {
    range.upperBound <= text.count ? String(decoding: text[range], as: UTF8.self) : ""
  }
}

extension ComparisonView {
  /// A stretch of one text or of both, as `diff` prints them.
  enum Piece {
    case shared(Passage)
    case onlyHere(Range<Int>)
    case onlyThere(Range<Int>)
  }

  /// Both texts whole, in the order of the first; what only the second has stands before the passage
  /// that it precedes there.
  var pieces: [Piece] {
    let passages = comparison.passages
    var gapBefore: [Passage: Range<Int>] = [:]
    var end = 0
    for passage in passages.sorted(by: { $0.there.lowerBound < $1.there.lowerBound }) {
      if passage.there.lowerBound > end { gapBefore[passage] = end..<passage.there.lowerBound }
      end = max(end, passage.there.upperBound)
    }
    var pieces: [Piece] = []
    var endHere = 0
    for passage in passages {
      if passage.here.lowerBound > endHere {
        pieces.append(.onlyHere(endHere..<passage.here.lowerBound))
      }
      if let gap = gapBefore[passage] { pieces.append(.onlyThere(gap)) }
      pieces.append(.shared(passage))
      endHere = max(endHere, passage.here.upperBound)
    }
    if endHere < here.count { pieces.append(.onlyHere(endHere..<here.count)) }
    if end < there.count { pieces.append(.onlyThere(end..<there.count)) }
    return pieces
  }

  /// A line a piece: `-` only in the first, `+` only in the second, a blank for both.
  var diffLines: [String] {
    pieces.flatMap { piece -> [String] in
      switch piece {
      case .shared(let passage): lines("  ", here, passage.here)
      case .onlyHere(let range): lines("- ", here, range)
      case .onlyThere(let range): lines("+ ", there, range)
      }
    }
  }

  var diffJSON: JSONValue {
    .array(
      pieces.map { piece in
        switch piece {
        case .shared(let passage):
          .object([
            ("kind", .string("shared")), ("here", span(passage.here)),
            ("there", span(passage.there)), ("text", .string(plain(here, passage.here))),
          ])
        case .onlyHere(let range):
          .object([
            ("kind", .string("only-here")), ("here", span(range)),
            ("text", .string(plain(here, range))),
          ])
        case .onlyThere(let range):
          .object([
            ("kind", .string("only-there")), ("there", span(range)),
            ("text", .string(plain(there, range))),
          ])
        }
      })
  }

  private func lines(_ mark: String, _ text: [UInt8], _ range: Range<Int>) -> [String] {
    plain(text, range).split(whereSeparator: \.isNewline)
      .map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
      .map { mark + escaped(String($0), limitBytes: 10_000) }
  }
}
