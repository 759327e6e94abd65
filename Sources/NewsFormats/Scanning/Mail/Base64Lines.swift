import NewsBytes

/// The lines of a text in base 64, and where it ends. A line of a footer may consist of digits of base 64 alone
/// (`Unsubscribe`), and a server may append a text of its own, encoded and padded like the first: only what it
/// gives tells the two apart.
struct Base64Lines {
  private(set) var text: [UInt8] = []
  private(set) var hasBegun = false
  private var longest = 0
  /// What the text is so far: a part that is not so is none of it.
  private var hasControls = false
  private var isUTF8 = true
  /// Of a character that goes on in the next line.
  private var tail: [UInt8] = []
  /// Of a group of four that goes on in the next line.
  private var open: [UInt8] = []

  /// - Parameters:
  ///   - digits: the line without white space.
  ///   - line: as it stands.
  /// - Returns: false where the text has ended before it.
  mutating func take(_ digits: [UInt8], _ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    if digits.isEmpty { return true }
    let isDigits = digits.allSatisfy { TransferText.isDigit($0) || $0 == 0x3D }
    guard hasBegun || isDigits && mayBegin(digits) else {
      text += line + [0x0A]
      return true
    }
    let before = open
    guard isDigits, let decoded = decode(digits) else { return false }
    let look = Look(decoded, behind: tail)
    // Within a text lines are of one length.
    if hasBegun, digits.count != longest, !follows(look) {
      open = before
      return false
    }
    hasBegun = true
    longest = max(longest, digits.count)
    add(decoded, look)
    return true
  }

  /// A short line whose padding is missing may be a word.
  private func mayBegin(_ digits: [UInt8]) -> Bool {
    digits.count % 4 == 0 || digits.count > 40
      || follows(Look(Base64.decode(digits) ?? [], behind: []))
  }

  /// A text whose padding is missing ends with a part of a group.
  mutating func finish() {
    let last = Base64.decode(open) ?? []
    let look = Look(last, behind: tail)
    if follows(look) { add(last, look) }
    open = []
  }

  private mutating func add(_ bytes: [UInt8], _ look: Look) {
    text += bytes
    hasControls = hasControls || look.hasControls
    isUTF8 = isUTF8 && look.isUTF8
    tail = look.tail
  }

  /// No controls where the text has none, UTF-8 where that is.
  private func follows(_ look: Look) -> Bool {
    (hasControls || !look.hasControls) && (!isUTF8 || look.isUTF8)
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

  /// What some bytes look like.
  private struct Look {
    let hasControls: Bool
    let isUTF8: Bool
    let tail: [UInt8]

    /// - Parameters:
    ///   - bytes: of the text.
    ///   - before: the beginning of their first character.
    init(_ bytes: [UInt8], behind before: [UInt8]) {
      hasControls = bytes.contains {
        $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D, 0x1B].contains($0)
      }
      let all = before + bytes
      let whole = Self.wholeCharacters(all)
      isUTF8 = String(validating: all[..<whole], as: UTF8.self) != nil
      tail = Array(all[whole...])
    }

    /// The end of the last character that is whole: one may go on in the next line.
    private static func wholeCharacters(_ bytes: [UInt8]) -> Int {
      var lead = bytes.count
      while lead > 0, bytes.count - lead < 3, bytes[lead - 1] & 0xC0 == 0x80 { lead -= 1 }
      guard lead > 0, bytes[lead - 1] >= 0xC0 else { return bytes.count }
      let length = bytes[lead - 1] >= 0xF0 ? 4 : bytes[lead - 1] >= 0xE0 ? 3 : 2
      return bytes.count - lead + 1 < length ? lead - 1 : bytes.count
    }
  }
}
