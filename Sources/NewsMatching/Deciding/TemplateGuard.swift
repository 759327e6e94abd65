/// Tells forms that share their words but not their facts from copies: weather, results, earnings,
/// obituaries, tables (docs/copies.md, step 7).
///
/// Where the prototype had a small learned tree, these are five rules and an exception. Measured on the
/// dev set (cluster ARI, mean of six seeds) and on Reuters-21578's hard siblings (share linked as near;
/// the prototype linked 17.0 %): .9776 and 7.3 %. In brackets below: what it was without the rule, when
/// the rule came in.
enum TemplateGuard {
  /// A text has facts enough to compare.
  static let leastFacts = 6
  /// The other text carries so much smaller a share of the facts than of the words.
  static let factsPerCoverage = 0.4
  /// Above this share of conflicting numbers in aligned text a pair is suspect: wire copy that was
  /// updated stays below, league tables and earnings lie at .3 and more.
  static let suspectConflicts = 0.16
  /// In suspect pairs known to many groups, carrying nine facts of ten makes a copy. (At .8 11.1 % of
  /// Reuters' siblings are linked, at .7 20.9 %.)
  static let commonRarity = 0.6
  static let carriedAmongCommon = 0.9
  /// But of more than 35 facts half will do: so many do not agree by chance. (Without: ARI .9726.)
  static let manyFacts = 35
  static let carriedOfMany = 0.47
  /// In suspect pairs known to few, only a conflict this heavy makes a sibling.
  static let heavyConflicts = 0.39
  static let carriedAmongRare = 0.6
  /// Below this rarity nearly all that is shared is common stock. (Without: 9.2 %.)
  static let stockRarity = 0.19
  static let carriedAmongStock = 0.6
  /// Two texts shorter than this that are equal but for a number and three other words are two issues
  /// of one form; in longer ones a changed number is a correction or a misreading. (Without: 17.1 %.)
  static let formTokens = 130
  static let formOtherWords = 3
  /// A numeral and the word before it.
  static let edgeWords = 2

  /// In texts shorter than this two facts tell: where more than a quarter of them is not in the same
  /// place, the form is common and the event another one. (This alone, of three facts: 5.1 % of Reuters' siblings.)
  static let shortTokens = 80
  static let shortFacts = 2
  static let carriedInShort = 0.75
  static let shortMisprints = 3
  /// Short texts without capitals, of which no figure agrees, are copies only where so much of one stands in
  /// the other, or one passage makes up so much of it: which names differ is not seen there.
  static let coverageWithoutFacts = 0.7
  static let passageWithoutFacts = 0.6
  /// So many figures of two texts stand opposite another one, and none opposite its like: no copies, where
  /// what they have beside boilerplate is short. In longer ones it is a count that was brought up to date
  /// (7 of dev's write-throughs).
  static let allInConflict = 2
  /// So many, numbers in words among them, and twice as many as agree.
  static let mostInConflict = 3
  /// And where half of what two short texts share are phrases, nothing tells but a text that is whole.
  static let mostPhrases = 0.5

  /// Two texts that have words of their own, of which the other has at most so many anywhere, are two
  /// texts; unless what they share holds more facts than a column's fixed lines do, and is no footer.
  static let leastRest = 4
  static let restFound = 0.15
  static let fixedFacts = 5
  /// A footer: both begin with so many tokens of their own, and end with what is shared.
  static let ownOpening = 15
  static let ownEnding = 3
  /// A frame: both begin and end with what is shared, such as a crawled page's navigation, and in between both
  /// have so many words of their own, and the other hardly one of them.
  static let manyRest = 15
  static let hardlyFound = 0.05
  /// Both begin with so many words of their own, of which at most so many stand in what they share.
  static let leastOpening = 3
  static let openingFound = 0.1

