import CLibXML2

/// `&amp;`, `&#8212;`, `&#x2014;`, `&eacute`: references as the HTML standard reads them (13.2.5.72 to
/// 80). Names: those of HTML 4 (libxml2's table), and of HTML 5 the letters of Latin Extended-A and
/// the marks of ASCII, which editors write (`ReferenceNames`).
struct CharacterReference {
  var scalar: Unicode.Scalar
  /// Behind the reference, and its semicolon where it has one.
  var end: Int

  /// The longest name of HTML 5 is of 31 letters; of those known here, of 8.
  private static let longestName = 10
  /// U+10FFFF in figures, with zeros before it.
  private static let mostDigits = 10

  /// Reads the reference whose `&` stands at `index`; nil when it is text. Without a semicolon the
  /// names of HTML 2 and 3 count and numbers do; not where an equals sign shows a parameter of an
  /// address (`?a=1&copy=2`, `&section=3`).
  init?(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    guard index + 2 < bytes.count else { return nil }
    if bytes[index + 1] == 0x23 {
      guard let (value, end) = Self.number(bytes, from: index + 2) else { return nil }
      scalar = Self.numeric(value)
      self.end = end
      return
    }
    let name = bytes[(index + 1)...].prefix(Self.longestName).prefix(while: Self.isNameByte)
    guard !name.isEmpty else { return nil }
    if name.endIndex < bytes.count, bytes[name.endIndex] == 0x3B,
      let found = Self.scalar(named: String(decoding: name, as: UTF8.self))
    {
      scalar = found
      end = name.endIndex + 1
      return
    }
    guard let (found, length) = Self.unfinished(name), !Self.isParameter(bytes, from: name.endIndex)
    else { return nil }
    scalar = found
    end = index + 1 + length
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
  }

  /// Behind `&#`: the figures, decimal or hexadecimal.
  private static func number(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (value: UInt32, end: Int)? {
    let isHexadecimal = bytes[start] | 0x20 == 0x78
    let rest = bytes[(isHexadecimal ? start + 1 : start)...].prefix(mostDigits)
    let digits = rest.prefix { byte in
      (0x30...0x39).contains(byte) || isHexadecimal && (0x61...0x66).contains(byte | 0x20)
    }
    let radix = isHexadecimal ? 16 : 10
    guard !digits.isEmpty else { return nil }
    // A number that is too large is no character, and U+FFFD like it.
    let value = UInt32(String(decoding: digits, as: UTF8.self), radix: radix) ?? .max
    let hasSemicolon = digits.endIndex < bytes.count && bytes[digits.endIndex] == 0x3B
    return (value, digits.endIndex + (hasSemicolon ? 1 : 0))
  }

  /// The longest name at the beginning that counts without a semicolon.
  private static func unfinished(
    _ name: Slice<UnsafeBufferPointer<UInt8>>
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    for length in stride(from: min(name.count, 6), through: 2, by: -1) {
      let part = String(decoding: name.prefix(length), as: UTF8.self)
      if let found = ReferenceNames.withoutSemicolon[part] { return (found, length) }
    }
    return nil
  }

  private static func isParameter(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int) -> Bool {
    bytes[index...].drop(while: { isNameByte($0) || $0 == 0x5F || $0 == 0x2D }).first == 0x3D
  }

  /// HTML Living Standard 13.2.5.80: 128 to 159 mean windows-1252; what is no character is U+FFFD.
  static func numeric(_ value: UInt32) -> Unicode.Scalar {
    if (0x80...0x9F).contains(value) { return Unicode.Scalar(windows1252[Int(value - 0x80)]) }
    return value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
  }
  private static let windows1252: [Unicode.Scalar] = Array(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)

  /// Without `&` and `;`; case counts.
  static func scalar(named name: String) -> Unicode.Scalar? {
    if let usual = ReferenceNames.usual[name] { return usual }
    guard let entity = htmlEntityLookup(name) else { return nil }
    return Unicode.Scalar(entity.pointee.value)
  }

  /// A text with its references as characters. The bytes are valid UTF-8, and so is the result.
  static func resolved(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = 0
    while let mark = ByteRuns.first(0x26, in: bytes, from: index) {
      out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<mark]))
      if let reference = CharacterReference(bytes, at: mark) {
        out.append(
          contentsOf: UTF8.encode(reference.scalar) ?? UTF8.encodedReplacementCharacter)
        index = reference.end
      } else {
        out.append(0x26)
        index = mark + 1
      }
    }
    out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index...]))
    return out
  }
}
