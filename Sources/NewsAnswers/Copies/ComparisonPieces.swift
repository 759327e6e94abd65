import NewsBytes
import NewsModel

extension Comparison {
  /// A stretch of one text or of both, as `diff` prints them.
  enum Piece {
    case shared(CopyLink.Passage)
    case onlyHere(Range<Int>)
    case onlyThere(Range<Int>)
  }

  /// Both texts whole, in the order of the first; what only the second has stands before the passage
  /// that it precedes there.
  var pieces: [Piece] {
    let passages = comparison.passages
    var gapBefore: [CopyLink.Passage: Range<Int>] = [:]
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
      .map { mark + shown(String($0), cells: 10_000) }
  }
}