  /// Many misprints mean that one text is a bad copy of the other: then its figures are misread too, and
  /// none of the rules below is asked. Of 3,000 dev siblings one has four; Reuters' forms have up to
  /// five (Tuesday, Thursday). (Without: ARI .9750.)
  static let leastMisprints = 6
  static let misprintShare = 0.08

  /// Rules that say nothing of the group: see `Judgement.opposesGroup`.
  static let ofThePairAlone: Set = [
    "template.short-form", "template.no-facts", "template.phrases", "template.other-text",
  ]

  /// The rule that says "sibling", or nil. With `isRevision` the newer copy says of itself that it
  /// corrects or updates one of this source; then a changed number is what it is for.
  static func rule(for evidence: PairEvidence, isRevision: Bool = false) -> String? {
    if let rule = opposingRule(evidence, isRevision) { return rule }
    let alignment = evidence.alignment
    // Last, for what they say is said of the pair alone.
    if isMisread(alignment) { return nil }
    if beginApart(alignment.here, alignment.there) { return "template.other-text" }
    return !isRevision && shareNoName(alignment) ? "template.short-form" : nil
  }

  private static func opposingRule(_ evidence: PairEvidence, _ isRevision: Bool) -> String? {
    let alignment = evidence.alignment
    let facts = Facts(alignment)
    if evidence.isAllBoilerplate,
      alignment.numbersConflicting >= 1 || alignment.capitalsConflicting >= 2
    {
      return "template.boilerplate-only"
    }
    if isMisread(alignment) { return nil }
    if haveNothingElse(alignment) { return "template.other-text" }
    if !isRevision {
      if haveOtherFigures(evidence) { return "template.numbers" }
      if differsInNumbersOnly(alignment) { return "template.numbers-only" }
      if isShortForm(alignment, facts) { return "template.short-form" }
      if shareNoFact(evidence) { return "template.no-facts" }
    }
    if evidence.commonness >= mostPhrases, isShort(alignment, formTokens), !standsWhole(alignment) {
      return "template.phrases"
    }
    if facts.count >= leastFacts, facts.carried < factsPerCoverage * evidence.largerCoverage {
      return "template.other-facts"
    }
    if facts.conflicts > suspectConflicts {
      return disagree(facts, rarity: evidence.rarity) ? "template.numbers" : nil
    }
    let isStock =
      evidence.rarity <= stockRarity && facts.count > 0 && facts.carried < carriedAmongStock
    return isStock ? "template.common-phrases" : nil
  }

  private static func isMisread(_ alignment: Alignment) -> Bool {
    alignment.misprints >= leastMisprints
      && Double(alignment.misprints) >= misprintShare * Double(alignment.here.matchedTokens)
  }

  private static func disagree(_ facts: Facts, rarity: Double) -> Bool {
    if rarity >= commonRarity {
      return facts.conflicts > heavyConflicts && facts.carried <= carriedAmongRare
    }
    if facts.count > manyFacts, facts.carried > carriedOfMany { return false }
    return facts.carried <= carriedAmongCommon
  }

  /// One footer, or the fixed lines of one column, under two texts that have nothing else in common.
  private static func haveNothingElse(_ alignment: Alignment) -> Bool {
    let (here, there) = (alignment.here, alignment.there)
    guard min(here.rest, there.rest) >= leastRest else { return false }
    let found = Double(here.restFound + there.restFound)
    let rest = Double(here.rest + there.rest)
    guard found <= restFound * rest else { return false }
    if areInOneFrame(here, there), found <= hardlyFound * rest { return true }
    let facts = min(
      here.matchedNumbers + here.matchedNames, there.matchedNumbers + there.matchedNames)
    // Where names are not seen, few facts say nothing.
    return endAlike(here, there) || facts <= fixedFacts && !here.isCaseless && !there.isCaseless
  }

