/// The text of a JSON string: escapes resolved, lone surrogates as U+FFFD. RFC 8259, section 7.
enum JSONText {
  static func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte) - 0x30
    case 0x41...0x46: UInt32(byte) - 0x37
    case 0x61...0x66: UInt32(byte) - 0x57
    default: nil
    }
  }

  /// The string as `JSONReader` found it in these bytes, so every escape is whole.
  static func bytes(of string: RawJSONString, in bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let source = UnsafeBufferPointer(rebasing: bytes[string.range])
    guard string.hasEscapes else { return Array(source) }
    var out: [UInt8] = []
    out.reserveCapacity(source.count)
    var index = 0
    while index < source.count {
      let next = ByteRuns.first(0x5C, in: source, from: index) ?? source.count
      out.append(contentsOf: UnsafeBufferPointer(rebasing: source[index..<next]))
      guard next + 1 < source.count else { break }
      index = next + 2
      switch source[next + 1] {
      case 0x62: out.append(0x08)
      case 0x66: out.append(0x0C)
      case 0x6E: out.append(0x0A)
      case 0x72: out.append(0x0D)
      case 0x74: out.append(0x09)
      case 0x75:
        let scalar = scalar(source, after: next + 2, end: &index)
        out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      case let byte: out.append(byte)
      }
    }
    return out
  }

  /// The scalar of one or two `\u` escapes, from the first hexadecimal digit on.
  private static func scalar(
    _ source: UnsafeBufferPointer<UInt8>, after start: Int, end: inout Int
  ) -> Unicode.Scalar {
    let first = unit(source, at: start)
    end = min(start + 4, source.count)
    guard (0xD800...0xDBFF).contains(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    guard start + 9 < source.count, source[start + 4] == 0x5C, source[start + 5] == 0x75 else {
      return "\u{FFFD}"
    }
    let second = unit(source, at: start + 6)
    guard (0xDC00...0xDFFF).contains(second) else { return "\u{FFFD}" }
    end = start + 10
    return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)) ?? "\u{FFFD}"
  }
  private static func unit(_ source: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt32 {
    var value: UInt32 = 0
    for index in start..<min(start + 4, source.count) {
      value = value << 4 | (hexValue(source[index]) ?? 0)
    }
    return value
  }
}
