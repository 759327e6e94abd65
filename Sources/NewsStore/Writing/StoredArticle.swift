package import NewsModel

/// An article with all that was decided about it: what one `insertArticle` stores.
package struct StoredArticle: Sendable {
  /// From `StoreWriter.nextArticleID()`, in this transaction.
  package var id: ArticleID
  package var deposit: DepositID
  package var article: Article
  /// Who published it: `article.source`, else the deposit's source.
  package var source: String
  package var received: Timestamp
  package var text: TextDigest
  package var copy: CopyDecision
  package var story: StoryDecision
  /// Opaque records of the matching modules, given back on restore. Empty is allowed.
  package var copyBlob: [UInt8]
  package var storyBlob: [UInt8]
  /// The newer version of the same item that was there before it.
  package var replacedBy: ArticleID?
  /// The kill that was there before it.
  package var retractedBy: ArticleID?
  /// What was learned of a composite, this article or an older one: words of it that are another one.
  package var composite: (article: ArticleID, tokens: Range<Int>)?

  package init(
    id: ArticleID, deposit: DepositID, article: Article, source: String, received: Timestamp,
    text: TextDigest, copy: CopyDecision, story: StoryDecision, copyBlob: [UInt8],
    storyBlob: [UInt8], replacedBy: ArticleID? = nil, retractedBy: ArticleID? = nil,
    composite: (article: ArticleID, tokens: Range<Int>)? = nil
  ) {
    self.id = id
    self.deposit = deposit
    self.article = article
    self.source = source
    self.received = received
    self.text = text
    self.copy = copy
    self.story = story
    self.copyBlob = copyBlob
    self.storyBlob = storyBlob
    self.replacedBy = replacedBy
    self.retractedBy = retractedBy
    self.composite = composite
  }

  package var identity: ArticleIdentity {
    ArticleIdentity(article, source: source, text: text)
  }
}
