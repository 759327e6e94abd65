/// What a wire puts before a headline to say how urgent it is, and not what has happened: `URGENT`,
/// `UPDATE 2-`, `1ST LD`. Left out, because ten alerts on ten events would share their heaviest word.
enum Kicker {
  /// Followed by a mark or by a word with a capital.
  private static let words = [
    "NEWS ALERT", "NEWSALERT", "BREAKING NEWS", "BREAKING", "URGENT", "FLASH", "ALERT", "SNAP",
    "BULLETIN", "CORRECTED", "CORRECTION", "REFILE", "RECAST", "EXCLUSIVE", "LIVE", "UPDATE",
    "WRAPUP", "LEAD", "EILMELDUNG", "EIL", "URGENTE", "ÚLTIMA HORA", "DRINGEND", "ALERTE", "PILNE",
    "СРОЧНО", "МОЛНИЯ", "SON DAKİKA", "SPOED", "عاجل", "快讯", "突发", "速報", "속보", "TIN NÓNG",
  ].map { Array($0.utf8) }.sorted { $0.count > $1.count }
  /// Words of the language too, so only a mark makes them kickers.
  private static let plainWords = ["Live", "Update", "Breaking", "Corrected", "Urgent"]
    .map { Array($0.utf8) }

  private static let marks: Set<Unicode.Scalar> = [
    ":", "-", "–", "—", "|", "/", ".", "!", "：", "！", "】", "]", "|", "，", ",",
  ]

  /// - Returns: where the headline itself begins, in bytes; its end when it is only a kicker.
  static func end(in text: UnsafeBufferPointer<UInt8>) -> Int {
    var end = 0
    while let next = kickerEnd(in: text, from: end) { end = next }
    return end
  }

  private static func kickerEnd(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var position = start
    while position < text.count, text[position] == 0x20 || text[position] == 0x5B { position += 1 }
    if position < text.count, (0x30...0x39).contains(text[position]) {
      return leadEnd(in: text, from: position)
    }
    // 【速報】
    if text[position...].starts(with: [0xE3, 0x80, 0x90]) { position += 3 }
    for (words, needsMark) in [(words, false), (plainWords, true)] {
      for word in words where text[position...].starts(with: word) {
        return rest(in: text, from: numberEnd(in: text, from: position + word.count), needsMark)
      }
    }
    return nil
  }

  /// `1ST LD`, `2nd Lead`.
  private static func leadEnd(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var position = start
    while position < text.count, (0x30...0x39).contains(text[position]) { position += 1 }
    let tail = text[position...].prefix(7).map { $0 & 0xDF }
    for ordinal in ["ST", "ND", "RD", "TH"] {
      for word in ["LEAD", "LD"] {
        // A space is 0 under the mask that makes letters capitals.
        let wanted = Array(ordinal.utf8) + [0] + Array(word.utf8)
        if tail.starts(with: wanted) {
          return rest(in: text, from: position + wanted.count, false)
        }
      }
    }
    return nil
  }

  /// Behind `UPDATE 2`.
  private static func numberEnd(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var position = start
    if position < text.count, text[position] == 0x20 { position += 1 }
    let first = position
    while position < text.count, position < first + 2, (0x30...0x39).contains(text[position]) {
      position += 1
    }
    return position > first ? position : start
  }

  /// Where the next word begins; nil when what was met is part of the headline.
  private static func rest(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, _ needsMark: Bool
  ) -> Int? {
    var position = start
    var hasMark = false
    var hasSpace = false
    while position < text.count {
      let tail = String(decoding: text[position...].prefix(4), as: UTF8.self).unicodeScalars
      guard let scalar = tail.first else { break }
      if marks.contains(scalar) {
        hasMark = true
      } else if scalar.properties.isWhitespace {
        hasSpace = true
      } else {
        let begins = hasSpace && !scalar.properties.isLowercase
        return hasMark || begins && !needsMark ? position : nil
      }
      position += scalar.utf8.count
    }
    return text.count
  }
}

extension Unicode.Scalar {
  fileprivate var utf8: Unicode.UTF8.EncodedScalar { Unicode.UTF8.encode(self) ?? .init() }
}
