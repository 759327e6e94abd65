/// Strings as JSON text. Source: RFC 8259, section 7.
package enum JSONString {
  package enum Form: Sendable {
    /// What the RFC asks for and no more, control characters by their number: the same bytes in a
    /// database from one version to the next.
    case stored
    /// Besides, by their numbers, what a terminal obeys or what turns the direction of what follows:
    /// for files that people read with `cat`.
    case filed
    /// The same, with line feeds, carriage returns and tabs by their letters: what commands print.
    case shown
  }

  /// A text with its quotation marks.
  package static func text(_ text: String, as form: Form) -> String {
    var out: [UInt8] = []
    append(text, as: form, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  /// Adds a text with its quotation marks. O(n).
  package static func append(_ text: String, as form: Form, to out: inout [UInt8]) {
    var text = text
    out.append(quote)
    text.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        let plain = plainRun(bytes, from: index)
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<index + plain]))
        index += plain
        if index == bytes.count { break }
        if form != .stored, let (number, length) = obeyed(bytes, at: index) {
          appendNumber(number, to: &out)
          index += length
        } else {
          append(bytes[index], as: form, to: &out)
          index += 1
        }
      }
    }
    out.append(quote)
  }

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  /// How many bytes from a place on stand for themselves in every form: nearly all, so those of ASCII are looked at
  /// by eights. Appending one byte at a time was a third of an export.
  private static func plainRun(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = start
    while index < bytes.count {
      while index + 8 <= bytes.count,
        arePlain(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      {
        index += 8
      }
      guard index < bytes.count else { break }
      switch bytes[index] {
      case 0..<0x20, quote, backslash, 0x7F, 0xC2, 0xE2: return index - start
      default: index += 1
      }
    }
    return index - start
  }

  /// Whether eight bytes are ASCII that stands for itself. A byte of `x - n` borrows where `x` is less than `n`; what
  /// borrows from its neighbour besides is looked at again by itself.
  private static func arePlain(_ bytes: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = bytes ^ ones &* UInt64(quote)
    let slashes = bytes ^ ones &* UInt64(backslash)
    let deletes = bytes ^ ones &* 0x7F
    let special =
      (bytes &- ones &* 0x20) & ~bytes | (quotes &- ones) & ~quotes
      | (slashes &- ones) & ~slashes | (deletes &- ones) & ~deletes | bytes
    return special & (ones &* 0x80) == 0
  }

  private static func append(_ byte: UInt8, as form: Form, to out: inout [UInt8]) {
    switch byte {
    case quote, backslash: out += [backslash, byte]
    case 0x0A where form == .shown: out += [backslash, UInt8(ascii: "n")]
    case 0x0D where form == .shown: out += [backslash, UInt8(ascii: "r")]
    case 0x09 where form == .shown: out += [backslash, UInt8(ascii: "t")]
    case 0..<0x20: appendNumber(UInt16(byte), to: &out)
    case 0x7F where form != .stored: appendNumber(UInt16(byte), to: &out)
    default: out.append(byte)
    }
  }

  private static func appendNumber(_ number: UInt16, to out: inout [UInt8]) {
    out += [backslash, UInt8(ascii: "u")]
    for shift in [12, 8, 4, 0] as [UInt16] {
      out.append(Hexadecimal.digits[Int(number >> shift & 15)])
    }
  }

  /// A C1 control, a line or paragraph separator, or a character that embeds, overrides or isolates
  /// a direction (UAX #9, 2.1–2.5), and its length in UTF-8; marks of direction and joiners stay,
  /// since Persian, Hebrew and emoji are written with them.
  private static func obeyed(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (number: UInt16, length: Int)? {
    guard bytes[index] >= 0xC2, index + 1 < bytes.count else { return nil }
    let second = bytes[index + 1]
    switch bytes[index] {
    case 0xC2 where second < 0xA0: return (UInt16(second), 2)
    case 0xE2 where index + 2 < bytes.count:
      switch (second, bytes[index + 2]) {
      case (0x80, 0xA8...0xAE), (0x81, 0xA6...0xA9):
        return (0x2000 | UInt16(second & 0x3F) << 6 | UInt16(bytes[index + 2] & 0x3F), 3)
      default: return nil
      }
    default: return nil
    }
  }
}
