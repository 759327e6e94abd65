/// A list of texts as programs print one into a line: `['Ada', 'Bo']` of Python and pandas, `["Ada", "Bo"]` of
/// JSON, `{"Ada","Bo"}` of PostgreSQL, `[{'name': 'Ada'}]`.
enum ListLiteral {
  /// - Parameter text: one line.
  /// - Returns: the items; of objects what stands under a name. Nil for what is no list.
  static func items(_ text: String) -> [String]? {
    guard let open = text.first, let close = pairs[open], text.last == close, text.count > 1 else {
      return nil
    }
    let inner = open == close ? Substring(text) : text.dropFirst().dropLast()
    let items = quoted(inner)
    if !items.isEmpty { return items }
    guard open == "[", !inner.contains(where: { "\"'{[".contains($0) }) else { return nil }
    return inner.split(separator: ",").map { String($0.drop { $0 == " " }) }
  }

  private static let pairs: [Character: Character] = [
    "[": "]", "{": "}", "(": ")", "\"": "\"", "'": "'",
  ]
  private static let names: Set<String> = ["name", "full_name", "display_name", "displayName"]

  private static func quoted(_ text: Substring) -> [String] {
    var items: [String] = []
    var rest = text
    var key: String?
    while let start = rest.firstIndex(where: { $0 == "\"" || $0 == "'" }) {
      guard let (item, behind) = item(rest[start...]) else { break }
      rest = behind.drop { $0 == " " }
      if rest.first == ":" {
        key = item
        continue
      }
      if key.map(names.contains) ?? true, !item.isEmpty { items.append(item) }
      key = nil
    }
    return items
  }

  /// A text in quotes, and what follows it. An apostrophe in a word does not end it.
  private static func item(_ text: Substring) -> (String, Substring)? {
    guard let quote = text.first else { return nil }
    var item = ""
    var rest = text.dropFirst()
    while let next = rest.popFirst() {
      if next == "\\", let escaped = rest.popFirst() {
        item.append(escaped)
      } else if next == quote, rest.first.map({ !$0.isLetter }) ?? true {
        return (item, rest)
      } else {
        item.append(next)
      }
    }
    return nil
  }
}
