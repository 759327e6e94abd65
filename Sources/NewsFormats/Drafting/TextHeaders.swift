/// What stands before the text of a plain text or Markdown file and names its fields.
///
/// Front matter: a line `---`, lines `key: value` (also `- item`, `# comment`, blank), a line `---`
/// or `...`, within the first 100 lines; or, as Hugo and Zola have it, TOML between two lines `+++`:
/// `key = "value"`, tables passed over. Header lines: the first lines of the file as `Headline: …`,
/// when a blank line follows them, or there are two or more, or one of them is the headline. Names
/// are `ArticleField`'s in any case; others are skipped in front matter and end the header lines.
struct TextHeaders {
  private static let frontMatterLines = 100
  private(set) var draft = ArticleDraft()
  /// Lines of the text that the headers take up; 0 when there are none.
  private(set) var count = 0

  private let fields: ArticleFieldNames

  init(_ text: TextLines, fields: ArticleFieldNames) {
    self.fields = fields
    guard !readFrontMatter(text) else { return }
    let head = MarkupHead(text, names: fields.headerNames)
    guard head.count == 0 else {
      (draft, count) = (head.draft, head.count)
      return
    }
    readHeaderLines(text)
  }

  /// The two ways to write it.
  private enum Fence: String {
    case yaml = "---"
    case toml = "+++"

    func isEnd(_ line: String) -> Bool { line == rawValue || self == .yaml && line == "..." }
  }

  private mutating func readFrontMatter(_ text: TextLines) -> Bool {
    guard let first = text.lines.first, let fence = Fence(rawValue: text.text(first)) else {
      return false
    }
    var found = ArticleDraft()
    var yaml = YAMLState()
    var open: String?
    for (index, line) in text.lines.prefix(Self.frontMatterLines).enumerated().dropFirst() {
      let words = text.text(line)
      if fence.isEnd(words) {
        draft = found
        count = index + 1
        return true
      }
      if words.hasPrefix("#") { continue }
      if fence == .toml {
        let text = open.map { $0 + "\n" + words } ?? words
        open = readAssignment(text, &found) ? nil : text
      } else if !readYAML(words, Self.pair(text, line), &yaml, &found), index == 1 {
        // A line of dashes above a text.
        return false
      }
    }
    return false
  }

  /// What the lines before have begun.
  private struct YAMLState {
    var last: ArticleField?
    /// Its value stands in the lines below.
    var isFolded = false
  }

  /// False for a line that is not understood.
  private func readYAML(
    _ words: String, _ pair: (name: String, value: String)?, _ state: inout YAMLState,
    _ found: inout ArticleDraft
  ) -> Bool {
    if words.hasPrefix("- ") {
      if let last = state.last { add(Self.listed(words.dropFirst(2)), to: last, &found) }
      return true
    }
    if let (name, value) = pair {
      state = YAMLState(last: fields.headerNames[name], isFolded: Self.folds.contains(value))
      if !state.isFolded { take(name, value, &found) }
      return true
    }
    guard let last = state.last, state.isFolded else { return false }
    fold(words, into: last, &found)
    return true
  }

  /// YAML's marks of a value in the lines below (YAML 1.2, chapter 8.1).
  private static let folds: Set<String> = [">", ">-", ">+", "|", "|-", "|+"]

  private func fold(_ words: String, into field: ArticleField, _ found: inout ArticleDraft) {
    let before = found[field].map { String(decoding: $0, as: UTF8.self) + " " } ?? ""
    found[field] = Array((before + words).utf8)
  }

  /// An item of a list; of an object with a name, that.
  private static func listed(_ item: some StringProtocol) -> String {
    for name in ["name:", "title:"] where item.lowercased().hasPrefix(name) {
      return unquoted(item.dropFirst(name.count))
    }
    return unquoted(item)
  }

