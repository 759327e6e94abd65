package import NewsModel

/// The two things that are read back from a reason file, by the very form in which `json` writes it.
extension ReasonFile {
  /// The name of what failed, as it was below its inbox. Nil for what is no reason file of ours.
  package static func failedName(in json: [UInt8]) -> FileName? {
    if let encoded = value(of: "name_bytes", in: json) {
      return base64(encoded).map { FileName(bytes: $0) }
    }
    return value(of: "name", in: json).map { FileName($0) }
  }

  /// `name: "…"` on a line of its own.
  private static func value(of key: String, in json: [UInt8]) -> String? {
    let start = Array("  \"\(key)\": \"".utf8)
    for line in json.split(separator: 0x0A) where line.starts(with: start) {
      return unescaped(line.dropFirst(start.count))
    }
    return nil
  }

  /// Up to the closing quotation mark. RFC 8259, section 7, as far as `string` writes it.
  private static func unescaped(_ text: some Sequence<UInt8>) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text)[...]
    while let byte = rest.popFirst() {
      if byte == 0x22 { return String(validating: bytes, as: UTF8.self) }
      guard byte == 0x5C else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case 0x75:
        let digits = String(decoding: rest.prefix(4), as: UTF8.self)
        guard digits.utf8.count == 4, let code = UInt32(digits, radix: 16),
          let scalar = UnicodeScalar(code)
        else { return nil }
        rest = rest.dropFirst(4)
        bytes += Array(String(Character(scalar)).utf8)
      case .some(let escaped) where escaped == 0x22 || escaped == 0x5C: bytes.append(escaped)
      default: return nil
      }
    }
    return nil
  }

  /// RFC 4648, section 4.
  private static func base64(_ text: String) -> [UInt8]? {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let body = text.utf8.prefix { $0 != UInt8(ascii: "=") }
    guard text.utf8.count % 4 == 0, text.utf8.count - body.count <= 2 else { return nil }
    var bytes: [UInt8] = []
    var bits = 0
    var held = 0
    for digit in body {
      guard let value = digits.firstIndex(of: digit) else { return nil }
      bits = bits << 6 | value
      held += 6
      if held >= 8 {
        held -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> held))
        bits &= 1 << held - 1
      }
    }
    return bytes
  }
}
