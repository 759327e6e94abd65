/// One word of a text as the terms see it.
struct TermToken {
  /// Hash of the lower-case word and the language; 0 for a number.
  var hash: UInt64
  /// Where the lower-case form stands in the scanner's `letters`.
  var letters: Range<Int32>
  /// Where the word stands in the text, in bytes of UTF-8, without a possessive ending.
  var surface: Range<Int32>
  var scalars: Int32
  /// Capital letters it begins with, up to 2.
  var capitals: UInt8
}

/// Divides a text into words and numbers, by these rules (Python's regular expression of the
/// prototype, one alternative a line):
///
///     (?:[A-Za-z]\.){2,}          abbreviations: U.S.
///     letters(?:['’]letters)?     words; a closing 's is left out
///     \d+(?:[.,:]\d+)*            numbers, which only separate
///
/// Linear in the bytes read; a word keeps at most 64 scalars, so no input makes it slow.
struct TermScanner {
  static let wordScalarLimit: Int32 = 64

  private(set) var tokens: [TermToken] = []
  private(set) var letters: [UInt8] = []
  private let fold: TermFold
  private let seed: TermHasher

  init(language: TermLanguage, keepsAccents: Bool) {
    fold = keepsAccents ? .lowering : .folding
    seed = TermHasher(language: language)
    tokens.reserveCapacity(1024)
    letters.reserveCapacity(8192)
  }

  /// Replaces `tokens` and `letters` by those of one text.
  /// Parameter tokenLimit: reading ends there.
  mutating func scan(_ text: UnsafeBufferPointer<UInt8>, tokenLimit: Int) {
    tokens.removeAll(keepingCapacity: true)
    letters.removeAll(keepingCapacity: true)
    fold.table.withUnsafeBufferPointer { table in
      var reader = ScalarReader(text: text, table: table)
      while reader.position < text.count, tokens.count < tokenLimit {
        let start = reader.position
        let (folded, next) = reader.fold(at: start)
        switch folded {
        case TermFold.separator, TermFold.mark: reader.position = next
        case TermFold.digit: number(&reader, from: next)
        default:
          if reader.isAbbreviation(at: start) {
            abbreviation(&reader)
          } else {
            word(&reader)
          }
        }
      }
    }
  }

  private mutating func number(_ reader: inout ScalarReader, from first: Int) {
    let start = reader.position
    reader.position = first
    while true {
      let (folded, next) = reader.fold(at: reader.position)
      if folded == TermFold.digit {
        reader.position = next
      } else if let byte = reader.byte(at: reader.position),
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":"),
        reader.fold(at: reader.position + 1).folded == TermFold.digit
      {
        reader.position += 1
      } else {
        break
      }
    }
    let here = Int32(letters.count)
    tokens.append(
      TermToken(
        hash: 0, letters: here..<here, surface: Int32(start)..<Int32(reader.position), scalars: 0,
        capitals: 0))
  }

  private mutating func abbreviation(_ reader: inout ScalarReader) {
    let start = reader.position
    let first = Int32(letters.count)
    var hasher = seed
    while let letter = reader.byte(at: reader.position), reader.byte(at: reader.position + 1) == 46,
      (97...122).contains(letter | 0x20)
    {
      if Int32(letters.count) - first < Self.wordScalarLimit {
        for byte in [letter | 0x20, 46] {
          letters.append(byte)
          hasher.add(byte)
        }
      }
      reader.position += 2
    }
    let end = Int32(letters.count)
    tokens.append(
      TermToken(
        hash: hasher.wide, letters: first..<end, surface: Int32(start)..<Int32(reader.position),
        scalars: end - first, capitals: reader.isCapital(at: start) ? 1 : 0))
  }

  private mutating func word(_ reader: inout ScalarReader) {
    let start = reader.position
    var token = TermToken(
      hash: 0, letters: Int32(letters.count)..<Int32(letters.count), surface: 0..<0, scalars: 0,
      capitals: reader.capitals(at: start))
    var hasher = seed
    run(&reader, &token, &hasher)
    var end = reader.position
    if let apostrophe = reader.apostrophe(at: end) {
      if let after = reader.possessive(at: apostrophe) {
        reader.position = after
      } else if reader.fold(at: apostrophe).folded > TermFold.digit {
        letters.append(39)
        hasher.add(39)
        token.scalars += 1
        reader.position = apostrophe
        run(&reader, &token, &hasher)
        end = reader.position
      }
    }
    token.hash = hasher.wide
    token.letters = token.letters.lowerBound..<Int32(letters.count)
    token.surface = Int32(start)..<Int32(end)
    tokens.append(token)
  }

  /// Letters up to the next scalar that is none; marks among them are passed over.
  @inline(__always)
  private mutating func run(
    _ reader: inout ScalarReader, _ token: inout TermToken, _ hasher: inout TermHasher
  ) {
    while reader.position < reader.text.count {
      let (folded, next) = reader.fold(at: reader.position)
      guard folded > TermFold.digit || folded == TermFold.mark else { return }
      reader.position = next
      guard folded != TermFold.mark, token.scalars < Self.wordScalarLimit else { continue }
      token.scalars += 1
      if folded < 0x80 {
        letters.append(UInt8(truncatingIfNeeded: folded))
        hasher.add(UInt8(truncatingIfNeeded: folded))
      } else if let scalar = Unicode.Scalar(folded) {
        for byte in Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter {
          letters.append(byte)
          hasher.add(byte)
        }
      }
    }
  }
}

