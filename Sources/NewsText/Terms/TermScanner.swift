/// One word of a text as the terms see it.
struct TermToken {
  enum Kind: UInt8 {
    case word
    /// Two digits and more, no year: `214`. Two reports that share it often tell of one event.
    case figure
    /// A single digit or a year.
    case number
  }

  /// Hash of the language and the lower-case word, or the number without its commas; never 0.
  var hash: UInt64
  var kind = Kind.word
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
///     \d+(?:[.,:]\d+)*            numbers
///
/// Linear in the bytes read; of a word at most 64 scalars are hashed.
struct TermScanner {
  static let wordScalarLimit: Int32 = 64

  private(set) var tokens: [TermToken] = []
  private let fold: TermFold
  private let seed: TermHasher

  init(language: TermLanguage, keepsAccents: Bool) {
    fold = keepsAccents ? .lowering : .folding
    seed = TermHasher(language: language)
    tokens.reserveCapacity(1024)
  }

  /// Replaces `tokens` by those of one text.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - start: where reading begins, in bytes.
  ///   - tokenLimit: reading ends there.
  mutating func scan(_ text: UnsafeBufferPointer<UInt8>, from start: Int = 0, tokenLimit: Int) {
    tokens.removeAll(keepingCapacity: true)
    fold.table.withUnsafeBufferPointer { table in
      var reader = ScalarReader(text: text, table: table, position: start)
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
    var hasher = seed
    let digits = reader.text[start..<reader.position].prefix(Int(Self.wordScalarLimit))
    for byte in digits where byte != UInt8(ascii: ",") { hasher.add(byte) }
    tokens.append(
      TermToken(
        hash: hasher.wide, kind: digits.count > 1 && !Self.isYear(digits) ? .figure : .number,
        surface: Int32(start)..<Int32(reader.position), scalars: 0, capitals: 0))
  }

  /// 1900…2099.
  private static func isYear(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    digits.count == 4 && (digits.starts(with: [0x31, 0x39]) || digits.starts(with: [0x32, 0x30]))
  }

  private mutating func abbreviation(_ reader: inout ScalarReader) {
    let start = reader.position
    var hasher = seed
    var scalars: Int32 = 0
    while let letter = reader.byte(at: reader.position), reader.byte(at: reader.position + 1) == 46,
      (97...122).contains(letter | 0x20)
    {
      if scalars < Self.wordScalarLimit {
        hasher.add(letter | 0x20)
        hasher.add(46)
        scalars += 2
      }
      reader.position += 2
    }
    tokens.append(
      TermToken(
        hash: hasher.wide, surface: Int32(start)..<Int32(reader.position), scalars: scalars,
        capitals: reader.isCapital(at: start) ? 1 : 0))
  }

  private mutating func word(_ reader: inout ScalarReader) {
    let start = reader.position
    var hasher = seed
    var scalars: Int32 = 0
    run(&reader, &scalars, &hasher)
    var end = reader.position
    if let apostrophe = reader.apostrophe(at: end) {
      if let after = reader.possessive(at: apostrophe) {
        reader.position = after
      } else if reader.fold(at: apostrophe).folded > TermFold.digit {
        if scalars < Self.wordScalarLimit {
          hasher.add(39)
          scalars += 1
        }
        reader.position = apostrophe
        run(&reader, &scalars, &hasher)
        end = reader.position
      }
    }
    tokens.append(
      TermToken(
        hash: hasher.wide, surface: Int32(start)..<Int32(end), scalars: scalars,
        capitals: reader.capitals(at: start)))
  }

  /// Letters up to the next scalar that is none; marks among them are passed over.
  @inline(__always)
  private func run(
    _ reader: inout ScalarReader, _ scalars: inout Int32, _ hasher: inout TermHasher
  ) {
    while reader.position < reader.text.count {
      let (folded, next) = reader.fold(at: reader.position)
      guard folded > TermFold.digit || folded == TermFold.mark else { return }
      reader.position = next
      guard folded != TermFold.mark, scalars < Self.wordScalarLimit else { continue }
      scalars += 1
      if folded < 0x80 {
        hasher.add(UInt8(truncatingIfNeeded: folded))
      } else if let bytes = Unicode.Scalar(folded).flatMap({ Unicode.UTF8.encode($0) }) {
        for byte in bytes { hasher.add(byte) }
      }
    }
  }

  /// The lower-case form of a word of `text`, as it was hashed; at most 64 scalars.
  func letters(of token: TermToken, in text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var letters: [UInt8] = []
    letters.reserveCapacity(token.surface.count)
    var scalars = 0
    fold.table.withUnsafeBufferPointer { table in
      var reader = ScalarReader(text: text, table: table, position: Int(token.surface.lowerBound))
      while reader.position < Int(token.surface.upperBound), scalars < Self.wordScalarLimit {
        let (folded, next) = reader.fold(at: reader.position)
        if folded > TermFold.digit {
          if folded < 0x80 {
            letters.append(UInt8(truncatingIfNeeded: folded))
          } else if let bytes = Unicode.Scalar(folded).flatMap({ Unicode.UTF8.encode($0) }) {
            letters.append(contentsOf: bytes)
          }
          scalars += 1
        } else if folded == TermFold.separator {
          // What a word holds beside letters: the full stops of an abbreviation, one apostrophe.
          letters.append(text[reader.position] == 46 ? 46 : 39)
          scalars += 1
        }
        reader.position = next
      }
    }
    return letters
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
