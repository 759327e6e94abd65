import CLanguage

/// The language of a text whose copy does not say it.
package enum LanguageGuess {
  /// What is looked at. Of 8,197 labelled and unlabelled texts (copies and stories) 640 bytes leave
  /// 189 untold, most of them headlines, and 2,048 leave 182; more would only cost.
  static let sampleBytes = 640
  /// Under this a text is a headline, which even a sure guess gets wrong.
  private static let leastBytes = 120
  /// Less of the text in its language is a text in two.
  private static let leastPercent = 80

  /// BCP 47 in small letters; nil when it cannot be told. Deterministic. Cost: 55 µs a text on average,
  /// whatever its length. Measured on the labelled copies: of 3,301 English texts 21 came out as
  /// Portuguese, of 54 in seven other languages none as another, of 404 Russian ones 10 as English (a
  /// long English header above them). Source: Compact Language Detector 2, as Debian has it.
  package static func tag(of text: String) -> String? {
    withSample(of: text, limitBytes: sampleBytes) { sample in
      guard sample.count >= leastBytes else { return nil }
      return isPlainlyEnglish(sample) ? "en" : detected(sample)
    }
  }

  /// The first bytes of a text, not cut inside a character.
  static func withSample<Result>(
    of text: String, limitBytes: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    var text = text
    return text.withUTF8 { bytes in
      var count = min(bytes.count, limitBytes)
      while count > 0, count < bytes.count, bytes[count] & 0xC0 == 0x80 { count -= 1 }
      return body(UnsafeBufferPointer(rebasing: bytes.prefix(count)))
    }
  }

  private static func detected(_ sample: UnsafeBufferPointer<UInt8>) -> String? {
    guard let found = detect(sample), found.letters >= leastBytes, found.percent >= leastPercent
    else { return nil }
    return found.tag
  }

  /// The language that most of a text is in, where the detector is sure of it. Shape: its tag, the
  /// share of the text that is in it, and the bytes of letters looked at.
  static func detect(
    _ sample: UnsafeBufferPointer<UInt8>
  ) -> (tag: String, percent: Int, letters: Int)? {
    var percent: Int32 = 0
    var letters: Int32 = 0
    let code = sample.withMemoryRebound(to: CChar.self) {
      wiredesk_language($0.baseAddress, Int32($0.count), &percent, &letters)
    }
    guard let code else { return nil }
    let name = String(cString: code).lowercased()
    return (tag: modern[name] ?? name, percent: Int(percent), letters: Int(letters))
  }

  /// Codes that ISO 639 has withdrawn, and the one that stands for two.
  private static let modern = [
    "iw": "he", "jw": "jv", "in": "id", "ji": "yi", "mo": "ro", "sh": "sr", "no": "nb",
  ]

  /// Spares the detector, which most of the cost is: one word in sixteen is one that only
  /// English has, and hardly a letter is not ASCII.
  ///
  /// - Parameter sample: of a text.
  /// - Returns: whether that is so. Cost: of English in ASCII, where the words are counted at once and
  ///   looked at only until enough are known, 0.6 µs; of other text 1.8 µs.
  static func isPlainlyEnglish(_ sample: UnsafeBufferPointer<UInt8>) -> Bool {
    let most = asciiWords(in: sample)
    var words = 0
    var english = 0
    var foreign = 0
    var word: UInt64 = 0
    var length = 0
    for index in 0...sample.count {
      let byte = index < sample.count ? sample[index] : 0x20
      let letter = byte | 0x20
      if (0x61...0x7A).contains(letter) || byte >= 0x80 {
        word = word << 8 | UInt64(letter)
        length += 1
        if byte >= 0x80 { foreign += 1 }
      } else if length > 0 {
        words += 1
        if length <= 5, isOnlyEnglish(word) {
          english += 1
          if let most, isEnough(english, of: most) { return true }
        }
        (word, length) = (0, 0)
      }
    }
    return isEnough(english, of: words) && foreign * 20 <= sample.count
  }

  private static func isEnough(_ english: Int, of words: Int) -> Bool {
    english >= 3 && english * 16 >= words
  }

  /// The words of a sample, counted eight bytes at a time; nil when it is not all ASCII.
  static func asciiWords(in sample: UnsafeBufferPointer<UInt8>) -> Int? {
    let bytes = UnsafeRawBufferPointer(sample)
    var words = 0
    /// The letters of the eight bytes before, a bit a byte.
    var before: UInt64 = 0
    for start in stride(from: 0, to: bytes.count, by: 8) {
      var eight: UInt64 = 0
      if start + 8 <= bytes.count {
        eight = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      } else {
        for (place, byte) in bytes[start...].enumerated() { eight |= UInt64(byte) << (place * 8) }
      }
      guard eight & highBits == 0 else { return nil }
      // Each byte plus what takes `a`, or what follows `z`, to 0x80: none overflows into the next.
      let small = eight | each * 0x20
      let letters = (small &+ each * 0x1F) & ~(small &+ each * 0x05) & highBits
      words += (letters & ~(letters << 8 | before >> 56)).nonzeroBitCount
      before = letters
    }
    return words
  }
  private static let each: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// A word of at most eight letters as one number, the last letter lowest. A switch: a set of numbers was most of
  /// the cost, and vectors cost more still.
  private static func isOnlyEnglish(_ word: UInt64) -> Bool {
    switch word {
    case 0x6F66: true  // of
    case 0x616E64: true  // and
    case 0x746865: true  // the
    case 0x776173: true  // was
    case 0x66726F6D: true  // from
    case 0x68617665: true  // have
    case 0x74686174: true  // that
    case 0x74686579: true  // they
    case 0x74686973: true  // this
    case 0x77657265: true  // were
    case 0x77697468: true  // with
    case 0x7768696368: true  // which
    default: false
    }
  }
}
