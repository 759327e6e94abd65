/// What a report's first words say of where it is from: `GENEVA (dpa) - …`, `BUENOS AIRES, Argentina (AP) – …`.
struct WireDateline {
  var place: String
  var house: String

  private static let limitBytes = 100

  /// Nil when the paragraph does not begin so.
  init?(_ paragraph: String) {
    let head = paragraph.utf8.prefix(Self.limitBytes)
    guard let open = head.firstIndex(of: UInt8(ascii: "(")),
      let close = head[open...].firstIndex(of: UInt8(ascii: ")")),
      head[head.startIndex].isLetter || head[head.startIndex] >= 0x80
    else { return nil }
    let place = String(decoding: head[..<open], as: UTF8.self)
    let house = String(
      decoding: head[open...].dropFirst().prefix { $0 != UInt8(ascii: ")") }, as: UTF8.self)
    let rest = String(decoding: head[close...].dropFirst(), as: UTF8.self)
    guard [" – ", " - ", " — ", " _ "].contains(where: { rest.hasPrefix($0) }),
      !place.contains(". "), !house.isEmpty, house.utf8.count <= 24
    else { return nil }
    self.place = String(place.reversed().drop { $0 == " " }.reversed())
    self.house = house
    if self.place.isEmpty { return nil }
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { (self | 0x20) &- 97 < 26 }
}
