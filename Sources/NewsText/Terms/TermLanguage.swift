/// The language whose rules an article's terms follow; articles of two languages never share a
/// story.
///
/// The primary subtag of BCP 47 packed into 32 bits, first letter lowest: 2 or 3 letters, lower
/// case.
package struct TermLanguage: RawRepresentable, Hashable, Sendable {
  package var rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static let english = TermLanguage(subtag: "en")
  /// No language given and hardly a Latin letter: character n-grams.
  package static let undetermined = TermLanguage(subtag: "und")

  init(subtag: some StringProtocol) {
    rawValue = 0
    for (index, byte) in subtag.utf8.prefix(3).enumerated() {
      rawValue |= UInt32(byte | 0x20) << (8 * UInt32(index))
    }
  }

  /// `tag` is BCP 47 as the copy gives it; nil, empty or malformed means not known, and then the
  /// text is asked: the detector where it is sure, else its script and its stop-words (`LanguageVote`), else its script
  /// alone, which decides between English and undetermined. Cost without a tag: some 40 µs.
  package init(tag: String?, text: String) {
    let subtag = (tag ?? "").utf8.prefix { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
    let letters = subtag.allSatisfy { (97...122).contains($0 | 0x20) }
    if letters, (2...3).contains(subtag.count), let name = String(subtag), name != "und" {
      self.init(written: name.lowercased())
    } else {
      let isLatin = Self.isMostlyLatin(text)
      let isAsked = !isLatin || text.utf8.count >= Self.leastDetectedBytes
      self =
        (isAsked ? Self.detected(text) : nil) ?? LanguageVote.language(of: text)
        ?? (isLatin ? .english : .undetermined)
    }
    // In Latin letters it is the language of its neighbours.
    if self == Self.serbian, Self.isMostlyLatin(text) { self = Self.croatian }
  }

  private static let serbian = TermLanguage(subtag: "sr")
  private static let croatian = TermLanguage(subtag: "hr")

  /// One language under several codes: both written forms of Norwegian are one to Snowball, what is written in Bosnia and
  /// Montenegro the detector takes for Croatian and the other way round, and some codes have changed.
  private init(written subtag: String) {
    self.init(subtag: Self.others[subtag] ?? subtag)
  }

  private static let others = [
    "nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "tl": "fil", "bs": "hr", "sh": "hr",
    "cnr": "hr",
  ]

  /// The first half KiB is enough: of 5,297 English articles, of 150 bytes and more, none was taken
  /// for another language with 300 bytes, and the detector was unsure of one.
  private static let detectedBytes = 512
  /// A few names in Latin letters could be any language's: "Port-au-Prince" was taken for French.
  private static let leastDetectedBytes = 64

  private static func detected(_ text: String) -> TermLanguage? {
    let found = LanguageGuess.withSample(of: text, limitBytes: detectedBytes) {
      LanguageGuess.detect($0)
    }
    // "zh-hant" is Chinese in another script: the part before the hyphen is the language.
    return found.map { TermLanguage(written: String($0.tag.prefix { $0 != "-" })) }
  }

  /// The packed letters again, `en`.
  package var subtag: String {
    let bytes = (0..<3).map { UInt8(truncatingIfNeeded: rawValue >> (8 * $0)) }
    return String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self)
  }

  /// The first 1,024 bytes decide: leads of U+0370 and above are no Latin letters.
  private static func isMostlyLatin(_ text: String) -> Bool {
    var latin = 0
    var other = 0
    for byte in text.utf8.prefix(1024) {
      switch byte {
      case 0x41...0x5A, 0x61...0x7A, 0xC3...0xCA: latin += 1
      case 0xCD...0xDF: other += 1
      // E2 leads typographic punctuation; both decide nothing.
      case 0xE0, 0xE1, 0xE3...0xEF: other += 1
      default: break
      }
    }
    return latin >= other
  }
}
