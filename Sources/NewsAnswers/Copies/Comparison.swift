import NewsBytes
import NewsMatching
import NewsModel

/// A comparison of two texts in words and in JSON. Bytes of the texts are shown where they stand;
/// whatever lies outside a text, in a row that was edited by hand, is left out.
struct Comparison {
  let comparison: TextComparison
  let here: [UInt8]
  let there: [UInt8]

  init(_ here: Article, _ there: Article) {
    comparison = TextComparison(of: here.matchedText, and: there.matchedText)
    self.here = Array(here.matchedText.utf8)
    self.there = Array(there.matchedText.utf8)
  }

  /// Passages with their places, then the facts.
  var sentences: [String] {
    var lines: [String] = []
    for passage in comparison.passages {
      lines.append("    \(place(passage)) “\(word(here, passage.here, cells: 300))”")
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
  private static var shownFacts: Int { 20 }

  private func facts(_ name: String, _ pairs: [CopyLink.Passage]) -> [String] {
    list(
      name,
      pairs.map { pair in
        let (a, b) = (word(here, pair.here), word(there, pair.there))
        return a == b ? a : "\(a) / \(b)"
      })
  }

  private func only(_ name: String, _ text: [UInt8], _ ranges: [Range<Int>]) -> [String] {
    var words: [String] = []
    for range in ranges {
      let word = word(text, range)
      if !words.contains(word) { words.append(word) }
    }
    return list(name, words)
  }

  private func list(_ name: String, _ words: [String]) -> [String] {
    if words.isEmpty { return [] }
    let rest = words.count > Self.shownFacts ? " … and \(words.count - Self.shownFacts) more" : ""
    return ["  \(name): " + words.prefix(Self.shownFacts).joined(separator: ", ") + rest]
  }

  private func place(_ passage: CopyLink.Passage) -> String {
    "[\(passage.here.lowerBound)–\(passage.here.upperBound)"
      + " | \(passage.there.lowerBound)–\(passage.there.upperBound)]"
  }

  private func word(_ text: [UInt8], _ range: Range<Int>, cells: Int = 60) -> String {
    guard range.upperBound <= text.count else { return "" }
    return shown(String(decoding: text[range], as: UTF8.self), cells: cells)
  }

  private func pairs(_ pairs: [CopyLink.Passage]) -> JSONValue {
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

  func span(_ range: Range<Int>) -> JSONValue {
    .array([.init(range.lowerBound), .init(range.upperBound)])
  }

  func plain(_ text: [UInt8], _ range: Range<Int>) -> String {
    range.upperBound <= text.count ? String(decoding: text[range], as: UTF8.self) : ""
  }
}
