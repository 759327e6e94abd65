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
  /// What was learned of a composite, this article or an older one: words of it that are another one.
  package var composite: (article: ArticleID, tokens: Range<Int>)?

  package init(
    id: ArticleID, deposit: DepositID, article: Article, source: String, received: Timestamp,
    text: TextDigest, copy: CopyDecision, story: StoryDecision, copyBlob: [UInt8],
    storyBlob: [UInt8], composite: (article: ArticleID, tokens: Range<Int>)? = nil
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
    self.composite = composite
  }

  package var identity: ArticleIdentity {
    ArticleIdentity(source: source, uri: article.uri, version: article.version, text: text)
  }
}

/// A row of `article` as readers get it.
package struct ArticleRow: Hashable, Sendable {
  package var id: ArticleID
  package var deposit: DepositID
  /// As it was decoded; `source` is nil when the copy names none.
  package var article: Article
  package var source: String
  package var received: Timestamp
  package var text: TextDigest
  package var verdict: Verdict
  /// The article it copies; nil for an original.
  package var of: ArticleID?
  /// The first article of its group of copies, as groups stand now.
  package var group: ArticleID
  /// Its story, as stories stand now.
  package var story: StoryID
}

/// A row of `story` as readers get it.
package struct StoryRow: Hashable, Sendable {
  package var id: StoryID
  package var opened: Timestamp
  /// The newest published time of its articles; an article dated after it was received counts as
  /// of then.
  package var lastTime: Timestamp
  package var articles: Int
  /// Different ones.
  package var sources: Int
  package var headlineArticle: ArticleID
  /// What stands for it in a list.
  package var headline: String
  /// The story that took its articles; nil while it is alive.
  package var mergedInto: StoryID?
}

/// A link as seen from one of its two articles.
package struct LinkRow: Hashable, Sendable {
  /// The newer article, which has the link; `link.to` is the older one.
  package var from: ArticleID
  package var link: CopyLink
}
