import NewsBytes

/// The lines of a text in base 64, and where it ends. A line of a footer may consist of digits of base 64 alone
/// (`Unsubscribe`), and a server may append a text of its own, encoded and padded like the first: only what it
/// gives tells the two apart.
struct Base64Lines {
  /// As many short lines are looked at; a text has one, and each that was appended another.
  private static let shortLines = 8

  private(set) var text: [UInt8] = []
  private(set) var hasBegun = false
  private var longest = 0
  private var shortOnes = 0
  /// Of a group of four that goes on in the next line.
  private var open: [UInt8] = []

  /// - Parameters:
  ///   - digits: the line without white space.
  ///   - line: as it stands.
  /// - Returns: false where the text has ended before it.
  mutating func take(_ digits: [UInt8], _ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    if digits.isEmpty { return true }
    let isDigits = digits.allSatisfy { TransferText.isDigit($0) || $0 == 0x3D }
    guard hasBegun || isDigits && Self.mayBegin(digits) else {
      text += line + [0x0A]
      return true
    }
    let before = open
    guard isDigits, let decoded = decode(digits) else { return false }
    // Within a text lines are of one length.
    if hasBegun, digits.count != longest {
      shortOnes += 1
      guard shortOnes <= Self.shortLines, Self.follows(decoded, text) else {
        open = before
        return false
      }
    }
    hasBegun = true
    longest = max(longest, digits.count)
    text += decoded
    return true
  }

  /// A short line whose padding is missing may be a word.
  private static func mayBegin(_ digits: [UInt8]) -> Bool {
    digits.count % 4 == 0 || digits.count > 40 || follows(Base64.decode(digits) ?? [], [])
  }

  /// A text whose padding is missing ends with a part of a group.
  mutating func finish() {
    let last = Base64.decode(open) ?? []
    if Self.follows(last, text) { text += last }
    open = []
  }

  /// Whole groups of four; those behind padding begin anew. Nil for a line that ends in the middle of its text.
  private mutating func decode(_ digits: [UInt8]) -> [UInt8]? {
    var out: [UInt8] = []
    for piece in digits.split(separator: 0x3D) {
      let group = open + piece
      let isPadded = piece.endIndex < digits.endIndex
      let whole = isPadded ? group.count : group.count - group.count % 4
      open = Array(group[whole...])
      guard let bytes = Base64.decode(Array(group[..<whole])) else { return nil }
      out += bytes
    }
    return out
  }

  /// Whether bytes look like the text before them: no controls where that has none, UTF-8 where that is.
  private static func follows(_ bytes: [UInt8], _ text: [UInt8]) -> Bool {
    let isControl: (UInt8) -> Bool = { $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D, 0x1B].contains($0) }
    if bytes.contains(where: isControl), !text.contains(where: isControl) { return false }
    let whole = wholeCharacters(text[...])
    guard String(validating: text[..<whole], as: UTF8.self) != nil else { return true }
    let next = text[whole...] + bytes
    return String(validating: next[..<wholeCharacters(next)], as: UTF8.self) != nil
  }

  /// The end of the last character that is whole: one may go on in the next line.
  private static func wholeCharacters(_ bytes: ArraySlice<UInt8>) -> Int {
    var lead = bytes.endIndex
    while lead > bytes.startIndex, bytes.endIndex - lead < 3, bytes[lead - 1] & 0xC0 == 0x80 {
      lead -= 1
    }
    guard lead > bytes.startIndex, bytes[lead - 1] >= 0xC0 else { return bytes.endIndex }
    let length = bytes[lead - 1] >= 0xF0 ? 4 : bytes[lead - 1] >= 0xE0 ? 3 : 2
    return bytes.endIndex - lead + 1 < length ? lead - 1 : bytes.endIndex
  }
}
