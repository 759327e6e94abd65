package import NewsBytes
import NewsModel
package import NewsStore

/// Two articles side by side: what they share, and what only one has.
package struct Difference {
  private let first: ArticleRow
  private let second: ArticleRow
  private let comparison: Comparison
  private let between: PairLinks

  /// - Parameters:
  ///   - first: an article.
  ///   - second: another one.
  ///   - store: where they are.
  /// - Throws: `StoreFailure`.
  package init(
    _ first: StoreReader.Exported, _ second: StoreReader.Exported, in store: StoreReader
  ) throws(StoreFailure) {
    self.first = first.record
    self.second = second.record
    comparison = Comparison(first.record.article, second.record.article)
    between = try PairLinks(first, second.record.id, in: store)
  }

  package var json: JSONValue {
    .object([
      ("id", .init(first.id.rawValue)), ("other", .init(second.id.rawValue)),
      ("same_group", .bool(first.group == second.group)), ("pieces", comparison.diffJSON),
      ("comparison", comparison.json), ("links", between.json),
    ])
  }

  package var lines: [String] {
    // Joined: of two texts without a word there is still the line between heads and facts.
    [
      "--- \(title(first))", "+++ \(title(second))", comparison.diffLines.joined(separator: "\n"),
      "",
    ]
      + comparison.sentences.filter { !$0.hasPrefix("    ") } + between.lines
  }

  private func title(_ record: ArticleRow) -> String {
    "\(record.id.rawValue) \(shown(record.source, cells: 60)): "
      + shown(record.article.headline, cells: 100)
  }
}
