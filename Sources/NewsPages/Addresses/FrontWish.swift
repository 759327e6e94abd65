import NewsBytes
package import NewsModel

/// Which stories the front page lists.
package struct FrontWish: Hashable, Sendable {
  /// The last story of the page before.
  var after: StoryID?
  /// Of one of its articles, as are language and place.
  var source: String?
  /// BCP 47, in lower case: `pt` means `pt-br`, too.
  var language: String?
  /// A country's code or name, or a town's name in any language.
  var place: String?
  /// Those of the last day that most sources tell, and not the newest: one page of them.
  var isMostTold = false

  package init(after: StoryID? = nil) { self.after = after }

  init(_ query: AddressQuery) {
    after = query["after"].flatMap(Address.storyID)
    source = query["source"]
    language = query["language"]?.lowercased()
    place = query["place"]
    isMostTold = query["first"] == Self.mostTold
  }

  static let mostTold = "told"

  /// All of them, the newest first, from the newest on.
  var isWholeDesk: Bool { self == FrontWish() }

  /// The same, from its newest on.
  var fromStart: FrontWish {
    var wish = self
    wish.after = nil
    return wish
  }

  var query: [(String, String?)] {
    [
      ("source", source ?? ""), ("language", language ?? ""), ("place", place ?? ""),
      ("first", isMostTold ? Self.mostTold : ""),
      ("after", after.map { "S\($0.rawValue)" } ?? ""),
    ].filter { $0.1 != "" }
  }

  /// What it says beside the heading; nil for the whole desk.
  var words: String? {
    let about = [
      place.map { "about \($0)" }, language.map { "in \($0)" }, source.map { "of \($0)" },
      isMostTold ? "by most sources" : nil,
    ].compactMap(\.self)
    return about.isEmpty ? nil : about.joined(separator: ", ")
  }
}
