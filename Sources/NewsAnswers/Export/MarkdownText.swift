import NewsLinux
import NewsModel
import NewsStore

/// Articles as CommonMark: a heading, a line of facts, paragraphs.
enum MarkdownText {
  static func article(_ record: ArticleRow) -> String {
    let article = record.article
    let of = record.of.map { " of \($0.rawValue)" } ?? ""
    let facts = [
      escaped(record.source), article.byline.map(escaped),
      escaped((article.published ?? record.received).rfc3339),
      escaped("article \(record.id.rawValue), \(record.verdict.rawValue)\(of)"),
      "S\(record.story.rawValue)", article.url.map(link),
    ]
    return
      (["## " + escaped(article.headline), facts.compactMap(\.self).joined(separator: " · ")]
      + article.body.split(separator: "\n").map(escaped)).joined(separator: "\n\n") + "\n"
  }

  /// CommonMark 0.31, section 2.4: punctuation behind a backslash is itself. A paragraph's beginning (`12.`, `-`)
  /// is told by punctuation, too.
  private static func escaped(_ text: some StringProtocol) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if marks.contains(scalar) { out.append("\\") }
      // Four blanks at the beginning would make it code, and control characters have no place in it.
      if out.isEmpty, scalar == " " || scalar == "\t" { continue }
      out.append(scalar.value < 0x20 ? " " : scalar)
    }
    return String(out)
  }

  private static let marks = Set("\\`*_{}[]<>()#+-.!|~&=:\"'$^@/".unicodeScalars)
    .subtracting("'\"/,;:$^@".unicodeScalars)

  /// An address between angle brackets: an autolink, if nothing in it ends one.
  private static func link(_ url: String) -> String {
    url.unicodeScalars.contains { "<> \n\\".unicodeScalars.contains($0) }
      ? escaped(url) : "<\(url)>"
  }
}
