import NewsBytes
import NewsModel

/// The pass that makes a `TokenStream`: state of one word, and where finished words go.
///
/// All in one value of plain integers and pointers, so that the loop runs in registers; 3 KB of
/// prose take about 10 µs.
struct Tokenising {
  private let source: UnsafeBufferPointer<UInt8>
  private let tokens: UnsafeMutableBufferPointer<Token>
  private let letters: UnsafeMutableBufferPointer<UInt8>

  private(set) var tokenCount = 0
  private(set) var letterCount = 0
  private(set) var numberCount = 0
  private(set) var nameCount = 0
  private(set) var weight = 0
  private var lanes: (UInt64, UInt64) = (0x6C62_272E_07BB_0142, 0x62B8_2175_6295_C58D)

  // The word being read.
  /// FNV-1a over folded scalars; `mixed` at the word's end repairs its weak high bits.
  private var hash = FNV.start
  private var length = 0
  private var start = 0
  private var letterStart = 0
  private var isNumber = true
  private var hasDigit = false
  private var isCapital = false

  init(
    source: UnsafeBufferPointer<UInt8>, tokens: UnsafeMutableBufferPointer<Token>,
    letters: UnsafeMutableBufferPointer<UInt8>
  ) {
    self.source = source
    self.tokens = tokens
    self.letters = letters
  }

  /// Two lanes of rotate, exclusive-or, multiply: one word changed changes both for certain.
  var digest: TextDigest {
    TextDigest(high: mixed(lanes.0), low: mixed(lanes.1 ^ lanes.0))
  }

  mutating func readAll() {
    FoldTable.table.withUnsafeBufferPointer { table in
      FoldTable.capitals.withUnsafeBufferPointer { capitals in
        var index = 0
        while index < source.count {
          let byte = source[index]
          if byte < 0x80 {
            let folded = table[Int(byte)]
            if folded > FoldTable.expanded {
              add(folded, at: index, isCapital: byte &- 65 < 26)
              index += 1
            } else if folded == FoldTable.dropped {
              index += 1
            } else {
              index = divide(at: index, byte: UInt32(byte), width: 1, table: table, capitals)
            }
          } else {
            index = readWide(at: index, table: table, capitals)
          }
        }
        close(at: source.count)
      }
    }
  }

  @inline(__always)
  private mutating func add(_ letter: UInt32, at index: Int, isCapital capital: Bool) {
    if length == 0 {
      start = index
      isCapital = capital
    }
    hash = (hash ^ UInt64(letter)) &* FNV.prime
    let isDigit = letter &- 48 < 10
    hasDigit = hasDigit || isDigit
    isNumber = isNumber && (isDigit || letter == 46)
    if length < Token.storedLetters, letterCount < letters.count {
      letters[letterCount] = UInt8(truncatingIfNeeded: letter ^ letter &>> 8)
      letterCount += 1
    }
    length += 1
  }

  /// Ends the word, if one is open.
  @inline(__always)
  private mutating func close(at end: Int) {
    guard length > 0 else { return }
    let wordHash = mixed(hash)
    lanes.0 = ((lanes.0 &<< 27 | lanes.0 &>> 37) ^ wordHash) &* 0x9E37_79B1_85EB_CA87
    lanes.1 = ((lanes.1 &<< 31 | lanes.1 &>> 33) ^ wordHash) &* 0xC2B2_AE3D_27D4_EB4F
    if tokenCount < tokens.count {
      let isName =
        isCapital && tokenCount > 0 && !tokens[tokenCount - 1].endsSentence && !isNumber
      let flags =
        (isNumber ? Token.numberFlag : 0) | (isCapital ? Token.capitalFlag : 0)
        | (isName ? Token.nameFlag : 0) | (hasDigit ? Token.digitFlag : 0)
      tokens.initializeElement(
        at: tokenCount,
        to: Token(
          hash: UInt32(truncatingIfNeeded: wordHash &>> 16),
          byteOffset: UInt32(truncatingIfNeeded: start),
          letterOffset: UInt32(truncatingIfNeeded: letterStart),
          byteLength: UInt16(clamping: end - start),
          letterCount: UInt8(clamping: length), flags: flags))
      tokenCount += 1
      numberCount += isNumber ? 1 : 0
      nameCount += isName ? 1 : 0
      weight += isNumber || length >= 4 ? 2 : 1
    } else {
      letterCount = letterStart
    }
    hash = FNV.start
    length = 0
    letterStart = letterCount
    isNumber = true
    hasDigit = false
    isCapital = false
  }

