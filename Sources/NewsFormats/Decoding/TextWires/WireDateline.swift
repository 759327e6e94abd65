/// What a report's first words say of where it is from: `GENEVA (dpa) - …`, `BUENOS AIRES, Argentina (AP) – …`.
struct WireDateline {
  var place: String
  var house: String

  private static let limitBytes = 100

  /// Nil when the paragraph, which is valid UTF-8, does not begin so.
  init?(_ paragraph: ArraySlice<UInt8>) {
    let head = paragraph.prefix(Self.limitBytes)
    guard let open = head.firstIndex(of: UInt8(ascii: "(")),
      let close = head[open...].firstIndex(of: UInt8(ascii: ")")),
      head[head.startIndex].isLetter || head[head.startIndex] >= 0x80
    else { return nil }
    let rest = head[close...].dropFirst()
    guard Self.signs.contains(where: { rest.starts(with: $0) }) else { return nil }
    var place = head[..<open]
    while place.last == 0x20 { place.removeLast() }
    self.place = String(decoding: place, as: UTF8.self)
    house = String(decoding: head[(open + 1)..<close], as: UTF8.self)
    // Behind a full stop it is a sentence.
    guard !place.isEmpty, !house.isEmpty, house.utf8.count <= 24, !self.place.holds(". ") else {
      return nil
    }
  }

  private static let signs = [" – ", " - ", " — ", " _ "].map { Array($0.utf8) }
}

extension UInt8 {
  fileprivate var isLetter: Bool { (self | 0x20) &- 97 < 26 }
}
