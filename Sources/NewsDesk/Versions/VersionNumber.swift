import NewsModel

/// A version as a provider writes it, as far as its order among others follows from its words: `12`, `1.10`, `v2`,
/// `3b`, `2026-11-22T10:00:00Z`, `22.11.2026`. Hashes and words have none.
struct VersionNumber {
  private enum Form: Equatable {
    /// With what stands before the number, in small letters.
    case number(String)
    /// With what stands behind it for a zone; of two zones nobody knows the order by the figures.
    case time(zone: String)
  }
  private let form: Form
  /// Without zeros before them.
  private let parts: [[UInt8]]
  /// Behind the last part; 0 for none.
  private let letter: UInt8
  private let timestamp: Timestamp?

  private static let mostParts = 8
  private static let longestPrefix = 8

  /// - Parameter text: Of one item.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    timestamp = Timestamp(rfc3339: text)
    if let (digits, zone) = Self.time(bytes) {
      (form, parts, letter) = (.time(zone: zone), digits, 0)
      return
    }
    let prefix = bytes.prefix(Self.longestPrefix).prefix(while: Self.isLetter)
    var rest = bytes[prefix.count...]
    if !prefix.isEmpty, let sign = rest.first, ".-_ ".utf8.contains(sign) { rest.removeFirst() }
    var letter: UInt8 = 0
    if let last = rest.last, Self.isLetter(last) {
      // A hash has letters on both sides.
      guard prefix.isEmpty else { return nil }
      (letter, rest) = (last | 0x20, rest.dropLast())
    }
    guard let numbers = Self.numbers(rest) else { return nil }
    self.letter = letter
    form = .number(String(decoding: prefix.map { $0 | 0x20 }, as: UTF8.self))
    parts = letter == 0 ? Self.day(numbers) ?? numbers : numbers
  }

  /// - Returns: Nil for equal ones, and where nobody knows.
  func precedes(_ other: VersionNumber) -> Bool? {
    if let a = timestamp, let b = other.timestamp { return a == b ? nil : a < b }
    guard isComparable(to: other) else { return nil }
    for (p, q) in zip(parts, other.parts) where p != q {
      return p.count != q.count && !isTime
        ? p.count < q.count : p.lexicographicallyPrecedes(q)
    }
    if parts.count != other.parts.count {
      return letter == 0 && other.letter == 0 ? parts.count < other.parts.count : nil
    }
    return letter == other.letter ? nil : letter < other.letter
  }

  private var isTime: Bool { if case .time = form { true } else { false } }

  /// `v2` and `3` are of one house.
  private func isComparable(to other: VersionNumber) -> Bool {
    switch (form, other.form) {
    case (.number(let a), .number(let b)): a == b || a.isEmpty || b.isEmpty
    default: form == other.form
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  private static func isFigure(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func numbers(_ bytes: ArraySlice<UInt8>) -> [[UInt8]]? {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= mostParts, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isFigure) })
    else { return nil }
    return parts.map { Array($0.drop { $0 == 0x30 }) }
  }

  /// `22.11.2026`, the year first.
  private static func day(_ parts: [[UInt8]]) -> [[UInt8]]? {
    guard parts.count == 3, parts[2].count == 4, parts[0].count < 3, parts[1].count < 3,
      let day = Int(String(decoding: parts[0], as: UTF8.self)), day < 32,
      let month = Int(String(decoding: parts[1], as: UTF8.self)), month < 13,
      [Array("19".utf8), Array("20".utf8)].contains(Array(parts[2].prefix(2)))
    else { return nil }
    return parts.reversed()
  }

  /// `2026-11-22`, `2026-11-22 10:00`, `20261122T100000+0100`: its figures, each of which has its place, and its zone.
  private static func time(_ bytes: [UInt8]) -> (parts: [[UInt8]], zone: String)? {
    guard bytes.count <= 40, let sign = bytes.firstIndex(where: { !isFigure($0) }),
      sign == 4 && bytes[4] == UInt8(ascii: "-") || sign == 8 && bytes[8] | 0x20 == 0x74
    else { return nil }
    let clock = bytes[sign...].firstIndex { $0 | 0x20 == 0x74 || $0 == 0x20 } ?? bytes.count
    let zone = bytes[clock...].firstIndex { "+-Zz".utf8.contains($0) } ?? bytes.count
    let shown = bytes[..<zone]
    guard shown.allSatisfy({ isFigure($0) || "-T :.,t".utf8.contains($0) }) else { return nil }
    let figures = shown.filter(isFigure)
    guard figures.count >= 8 else { return nil }
    return ([figures], String(decoding: bytes[zone...], as: UTF8.self).lowercased())
  }
}
