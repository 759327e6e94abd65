import NewsModel

/// What is searched for.
package struct SearchWish: Hashable, Sendable {
  /// As it was typed; empty for nothing.
  var words: String
  var source: String?
  /// BCP 47, in lower case: `pt` means `pt-br`, too.
  var language: String?
  /// Only articles before this one: the page behind it.
  var before: ArticleID?

  init(words: String, source: String? = nil, language: String? = nil, before: ArticleID? = nil) {
    self.words = words
    self.source = source
    self.language = language
    self.before = before
  }

  init(_ query: AddressQuery) {
    words = query["q"] ?? ""
    source = query["source"]
    language = query["language"]?.lowercased()
    before = query["before"].flatMap(Address.number).map(ArticleID.init)
  }

  var query: [(String, String?)] {
    [
      ("q", words), ("source", source ?? ""), ("language", language ?? ""),
      ("before", before.map { "\($0.rawValue)" } ?? ""),
    ].filter { $0.1 != "" }
  }

  /// The same, from its newest on.
  var fromStart: SearchWish { SearchWish(words: words, source: source, language: language) }
}
