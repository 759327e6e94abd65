/// Text that is not valid UTF-8, taken apart: most of it may be, with a paragraph of another charset
/// pasted in, or one letter damaged, or the last one cut off.
///
/// What decides is how many *runs* of bytes over 127 are well formed. In a text in an 8-bit charset
/// hardly one in a hundred is, in one of two-byte characters one in ten; in UTF-8 all are but the
/// damaged. From one in five on, and four, the text is UTF-8 in which something else stands; so is a
/// short one with more sound runs than odd.
struct MixedCharset {
  /// Well-formed runs of bytes over 127, and the others.
  struct Census {
    var sound = 0
    var odd = 0

    var isUTF8: Bool {
      odd == 0 || (sound >= 4 ? sound * 4 >= odd : sound >= 2 && sound > odd)
    }
  }

  private enum Piece { case ascii, sound, odd, mixed }

  private let bytes: UnsafeBufferPointer<UInt8>
  /// Markup's pieces end at its tags, text's at its line feeds.
  private let isMarkup: Bool

  init(_ bytes: UnsafeBufferPointer<UInt8>, isMarkup: Bool) {
    self.bytes = bytes
    self.isMarkup = isMarkup
  }

  /// - Parameter given: the charset that the surroundings name, as iconv knows it.
  /// - Returns: valid UTF-8.
  func converted(given: String?) -> [UInt8] {
    let census = Self.census(bytes)
    if census.isUTF8 || isDamagedOnly {
      let cut = Self.cutBytes(bytes)
      let whole = UnsafeBufferPointer(rebasing: bytes.dropLast(cut))
      let text = MixedCharset(whole, isMarkup: isMarkup)
      let out = text.pieceByPiece(other: given ?? text.otherCharset, keepsDamage: true)
      return cut > 0 ? out + UTF8.encodedReplacementCharacter : out
    }
    let charset = given ?? Charset.detected(bytes)
    if charset == Charset.western, census.sound > 0 {
      return pieceByPiece(other: charset, keepsDamage: false)
    }
    return Charset.iconvConverted(bytes, from: charset)
      ?? Charset.iconvConverted(bytes, from: Charset.western) ?? Charset.repaired(bytes)
  }

  /// Counts runs; one that the end cuts off in the middle of a character is sound when another is.
  static func census(_ bytes: UnsafeBufferPointer<UInt8>) -> Census {
    var census = Census()
    let cut = cutBytes(bytes)
    let whole = UnsafeBufferPointer(rebasing: bytes.dropLast(cut))
    eachRun(whole, whole.indices) { _, isSound in
      if isSound { census.sound += 1 } else { census.odd += 1 }
    }
    if cut > 0, census.sound == 0 { census.odd += 1 }
    return census
  }

  /// Bytes of a UTF-8 sequence that the end cuts: a lead with fewer behind it than it announces.
  static func cutBytes(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let tail = bytes.suffix(4).reversed()
    let behind = tail.prefix { $0 & 0xC0 == 0x80 }.count
    guard let lead = tail.dropFirst(behind).first, lead >= 0xC2, lead <= 0xF4 else { return 0 }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    return behind + 1 < length ? behind + 1 : 0
  }

  private static func eachRun(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ body: (Range<Int>, Bool) -> Void
  ) {
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes[index] < 0x80 {
        index = min(range.upperBound, ByteRuns.asciiEnd(bytes, from: index))
        continue
      }
      let start = index
      var isSound = true
      while index < range.upperBound, bytes[index] >= 0x80 {
        if let length = UTF8Sequence.length(bytes, at: index) {
          index += length
        } else {
          isSound = false
          index += 1
        }
      }
      body(start..<index, isSound)
    }
  }

  /// A few stray bytes in much UTF-8, whatever the runs are.
  private var isDamagedOnly: Bool {
    let census = UTF8Sequence.census(bytes)
    return census.sequences >= 4 * census.strays
  }

  /// What the pieces that are no UTF-8 are in, all together.
  private var otherCharset: String {
    var odd: [UInt8] = []
    forEachPiece { piece in
      guard kind(of: piece) == .odd else { return }
      odd.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[piece]))
    }
    return odd.withUnsafeBufferPointer { Charset.detected($0) }
  }

  /// One after the other: a list of the lines of 16 MiB would be longer than they.
  private func forEachPiece(_ body: (Range<Int>) -> Void) {
    var start = 0
    var line = 0
    var tag = 0
    while start < bytes.count {
      if line <= start {
        line = ByteRuns.first(0x0A, in: bytes, from: start).map { $0 + 1 } ?? bytes.count
      }
      if isMarkup, tag <= start {
        tag = ByteRuns.first(0x3C, in: bytes, from: start + 1) ?? bytes.count
      }
      let end = isMarkup ? min(line, tag) : line
      body(start..<end)
      start = end
    }
  }

  private func kind(of piece: Range<Int>) -> Piece {
    var census = Census()
    Self.eachRun(bytes, piece) { _, isSound in
      if isSound { census.sound += 1 } else { census.odd += 1 }
    }
    switch (census.sound, census.odd) {
    case (0, 0): return .ascii
    case (_, 0): return .sound
    case (0, _): return .odd
    default: return .mixed
    }
  }

  /// Where most is UTF-8 (`keepsDamage`), a few stray bytes in a piece of it are damage and become
  /// U+FFFD; where little is, only pieces with two sound runs are UTF-8.
  private func pieceByPiece(other: String, keepsDamage: Bool) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 8)
    let converter = CharsetConverter(other)
    let hasWide = Charset.hasWideCharacters(other)
    forEachPiece { piece in
      let part = UnsafeBufferPointer(rebasing: bytes[piece])
      switch kind(of: piece) {
      case .ascii: out.append(contentsOf: part)
      case .sound where keepsDamage || Self.census(part).sound > 1: out.append(contentsOf: part)
      case .mixed where keepsDamage: appendMixed(part, converter, hasWide, to: &out)
      case .sound, .odd, .mixed:
        append(part, converter, to: &out)
      }
    }
    return out
  }

  private func append(
    _ part: UnsafeBufferPointer<UInt8>, _ converter: CharsetConverter?, to out: inout [UInt8]
  ) {
    if converter?.append(part, to: &out) != true { out.append(contentsOf: Charset.repaired(part)) }
  }

  /// Sound and odd runs side by side: a stray byte among four sound sequences, or beside one, is
  /// damage; others are letters of the other charset, where that has one byte a letter.
  private func appendMixed(
    _ part: UnsafeBufferPointer<UInt8>, _ converter: CharsetConverter?, _ hasWide: Bool,
    to out: inout [UInt8]
  ) {
    let census = UTF8Sequence.census(part)
    if hasWide || census.sequences >= 4 * census.strays {
      return out.append(contentsOf: Charset.repaired(part))
    }
    var copied = 0
    Self.eachRun(part, part.indices) { run, isSound in
      if isSound { return }
      out.append(contentsOf: UnsafeBufferPointer(rebasing: part[copied..<run.lowerBound]))
      let odd = UnsafeBufferPointer(rebasing: part[run])
      let isDamage = UTF8Sequence.census(odd).sequences > 0
      append(odd, isDamage ? nil : converter, to: &out)
      copied = run.upperBound
    }
    out.append(contentsOf: UnsafeBufferPointer(rebasing: part[copied...]))
  }
}
