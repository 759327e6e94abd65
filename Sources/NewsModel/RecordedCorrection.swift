/// What a person said about stories, as rows in their order.
package struct RecordedCorrection: Hashable, Sendable {
  package var time: Timestamp
  /// Who: a login, or `uid:1000`.
  package var user: String
  /// The last article admitted before it.
  package var after: ArticleID
  /// Not empty.
  package var rows: [Row]

  package init(time: Timestamp, user: String, after: ArticleID, rows: [Row]) {
    self.time = time
    self.user = user
    self.after = after
    self.rows = rows
  }
}

extension RecordedCorrection {
  /// What a correction says of two articles: kept, and never undone by the machine.
  package struct Row: Hashable, Sendable {
    package enum Kind: String, Sendable {
      /// They are in one story.
      case mustLink = "must-link"
      /// They are never in one story: `article` was taken out, `other` stayed.
      case cannotLink = "cannot-link"
    }
    package var kind: Kind
    package var article: ArticleID
    package var other: ArticleID

    package init(_ kind: Kind, _ article: ArticleID, _ other: ArticleID) {
      self.kind = kind
      self.article = article
      self.other = other
    }
  }
}
