/// One pass over a text's bytes, which writes its letters as `SearchText` says.
struct SearchFolding {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var folded: [UInt8] = []
  /// Where the run begins that has not been copied yet.
  private var kept = 0
  /// A letter is there that is also written another way.
  private(set) var hasVariants = false

  /// - Parameter bytes: sound UTF-8, kept by the caller.
  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The text as it was written; asked for when `read` said that something changes.
  var text: String { String(decoding: folded, as: UTF8.self) }

  /// - Returns: whether anything changes.
  mutating func read() -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = 0
    while index < bytes.count {
      if index + 8 <= bytes.count,
        raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        index += 8
        continue
      }
      if bytes[index] < 0x80 {
        index += 1
      } else {
        index = letter(at: index)
      }
    }
    guard kept > 0 else { return false }
    keep(upTo: bytes.count)
    return true
  }

  /// - Returns: where the next one begins.
  private mutating func letter(at index: Int) -> Int {
    let lead = bytes[index]
    let end = min(index + (lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4), bytes.count)
    guard Self.mayChange(lead, bytes[end - 1]) else { return end }
    var value = UInt32(lead) & (lead < 0xE0 ? 0x1F : lead < 0xF0 ? 0x0F : 0x07)
    for byte in bytes[index + 1..<end] { value = value << 6 | UInt32(byte & 0x3F) }
    if Self.isLeftOut(value) {
      write("", for: index..<end)
    } else if SearchWidths.isHalf(value) {
      return narrow(value, at: index..<end)
    } else if Self.isUnspaced(value) {
      write(" ", for: index..<index)
      keep(upTo: end)
      write(" ", for: end..<end)
    } else if let scalar = Unicode.Scalar(value), let plain = Self.plain(scalar) {
      hasVariants = hasVariants || Self.twice(scalar) != nil
      write(plain, for: index..<end)
    }
    return end
  }

  /// A kana of half width, and the sound's mark behind it.
  ///
  /// - Returns: where the next letter begins.
  private mutating func narrow(_ value: UInt32, at range: Range<Int>) -> Int {
    let next = range.upperBound
    let mark =
      next + 3 <= bytes.count && bytes[next] == 0xEF && bytes[next + 1] == 0xBE
      ? bytes[next + 2] : 0
    let (kana, takesMark) = SearchWidths.wide(value, mark: mark)
    let end = takesMark ? next + 3 : next
    write(" \(kana) ", for: range.lowerBound..<end)
    return end
  }

  private mutating func keep(upTo end: Int) {
    folded.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[kept..<end]))
    kept = end
  }

  private mutating func write(_ text: String, for range: Range<Int>) {
    if folded.isEmpty { folded.reserveCapacity(bytes.count + bytes.count / 8) }
    keep(upTo: range.lowerBound)
    folded.append(contentsOf: text.utf8)
    kept = range.upperBound
  }

  /// What leads a letter of the lists below: C2 and C3 (soft hyphen, ß, æ, ø), C4 and C5, CE to D1 (Greek, ё), D6 to DB,
  /// E0 and above. Of Greek and Cyrillic, where nearly all letters stay, the last byte is looked at as well.
  private static func mayChange(_ lead: UInt8, _ last: UInt8) -> Bool {
    switch lead {
    case 0xC2...0xC5, 0xD6...0xDB, 0xE0...: true
    case 0xCE: last <= 0x90 || (0xAA...0xB0).contains(last)
    case 0xCF: last == 0x82 || (0x8A...0x8E).contains(last)
    case 0xD0: last == 0x81
    case 0xD1: last == 0x91
    default: false
    }
  }
}

extension SearchFolding {
  /// The letter as those without it write it.
  static func plain(_ letter: Unicode.Scalar) -> String? {
    switch letter {
    case "ð": "d"
    case "Ð": "D"
    case "ø": "o"
    case "Ø": "O"
    case "ß": "ss"
    case "ẞ": "SS"
    case "æ": "ae"
    case "Æ": "AE"
    case "þ": "th"
    case "Þ": "Th"
    default: plainExtended(letter)
    }
  }

  /// Those of Latin Extended-A.
  private static func plainExtended(_ letter: Unicode.Scalar) -> String? {
    switch letter {
    case "đ": "d"
    case "Đ": "D"
    case "ħ": "h"
    case "Ħ": "H"
    case "ı": "i"
    case "ĸ": "k"
    case "ł", "ŀ": "l"
    case "Ł", "Ŀ": "L"
    case "ŋ": "n"
    case "Ŋ": "N"
    case "œ": "oe"
    case "Œ": "OE"
    case "ŧ": "t"
    case "Ŧ": "T"
    default: letter.value < 0x370 ? nil : SearchLetters.plain(letter) ?? SearchWidths.plain(letter)
    }
  }

  /// Serbs write đ as dj where they lack it, Vietnamese as d; Danes write ø as oe.
  static func twice(_ letter: Unicode.Scalar) -> String? {
    switch letter {
    case "đ": "dj"
    case "Đ": "Dj"
    case "ø": "oe"
    case "Ø": "Oe"
    default: nil
    }
  }

  /// Points and marks of Hebrew and Arabic with the kashida, soft hyphens, joiners within a word, signs of direction.
  private static func isLeftOut(_ value: UInt32) -> Bool {
    switch value {
    case 0xAD, 0x0591...0x05BD, 0x05BF, 0x05C1...0x05C2, 0x05C4...0x05C5, 0x05C7, 0x0610...0x061A,
      0x0640, 0x064B...0x065F, 0x0670, 0x06D6...0x06DC, 0x06DF...0x06E8, 0x06EA...0x06ED,
      0x200B...0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF:
      true
    default: false
    }
  }

  /// Thai, Lao, Khmer, Burmese, kana, and ideographs; Korean has spaces. `unicode61` would take a sentence of
  /// them for one word.
  private static func isUnspaced(_ value: UInt32) -> Bool {
    switch value {
    case 0x0E01...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x2FDF, 0x3005...0x3007,
      0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
      0xFF66...0xFF9F, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
