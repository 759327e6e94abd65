package import NewsBytes
import NewsLinux
package import NewsModel
package import NewsStore

extension ArticlePage {
  /// One article that a search has found.
  package struct Found {
    private let record: ArticleRow
    private let snippet: String?
    private let now: Timestamp

    /// - Parameters:
    ///   - record: the article.
    ///   - snippet: words of it, with hits between `SearchIndex.Probe.marks`; nil where none are shown.
    ///   - now: an embargo that ends later is in force.
    package init(_ record: ArticleRow, snippet: String?, now: Timestamp = .now()) {
      self.record = record
      self.snippet = snippet
      self.now = now
    }

    package var text: String {
      let line = Screen.current.line(
        "\(record.id.rawValue)  \(minute(record.article.published ?? record.received))  "
          + "\(shown(record.source, cells: 40)): ", record.article.headline,
        "  (S\(record.story.rawValue))" + (record.statusMark(at: now).map { "  [\($0)]" } ?? ""),
        cells: 100)
      return pieces.isEmpty
        ? line : line + "\n" + Screen.current.line("    ", plain(hit: { "[\($0)]" }), cells: 300)
    }

    package var json: JSONValue {
      .object([
        ("id", .init(record.id.rawValue)), ("story", .init(record.story.rawValue)),
        ("headline", .string(record.article.headline)), ("source", .string(record.source)),
        ("published", .init(record.article.published)), ("received", .init(record.received)),
        ("verdict", .string(record.verdict.rawValue)),
        ("status", .string(record.status(at: now).rawValue)),
        ("language", .init(record.article.language)),
        ("snippet", snippet == nil ? .null : .string(plain(hit: { $0 }))),
        ("hits", .array(pieces.filter(\.isHit).map { .string($0.text) })),
      ])
    }

    private func plain(hit: (String) -> String) -> String {
      pieces.map { $0.isHit ? hit($0.text) : $0.text }.joined()
    }

    /// Line feeds of paragraphs become blanks.
    private var pieces: [(text: String, isHit: Bool)] {
      guard let snippet else { return [] }
      let (begin, end) = SearchIndex.Probe.marks
      let parts = snippet.replacing("\n", with: " ").split(
        separator: begin, omittingEmptySubsequences: false)
      return parts.enumerated().flatMap { index, part -> [(text: String, isHit: Bool)] in
        let halves = part.split(separator: end, maxSplits: 1, omittingEmptySubsequences: false)
        if index == 0 || halves.count < 2 { return [(String(part), false)] }
        return [(String(halves[0]), true), (String(halves[1]), false)]
      }.filter { !$0.text.isEmpty }
    }
  }
}
