/// What matching decided about one article.
package struct CopyDecision: Hashable, Sendable {
  package var verdict: Verdict
  /// The article that the verdict is *of*; nil for an original.
  package var of: ArticleID?
  /// The group's first article; the article itself when it opens a group.
  package var group: ArticleID
  /// Groups that this article united into `group`, in ascending order; usually empty.
  package var united: [ArticleID]
  /// Best first.
  package var links: [CopyLink]

  package init(
    verdict: Verdict, of: ArticleID?, group: ArticleID, united: [ArticleID] = [],
    links: [CopyLink] = []
  ) {
    self.verdict = verdict
    self.of = of
    self.group = group
    self.united = united
    self.links = links
  }
}
