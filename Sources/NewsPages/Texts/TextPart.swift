/// A stretch of a long text that makes a page of some 30 KB, however much of it has to be escaped.
struct TextPart: Equatable {
  /// From 1.
  let number: Int
  let range: Range<Int>
  let isLast: Bool

  /// Bytes of HTML that a part makes at most, but for the tags of its paragraphs.
  static let limitBytes = 30_000
  /// A part ends at the end of a paragraph when one ends behind this.
  private static let wishedBytes = 24_000

  /// Nil when there are fewer parts; an empty text has one.
  ///
  /// - Parameters:
  ///   - number: from 1.
  ///   - text: UTF-8.
  init?(_ number: Int, of text: [UInt8]) {
    var start = 0
    for part in 1...max(1, number) {
      let end = Self.end(of: text, from: start)
      if part == number {
        self.number = number
        range = start..<end
        isLast = end == text.count
        return
      }
      if end == text.count { return nil }
      start = end
    }
    return nil
  }

  /// Where a part that begins at `start` ends: behind a line feed, or before a whole character.
  private static func end(of text: [UInt8], from start: Int) -> Int {
    var cost = 0
    var index = start
    while index < text.count {
      cost += price(text[index])
      if cost > limitBytes { break }
      index += 1
      if cost > wishedBytes, text[index - 1] == 0x0A { return index }
    }
    if index == text.count { return index }
    // Never within a character: those of UTF-8 go on with 10xxxxxx.
    while index > start + 1, text[index] & 0xC0 == 0x80 { index -= 1 }
    return index
  }

  /// Bytes that one byte is written as.
  private static func price(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"): 6
    case UInt8(ascii: "<"), UInt8(ascii: ">"): 4
    // The tags of a paragraph.
    case 0x0A: 8
    case 0..<0x20, 0x7F: 3
    default: 1
    }
  }
}
