/// A person as feeds write one: `mail (name)`, `name <mail>`, `name (mail)`, or just one of both.
enum PersonName {
  /// The name; the mail address where there is no name.
  static func name(in text: String) -> String {
    if isPlain(text) { return text }
    let text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for (open, close) in [("(", ")"), ("<", ">")] as [(Character, Character)] {
      guard text.last == close, let start = text.lastIndex(of: open) else { continue }
      let inside = text[text.index(after: start)...].dropLast()
      let before = text[..<start].split(separator: " ").joined(separator: " ")
      if before.contains("@"), !inside.isEmpty { return String(inside) }
      if inside.contains("@"), !before.isEmpty { return before }
    }
    return text
  }

  /// Nearly every name is words of letters with one space between them.
  private static func isPlain(_ text: String) -> Bool {
    var last: UInt8 = 0x20
    for byte in text.utf8 {
      guard (0x61...0x7A).contains(byte | 0x20) || byte == 0x20 && last != 0x20 else {
        return false
      }
      last = byte
    }
    return last != 0x20
  }
}
