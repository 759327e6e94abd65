/// The numbers and names that one text has to give and the other could have taken: how many it took.
struct Facts {
  /// Numbers of the text with fewer, for syndicated copy adds dates and times; and names of the text
  /// that finds more of its own in the other.
  var count: Int
  /// Share of them that the other text has in the same place, 0…1; 1 when there are none.
  var carried: Double
  /// Share of the aligned number pairs that disagree, 0…1.
  var conflicts: Double

  /// A text of which more than this share looks like names is set in title case or capitals: its
  /// capitals say nothing.
  private static let mostNames = 0.4

  init(_ alignment: Alignment) {
    let pairs = alignment.numbersConflicting + alignment.numbersMatched
    conflicts = Double(alignment.numbersConflicting) / Double(max(1, pairs))
    let names = Self.names(alignment.here, alignment.there)
    count = min(alignment.here.numbers, alignment.there.numbers) + names.count
    let found = alignment.here.matchedNumbers + names.matched
    carried = count > 0 ? Double(found) / Double(count) : 1
  }

  /// None unless both texts show names: what one has and the other writes in capitals or in small
  /// letters throughout is not missing.
  static func names(
    _ here: Alignment.Side, _ there: Alignment.Side
  ) -> (count: Int, matched: Int) {
    for side in [here, there] {
      if side.names == 0 || Double(side.names) > mostNames * Double(side.tokens) { return (0, 0) }
    }
    let isHere = here.matchedNames * there.names >= there.matchedNames * here.names
    return isHere ? (here.names, here.matchedNames) : (there.names, there.matchedNames)
  }
}
