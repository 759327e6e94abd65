import NewsModel

/// What a pair's evidence says of it: the relation, read from the newer text, and the rule that said so.
struct Judgement: Equatable {
  var relation: CopyLink.Relation
  var rule: String

  /// A sibling's vote against the whole group. What two short texts lack, or what stands beside a footer,
  /// says something of these two alone: another copy in the group may be a nearer one.
  var opposesGroup: Bool {
    relation == .templateSibling && !TemplateGuard.ofThePairAlone.contains(rule)
  }
}

/// From evidence to relation (docs/copies.md, step 8).
enum RelationRule {
  /// Both texts are in each other by two fifths: an edit of up to 20 % of the words keeps .6 and more, a
  /// report that another desk has cut and led anew .4.
  static let bothCovered = 0.4
  /// Or a little less, when the mean is not: abridged and syndicated copy.
  static let nearlyCovered = 0.3
  static let nearlyCoveredMean = 0.5
  /// One text is in the other.
  static let contained = 0.7
  static let containedTokens = 12
  /// Two items in one text: one of them is known whole, makes up less than so much of it, and the rest is
  /// long, names something, and has hardly a word of the first.
  static let wholeItem = 0.85
  static let itemOfSeveral = 0.67
  static let otherItemWords = 25
  static let otherItemFacts = 4
  static let otherItemFound = 0.12
  /// Unless the rest has two names or figures of the first: then it tells more of the same, as a report does
  /// that comes after its own brief. Six orders of dev: 155 of 297 such reports have them, and 242 of 679 digests
  /// (from three on 107 and 140); two of three digests are not told by this rule at all.
  static let sameEventFacts = 2
  static let beside = "contained.beside-another"
  static let withMore = "contained.with-more"

  /// A sibling's form covers at least so much; less is nobody's template.
  static let templateBoth = 0.4
  static let templateOne = 0.65
  /// A shared passage: 40 words that are rare or stand together.
  static let passageTokens = 40
  /// Or so many figures in the same places: a table's words are nobody's, its figures agree in the same
  /// report only.
  static let sharedFigures = 10
  /// Of which a quarter may have been corrected since.
  static let figureConflicts = 0.25

  /// Equal text digests.
  static let identical = Judgement(relation: .identical, rule: "identical.digest")
  /// The provider's word: same source and identifier, another text.
  static let sameItem = Judgement(relation: .updateOf, rule: "version.same-item")

  /// The same, of one that came after the version that replaces it.
  static let earlierItem = Judgement(relation: .earlierVersionOf, rule: "version.earlier")

  /// The copy's own word, the same source, and most of the text.
  static let marked = Judgement(relation: .updateOf, rule: "version.marked")

  /// Near to one member of a group, but a sibling to as many others.
  static let outvoted = Judgement(relation: .templateSibling, rule: "template.outvoted")

  /// `isRevision` is what `TemplateGuard.rule` takes it for.
  static func judge(_ evidence: PairEvidence, isRevision: Bool = false) -> Judgement? {
    let smaller = evidence.smallerCoverage
    let larger = evidence.largerCoverage
    if smaller >= templateBoth || larger >= templateOne,
      let rule = TemplateGuard.rule(for: evidence, isRevision: isRevision)
    {
      return Judgement(relation: .templateSibling, rule: rule)
    }
    if let beside = besideAnother(evidence) { return beside }
    if smaller >= bothCovered {
      return Judgement(relation: .nearDuplicate, rule: "near.both-covered")
    }
    let mean = 2 * smaller * larger / max(0.01, smaller + larger)
    if smaller >= nearlyCovered, mean >= nearlyCoveredMean {
      return Judgement(relation: .nearDuplicate, rule: "near.mostly-covered")
    }
    if larger >= contained,
      max(evidence.here.matchedTokens, evidence.there.matchedTokens) >= containedTokens
    {
      return Judgement(relation: containment(evidence), rule: "contained.covered")
    }
    return overlap(evidence)
  }

  /// The side that is covered more stands inside the other.
  static func containment(_ evidence: PairEvidence) -> CopyLink.Relation {
    evidence.here.coverage >= evidence.there.coverage ? .containedIn : .contains
  }

  /// One text stands whole in the other, which has as much again beside it, in words that the first has
  /// nowhere: two items in one text. What is left out of an abridged report repeats its names.
  private static func besideAnother(_ evidence: PairEvidence) -> Judgement? {
    let (here, there) = (evidence.here, evidence.there)
    let isInHere = there.coverage >= here.coverage
    let whole = isInHere ? evidence.alignment.here : evidence.alignment.there
    let facts = whole.numbers + whole.names - whole.matchedNumbers - whole.matchedNames
    guard evidence.alignment.tiles == 1,
      evidence.largerCoverage >= wholeItem, evidence.smallerCoverage < itemOfSeveral,
      whole.rest >= otherItemWords, facts >= otherItemFacts,
      Double(whole.restFound) <= otherItemFound * Double(whole.rest)
    else { return nil }
    let tellsMore = whole.restFacts >= sameEventFacts
    return Judgement(relation: containment(evidence), rule: tellsMore ? withMore : beside)
  }

  private static func overlap(_ evidence: PairEvidence) -> Judgement? {
    let facts = Facts(evidence.alignment)
    guard facts.conflicts <= 0.3 else { return nil }
    let tokens = min(evidence.here.matchedTokens, evidence.there.matchedTokens)
    let longest = evidence.alignment.longest
    let rarity = evidence.rarity
    if tokens >= passageTokens, rarity >= 0.5 || longest >= 60 || (longest >= 40 && rarity >= 0.25)
    {
      return Judgement(relation: .overlaps, rule: "overlaps.passage")
    }
    if evidence.smallerCoverage >= 0.35, tokens >= 15, rarity >= 0.65, facts.carried >= 0.5,
      facts.conflicts <= TemplateGuard.suspectConflicts
    {
      return Judgement(relation: .overlaps, rule: "overlaps.scattered")
    }
    if evidence.alignment.numbersMatched >= sharedFigures, facts.conflicts <= figureConflicts {
      return Judgement(relation: .overlaps, rule: "overlaps.figures")
    }
    return nil
  }
}
