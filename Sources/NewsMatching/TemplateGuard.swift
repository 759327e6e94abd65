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

  /// Two short texts that are equal but for a number and a few words are two issues of one form. In
  /// longer ones a changed number is a correction or a misreading.
  static let formTokens = 130
  static let formOtherWords = 3

  private static func differsInNumbersOnly(_ alignment: Alignment) -> Bool {
    let numbers = alignment.numbersConflicting + alignment.numbersReplaced
    guard numbers > 0 else { return false }
    return [alignment.here, alignment.there].allSatisfy { side in
      side.tokens < formTokens
        && side.tokens - side.matchedTokens - numbers <= formOtherWords
    }
  }

  /// The rule that says "sibling", or nil.
  static func rule(for evidence: Evidence) -> String? {
    let facts = Facts(evidence.alignment)
    if evidence.isAllBoilerplate,
      evidence.alignment.numbersConflicting >= 1 || evidence.alignment.capitalsConflicting >= 2
    {
      return "template.boilerplate-only"
    }
    if differsInNumbersOnly(evidence.alignment) { return "template.numbers-only" }
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
  private static func names(
    _ here: Alignment.Side, _ there: Alignment.Side
  ) -> (count: Int, matched: Int) {
    for side in [here, there] {
      if side.names == 0 || Double(side.names) > mostNames * Double(side.tokens) { return (0, 0) }
    }
    let isHere = here.matchedNames * there.names >= there.matchedNames * here.names
    return isHere ? (here.names, here.matchedNames) : (there.names, there.matchedNames)
  }
}
