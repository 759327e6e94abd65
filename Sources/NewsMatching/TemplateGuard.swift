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
    let names = [alignment.here, alignment.there].map(Self.names).max { $0.share < $1.share }
    count = min(alignment.here.numbers, alignment.there.numbers) + (names?.count ?? 0)
    let found = alignment.here.matchedNumbers + (names?.matched ?? 0)
    carried = count > 0 ? Double(found) / Double(count) : 1
  }

  /// The names of a text, and how many the other one carries over.
  private static func names(
    _ side: Alignment.Side
  ) -> (count: Int, matched: Int, share: Double) {
    let isTitleCase = Double(side.names) > mostNames * Double(side.tokens)
    if side.names == 0 || isTitleCase { return (0, 0, -1) }
    return (side.names, side.matchedNames, Double(side.matchedNames) / Double(side.names))
  }
}
