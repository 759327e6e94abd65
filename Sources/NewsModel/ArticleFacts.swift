extension Article {
  /// By what copy is sorted, in IPTC's words. Small: lists have at most `limit` entries, each text is one
  /// line of at most `limitBytes`.
  package struct Facts: Hashable, Sendable {
    package var subjects: [Concept] = []
    package var genres: [Concept] = []
    package var places: [Concept] = []
    package var keywords: [String] = []
    /// 1 is the most urgent, 5 normal, 9 the least.
    package var urgency: Int?
    /// The provider's short name of the matter, without marks of takes and versions; the same for all of
    /// them.
    package var slug: String?
    /// The mark of a take or version as it came: `3rd Ld-Writethru`, `REFILE`.
    package var take: String?
    /// Where it was written, as it stands before the text.
    package var dateline: String?
    /// For editors, and not to be published.
    package var editorNote: String?
    /// The day of `published` on the provider's own calendar, in days since 1970-01-01, where the copy
    /// shows that it is not the day in UTC; nil where it is, or where nothing tells.
    package var publishedDay: Int64?
    /// The language that the copy claims, where its text is in another: `Article.language` is the text's.
    package var languageGiven: String?
    /// Words, as the provider counts them.
    package var wordCount: Int?

    package static let limit = 64
    package static let limitBytes = 1024

    package init() {}

    package var isEmpty: Bool { self == Facts() }
  }

  /// Something that has a code in a list of its provider's, a name, or both.
  package struct Concept: Hashable, Sendable {
    /// As it came: `medtop:04000000`.
    package var code: String?
    package var name: String?

    package init(code: String? = nil, name: String? = nil) {
      self.code = code
      self.name = name
    }
  }
}
