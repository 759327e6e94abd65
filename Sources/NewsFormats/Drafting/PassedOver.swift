import NewsModel

/// What a record holds that fills no field, asked for when no text of it is known.
struct PassedOver {
  struct Member {
    /// As `[fields]` would name it.
    var name: String
    var words: Int
  }
  /// Those whose text is prose, in any order.
  private(set) var prose: [Member] = []
  /// By name, where it stands there.
  private var places: [String: Int] = [:]
  /// Whether it is rather a list with a title than an alert.
  var holdsObjects = false
  /// Whether its records stand under a usual name: then what tells it in short tells of them all.
  var holdsRecords = false
  /// What such a member is called, for people.
  private let noun: StaticString
  /// Whether `[fields]` can name it.
  private let isNameable: Bool

  init(noun: StaticString = "member", isNameable: Bool = true) {
    self.noun = noun
    self.isNameable = isNameable
  }

  /// Parts of the names of members whose prose is about something else than the article: `caption`,
  /// `copyrightNotice`, `author.bio`.
  private static let others: [StaticString] = [
    "caption", "copyright", "rights", "licen", "terms", "disclaim", "image", "photo", "picture",
    "media", "video", "thumb", "author", "bio", "comment", "related", "publisher", "keyword",
    "tags", "note", "alt_text", "alttext", "query",
  ]
  static func isOther(_ name: String) -> Bool {
    let name = name.lowercased()
    return name == "alt" || others.contains { name.holds($0) }
  }

  mutating func note(_ name: String, _ text: [UInt8]) {
    let words = Prose.words(in: text)
    guard words > 0 else { return }
    if let known = places[name] {
      prose[known].words += words
    } else {
      places[name] = prose.count
      prose.append(Member(name: name, words: words))
    }
  }

  /// Why no article is made of the record, if one of these is its text; nil if none is.
  ///
  /// - Parameters:
  ///   - summary: what is known of its text in short; nil for nothing.
  ///   - place: of the record.
  /// - Returns: `noText`, with the longest members' names.
  func refusal(beside summary: [UInt8]?, at place: DocumentPlace) -> Rejection? {
    refusal(
      of: summary.map { max(1, Prose.words(in: $0) * Prose.timesASummary) } ?? 1, at: place)
  }

  /// The same, beside a text that may be no more than a crumb of it.
  ///
  /// - Parameters:
  ///   - copy: what stands under a known name.
  ///   - place: of the record.
  /// - Returns: `noText`, with the longest members' names.
  func refusal(besideCrumb copy: HeadlineRule, at place: DocumentPlace) -> Rejection? {
    let words = copy.body.split(whereSeparator: \.isWhitespace).count
    return refusal(of: max(Prose.fewestBesideCrumb, words * Prose.timesACrumb), at: place)
  }

  /// Why no article is made of a text of which some blocks are not understood; nil if none holds prose.
  ///
  /// - Parameter place: of the record.
  /// - Returns: `noText`, with the longest member's name.
  func refusalOfBlocks(at place: DocumentPlace) -> Rejection? {
    guard let longest = prose.max(by: { $0.words < $1.words }) else { return nil }
    return Rejection(
      .noText,
      "a block of the text is of no known kind; it holds \(quoted(longest.name)) (\(longest.words) words)",
      locator: place.locator)
  }

  private func refusal(of fewest: Int, at place: DocumentPlace) -> Rejection? {
    let found = prose.filter { $0.words >= fewest }
      .sorted { ($1.words, $0.name) < ($0.words, $1.name) }
    guard let longest = found.first else { return nil }
    let names = found.prefix(3).map { "\(quoted($0.name)) (\($0.words) words)" }
      .joined(separator: ", ")
    let advice =
      isNameable
      ? "; the configuration takes it with [fields] body = [\"\(shown(longest.name, cells: 64))\"]"
      : ""
    return Rejection(
      .noText, "no \(noun) is known to hold the text; the longest of the others: \(names)\(advice)",
      locator: place.locator)
  }
}
