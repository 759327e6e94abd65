import NewsModel

/// What the head of an NITF document says of its status, and by what it is to be sorted.
///
/// Source: NITF 3.6, `docdata` and `tobject`. A release that lies ahead when the document comes is an embargo, whatever
/// the status says: an agency sends `usable` for the hour of the release.
struct NITFPublication {
  private var given: [String: String] = [:]
  private var keywords: [String] = []
  private var subjects: [Article.Concept] = []

  private static let keys: Set<String> = [
    "docdata@management-status", "date.release@norm", "du-key@key", "urgency@ed-urg", "ed-msg@info",
    "keyword@key", "tobject.subject@tobject.subject.refnum",
  ]

  mutating func note(_ element: String, _ attribute: String, _ value: ArraySlice<UInt8>) {
    let key = "\(element)@\(attribute)"
    guard Self.keys.contains(key) else { return }
    let text = String(decoding: value, as: UTF8.self)
    switch element {
    case "keyword":
      if keywords.count < Article.Facts.limit { keywords.append(text) }
    case "tobject.subject":
      if subjects.count < Article.Facts.limit { subjects.append(Article.Concept(code: text)) }
    default: given[key] = given[key] ?? text
    }
  }

  /// - Parameters:
  ///   - draft: gets status, embargo and facts.
  ///   - received: when the document came; nil when nobody says.
  func fill(_ draft: inout ArticleDraft, received: Timestamp?) {
    let status = given["docdata@management-status"].flatMap(StatusWord.status)
    let release = given["date.release@norm"].flatMap { DateReader.timestamp(Array($0.utf8)) }
    let isAhead = release.flatMap { time in received.map { $0 < time } } ?? false
    draft.status = status
    if status == .embargoed || isAhead { draft.embargo = release }
    draft.facts.slug = given["du-key@key"]
    draft.facts.urgency = given["urgency@ed-urg"].flatMap { Int($0) }
    draft.facts.editorNote = given["ed-msg@info"]
    draft.facts.keywords = keywords
    draft.facts.subjects = subjects
  }
}
