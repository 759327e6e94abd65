/// What stands in `<sup>`: a power or a unit's figure says something else on the line ("10 to the sixth" is
/// not 106), so its figures keep their place as Unicode's; a note's figure is no part of the text.
enum Superscript {
  private static let most = 4

  /// The figures as raised ones, UTF-8; nil for all else, such as the letters of `21<sup>st</sup>`, and
  /// behind what can have no power (`before` is the text's last byte).
  static func raised(_ text: some Collection<UInt8>, behind before: UInt8?) -> [UInt8]? {
    guard let before, before >= 0x80 || (0x30...0x39).contains(before) || isLetter(before),
      (1...most).contains(text.count)
    else { return nil }
    var out: [UInt8] = []
    for byte in text {
      guard let figure = figures[byte] else { return nil }
      out += figure
    }
    return out
  }

  /// In markup, behind a start tag: what stands for the element, and where it ends; nil when its text is
  /// as any other.
  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, behind before: UInt8?
  ) -> (text: [UInt8], end: Int)? {
    let rest = bytes[start...].prefix(mostBytes)
    guard let end = rest.indices.first(where: { rest[$0...].starts(with: endTag) }) else {
      return nil
    }
    let text = rest[..<end]
    if text.first == 0x5B || text.starts(with: "<a ".utf8) { return ([], end + endTag.count) }
    return raised(text, behind: before).map { ($0, end + endTag.count) }
  }
  private static let endTag = Array("</sup>".utf8)
  /// A note's link with its attributes.
  private static let mostBytes = 256

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static let figures: [UInt8: [UInt8]] = Dictionary(
    uniqueKeysWithValues: zip("0123456789-+".utf8, "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺".map { Array(String($0).utf8) }))
}