  /// A scalar that divides words, unless it stands inside a number or divides a word at a line end.
  /// Returns where to go on.
  private mutating func divide(
    at index: Int, byte value: UInt32, width: Int, table: UnsafeBufferPointer<UInt32>,
    _ capitals: UnsafeBufferPointer<Bool>
  ) -> Int {
    let next = index + width
    if length > 0, isNumber, value == 44 || value == 46, next < source.count,
      source[next] &- 48 < 10
    {
      if value == 46 { add(46, at: index, isCapital: false) }
      return next
    }
    if length > 0, !isNumber, value == 45 || value == 0x2010,
      let rest = restOfDividedWord(after: next, table: table, capitals)
    {
      return rest
    }
    close(at: index)
    if tokenCount > 0, tokenCount < tokens.count, Self.endsSentence(value) {
      tokens[tokenCount - 1].flags |= Token.sentenceEndFlag
    }
    return next
  }

  /// Line ends, full stops, exclamation and question marks; those of Devanagari, Arabic, Chinese.
  @inline(__always)
  private static func endsSentence(_ value: UInt32) -> Bool {
    switch value {
    case 10, 33, 46, 63, 0x61F, 0x6D4, 0x964, 0x3002: true
    default: false
    }
  }

  /// Where a word divided by a hyphen goes on: after white space with a line end in it, at a lower
  /// case letter. Nil when the hyphen is an ordinary one.
  private func restOfDividedWord(
    after index: Int, table: UnsafeBufferPointer<UInt32>, _ capitals: UnsafeBufferPointer<Bool>
  ) -> Int? {
    var next = index
    var passedLineEnd = false
    while next < source.count, [9, 10, 13, 32].contains(source[next]) {
      passedLineEnd = passedLineEnd || source[next] == 10
      next += 1
    }
    guard passedLineEnd, next < source.count else { return nil }
    let value = Int(scalar(at: next).value)
    guard value < table.count, table[value] > FoldTable.dropped, !capitals[value],
      !(48...57).contains(value), !FoldTable.standsAlone(UInt32(value))
    else { return nil }
    return next
  }

  /// One scalar beyond ASCII. Returns where to go on.
  private mutating func readWide(
    at index: Int, table: UnsafeBufferPointer<UInt32>, _ capitals: UnsafeBufferPointer<Bool>
  ) -> Int {
    var (value, width) = scalar(at: index)
    // Full width is ASCII, its punctuation too.
    if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
    let inTable = Int(value) < table.count
    let folded = inTable ? table[Int(value)] : FoldTable.fold(value)
    let next = index + width
    if folded == FoldTable.dropped { return next }
    if folded == FoldTable.separator {
      return divide(at: index, byte: value, width: width, table: table, capitals)
    }
    if FoldTable.standsAlone(value) {
      close(at: index)
      add(folded, at: index, isCapital: false)
      close(at: next)
      return next
    }
    let capital = inTable && capitals[Int(value)]
    if folded == FoldTable.expanded {
      for letter in FoldTable.expansion(of: value) { add(letter, at: index, isCapital: capital) }
    } else if (0xAC00...0xD7A3).contains(folded) {
      addSyllable(folded, at: index)
    } else {
      add(folded, at: index, isCapital: capital)
    }
    return next
  }

  /// A Hangul syllable as its letters, so that composed and decomposed Korean are equal.
  /// Source: The Unicode Standard, section 3.12.
  private mutating func addSyllable(_ value: UInt32, at index: Int) {
    let syllable = value - 0xAC00
    add(0x1100 + syllable / 588, at: index, isCapital: false)
    add(0x1161 + syllable % 588 / 28, at: index, isCapital: false)
    if syllable % 28 != 0 { add(0x11A7 + syllable % 28, at: index, isCapital: false) }
  }

  /// The scalar at `index` and its bytes. What is cut off or no UTF-8 reads as U+FFFD.
  @inline(__always)
  private func scalar(at index: Int) -> (value: UInt32, width: Int) {
    let lead = UInt32(source[index])
    if lead < 0x80 { return (lead, 1) }
    let width = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard lead >= 0xC2, index + width <= source.count else { return (0xFFFD, 1) }
    var value = lead & (0x7F &>> UInt32(width))
    for step in 1..<width { value = value &<< 6 | UInt32(source[index + step] & 0x3F) }
    return (value, width)
  }
}
