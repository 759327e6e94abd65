package import NewsModel

/// What the index asks of the store about older articles while it compares: as they stand at that
/// moment. Inside a transaction that is what it has written so far.
package protocol CopyArchive {
  /// `Article.matchedText`; nil when there is no such article (any more).
  func text(of article: ArticleID) throws -> String?
  /// Nil when there is no such article (any more).
  func standing(of article: ArticleID) throws -> StoredStanding?
  /// Calls `body` with the bytes of a page of postings, which are gone when it returns; false when
  /// there is none of that number.
  func page(_ number: Int64, _ body: (UnsafeRawBufferPointer) -> Void) throws -> Bool
  /// Calls `body`, whose questions are all answered as of one moment, not before this call.
  func snapshot<T>(_ body: () throws -> T) throws -> T
}

extension CopyArchive {
  /// For one that does not change meanwhile.
  package func snapshot<T>(_ body: () throws -> T) throws -> T { try body() }
}

/// What the store knows of an admitted article.
package struct StoredStanding: Hashable, Sendable {
  /// The leader of its group, as groups stand now.
  package var group: ArticleID
  /// The group has other members.
  package var isShared: Bool
  /// The stretch of it that is known to be other articles: `CompositeNote`s, taken together.
  package var composite: Range<Int>?
  /// `CopyAdmission.blob`.
  package var blob: [UInt8]

  package init(group: ArticleID, isShared: Bool, composite: Range<Int>?, blob: [UInt8]) {
    self.group = group
    self.isShared = isShared
    self.composite = composite
    self.blob = blob
  }
}

/// That a stretch of an article is another one whole. Kept by article: from the first such token to the
/// last.
package struct CompositeNote: Hashable, Sendable {
  package var article: ArticleID
  /// Token numbers, not empty.
  package var tokens: Range<Int>
}