/// Reads scalars of valid UTF-8 (a Swift string's own bytes) with their fold.
private struct ScalarReader {
  let text: UnsafeBufferPointer<UInt8>
  let table: UnsafeBufferPointer<UInt32>
  var position = 0

  @inline(__always)
  func byte(at index: Int) -> UInt8? { index < text.count ? text[index] : nil }

  /// The fold of the scalar at `index` and where the next one begins; past the end a separator.
  @inline(__always)
  func fold(at index: Int) -> (folded: UInt32, next: Int) {
    guard index < text.count else { return (TermFold.separator, index) }
    let lead = text[index]
    if lead < 0x80 { return (table[Int(lead)], index + 1) }
    let (value, next) = decode(at: index)
    return (value < TermFold.limit ? table[Int(value)] : TermFold.beyondTable(value), next)
  }

  private func decode(at index: Int) -> (value: UInt32, next: Int) {
    let lead = UInt32(text[index])
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard index + length <= text.count else { return (0, text.count) }
    var value = length == 2 ? lead & 0x1F : length == 3 ? lead & 0x0F : lead & 0x07
    for offset in 1..<length { value = value << 6 | UInt32(text[index + offset] & 0x3F) }
    return (value, index + length)
  }

  @inline(__always)
  func isAbbreviation(at index: Int) -> Bool {
    guard index + 3 < text.count, text[index + 1] == 46, text[index + 3] == 46 else { return false }
    return (97...122).contains(text[index] | 0x20) && (97...122).contains(text[index + 2] | 0x20)
  }

  /// Of the first two letters; the second counts in ASCII only (`US`).
  @inline(__always)
  func capitals(at index: Int) -> UInt8 {
    guard isCapital(at: index) else { return 0 }
    return index + 1 < text.count && (65...90).contains(text[index + 1]) ? 2 : 1
  }

  @inline(__always)
  func isCapital(at index: Int) -> Bool {
    let lead = text[index]
    if lead < 0x80 { return (65...90).contains(lead) }
    return Unicode.Scalar(decode(at: index).value)?.properties.isUppercase ?? false
  }

  /// Where the scalar after an apostrophe at `index` begins; nil when there is none.
  @inline(__always)
  func apostrophe(at index: Int) -> Int? {
    guard let lead = byte(at: index) else { return nil }
    if lead == 39 { return index + 1 }
    // U+2019, right single quotation mark.
    guard lead == 0xE2, byte(at: index + 1) == 0x80, byte(at: index + 2) == 0x99 else { return nil }
    return index + 3
  }

  /// Where reading goes on after the `s` of a possessive at `index`; nil when the word goes on.
  func possessive(at index: Int) -> Int? {
    guard let letter = byte(at: index), letter | 0x20 == UInt8(ascii: "s") else { return nil }
    let after = fold(at: index + 1).folded
    return after > TermFold.digit || after == TermFold.mark ? nil : index + 1
  }
}
