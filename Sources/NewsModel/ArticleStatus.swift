extension Article {
  /// What may be done with an article. All but the last are what its provider says.
  package enum Status: String, Sendable, CaseIterable {
    case usable
    /// Usable, and in place of one that was wrong.
    case corrected
    /// Not to be published until its provider says so.
    case withheld
    /// Not to be published before `Article.embargo`; from then on `usable`, by itself.
    case embargoed
    /// It is a kill: what it is about is taken back, and it says nothing else.
    case cancelled
    /// Sent to try the line, and no news.
    case test
    /// A kill has taken it back. No article has it as it comes: the desk finds out.
    case retracted

    /// It may stand for its story, and what it says may draw others into it.
    package var isNews: Bool {
      switch self {
      case .usable, .corrected, .withheld, .embargoed: true
      case .cancelled, .test, .retracted: false
      }
    }

    /// It may be published now.
    package var isPublishable: Bool { self == .usable || self == .corrected }
  }

  /// The status at a moment: an embargo ends by itself.
  package func status(at now: Timestamp) -> Status {
    guard status == .embargoed, let embargo, embargo <= now else { return status }
    return .usable
  }
}
