/// Every rule that can decide about a pair, in words: what `explain` says and the manual lists. The
/// numbers come from the rules themselves.
package enum RuleWords {
  /// Nil for a rule of another version.
  package static func words(for rule: String) -> String? {
    all.first { $0.rule == rule }?.words
  }

  /// True for a link to an article that stands whole in the other, beside another item.
  package static func isBesideAnother(_ rule: String) -> Bool { rule == RelationRule.beside }

  /// One text is whole in the other, which tells more of the same.
  package static func isWithMore(_ rule: String) -> Bool { rule == RelationRule.withMore }

  /// Either of them.
  package static func isWholeItem(_ rule: String) -> Bool {
    isBesideAnother(rule) || isWithMore(rule)
  }

  /// True for a link to an article that has part of its text in common, and nothing beside it.
  package static func isFrame(_ rule: String) -> Bool { rule == "template.other-text" }

  package static let unrelated = "unrelated"

  package static let all: [(rule: String, words: String)] = [
    ("identical.digest", "both texts have the same words in the same order"),
    (
      "version.same-item",
      "the provider gave both the same identifier, or link: they are versions of one item"
    ),
    ("version.earlier", "a later version of the same item was there before it"),
    ("retraction.same-item", "a kill and the item of its own identifier"),
    ("retraction.named-item", "a kill and the item whose identifier it names, of the same source"),
    (
      "retraction.named-slug",
      "a kill and the items of the slug that it names, of the same source, of the three days before it"
    ),
    (
      "version.marked",
      "the copy says that it is an update or a correction, and both have the same source"
    ),
    ("near.both-covered", "each text holds \(percent(RelationRule.bothCovered)) of the other"),
    (
      "near.mostly-covered",
      "each holds \(percent(RelationRule.nearlyCovered)) of the other, and "
        + "\(percent(RelationRule.nearlyCoveredMean)) on average"
    ),
    (
      "contained.covered",
      "\(percent(RelationRule.contained)) of one text, and \(RelationRule.containedTokens) words,"
        + " are in the other"
    ),
    (RelationRule.withMore, "one text is whole in the other, which tells more of the same"),
    (
      RelationRule.beside,
      "one text is whole in the other, beside another item that has nothing in common with it"
    ),
    ("contained.other-group", "nearly all of one text is in the other, which holds more"),
    (
      "overlaps.passage",
      "they share \(RelationRule.passageTokens) words that are rare or stand together"
    ),
    ("overlaps.scattered", "they share rare words and facts throughout"),
    ("overlaps.figures", "\(RelationRule.sharedFigures) figures are in the same places"),
    (
      "template.boilerplate-only",
      "they share boilerplate, and the figures or names in it differ"
    ),
    ("template.numbers-only", "a short form that differs only in its figures"),
    (
      "template.short-form",
      "short items of one form: more than \(percent(1 - TemplateGuard.carriedInShort)) of the figures"
        + " and names differ"
    ),
    ("template.no-facts", "short texts of one form, without capitals, that share no figure"),
    ("template.phrases", "what two short texts share is common phrases"),
    (
      "template.other-text",
      "a footer, a frame or fixed lines, around texts with nothing else in common"
    ),
    ("template.other-facts", "they share wording, but far fewer of their figures and names"),
    (
      "template.numbers",
      "more than \(percent(TemplateGuard.suspectConflicts)) of the figures in shared text differ"
    ),
    ("template.common-phrases", "what they share is common to many, and their facts differ"),
    ("template.outvoted", "just as many of its group have the same form and other facts"),
    (unrelated, "too little in common"),
  ]

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
