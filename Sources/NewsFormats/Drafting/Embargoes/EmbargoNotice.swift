import NewsModel

/// What copy says itself about when it may be published: `EMBARGOED until 0001 GMT Tuesday Dec 1`, `Sperrfrist:
/// 30.11., 18 Uhr`, `(sous embargo jusqu'à mardi)`, `Embargo lifted`.
///
/// A report *about* an embargo uses the same words. So a notice opens its line, or a part of a headline that it fills
/// alone, and what follows its mark is a time up to a sign; without a time the mark must stand alone, in brackets or
/// in capitals.
enum EmbargoNotice: Equatable {
  case lifted
  /// Nil where no time is said: then until its provider says so.
  case until(Timestamp?)

  /// Where a line stands.
  enum Place { case headline, note, body }

  /// - Parameters:
  ///   - headline: as given or derived.
  ///   - facts: slug, take and note.
  ///   - body: its first and last lines are looked at.
  ///   - reference: what a time without its day counts from.
  /// - Returns: the latest end of all notices; nil when there is none.
  static func of(
    headline: String, facts: Article.Facts, body: String, after reference: Timestamp?
  ) -> EmbargoNotice? {
    var found: [EmbargoNotice] = []
    func look(_ line: some StringProtocol, _ place: Place) {
      guard EmbargoTrigger.isIn(line, place), let notice = reading(line, place, after: reference)
      else { return }
      found.append(notice)
    }
    look(headline, .headline)
    for note in [facts.slug, facts.take, facts.editorNote] { look(note ?? "", .note) }
    for line in edges(of: body) { look(line, .body) }
    if found.contains(.lifted) { return .lifted }
    if found.contains(.until(nil)), !found.contains(where: \.hasTime) { return .until(nil) }
    let ends = found.compactMap(\.end)
    return ends.max().map { .until($0) }
  }

  /// Whether a header line of a text says no more than a time, yes or no.
  static func isTime(_ value: String) -> Bool {
    if ["", "true", "false", "yes", "no", "none"].contains(value.lowercased()) { return true }
    let field = DateReader.timestamp(Array(value.utf8))
    let time = EmbargoTime(NoticeTokens(value).all[...])
    return field != nil || !time.saysNothing && (time.rest.isEmpty || time.endsAtSign)
  }

  /// What stands in a field for it.
  static func field(_ text: String, after reference: Timestamp?) -> EmbargoNotice {
    let time = EmbargoTime(
      NoticeTokens(text).all.drop { token in
        switch token.value {
        case .number: return false
        case .sign: return true
        case .word(let word):
          return EmbargoWords.connectors.contains(word) && !EmbargoWords.hourLeads.contains(word)
        }
      })
    if !time.saysNothing { return .until(time.end(after: reference)) }
    return reading(text, .note, after: reference) ?? .until(nil)
  }

  var end: Timestamp? { if case .until(let end) = self { end } else { nil } }
  private var hasTime: Bool { end != nil }

  private static let firstLines = 4
  private static let lastLines = 2

  /// Found in the bytes as they lie: splitting characters took 20 µs an article.
  private static func edges(of body: String) -> [Substring] {
    let utf8 = body.utf8
    let lines = utf8.withContiguousStorageIfAvailable(edges(of:)) ?? []
    return lines.map { line in
      let start = utf8.index(utf8.startIndex, offsetBy: line.lowerBound)
      return body[start..<utf8.index(start, offsetBy: line.count)]
    }
  }

  /// The first and last lines that are not empty, as offsets.
  private static func edges(of bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var edges: [Range<Int>] = []
    var start = 0
    while edges.count < firstLines, start < bytes.count {
      let end = ByteRuns.first(0x0A, in: bytes, from: start) ?? bytes.count
      if start < end { edges.append(start..<end) }
      start = end + 1
    }
    var end = bytes.count
    for _ in 0..<lastLines where start < end {
      let last = bytes[start..<end].lastIndex(of: 0x0A)
      edges.append((last ?? start - 1) + 1..<end)
      end = last ?? start
    }
    return edges
  }

  /// - Returns: nil when the line holds no notice.
  static func reading(
    _ line: some StringProtocol, _ place: Place, after reference: Timestamp?
  ) -> EmbargoNotice? {
    let tokens = NoticeTokens(line).all
    for start in tokens.indices
    where start == 0 || place != .body && opensClause(tokens, start) {
      let clause = EmbargoClause(tokens, from: start, place: place)
      if let notice = clause?.notice(after: reference) { return notice }
    }
    return nil
  }

  /// Behind a bracket, a dash with room around it and the like; in a note, anywhere behind a sign.
  private static func opensClause(_ tokens: [NoticeTokens.Token], _ index: Int) -> Bool {
    guard case .sign(let sign) = tokens[index - 1].value else { return false }
    return "([".contains(sign) || "-/|:;.!,".contains(sign) && tokens[index].isBehindSpace
  }
}
