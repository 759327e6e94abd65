/// The byline of a record, whatever its format: names, as pages have them.
///
/// Providers send `By Ada Berg, Staff Writer`, `ada@quay.example (Ada Berg)`, and tables what a program printed
/// of a list: `['Ada Berg', 'Bo Lind']`. The same piece from the wire and from the page has one byline.
enum DraftByline {
  /// - Parameter text: one line.
  /// - Returns: the names, each once; nil for what names nobody (`admin`, an address of the web).
  static func names(in text: String) -> String? {
    if isPlain(text) { return text }
    let listed = ListLiteral.items(text)?.joined(separator: ", ") ?? text
    return Byline.name(inField: PersonName.name(in: listed))
  }

  /// Two words or three of ASCII letters, each with a capital, of which the first may be no sign, label or house:
  /// nearly all are.
  private static func isPlain(_ text: String) -> Bool {
    var words = 0
    var first = 0
    var last: UInt8 = 0x20
    for (index, byte) in text.utf8.enumerated() {
      if last == 0x20 {
        guard byte &- 0x41 < 26 else { return false }
        words += 1
      } else if byte == 0x20 {
        if words == 1 { first = index }
      } else if byte | 0x20 &- 0x61 >= 26 {
        return false
      }
      last = byte
    }
    guard (2...3).contains(words), last != 0x20 else { return false }
    let opening = text.prefix(first).lowercased()
    return !BylineWords.signs.contains(opening) && !BylineWords.openings.contains(opening)
      && opening != "no"
  }
}
