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
}
