import NewsModel

extension WrittenDate {
  /// The day that a text opens with, in brackets or before a dash, a colon or a full stop: a
  /// dateline; nil when the day is a part of its first sentence.
  static func opening(_ text: String) -> Timestamp? {
    let text = text.drop { $0.isWhitespace || $0 == "(" || $0 == "[" }
    for end in text.indices.prefix(32) where dividers.contains(text[end]) {
      // A dash or dot inside the date has a figure behind it; a dateline's has a space or is wide.
      guard let next = text[end...].dropFirst().first, next.isWhitespace || text[end] == ")" else {
        continue
      }
      let tokens = tokens(of: text[..<end])
      if tokens.count <= 5, let day = day(tokens, at: 0, .dayFirst) {
        return Timestamp(milliseconds: day * 86_400_000)
      }
    }
    return nil
  }
  private static let dividers: Set<Character> = ["-", "–", "—", "|", ")", "]", ".", ":"]

  /// The day of a dateline that names its place first: `Skerry, 22 November 2026 – `,
  /// `SKERRY (22.11.2026). `; nil when the words before the day are no place's.
  static func openingBehindPlace(_ text: String) -> Timestamp? {
    let text = text.drop { $0.isWhitespace || $0 == "(" || $0 == "[" }
    guard let mark = text.prefix(longestPlace).firstIndex(where: { ",(".contains($0) }) else {
      return nil
    }
    let place = text[..<mark]
    let words = place.split { !$0.isLetter }
    guard let first = words.first, first.first?.isUppercase == true, words.count <= 4,
      !place.contains(where: \.isNumber), !DatedLine.announcesChange(String(place))
    else { return nil }
    let rest = text[mark...].drop { ",( ".contains($0) }.prefix(longestDay)
    guard let end = rest.indices.first(where: { ends(rest, at: $0) }) else { return nil }
    let tokens = tokens(of: rest[..<end])
    // `22 November 2026 was a Sunday – `
    guard !tokens.contains(where: \.isWord), let day = day(tokens, at: 0, .dayFirst) else {
      return nil
    }
    return Timestamp(milliseconds: day * 86_400_000)
  }
  private static func ends(_ text: Substring, at index: String.Index) -> Bool {
    if "(),:–—|".contains(text[index]) { return true }
    return text[index] == "-" && text[index...].dropFirst().first?.isWhitespace == true
  }
  /// In letters: `Frankfurt am Main`.
  private static let longestPlace = 40
  private static let longestDay = 60
}
