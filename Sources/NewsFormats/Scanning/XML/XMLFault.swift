import NewsModel

/// Where and why bytes are not XML that is read.
struct XMLFault: Error {
  enum Kind { case syntax, truncated, tooDeep, tooManyAttributes, dtdRefused }
  var kind: Kind
  /// Both from 1; 0 when not known.
  var line: Int
  var column: Int
  /// For people; words of the document in single ticks.
  var what: String

  func rejection(at place: DocumentPlace) -> Rejection {
    switch kind {
    case .syntax:
      Rejection(.syntax, "\(what) at line \(line), column \(column)", locator: place.locator)
    case .truncated:
      Rejection(
        .truncated, "the document ends too early, at line \(line): \(what)",
        locator: place.locator)
    case .tooDeep:
      Rejection(.tooDeep, what, locator: place.locator, limit: "depth \(place.limits.depth)")
    case .tooManyAttributes:
      Rejection(
        .tooLarge, what, locator: place.locator,
        limit: "tag-attributes \(UnfinishedTag.mostAttributes)")
    case .dtdRefused: Rejection(.dtdRefused, what, locator: place.locator)
    }
  }
}
