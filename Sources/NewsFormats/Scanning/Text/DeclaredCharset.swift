import Glibc

/// The charset that a document claims for itself, and whether to believe it.
extension Charset {
  /// Looked at to believe a claim or to find a charset without one.
  static let headBytes = 64 << 10
  /// Where a claim may stand. Source: HTML Living Standard 13.2.3.2, which looks at 1024; XML's
  /// stands in the first line.
  private static let claimBytes = 4096

  /// The name by which iconv knows the charset that the markup (XML or HTML) is in; nil when it is
  /// to be read as UTF-8.
  ///
  /// Bytes decide before claims do: what is UTF-8 is read as that whatever it is said to be, since
  /// templates, servers and converters leave stale claims behind, and UTF-8 does not come about by
  /// chance. One stray sequence turns nothing: what is left of it is mended later, piece by piece.
  /// A claim decides what bytes leave open; without one, detection.
  ///
  /// - Parameters:
  ///   - head: the first `headBytes`, or all; no UTF-16 or UTF-32.
  ///   - given: the claim of the surroundings, as iconv knows it; it goes before the document's own
  ///     (HTML Living Standard 13.2.3.1: the transport's).
  /// - Returns: nil for UTF-8.
  static func ofMarkup(
    _ head: UnsafeBufferPointer<UInt8>, given: String? = nil
  ) -> String? {
    of(head, claim: given ?? claimed(head).flatMap(iconvName))
  }

  /// As `ofMarkup`, for what has no claim of its own.
  static func of(_ head: UnsafeBufferPointer<UInt8>, claim: String?) -> String? {
    let census = MixedCharset.census(head)
    guard let claim, claim != utf8 else {
      if holdsEscapes(head) { return escaped }
      return census.isUTF8 ? nil : detected(head)
    }
    if census.sound > 0, provesUTF8(census, head, against: claim) { return nil }
    // Nothing to be seen yet: a claim of windows-1252 and its kin is what templates begin with.
    if claim == western, census.sound + census.odd == 0, head.count >= headBytes { return nil }
    return claim
  }
  private static let utf8 = "UTF-8"

  /// Whether well-formed runs are too many to be another charset's. A letter of two bytes is well
  /// formed by chance in one of six, four and nothing else in one text of a thousand; of one byte
  /// „Fuß“ may be, hence the leads.
  private static func provesUTF8(
    _ census: MixedCharset.Census, _ head: UnsafeBufferPointer<UInt8>, against claim: String
  ) -> Bool {
    if hasWideCharacters(claim) { return census.sound >= 4 && census.sound >= 16 * census.odd }
    if census.sound >= 4 { return census.isUTF8 }
    return census.odd == 0
      && head.allSatisfy { $0 < 0xC0 || $0 == 0xC2 || $0 == 0xC3 || $0 == 0xE2 }
  }

  /// `encoding="…"` of an XML declaration, or `charset=…` of an HTML `<meta>`.
  private static func claimed(_ head: UnsafeBufferPointer<UInt8>) -> String? {
    let head = UnsafeBufferPointer(rebasing: head.prefix(claimBytes))
    if head.starts(with: "<?xml".utf8), let end = ByteRuns.first(0x3E, in: head, from: 0) {
      return value(of: "encoding", in: UnsafeBufferPointer(rebasing: head[..<end]))
    }
    var from = 0
    while let start = ByteRuns.first(0x3C, in: head, from: from) {
      from = start + 1
      guard let tag = MarkupTag(head, at: start), tag.name == "meta" else { continue }
      let inside = UnsafeBufferPointer(rebasing: head[start..<tag.end])
      if let value = value(of: "charset", in: inside) { return value }
    }
    return nil
  }

  /// The charset of a media type (RFC 9110, section 8.3.2): `text/html; charset=utf-8`.
  static func ofMediaType(_ type: some StringProtocol) -> String? {
    Array(type.utf8).withUnsafeBufferPointer { value(of: "charset", in: $0) }.flatMap(iconvName)
  }

  /// What stands behind `name=`, quotes or none.
  private static func value(
    of name: String, in bytes: UnsafeBufferPointer<UInt8>
  ) -> String? {
    let name = Array(name.utf8)
    for start in bytes.indices.dropLast(name.count)
    where zip(bytes[start...], name).allSatisfy({ $0 | 0x20 == $1 }) {
      let rest = bytes[(start + name.count)...].drop { $0 <= 0x20 }
      guard rest.first == 0x3D else { continue }
      let value = rest.dropFirst().drop { $0 <= 0x20 || $0 == 0x22 || $0 == 0x27 }
        .prefix { $0 > 0x20 && ![0x22, 0x27, 0x3B, 0x3E, 0x2F].contains($0) }
      return value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
    }
    return nil
  }

  /// The name for iconv of a label as people write it; nil when it is none, or no superset of ASCII
  /// (a label of UTF-16 in a document that is not: the label is wrong).
  ///
  /// Source: WHATWG Encoding 4.2. The labels there that iconv reads otherwise than browsers are
  /// listed; the others it knows by themselves.
  static func iconvName(_ label: String) -> String? {
    let label = String(label.lowercased().drop(while: \.isWhitespace).prefix { !$0.isWhitespace })
    if let known = CharsetLabels.iconvNames[label] { return known }
    guard label.utf8.count <= 32,
      label.utf8.allSatisfy({
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
          || [0x2D, 0x2E, 0x3A, 0x5F].contains($0)
      }), !label.hasPrefix("utf-7"), !label.hasPrefix("utf7")
    else { return nil }
    let ascii = Array("<?xml version=\"1.0\"?>".utf8)
    let name = label.uppercased()
    let isSuperset = ascii.withUnsafeBufferPointer { iconvConverted($0, from: name) == ascii }
    return isSuperset ? name : nil
  }
}
