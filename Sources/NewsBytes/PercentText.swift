/// Bytes as text that holds no blank, no control character and no byte above ASCII (as in RFC 3986,
/// section 2.1, with other reserved characters). A lone `-` is encoded, since it stands for "none".
package enum PercentText {
  private static let digits = Array("0123456789ABCDEF".utf8)

  package static func encode(_ bytes: [UInt8]) -> [UInt8] {
    if bytes == [UInt8(ascii: "-")] { return Array("%2D".utf8) }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    for byte in bytes {
      if byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "%") {
        out.append(byte)
      } else {
        out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return out
  }

  /// Nil when a `%` has not two digits behind it.
  package static func decode(_ text: [UInt8]) -> [UInt8]? {
    var out: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        out.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(Hexadecimal.value(of:)),
        let low = rest.popFirst().flatMap(Hexadecimal.value(of:))
      else { return nil }
      out.append(high << 4 | low)
    }
    return out
  }
}
