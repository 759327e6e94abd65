import CCharset
import Glibc

/// Text in an unknown charset as UTF-8: a mark, else valid UTF-8, else UTF-8 with something else in it
/// (`MixedCharset`), else what uchardet finds, else windows-1252. A byte that means nothing becomes U+FFFD, never nothing.
enum Charset {
  /// What uchardet is shown: enough to decide, little enough to cost under a millisecond.
  private static let sampleBytes = 64 << 10

  /// UTF-16 and UTF-32 by their mark or, without one, by the NULs of Latin text; nil for others.
  /// The mark's length is to be skipped.
  static func wideEncoding(
    of head: UnsafeBufferPointer<UInt8>
  ) -> (encoding: WideTranscoder.Encoding, markBytes: Int)? {
    if head.starts(with: [0xFF, 0xFE, 0, 0]) { return (.utf32LittleEndian, 4) }
    if head.starts(with: [0, 0, 0xFE, 0xFF]) { return (.utf32BigEndian, 4) }
    if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    let pairs = min(head.count, 4096) / 2
    guard pairs >= 2,
      ByteRuns.first(0, in: UnsafeBufferPointer(rebasing: head.prefix(4096)), from: 0) != nil
    else { return nil }
    var nulls = (even: 0, odd: 0)
    for index in 0..<pairs {
      if head[2 * index] == 0 { nulls.even += 1 }
      if head[2 * index + 1] == 0 { nulls.odd += 1 }
    }
    // Latin letters have one zero half each; other scripts only in their spaces and digits, and
    // those are not told from binary data without a mark.
    if nulls.odd * 10 >= pairs * 7, nulls.even * 20 <= pairs { return (.utf16LittleEndian, 0) }
    if nulls.even * 10 >= pairs * 7, nulls.odd * 20 <= pairs { return (.utf16BigEndian, 0) }
    return nil
  }

  static let utf8Mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The bytes as valid UTF-8; nil when they are that already, which is the usual case.
  ///
  /// - Parameters:
  ///   - bytes: in any charset of 8-bit units, or in several (`MixedCharset`), or in ISO-2022-JP,
  ///     whose bytes are ASCII.
  ///   - given: the charset that the surroundings name, as iconv knows it.
  ///   - isMarkup: XML or HTML, whose paragraphs end at tags.
  /// - Returns: valid UTF-8.
  static func converted(
    _ bytes: UnsafeBufferPointer<UInt8>, given: String? = nil, isMarkup: Bool = false
  ) -> [UInt8]? {
    if UTF8Sequence.isValid(bytes) {
      return holdsEscapes(bytes) ? iconvConverted(bytes, from: escaped) : nil
    }
    return MixedCharset(bytes, isMarkup: isMarkup).converted(given: given)
  }

  /// Without byte order marks, which templates that include files leave anywhere; nil when there is none.
  static func withoutMarks(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var out: [UInt8] = []
    var (index, from) = (0, 0)
    while let mark = ByteRuns.first(utf8Mark[0], in: bytes, from: from) {
      from = mark + 1
      guard bytes[mark...].starts(with: utf8Mark) else { continue }
      out += bytes[index..<mark]
      index = mark + utf8Mark.count
      from = index
    }
    return index == 0 ? nil : out + bytes[index...]
  }

  static let western = "WINDOWS-1252"
  /// ISO-2022-JP in its second edition: JIS X 0212 and Latin letters beside JIS X 0208 (RFC 1554).
  static let escaped = "ISO-2022-JP-2"

  /// Whether text is in ISO-2022-JP: an escape to a set of two-byte letters (RFC 1468), and nothing but
  /// ASCII. A terminal's escapes have a bracket.
  static func holdsEscapes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var from = 0
    while let escape = ByteRuns.first(0x1B, in: bytes, from: from) {
      let rest = bytes[escape...].dropFirst().prefix(2)
      if rest.elementsEqual([0x24, 0x42]) || rest.elementsEqual([0x24, 0x40]) {
        return ByteRuns.asciiEnd(bytes, from: 0) == bytes.count
      }
      from = escape + 1
    }
    return false
  }

  /// Whether a charset has letters of more than one byte, of which a single byte means nothing.
  static func hasWideCharacters(_ charset: String) -> Bool {
    let wide = ["EUC", "GB", "BIG5", "CP932", "CP949", "SHIFT", "ISO-2022", "UHC", "JOHAB"]
    return wide.contains(where: charset.uppercased().hasPrefix)
  }

  /// C1 controls (U+0080 to U+009F), which no text has, as the characters of windows-1252 that were
  /// meant: a feed's `&#146;` is an apostrophe. The bytes are valid UTF-8, and so is the result.
  static func withoutC1(_ bytes: [UInt8]) -> [UInt8] {
    let isClean = bytes.withUnsafeBufferPointer { bytes in
      var from = 0
      while let mark = ByteRuns.first(0xC2, in: bytes, from: from), mark + 1 < bytes.count {
        if bytes[mark + 1] < 0xA0 { return false }
        from = mark + 1
      }
      return true
    }
    if isClean { return bytes }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count * 3 / 2)
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      let meant =
        (0x80...0x9F).contains(scalar.value) ? CharacterReference.numeric(scalar.value) : scalar
      out.append(contentsOf: UTF8.encode(meant) ?? UTF8.encodedReplacementCharacter)
    }
    return out
  }

  /// Each sequence that is none as one U+FFFD, as browsers have it: what begins well and breaks off is
  /// one, every other byte for itself.
  static func repaired(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let run = ByteRuns.asciiEnd(bytes, from: index)
      out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<run]))
      index = run
      guard index < bytes.count else { break }
      if let length = UTF8Sequence.length(bytes, at: index) {
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<index + length]))
        index += length
      } else {
        out.append(contentsOf: [0xEF, 0xBF, 0xBD])
        index += UTF8Sequence.brokenLength(bytes, at: index)
      }
    }
    return out
  }

  /// An iconv name. The sample begins before the first byte that is not ASCII: a long ASCII
  /// beginning tells nothing.
  static func detected(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let from = max(0, ByteRuns.asciiEnd(bytes, from: 0) - sampleBytes / 4)
    let sample = bytes[from..<min(bytes.count, from + sampleBytes)]
    // Under eight high bytes the statistics are a guess ("café" is found to be Vietnamese).
    guard sample.lazy.filter({ $0 >= 0x80 }).prefix(8).count == 8,
      let detector = uchardet_new()
    else { return western }
    defer { uchardet_delete(detector) }
    let taken = sample.withContiguousStorageIfAvailable { sample in
      sample.withMemoryRebound(to: CChar.self) {
        uchardet_handle_data(detector, $0.baseAddress, $0.count)
      }
    }
    guard taken == 0 else { return western }
    uchardet_data_end(detector)
    let name = String(cString: uchardet_get_charset(detector))
    // As browsers do (WHATWG Encoding 4.2): Latin-1 and ASCII labels mean windows-1252.
    return ["", "ASCII", "ISO-8859-1", "UTF-8"].contains(name) ? western : name
  }

  /// Nil when iconv does not know the charset.
  static func iconvConverted(
    _ bytes: UnsafeBufferPointer<UInt8>, from charset: String
  ) -> [UInt8]? {
    guard let converter = CharsetConverter(charset) else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 2)
    return converter.append(bytes, to: &out) ? out : nil
  }
}
