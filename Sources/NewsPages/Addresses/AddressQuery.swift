import NewsBytes

/// What stands behind the question mark of an address, as forms send it.
/// Source: https://url.spec.whatwg.org/#application/x-www-form-urlencoded.
struct AddressQuery {
  /// Nil for a name without an equals sign.
  private var pairs: [(name: String, value: String)] = []

  /// Nobody types more.
  private static let limitPairs = 32

  init(_ text: String) {
    for pair in text.split(separator: "&").prefix(Self.limitPairs) {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = AddressText.decoded(halves[0]),
        let value = AddressText.decoded(halves.count > 1 ? halves[1] : "")
      else { continue }
      pairs.append((name, value))
    }
  }

  /// The first value of a name, without blanks around it; nil when it is not there or says nothing.
  subscript(name: String) -> String? {
    guard let value = pairs.first(where: { $0.name == name })?.value else { return nil }
    let trimmed = value.drop { $0.isWhitespace }
    let end = trimmed.lastIndex { !$0.isWhitespace }
    return end.map { String(trimmed[...$0]) }
  }

  /// It is there, whatever it says.
  func has(_ name: String) -> Bool { pairs.contains { $0.name == name } }

  /// A number from 1 to a million.
  func number(_ name: String) -> Int? {
    self[name].flatMap(Address.number).flatMap { $0 <= 1_000_000 ? Int($0) : nil }
  }
}

/// Text in the query of an address.
enum AddressText {
  static func encoded(_ text: String) -> String {
    var out: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        out.append(byte)
      default:
        out += [
          UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)],
        ]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static let digits = Array("0123456789ABCDEF".utf8)

  /// Nil when a `%` has not two digits behind it.
  static func decoded(_ text: Substring) -> String? {
    let blanks = text.utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
    return PercentText.decode(blanks).map { String(decoding: $0, as: UTF8.self) }
  }
}
