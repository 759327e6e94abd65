/// Headline and body of copy that does not name its headline.
///
/// The first line is the headline when it has at most 200 characters, stands apart (a blank line
/// follows) and more text follows; it then leaves the body. One that is long and ends as a sentence does is the first
/// paragraph. Otherwise the headline is derived: the
/// first sentence, cut at a word at about 120 characters, and the body stays whole.
struct HeadlineRule {
  static let headlineCharacters = 200
  private static let derivedCharacters = 120

  var headline: String
  var isDerived: Bool
  var body: String

  /// Nil when there is no text.
  ///
  /// - Parameters:
  ///   - text: without header lines.
  ///   - given: the headline that the copy names, or nil.
  ///   - takesFirstLine: false when a first line that stands apart is no sign (HTML paragraphs all do).
  ///   - mayBeWrapped: as `Paragraphs` takes it.
  init?(
    _ text: TextLines, given: String?, takesFirstLine: Bool = true, mayBeWrapped: Bool = true
  ) {
    guard let first = text.lines.first else { return nil }
    let standsApart =
      given == nil && takesFirstLine && text.lines.count > 1 && text.lines[1].opensBlock
      && text.length(first) <= Self.headlineCharacters && !Self.isSentence(first, text)
    let paragraphs = Paragraphs(text, from: standsApart ? 1 : 0, mayBeWrapped: mayBeWrapped)
    body = String(decoding: paragraphs.joined, as: UTF8.self)
    isDerived = given == nil && !standsApart
    if let given {
      headline = given
    } else if standsApart {
      headline = Self.withoutHeadingMark(text.text(first))
    } else {
      headline = Self.derived(from: paragraphs.joined)
    }
  }

  /// Longer than headlines that end in a full stop are.
  private static let sentenceCharacters = 80

  private static func isSentence(_ line: TextLines.Line, _ text: TextLines) -> Bool {
    guard text.length(line) > sentenceCharacters else { return false }
    let end = text.text(line).unicodeScalars.suffix(3).last {
      !"\"”“»’)」』".unicodeScalars.contains($0)
    }
    return end.map { ".。।".unicodeScalars.contains($0) } ?? false
  }

  /// Markdown's `# Headline`.
  static func withoutHeadingMark(_ line: String) -> String {
    let marks = line.utf8.prefix { $0 == 0x23 }.count
    guard (1...6).contains(marks), line.utf8.dropFirst(marks).first == 0x20 else { return line }
    return String(line.dropFirst(marks).drop { $0 == " " })
  }

  /// The first sentence of the first paragraph, or its beginning.
  static func derived(from body: [UInt8]) -> String {
    var characters = 0
    var index = 0
    var wordStart = 0
    while index < body.count, body[index] != 0x0A {
      if characters == derivedCharacters {
        // A "word" that fills most of the line is no word (Chinese): cut anywhere.
        let cut = wordStart > index / 2 ? wordStart - 1 : index
        return String(decoding: body[..<cut], as: UTF8.self) + "…"
      }
      let length = max(1, (~body[index]).leadingZeroBitCount)
      if endsSentence(body, at: index, length: length, wordStart: wordStart) {
        return String(decoding: body[..<(index + length)], as: UTF8.self)
      }
      if body[index] == 0x20 { wordStart = index + 1 }
      index += length
      characters += 1
    }
    return String(decoding: body[..<min(index, body.count)], as: UTF8.self)
  }

  /// A full stop ends a sentence before a space and no small letter, and not behind fewer than
  /// three letters or a word with a stop ("Mr.", "U.S."). The stops of Chinese always do.
  private static func endsSentence(
    _ body: [UInt8], at index: Int, length: Int, wordStart: Int
  ) -> Bool {
    let byte = body[index]
    if length == 3 { return wideStops.contains { body[index...].starts(with: $0) } }
    guard byte == 0x2E || byte == 0x21 || byte == 0x3F, index + 2 < body.count,
      body[index + 1] == 0x20, index - wordStart >= 3,
      !body[wordStart..<index].contains(0x2E)
    else { return false }
    if body[index + 2] < 0x80 { return !(0x61...0x7A).contains(body[index + 2]) }
    let next = String(decoding: body[(index + 2)...].prefix(4), as: UTF8.self).unicodeScalars.first
    return next.map { !$0.properties.isLowercase } ?? true
  }
  /// 。！？
  private static let wideStops: [[UInt8]] = [
    [0xE3, 0x80, 0x82], [0xEF, 0xBC, 0x81], [0xEF, 0xBC, 0x9F],
  ]
}
