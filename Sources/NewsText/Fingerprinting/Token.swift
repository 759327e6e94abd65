/// One word, number or ideograph of a text, folded. 16 bytes.
package struct Token: Hashable, Sendable {
  /// Of the folded letters; not seeded, equal for equal words in every text.
  package var hash: UInt32
  /// Where the word stands in the source text, UTF-8 bytes.
  package var byteOffset: UInt32
  /// Where its letters begin in `TokenStream.letters`.
  package var letterOffset: UInt32
  /// UTF-8 bytes of the word in the source text, cut at 65,535.
  package var byteLength: UInt16
  /// Folded letters, cut at 255. Only the first `storedLetters` are kept.
  package var letterCount: UInt8
  package var flags: UInt8

  /// Words of more letters are never compared letter by letter, so the rest is not kept.
  package static var storedLetters: Int { 30 }

  @usableFromInline static var numberFlag: UInt8 { 1 }
  @usableFromInline static var capitalFlag: UInt8 { 2 }
  @usableFromInline static var sentenceEndFlag: UInt8 { 4 }
  @usableFromInline static var nameFlag: UInt8 { 8 }
  @usableFromInline static var digitFlag: UInt8 { 16 }

  /// Digits, with decimal points.
  @inlinable package var isNumber: Bool { flags & Self.numberFlag != 0 }
  /// At least one digit: a number, a code, or a misread number.
  @inlinable package var hasDigit: Bool { flags & Self.digitFlag != 0 }
  @inlinable package var isCapital: Bool { flags & Self.capitalFlag != 0 }
  /// A full stop, question mark, exclamation mark or line end follows.
  @inlinable package var endsSentence: Bool { flags & Self.sentenceEndFlag != 0 }
  /// Capital though no sentence begins here: what a name looks like.
  @inlinable package var isName: Bool { flags & Self.nameFlag != 0 }

  /// Halves: numbers and words of four letters and more weigh 2, shorter ones 1 (docs/copies.md,
  /// step 6).
  @inlinable package var weight: Int {
    flags & Self.numberFlag != 0 || letterCount >= 4 ? 2 : 1
  }
}
