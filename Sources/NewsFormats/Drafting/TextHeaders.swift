/// What stands before the text of a plain text or Markdown file and names its fields.
///
/// Front matter: a line `---`, lines `key: value` (also `- item`, `# comment`, blank), a line `---`
/// or `...`, within the first 100 lines. Header lines: the first lines of the file as `Headline: …`,
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
    readHeaderLines(text)
  }

  private mutating func readFrontMatter(_ text: TextLines) -> Bool {
    guard let first = text.lines.first, text.bytes[first.range].elementsEqual("---".utf8) else {
      return false
    }
    var found = ArticleDraft()
    var last: ArticleField?
    for (index, line) in text.lines.prefix(Self.frontMatterLines).enumerated().dropFirst() {
      let words = text.text(line)
      if words == "---" || words == "..." {
        draft = found
        count = index + 1
        return true
      }
      if words.hasPrefix("#") { continue }
      if words.hasPrefix("- ") {
        if let last {
          let before = found[last].map { String(decoding: $0, as: UTF8.self) + ", " } ?? ""
          found[last] = Array((before + Self.unquoted(words.dropFirst(2))).utf8)
        }
        continue
      }
      guard let (name, value) = Self.pair(text, line) else { return false }
      last = fields.headerNames[name]
      // The first one counts: a nested key of the same name comes later.
      if let last, !value.isEmpty, found[last] == nil { found[last] = Array(value.utf8) }
    }
    return false
  }

  private mutating func readHeaderLines(_ text: TextLines) {
    var found = ArticleDraft()
    var index = 0
    while index < text.lines.count, index == 0 || !text.lines[index].opensBlock,
      let (name, value) = Self.pair(text, text.lines[index]),
      let field = fields.headerNames[name]
    {
      if !value.isEmpty, found[field] == nil { found[field] = Array(value.utf8) }
      index += 1
    }
    let endsInBlankLine = index < text.lines.count && text.lines[index].opensBlock
    guard index > 0, endsInBlankLine || index > 1 || found[.headline] != nil else { return }
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
    return (name.lowercased(), unquoted(value))
  }

  /// Without YAML's quotes and the brackets of an inline list.
  private static func unquoted(_ value: some StringProtocol) -> String {
    var text = Substring(value).drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
    for (open, close) in [("\"", "\""), ("'", "'"), ("[", "]")]
    where text.count >= 2 && text.hasPrefix(open) && text.hasSuffix(close) {
      return String(text.dropFirst().dropLast())
    }
    return String(text)
  }
}
