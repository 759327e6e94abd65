/// Tells forms that share their words but not their facts from copies: weather, results, earnings,
/// obituaries, tables (MATCHING.md, step 7).
///
/// The thresholds are those of a small decision tree learned on the dev set and on Reuters-21578's
/// silver pairs; each is named with what it was measured to do.
enum TemplateGuard {
  /// Above this share of conflicting numbers in aligned text a pair is suspect. True updates of wire
  /// copy stay below; league tables and earnings lie at .3 and more.
  static let suspectConflicts = 0.16
  /// Suspect pairs are copies all the same when their shared shingles are rare and the conflicts few.
  static let commonShingles = 0.6
  static let heavyConflicts = 0.39

  /// The rule that says "sibling", or nil.
  static func rule(for evidence: Evidence) -> String? {
    let facts = Facts(evidence.alignment)
    if evidence.isAllBoilerplate,
      evidence.alignment.numbersConflicting >= 1 || evidence.alignment.capitalsConflicting >= 2
    {
      return "template.boilerplate-only"
    }
    if facts.count >= 6, facts.carried < 0.55 * evidence.largerCoverage {
      return "template.other-facts"
    }
    if facts.conflicts > suspectConflicts {
      let isSibling =
        evidence.rarity < commonShingles
        ? facts.carried <= 0.9 && !(facts.count > 35 && facts.carried > 0.47)
        : facts.conflicts > heavyConflicts && facts.carried <= 0.6
      return isSibling ? "template.numbers" : nil
    }
    if evidence.largerCoverage <= 0.61 {
      return evidence.rarity <= 0.35 && (1..<34).contains(facts.count)
        ? "template.common-phrases" : nil
    }
    return evidence.rarity <= 0.19 && (1..<27).contains(facts.count) && facts.carried < 0.8
      ? "template.common-phrases" : nil
  }
}

/// The numbers and names of the two texts: how many there are to carry over, and how many were.
struct Facts {
  /// Numbers of the text with fewer, and names of the text that kept more of its own.
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
    let namesHere = Self.names(alignment.here)
    let namesThere = Self.names(alignment.there)
    let shareHere = namesHere > 0 ? Double(alignment.here.matchedNames) / Double(namesHere) : -1
    let shareThere =
      namesThere > 0 ? Double(alignment.there.matchedNames) / Double(namesThere) : -1
    let isHere = shareHere >= shareThere
    count = min(alignment.here.numbers, alignment.there.numbers) + (isHere ? namesHere : namesThere)
    let found =
      alignment.here.matchedNumbers
      + (isHere ? alignment.here.matchedNames : alignment.there.matchedNames)
    carried = count > 0 ? Double(found) / Double(count) : 1
  }

  private static func names(_ side: Alignment.Side) -> Int {
    Double(side.names) > mostNames * Double(side.tokens) ? 0 : side.names
  }
}
