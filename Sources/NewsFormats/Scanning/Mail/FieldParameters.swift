import NewsBytes

/// The parameters of a structured field: `text/plain; charset=utf-8; name*0*=utf-8''A%20; name*1=b.txt`.
///
/// Source: RFC 2045, section 5.1, and RFC 2231, sections 3 and 4. Encoded words in a value, which RFC 2047
/// forbids and many write, are read as well. One pass, and the field has a limit (`MailHeader`).
struct FieldParameters {
  /// By name in small letters, as they stand there, without quotes; of two the first counts.
  private var raw: [String: [UInt8]] = [:]

  /// - Parameter field: its value, from its first word on.
  init(_ field: [UInt8]) {
    for piece in Self.pieces(of: field).dropFirst() {
      guard let mark = piece.firstIndex(of: 0x3D) else { continue }
      let name = String(decoding: piece[..<mark], as: UTF8.self).lowercased()
        .filter { !$0.isWhitespace }
      if raw[name] == nil { raw[name] = Self.value(piece[(mark + 1)...]) }
    }
  }

  /// - Parameter name: in small letters.
  /// - Returns: the value as text; nil for none and for a blank one.
  subscript(name: String) -> String? {
    let text = extended(name) ?? raw[name].map { EncodedWords.text($0, charset: nil) }
    guard let text, text.contains(where: { $0 > 0x20 }) else { return nil }
    return String(decoding: text, as: UTF8.self)
  }

  /// The value's bytes, not decoded: a boundary.
  func bytes(_ name: String) -> [UInt8]? { raw[name] ?? continued(name)?.bytes }

  private func extended(_ name: String) -> [UInt8]? {
    guard let (bytes, charset) = continued(name) else { return nil }
    return bytes.withUnsafeBufferPointer { MailCharset.converted($0, charset) } ?? bytes
  }

  /// The pieces of a value together, of which those with a star behind their number are encoded.
  private func continued(_ name: String) -> (bytes: [UInt8], charset: String?)? {
    if let whole = raw[name + "*"] { return Self.encoded(whole) }
    var out: [UInt8] = []
    var charset: String?
    for number in 0... {
      if let plain = raw["\(name)*\(number)"] {
        out += plain
      } else if let coded = raw["\(name)*\(number)*"] {
        guard number == 0 else {
          out += Self.unescaped(coded[...])
          continue
        }
        (out, charset) = Self.encoded(coded)
      } else {
        break
      }
    }
    return out.isEmpty ? nil : (out, charset)
  }

  /// `charset'language'text`; without its two marks it is text alone.
  private static func encoded(_ value: [UInt8]) -> (bytes: [UInt8], charset: String?) {
    guard let first = value.firstIndex(of: 0x27),
      let second = value[(first + 1)...].firstIndex(of: 0x27)
    else { return (unescaped(value[...]), nil) }
    let label = String(decoding: value[..<first], as: UTF8.self)
    return (unescaped(value[(second + 1)...]), MailCharset.name(label))
  }

  /// An escape that is none stays as it is.
  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == 0x25, index + 2 < text.endIndex,
        let high = Hexadecimal.value(of: text[index + 1]),
        let low = Hexadecimal.value(of: text[index + 2])
      {
        out.append(high << 4 | low)
        index += 3
      } else {
        out.append(text[index])
        index += 1
      }
    }
    return out
  }

  /// What semicolons divide, but those in quotes.
  private static func pieces(of field: [UInt8]) -> [ArraySlice<UInt8>] {
    var found: [ArraySlice<UInt8>] = []
    var start = 0
    var isQuoted = false
    var index = 0
    while index < field.count {
      switch field[index] {
      case 0x5C where isQuoted: index += 1
      case 0x22: isQuoted.toggle()
      case 0x3B where !isQuoted:
        found.append(field[start..<index])
        start = index + 1
      default: break
      }
      index += 1
    }
    return found + [field[start...]]
  }

  /// What stands in quotes; without them, as far as a blank or a comment.
  private static func value(_ piece: ArraySlice<UInt8>) -> [UInt8] {
    let text = piece.drop { $0 <= 0x20 }
    guard text.first == 0x22 else {
      let bare = text.prefix { $0 != 0x28 }
      return Array(bare[..<(bare.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? bare.startIndex)])
    }
    var out: [UInt8] = []
    var index = text.startIndex + 1
    while index < text.endIndex, text[index] != 0x22 {
      if text[index] == 0x5C, index + 1 < text.endIndex { index += 1 }
      out.append(text[index])
      index += 1
    }
    return out
  }
}
