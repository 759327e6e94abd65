import Glibc
import TestSupport
import Testing

/// What a desk does with a key as it usually stands, and with another value of it.
struct KeyCase: Sendable, CustomTestStringConvertible {
  /// `limits.depth`; a key above the tables by its name alone.
  var key: String
  var usual: String
  var changed: String
  /// What is seen of the desk with the one and with the other.
  var seen: [String]
  /// Runs a desk with a setting, and says what is seen.
  var look: @Sendable (_ setting: String) throws -> String

  init(
    _ key: String, _ usual: String, _ changed: String, seen: String...,
    look: @escaping @Sendable (String) throws -> String
  ) {
    (self.key, self.usual, self.changed, self.seen, self.look) = (key, usual, changed, seen, look)
  }

  var testDescription: String { key }

  /// Some 2.8 KB of copy.
  static let copy = String(repeating: "The quay at Kelmore was shut again on Monday. ", count: 60)
}

extension KeyCase {
  /// A key whose desk takes one file, once.
  static func file(
    _ key: String, _ usual: String, _ changed: String, _ one: String, _ other: String,
    name: String = "a.txt", text: String = copy,
    look: @escaping @Sendable (KeyDesk) throws -> String = { try $0.reason() }
  ) -> KeyCase {
    KeyCase(key, usual, changed, seen: one, other) { setting in
      let desk = try KeyDesk(table(of: key) + setting)
      try desk.drop(name, text)
      try desk.once()
      return try look(desk)
    }
  }

  /// The line that opens a key's table; empty for a key above the tables.
  static func table(of key: String) -> String {
    guard let dot = key.firstIndex(of: ".") else { return "" }
    return key.hasPrefix("inbox.")
      ? "[[inbox]]\npath = \"ROOT/spool/inbox\"\n" : "[\(key[..<dot])]\n"
  }
}
