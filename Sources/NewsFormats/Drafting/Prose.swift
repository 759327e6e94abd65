/// Whether a text may be the text of an article: what a record holds that no field takes is looked at
/// before its headline is taken for all there is.
enum Prose {
  /// A headline, a rubric or a place has fewer; a lede of one sentence has more.
  static let fewestWords = 12
  /// An unread member is its record's text, and what tells it in short is not, when it has so many times
  /// its words: teasers have 15 to 60, articles 150 and more.
  static let timesASummary = 2
  /// A text under a usual name may be a crumb (`Read more`) and the article stand under another: that has as many
  /// words, and so many times those of the crumb. A note or a box beside a short report stays below.
  static let fewestBesideCrumb = 40
  static let timesACrumb = 3
  /// In bytes: some forty words.
  private static let longestCrumb = 240
  /// Longer ones are addresses, keys and base 64.
  private static let longestWord = 40

  /// The words of a text that is prose; 0 for what is none: lists of names and tags, base 64, addresses,
  /// code, XML.
  ///
  /// - Parameter text: valid UTF-8, perhaps HTML.
  /// - Returns: words between white space; where a script has no spaces, half its letters.
  static func words(in text: [UInt8]) -> Int {
    text.withUnsafeBufferPointer { bytes in
      guard let first = bytes.first(where: { $0 > 0x20 }) else { return 0 }
      if first == 0x7B || first == 0x5B { return 0 }
      if let markup = MarkupBody(bytes) {
        return markup.text.withUnsafeBufferPointer { count($0) }
      }
      return first == 0x3C ? 0 : count(bytes)
    }
  }

  /// Whether a text is so short that it may not be all there is.
  static func mayBeCrumb(_ text: String) -> Bool { text.utf8.count < longestCrumb }

  /// Whether one text is but a crumb of what another one holds.
  static func isCrumb(_ text: [UInt8], beside other: [UInt8]) -> Bool {
    text.count < longestCrumb && other.count > timesACrumb * text.count
      && words(in: other) >= fewestBesideCrumb
  }

  private static func count(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var (words, others, stops, letters) = (0, 0, 0, 0)
    for word in String(decoding: text, as: UTF8.self).unicodeScalars.split(whereSeparator: {
      $0.properties.isWhitespace
    }) {
      let unspaced = word.lazy.filter(isUnspaced).count
      letters += unspaced
      if let last = word.last, ",;|#".unicodeScalars.contains(last) || word.first == "#" {
        stops += 1
      }
      if isWord(word) { words += 1 } else if unspaced == 0 { others += 1 }
    }
    if letters > 2 * words { return letters / 2 >= fewestWords ? letters / 2 : 0 }
    // In prose every eighth word or so stands before a comma, in lists of tags every second.
    guard words >= fewestWords, others <= words, stops * 3 <= words else { return 0 }
    return words
  }

  private static func isWord(_ word: some Collection<Unicode.Scalar>) -> Bool {
    guard word.count <= longestWord else { return false }
    var letters = 0
    for scalar in word {
      if scalar.properties.isAlphabetic { letters += 1 }
      if scalar == "/" || scalar == "=" || scalar == "@" || scalar == "_" || scalar == "{" {
        return false
      }
    }
    return letters > 0
  }

  /// Han, kana, Thai, Lao, Burmese and Khmer are written without spaces.
  private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF,
      0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