  /// The first one counts: a nested key of the same name comes later.
  private func take(_ name: String, _ value: String, _ found: inout ArticleDraft) {
    guard let field = fields.headerNames[name], !value.isEmpty, found[field] == nil else { return }
    found[field] = Array(value.utf8)
  }
  private func add(_ item: String, to field: ArticleField, _ found: inout ArticleDraft) {
    let before = found[field].map { String(decoding: $0, as: UTF8.self) + ", " } ?? ""
    found[field] = Array((before + item).utf8)
  }

  /// `key = "value"` or `key = ["value", "value"]` of TOML, where a list may have several lines. False for one
  /// that does not end yet.
  private func readAssignment(_ text: String, _ found: inout ArticleDraft) -> Bool {
    guard let sign = text.firstIndex(of: "=") else { return true }
    let name = text[..<sign].filter { !$0.isWhitespace }.lowercased()
    let given = text[text.index(after: sign)...].drop { $0 == " " || $0 == "\t" }
    guard let value = TOMLValue(given) else {
      return !["[", "\"\"\"", "'''"].contains(where: given.hasPrefix)
    }
    take(name, value.texts.joined(separator: ", "), &found)
    return true
  }

  private mutating func readHeaderLines(_ text: TextLines) {
    var found = ArticleDraft()
    var index = 0
    // Behind the last that is known.
    var known = 0
    while index < text.lines.count, index == 0 || !text.lines[index].opensBlock,
      let (name, value) = Self.pair(text, text.lines[index])
    {
      index += 1
      guard let field = fields.headerNames[name] else { continue }
      if !value.isEmpty, found[field] == nil { found[field] = Array(value.utf8) }
      known = known == index - 1 ? index : known
    }
    let endsInBlankLine = index < text.lines.count && text.lines[index].opensBlock
    // Programs write fields of their own among them, below a headline and above a blank line.
    if !endsInBlankLine || found[.headline] == nil { index = known }
    guard index > 0, known > 0 else { return }
    let opensText = index < text.lines.count && text.lines[index].opensBlock
    guard opensText || index > 1 || found[.headline] != nil else { return }
    draft = found
    count = index
  }

  /// `Key: value`, the key in small letters; nil when the line is none. A key has one to three
  /// words' length: "He said: …" is text.
  private static func pair(
    _ text: TextLines, _ line: TextLines.Line
  ) -> (name: String, value: String)? {
    guard let colon = text.bytes[line.range].prefix(33).firstIndex(of: 0x3A) else { return nil }
    let name = String(decoding: text.bytes[line.range.lowerBound..<colon], as: UTF8.self)
    guard !name.isEmpty,
      name.unicodeScalars.allSatisfy({
        $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" || $0 == "-"
      })
    else { return nil }
    let value = String(decoding: text.bytes[(colon + 1)..<line.range.upperBound], as: UTF8.self)
    guard value.isEmpty || value.first == " " || value.first == "\t" else { return nil }
    let key = name.lowercased()
    // `Embargo: EU discusses oil` is a headline.
    if Self.embargoes.contains(key), !EmbargoNotice.isTime(value) { return nil }
    return (key, unquoted(value))
  }

  private static let embargoes: Set<String> = ["embargo", "embargoed", "sperrfrist"]

  /// Without quotes, the brackets of an inline list, and those of a link between notes (`[[Ada Berg]]`).
  private static func unquoted(_ value: some StringProtocol) -> String {
    var text = Substring(value).drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
    for (open, close) in [("[[", "]]"), ("\"", "\""), ("'", "'"), ("[", "]")]
    where text.count >= 2 * open.count && text.hasPrefix(open) && text.hasSuffix(close) {
      let inner = text.dropFirst(open.count).dropLast(open.count)
      if inner.hasPrefix("[[") { return unquoted(inner) }
      if open == "\"" { return String(inner).replacing("\\\"", with: "\"") }
      // `[[Ada Berg|Ada]]`
      return String(open == "[[" && !inner.contains("[") ? inner.prefix { $0 != "|" } : inner)
    }
    return String(text)
  }
}
