import NewsModel

/// Days that are written in lines of a page, by how likely they are the article's.
struct DateLines {
  /// Longer lines are sentences about a day. In letters.
  private enum Longest {
    static let nearby = 120
    static let above = 60
    static let distant = 160
  }
  /// A text may have a lede and a summary before the paragraph that is dated.
  private static let datedParagraphs = 3

  private let tree: HTMLTree
  /// Without teasers. Beside the headline they may be the article's own: of 387 labelled pages one day was
  /// lost there, and none won.
  private let distantBlocks: [PageBlock]
  private let above: ArraySlice<PageBlock>
  /// From the headline to the end of the root, the headline aside: a day in it is what the article
  /// is about.
  private let below: [PageBlock]

  private let notation: DateNotation

  /// `blocks` comes without what is quoted from elsewhere, `distant` without teasers, too; `headline` is
  /// its element.
  init(
    _ tree: HTMLTree, blocks: [PageBlock], distant: [PageBlock], headline: Int?, root: Int,
    notation: DateNotation
  ) {
    self.tree = tree
    distantBlocks = distant
    self.notation = notation
    let start = headline ?? max(0, root)
    let first = blocks.firstIndex { $0.nodes.lowerBound >= start } ?? blocks.count
    above = blocks[..<first].suffix(3)
    below = blocks[first...].filter { block in
      block.nodes.lowerBound < tree.end(root)
        && headline.map { tree.contains($0, block.nodes.lowerBound) } != true
    }
  }

  /// The text's first words: `29.11.2026 – `, `(21. November 2026) `.
  var dateline: Timestamp? { first(WrittenDate.opening) }
  /// The same behind the name of a place: `Skerry, 22 November 2026 – `. Reports from the past open so, too.
  var placedDateline: Timestamp? { first(WrittenDate.openingBehindPlace) }

  private func first(_ opening: (String) -> Timestamp?) -> Timestamp? {
    for block in below.lazy.filter(\.isProse).prefix(Self.datedParagraphs) {
      if let day = opening(block.line(of: tree)) { return day }
    }
    return nil
  }

  /// A line between headline and text, or just above the headline.
  var nearby: Timestamp? {
    var prose = 0
    for block in below {
      // Bylines with a time (`11:08 a.m.`) look like sentences.
      if let day = day(block, Longest.nearby) { return day }
      if block.isProse { prose += 1 }
      if prose > 1 { break }
    }
    for block in above.reversed() {
      if let day = day(block, Longest.above) { return day }
    }
    return nil
  }

  /// A line anywhere else, but for teasers of other articles.
  var distant: Timestamp? {
    for block in distantBlocks where !block.isProse {
      if let day = day(block, Longest.distant) { return day }
    }
    return nil
  }

  private func day(_ block: PageBlock, _ longest: Int) -> Timestamp? {
    guard block.letters <= longest else { return nil }
    let line = block.line(of: tree)
    // Labels are looked for in lines with a day only: they are few.
    guard WrittenDate.first(in: line, notation: notation) != nil else { return nil }
    return WrittenDate.first(in: DatedLine.published(line), notation: notation)
  }
}

extension PageBlock {
  /// Its text with what was dropped, at most 600 bytes: for dates and names around the article.
  func line(of tree: HTMLTree) -> String {
    var bytes: [UInt8] = []
    for node in nodes where tree.isText(node) && bytes.count < 600 {
      bytes += tree.text(node).prefix(600)
      bytes.append(0x20)
    }
    return String(decoding: bytes.prefix(600), as: UTF8.self)
  }
}
