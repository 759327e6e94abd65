import NewsBytes

/// The transfer encodings of a message's text (RFC 2045, section 6), undone.
enum TransferText {
  /// - Parameters:
  ///   - bytes: the text as it was sent.
  ///   - encoding: the field's value in small letters.
  /// - Returns: the text's bytes in its own charset; nil for an encoding that RFC 2045 does not have.
  static func decoded(_ bytes: UnsafeBufferPointer<UInt8>, _ encoding: String?) -> [UInt8]? {
    switch encoding {
    case nil: Array(bytes)
    case let encoding? where isIdentity(encoding): Array(bytes)
    case "quoted-printable": quoted(bytes)
    case "base64": base64(bytes)
    default: nil
    }
  }

  /// - Parameter encoding: the field's value in small letters.
  /// - Returns: whether the bytes are sent as they are: `7bit`, `8bits`, `binary`, `utf-8`; not where a program of
  ///   its own has packed them, `x-uuencode`.
  static func isIdentity(_ encoding: String) -> Bool {
    !["quoted-printable", "base64"].contains(encoding) && !encoding.hasPrefix("x-")
      && !encoding.hasPrefix("uu")
  }

  /// Of quoted-printable: an escape that is none stays as it is.
  static func quoted(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      guard text[index] == 0x3D else {
        out.append(text[index])
        index += 1
        continue
      }
      if index + 2 < text.count, let high = Hexadecimal.value(of: text[index + 1]),
        let low = Hexadecimal.value(of: text[index + 2])
      {
        out.append(high << 4 | low)
        index += 3
      } else if let next = behindSoftBreak(text, index + 1) {
        index = next
      } else {
        out.append(0x3D)
        index += 1
      }
    }
    return out
  }

  /// Behind a soft break, before the line's end.
  static let mostBlanks = 80

  /// Blanks that a server has added may stand before the line's end; a text that ends in `=` ends there.
  private static func behindSoftBreak(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> Int? {
    let blank = text[start...].prefix(mostBlanks).prefix { $0 == 0x20 || $0 == 0x09 }
    let end = start + blank.count
    guard end < text.count else { return end }
    if text[end...].starts(with: [0x0D, 0x0A]) { return end + 2 }
    return text[end] == 0x0A || text[end] == 0x0D ? end + 1 : nil
  }

  /// Of base 64.
  static func isDigit(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x2F...0x39).contains(byte)
      || byte == 0x2B
  }

  /// Lists and servers put lines of their own before and behind: those before are kept, those behind are not. What is
  /// no base 64 at all stays as it is.
  private static func base64(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var reading = Base64Lines()
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      guard reading.take(line.filter { $0 > 0x20 }, line) else { break }
    }
    reading.finish()
    return reading.hasBegun ? reading.text : Array(bytes)
  }

  /// Without the signature, which the last line `-- ` begins (RFC 3676, section 4.3). A digest divides its reports by
  /// the same line: what is longer than a signature is text.
  static func withoutSignature(_ text: [UInt8]) -> ArraySlice<UInt8> {
    var index = text.count - 1
    while index > 3 {
      if text[index] == 0x20, text[index - 1] == 0x2D, text[index - 2] == 0x2D,
        text[index - 3] == 0x0A, index + 1 == text.count || [0x0A, 0x0D].contains(text[index + 1])
      {
        let copy = text[..<(index - 2)]
        let isSigned = isSignature(text[(index + 1)...]) && copy.contains { $0 > 0x20 }
        return isSigned ? copy : text[...]
      }
      index -= 1
    }
    return text[...]
  }

  private static func isSignature(_ text: ArraySlice<UInt8>) -> Bool {
    text.count <= mostSignatureBytes && text.count { $0 == 0x0A } <= mostSignatureLines
  }
  /// RFC 3676 has four lines in mind; houses add their address and a notice of some 1,500 bytes.
  private static let mostSignatureLines = 20
  private static let mostSignatureBytes = 2500
}
