/// Every rule that can decide about a pair, in words: what `explain` says and the manual lists. The
/// numbers come from the rules themselves.
package enum RuleWords {
  /// Nil for a rule of another version.
  package static func words(for rule: String) -> String? {
    all.first { $0.rule == rule }?.words
  }

  package static let unrelated = "unrelated"

  package static let all: [(rule: String, words: String)] = [
    ("identical.digest", "both texts have the same words in the same order"),
    ("version.same-item", "the provider gives both the same identifier: a version of one item"),
    ("version.marked", "the copy says that it updates or corrects, and is of the same source"),
    ("near.both-covered", "each text holds \(percent(RelationRule.bothCovered)) of the other"),
    (
      "near.mostly-covered",
      "each holds \(percent(RelationRule.nearlyCovered)) of the other, and "
        + "\(percent(RelationRule.nearlyCoveredMean)) in the mean"
    ),
    (
      "contained.covered",
      "\(percent(RelationRule.contained)) of one text, and \(RelationRule.containedTokens) words,"
        + " stand in the other"
    ),
    ("contained.other-group", "nearly all of one text stands in the other, which holds more"),
    (
      "overlaps.passage",
      "they share \(RelationRule.passageTokens) words that few know or that stand together"
    ),
    ("overlaps.scattered", "they share rare words and facts throughout"),
    ("overlaps.figures", "\(RelationRule.sharedFigures) figures stand in the same places"),
    (
      "template.boilerplate-only",
      "they share what everybody prints, and figures or names in it differ"
    ),
    ("template.numbers-only", "a short form, equal but for its figures"),
    ("template.other-facts", "they share words, and far fewer of their figures and names"),
    (
      "template.numbers",
      "more than \(percent(TemplateGuard.suspectConflicts)) of the figures in shared text differ"
    ),
    ("template.common-phrases", "what they share is known to many, and their facts differ"),
    ("template.outvoted", "as many of its group have the same form and other facts"),
    (unrelated, "too little in common"),
  ]

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
