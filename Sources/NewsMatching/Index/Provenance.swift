package import NewsModel

/// What the store knows of an article before it is compared: facts, not guesses.
package struct Provenance: Hashable, Sendable {
  /// Who sent it: `Article.source`, else the deposit's; nil when unknown.
  package var source: String?
  /// The first article with the same text digest.
  package var identicalTo: ArticleID?
  /// The newest article of the same source and item.
  package var previousVersion: ArticleID?
  /// Whether that is known; otherwise it is one only if enough of its text is still there.
  package var previousIsCertain: Bool
  /// That one is the later version all the same, and came first.
  package var isEarlierVersion: Bool

  package init(
    source: String? = nil, identicalTo: ArticleID? = nil, previousVersion: ArticleID? = nil,
    previousIsCertain: Bool = true, isEarlierVersion: Bool = false
  ) {
    self.source = source
    self.identicalTo = identicalTo
    self.previousVersion = previousVersion
    self.previousIsCertain = previousIsCertain
    self.isEarlierVersion = isEarlierVersion
  }
}
