/// Headline and body of copy that does not name its headline.
///
/// The first line is the headline when it has at most 200 characters, stands apart (a blank line
/// follows) and more text follows; it then leaves the body. Otherwise the headline is derived: the
/// first sentence, cut at a word at about 120 characters, and the body stays whole.
struct HeadlineRule {
  private static let headlineCharacters = 200
  private static let derivedCharacters = 120

  var headline: String
  var isDerived: Bool
  var body: String

  /// Nil when there is no text. Parameter given: the headline that the copy names, or nil;
  /// takesFirstLine: false when a first line that stands apart is no sign (HTML paragraphs all do).
  init?(
    _ text: TextLines, given: String?, takesFirstLine: Bool = true, mayBeWrapped: Bool = true
  ) {
    guard let first = text.lines.first else { return nil }
    let standsApart =
      given == nil && takesFirstLine && text.lines.count > 1 && text.lines[1].opensBlock
      && text.length(first) <= Self.headlineCharacters
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

  /// Markdown's `# Headline`.
  private static func withoutHeadingMark(_ line: String) -> String {
    let rest = line.drop { $0 == "#" }
    guard rest.count < line.count, rest.first == " ", line.count - rest.count <= 6 else {
      return line
    }
    return String(rest.drop { $0 == " " })
  }

  /// The first sentence of the first paragraph. A full stop after fewer than three letters
  /// ("U.S.", "Mr.") or before a small letter does not end it.
  static func derived(from body: [UInt8]) -> String {
    let line = String(
      decoding: body.prefix(derivedCharacters * 8).prefix { $0 != 0x0A }, as: UTF8.self)
    let scalars = Array(line.unicodeScalars.prefix(derivedCharacters + 1))
    for index in scalars.indices.dropLast() where endsSentence(scalars, at: index) {
      return text(scalars[...index])
    }
    if scalars.count <= derivedCharacters { return text(scalars[...]) }
    let cut = scalars.lastIndex(of: " ") ?? derivedCharacters
    // A "word" that fills most of the line is no word (Chinese): cut anywhere.
    return text(scalars[..<(cut < derivedCharacters / 2 ? derivedCharacters : cut)]) + "…"
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  private static func endsSentence(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    if "。！？".unicodeScalars.contains(scalars[index]) { return true }
    guard ".!?".unicodeScalars.contains(scalars[index]), scalars[index + 1] == " " else {
      return false
    }
    if index + 2 < scalars.count, scalars[index + 2].properties.isLowercase { return false }
    let word = scalars[..<index].reversed().prefix { $0 != " " }
    return word.count >= 3 && !word.contains(".")
  }
}
