import NewsModel

extension ArticleDraft {
  /// Status and end of an embargo: what its fields say, else what its words do. A time from which it may be published
  /// is an embargo, though nothing else says so; in words one that is over says nothing.
  ///
  /// - Parameters:
  ///   - copy: headline and text as the article has them.
  ///   - facts: cleaned.
  ///   - written: when it was last changed, as it says.
  ///   - received: when it came.
  /// - Returns: both, as the article has them.
  func standing(
    _ copy: (headline: String, body: String), _ facts: Article.Facts, written: Timestamp?,
    received: Timestamp?
  ) -> (status: Article.Status, embargo: Timestamp?) {
    let given = givenStatus
    let reference = [written, received].compactMap { $0 }.min()
    let field = embargo.map { .until($0) } ?? embargoField(after: reference)
    let end = field?.end
    switch given {
    case .usable, .corrected, nil:
      if case .until? = field { return (.embargoed, end) }
    case .embargoed where end == nil: break
    case .some(let given): return (given, end)
    }
    let notice = EmbargoNotice.of(
      headline: copy.headline, facts: facts, body: copy.body, after: reference)
    guard case .until(let said) = notice else { return (given ?? .usable, nil) }
    let isOver = given != .embargoed && (said ?? .distant) <= received ?? .past
    return isOver ? (given ?? .usable, nil) : (.embargoed, said)
  }

  /// What the field of that name says: a time, or yes or no.
  private func embargoField(after reference: Timestamp?) -> EmbargoNotice? {
    guard let value = self[.embargo], let text = line(.embargo, limitBytes: 1024) else {
      return nil
    }
    let word = text.lowercased()
    if Self.noes.contains(word) { return nil }
    if value.count > 3 || !value.allSatisfy({ (0x30...0x39).contains($0) }),
      let time = DateReader.timestamp(value)
    {
      return .until(time)
    }
    return EmbargoNotice.field(text, after: reference)
  }
  private static let noes: Set<String> = [
    "false", "no", "none", "null", "nil", "0", "n", "n/a", "na", "-", "off", "nein", "non",
    "lifted",
    "never", "undefined", "not embargoed", "ended", "over", "expired",
  ]

  /// `"embargoed": true` beside `"embargo": "2026-12-01T06:00:00Z"`: the time counts.
  static func isBetterEmbargo(_ known: [UInt8], _ value: [UInt8]) -> Bool {
    func isTime(_ bytes: [UInt8]) -> Bool { bytes.count(where: { (0x30...0x39).contains($0) }) > 3 }
    return isTime(value) && !isTime(known)
  }
}

extension Timestamp {
  fileprivate static let past = Timestamp(milliseconds: .min)
  fileprivate static let distant = Timestamp(milliseconds: .max)
}
