/// The texts in a value of TOML: of a string itself, of a list its items, of what is neither (a number, a date, a
/// truth) the words as they stand.
///
/// Source: TOML 1.0, "String", "Array", "Comment". Inline tables name no field that is read.
struct TOMLValue {
  private(set) var texts: [String] = []
  private var rest: Substring

  /// What stands behind the sign, without the line's feed; of a list perhaps several lines. Nil where a string or
  /// a list does not end in it.
  init?(_ text: some StringProtocol) {
    rest = Substring(text)
    guard readValue(isInList: false) else { return nil }
  }

  /// False where it does not end.
  private mutating func readValue(isInList: Bool) -> Bool {
    pass()
    switch rest.first {
    case "[":
      rest.removeFirst()
      return readList()
    case "\"", "'": return readString()
    default:
      let bare = rest.prefix { $0 != "#" && !$0.isNewline && !(isInList && ",]".contains($0)) }
      rest = rest.dropFirst(bare.count)
      let words = bare.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if !words.isEmpty { texts.append(words) }
      return true
    }
  }

  /// Loops over the items: a list in a list is as deep as its brackets, and a file may have nothing else.
  private mutating func readList() -> Bool {
    var depth = 1
    while depth > 0 {
      pass()
      switch rest.first {
      case nil: return false
      case "[":
        depth += 1
        rest.removeFirst()
      case "]":
        depth -= 1
        rest.removeFirst()
      case ",": rest.removeFirst()
      case "\"", "'": if !readString() { return false }
      default: if !readValue(isInList: true) { return false }
      }
    }
    return true
  }

  private mutating func readString() -> Bool {
    guard let quote = rest.popFirst() else { return false }
    if rest.first == quote {
      let inner = rest.dropFirst()
      if inner.first == quote { return readLines(of: inner.dropFirst(), quote) }
    }
    var text = ""
    while let character = rest.popFirst() {
      if character == quote {
        if !text.isEmpty { texts.append(text) }
        return true
      }
      if character.isNewline { return false }
      if character == "\\", quote == "\"" {
        guard let next = readEscape() else { return false }
        text.append(next)
      } else {
        text.append(character)
      }
    }
    return false
  }

  /// `"""` to `"""`, over several lines: they are one here.
  private mutating func readLines(of inner: Substring, _ quote: Character) -> Bool {
    let mark = String(repeating: quote, count: 3)
    var text = inner
    while !text.isEmpty, !text.hasPrefix(mark) { text = text.dropFirst() }
    guard !text.isEmpty else { return false }
    let words = inner[..<text.startIndex].split(whereSeparator: \.isWhitespace).joined(
      separator: " ")
    if !words.isEmpty { texts.append(words) }
    rest = text.dropFirst(3)
    return true
  }

  private mutating func readEscape() -> Character? {
    guard let letter = rest.popFirst() else { return nil }
    guard letter == "u" || letter == "U" else { return Self.escapes[letter] ?? letter }
    let digits = rest.prefix(letter == "u" ? 4 : 8)
    rest = rest.dropFirst(digits.count)
    return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map(Character.init) ?? "\u{FFFD}"
  }
  private static let escapes: [Character: Character] = ["n": " ", "t": " ", "r": " ", "f": " "]

  /// White space and comments.
  private mutating func pass() {
    while let next = rest.first {
      if next == "#" {
        rest = rest.drop { !$0.isNewline }
      } else if next.isWhitespace {
        rest.removeFirst()
      } else {
        return
      }
    }
  }
}