  /// Both begin with something that what is shared has nothing to do with, and hold enough besides: a box, a
  /// column's head, a footer. A report that another desk led anew names in its lede what it tells of.
  private static func beginApart(_ here: Alignment.Side, _ there: Alignment.Side) -> Bool {
    [here, there].allSatisfy { side in
      side.opening >= leastOpening && side.rest >= manyRest
        && Double(side.openingFound) <= openingFound * Double(side.opening)
    }
  }

  private static func areInOneFrame(_ here: Alignment.Side, _ there: Alignment.Side) -> Bool {
    min(here.rest, there.rest) >= manyRest && max(here.before, there.before) < ownOpening
      && max(here.after, there.after) <= ownEnding
  }

  /// Both begin with words of their own, and end with what is shared.
  private static func endAlike(_ here: Alignment.Side, _ there: Alignment.Side) -> Bool {
    min(here.before, there.before) >= ownOpening && max(here.after, there.after) <= ownEnding
  }

  /// Two items of one kind: a fire, an obituary, a death counted.
  private static func isShortForm(_ alignment: Alignment, _ facts: Facts) -> Bool {
    isShort(alignment, shortTokens) && alignment.misprints < shortMisprints
      && facts.count >= shortFacts && facts.carried <= carriedInShort
  }

  private static func haveOtherFigures(_ evidence: PairEvidence) -> Bool {
    let alignment = evidence.alignment
    let conflicting = alignment.numbersConflicting + alignment.numeralsConflicting
    let matched = alignment.numbersMatched + alignment.numeralsMatched
    // Weights are in halves of a word.
    return max(evidence.here.weight, evidence.there.weight) < 2 * shortTokens
      && (alignment.numbersMatched == 0 && alignment.numbersConflicting >= allInConflict
        || matched == 0 && conflicting >= allInConflict
        || conflicting >= mostInConflict && conflicting >= 2 * matched)
  }

  /// Two items of one kind that name no one and no place in common.
  private static func shareNoName(_ alignment: Alignment) -> Bool {
    let names = Facts.names(alignment.here, alignment.there)
    return isShort(alignment, shortTokens) && alignment.misprints < shortMisprints
      && names.count > 0 && names.matched == 0 && alignment.numbersMatched < allInConflict
  }

  private static func shareNoFact(_ evidence: PairEvidence) -> Bool {
    let alignment = evidence.alignment
    let (here, there) = (alignment.here, alignment.there)
    guard isShort(alignment, formTokens), alignment.misprints < shortMisprints,
      alignment.numbersMatched == 0, here.matchedNames == 0, there.matchedNames == 0,
      here.isCaseless, there.isCaseless
    else { return false }
    let passage = Double(alignment.longest) / Double(max(1, min(here.tokens, there.tokens)))
    return evidence.largerCoverage < coverageWithoutFacts
      && (passage < passageWithoutFacts || endAlike(here, there))
  }

  /// One text stands in the other word for word: it is a copy, however common its phrases are.
  private static func standsWhole(_ alignment: Alignment) -> Bool {
    [alignment.here, alignment.there].contains { $0.matchedTokens == $0.tokens }
  }

  private static func isShort(_ alignment: Alignment, _ tokens: Int) -> Bool {
    max(alignment.here.tokens, alignment.there.tokens) < tokens
  }

  private static func differsInNumbersOnly(_ alignment: Alignment) -> Bool {
    let numbers = alignment.numbersConflicting + alignment.numbersReplaced
    let inWords = alignment.numeralsConflicting
    guard max(numbers, inWords) > 0 else { return false }
    return [alignment.here, alignment.there].allSatisfy { side in
      let others = side.tokens - side.matchedTokens
      // In words nothing else may differ: a report whose six hours became seven, and its Friday Saturday, is the same.
      // `The third round` and `The fourth round` begin no passage: their article is outside, too.
      let edge = min(side.before + side.after, edgeWords)
      let isInWords = inWords > 0 && (others <= inWords || others - edge < inWords)
      return side.tokens < formTokens
        && (isInWords || numbers > 0 && others - numbers <= formOtherWords)
    }
  }
}
