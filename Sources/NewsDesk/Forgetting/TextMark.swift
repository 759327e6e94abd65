import NewsModel

/// By what bytes of an unknown format are told to hold a part of an article: the beginning of its text, or its
/// identifier with its headline. An identifier alone may be the whole feed's, and a headline comes again every
/// morning.
///
/// Letters and digits are compared, and nothing else: formats divide, quote and escape the rest in their own ways.
struct TextMark: Hashable {
  /// Of the text. Some seven words: shorter ones begin other reports, too ("The harbour master of Norhaven").
  private static let textBytes = 40
  /// Less is a number that stands anywhere.
  private static let leastIdentifier = 8
  private static let leastHeadline = 12

  private let text: [UInt8]
  private let identifier: [UInt8]
  private let headline: [UInt8]

  init(_ article: Article) {
    text = Array(Self.letters(of: Array(article.body.utf8)).prefix(Self.textBytes))
    identifier = Self.letters(of: Array((article.uri ?? "").utf8))
    headline = Self.letters(of: Array(article.headline.utf8))
  }

  /// - Parameter letters: as `letters(of:)` gives them.
  /// - Returns: whether they hold a part of the article.
  func isIn(_ letters: [UInt8]) -> Bool {
    if text.count == Self.textBytes, Self.contains(text, letters) { return true }
    return identifier.count >= Self.leastIdentifier && headline.count >= Self.leastHeadline
      && Self.contains(headline, letters) && Self.contains(identifier, letters)
  }

  /// Letters and digits of ASCII and all that is beyond it; JSON's escapes are undone.
  static func letters(of bytes: [UInt8]) -> [UInt8] {
    var letters: [UInt8] = []
    letters.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\\"), place + 1 < bytes.count {
        place += escape(bytes[(place + 1)...], into: &letters)
        continue
      }
      if isLetter(byte) { letters.append(byte) }
      // Four bytes: JSON writes two escapes for them, which give nothing either.
      place += byte >= 0xF0 ? 4 : 1
    }
    return letters
  }

  /// What stands behind a backslash.
  ///
  /// - Returns: how many bytes the escape has.
  private static func escape(_ rest: ArraySlice<UInt8>, into letters: inout [UInt8]) -> Int {
    guard rest.first == UInt8(ascii: "u"), rest.count > 4,
      let unit = UInt16(String(decoding: rest.dropFirst().prefix(4), as: UTF8.self), radix: 16)
    else { return 2 }
    if let scalar = Unicode.Scalar(unit) {
      letters += Array(String(Character(scalar)).utf8).filter(isLetter)
    }
    return 6
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xEF:
      true
    default: false
    }
  }

  private static func contains(_ needle: [UInt8], _ letters: [UInt8]) -> Bool {
    guard let first = needle.first, letters.count >= needle.count else { return false }
    for start in 0...(letters.count - needle.count)
    where letters[start] == first && letters[start..<(start + needle.count)] == needle[...] {
      return true
    }
    return false
  }
}
