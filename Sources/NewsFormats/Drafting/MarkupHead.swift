import NewsModel

/// The head of a text in a markup that names its title, author and day in a way of its own.
///
/// - Pandoc: `% Title`, `% Ada Berg; Bo Lind`, `% November 22, 2026`, each in its line
/// - Org: `#+TITLE: …`, `#+AUTHOR: …`; Nikola's reStructuredText: `.. title: …`, `.. author: …`
/// - AsciiDoc: `= Title`, then `Ada Berg <ada@quay.example>`, a day or a version with one, `:name: value`
struct MarkupHead {
  private(set) var draft = ArticleDraft()
  /// Lines of the text that it takes up; 0 for none.
  private(set) var count = 0
  private let text: TextLines
  private static let mostLines = 40

  /// - Parameters:
  ///   - text: the whole.
  ///   - names: of fields, in small letters.
  init(_ text: TextLines, names: [String: ArticleField]) {
    self.text = text
    guard let first = text.lines.first.map(text.text) else { return }
    if first.hasPrefix("% ") {
      readPandoc()
    } else if first.hasPrefix("#+") {
      readFields(behind: "#+", names)
    } else if first.hasPrefix(".. ") {
      readFields(behind: ".. ", names)
    } else if first.hasPrefix("= ") {
      readAsciiDoc(names)
    }
  }

  private func line(_ index: Int) -> String? {
    index < text.lines.count ? text.text(text.lines[index]) : nil
  }
  private func opensBlock(_ index: Int) -> Bool { text.lines[index].opensBlock }

  private mutating func readPandoc() {
    for field in [ArticleField.headline, .byline, .published] {
      guard let line = line(count), line.hasPrefix("%"), count == 0 || !opensBlock(count) else {
        return
      }
      let value = line.dropFirst().drop { $0 == " " }
      if !value.isEmpty { draft[field] = Array(value.replacing("; ", with: ", ").utf8) }
      count += 1
    }
  }

  /// Nothing is one without a title.
  private mutating func readFields(behind mark: String, _ names: [String: ArticleField]) {
    var found = ArticleDraft()
    var index = 0
    while index < Self.mostLines, let line = line(index), line.hasPrefix(mark) {
      if let (name, value) = Self.pair(line.dropFirst(mark.count)), let field = names[name],
        found[field] == nil
      {
        found[field] = Array(value.utf8)
      }
      index += 1
    }
    guard found[.headline] != nil else { return }
    (draft, count) = (found, index)
  }

  private mutating func readAsciiDoc(_ names: [String: ArticleField]) {
    draft[.headline] = line(0).map { Array($0.dropFirst(2).utf8) }
    count = 1
    while count < Self.mostLines, let line = line(count), !opensBlock(count) {
      if line.first == ":" {
        if let (name, value) = Self.pair(line.dropFirst()), let field = names[name] {
          draft[field] = Array(value.utf8)
        }
      } else if let day = WrittenDate.first(in: line) {
        draft[.published] = Array(day.rfc3339.utf8)
      } else if count == 1 {
        draft[.byline] = Array(Self.people(line).utf8)
      }
      count += 1
    }
  }

  private static func pair(_ text: Substring) -> (name: String, value: Substring)? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let value = text[text.index(after: colon)...].drop { $0 == " " }
    return value.isEmpty ? nil : (text[..<colon].lowercased(), value)
  }

  /// `Ada Berg <ada@quay.example>; Bo Lind`
  private static func people(_ line: String) -> String {
    line.split(separator: ";").map { person in
      String(person.prefix { $0 != "<" }.split(separator: " ").joined(separator: " "))
    }.joined(separator: ", ")
  }
}
