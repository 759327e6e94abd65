/// Walks from word to word of one text and says how each stands there: at the start of a sentence,
/// beside the word before it, in the first sentences.
struct NameWalk {
  /// What was seen of a term in its article.
  struct Seen: OptionSet, Hashable, Sendable {
    var rawValue: UInt8
    /// In small letters.
    static let low = Seen(rawValue: 1)
    /// With a capital inside a sentence.
    static let capital = Seen(rawValue: 2)
    /// With a capital where every word has one: a sentence's start, a headline in title case.
    static let formal = Seen(rawValue: 4)
    /// In the headline or the first two sentences.
    static let lede = Seen(rawValue: 8)
    /// Two to six capitals and nothing else, when it was first met: MChS, FBI.
    static let acronym = Seen(rawValue: 16)
    /// With the word for a kind of place behind it.
    static let place = Seen(rawValue: 32)
    /// Made of two words of the language.
    static let compound = Seen(rawValue: 64)
  }

  private static let ledeSentences = 2

  private let isHeadline: Bool
  private let isTitleCase: Bool
  private var end: Int
  private var isFirst = true
  private var sentences = 0
  private(set) var isAdjacent = false
  private(set) var startsSentence = true

  /// A headline is in title case when three of four of its longer words have a capital.
  ///
  /// - Parameters:
  ///   - tokens: of the text.
  ///   - isHeadline: false for the body.
  ///   - start: where the text begins, in bytes.
  init(_ tokens: [TermToken], isHeadline: Bool, from start: Int) {
    self.isHeadline = isHeadline
    end = start
    guard isHeadline else {
      isTitleCase = false
      return
    }
    let long = tokens.filter { $0.kind == .word && $0.scalars > 3 }
    let capitals = long.count { $0.capitals > 0 }
    isTitleCase = long.count > 1 && capitals * 4 >= long.count * 3
  }

  /// Goes on to the next token, whatever it is.
  @inline(__always)
  mutating func step(to token: TermToken, in text: UnsafeBufferPointer<UInt8>) {
    let start = Int(token.surface.lowerBound)
    if !isFirst, start == end + 1, text[end] == 0x20 {
      (startsSentence, isAdjacent) = (false, true)
    } else {
      read(text[min(end, start)..<start])
    }
    isFirst = false
    end = Int(token.surface.upperBound)
  }

  func seen(_ token: TermToken) -> Seen {
    var seen: Seen = isHeadline || sentences < Self.ledeSentences ? .lede : []
    switch (token.capitals > 0, isTitleCase) {
    case (true, true): seen.insert(.formal)
    case (false, true): break
    case (false, false): seen.insert(.low)
    case (true, false): seen.insert(startsSentence ? .formal : .capital)
    }
    return seen
  }

  /// True when a capital here says something, so that two of them side by side are one name.
  func isNamed(_ token: TermToken) -> Bool { token.capitals > 0 && !isTitleCase }

  // What stands between two words, in bytes of UTF-8.
  private mutating func read(_ gap: Slice<UnsafeBufferPointer<UInt8>>) {
    startsSentence = isFirst
    var ends = false
    var isAfterStop = false
    var opens = false
    var last: UInt32 = 0
    for byte in gap {
      last = last << 8 | UInt32(byte)
      switch byte {
      case 0x0A: (ends, startsSentence) = (true, true)
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
        (ends, isAfterStop) = (true, true)
      case UInt8(ascii: ":"), UInt8(ascii: ";"): isAfterStop = true
      case 0x09, 0x0D, 0x20: if isAfterStop { startsSentence = true }
      case UInt8(ascii: "\""): opens = true
      // A hyphen inside a name opens nothing.
      case UInt8(ascii: "-"): opens = gap.count > 1
      case 0x80...:
        guard let mark = Self.marks[last & 0xFFFFFF] ?? Self.marks[last & 0xFFFF] else { continue }
        if mark == .stop { (ends, isAfterStop) = (true, true) }
        opens = mark == .opening
      default: opens = false
      }
    }
    if opens { startsSentence = true }
    if ends, !isFirst { sentences += 1 }
    isAdjacent =
      !isFirst
      && (gap.count == 1 && gap.first == UInt8(ascii: "-")
        || gap.count == 2 && last == 0xC2A0)
  }

  private enum Mark { case stop, opening, closing }

  private static let marks: [UInt32: Mark] = [
    0xE280A6: .stop, 0xE38082: .stop, 0xEFBC81: .stop, 0xEFBC9F: .stop, 0xE0A5A4: .stop,
    0xE2809C: .opening, 0xE2809E: .opening, 0xE28098: .opening, 0xC2AB: .opening,
    0xE28093: .opening, 0xE28094: .opening, 0xE280A2: .opening,
    0xE2809D: .closing, 0xE28099: .closing, 0xC2BB: .closing,
  ]
}
