/// Lines of a page that say by themselves who wrote it: "By Anna Muster", "Autorin: Anna Muster".
struct SignedLines {
  private enum Most {
    /// In letters.
    static let line = 100
    static let lineBelow = 60
    /// Paragraphs of the text, and lines above the headline, that are looked at.
    static let prose = 2
    static let linesAbove = 3
    static let linesBelow = 4
  }

  /// Beside the headline.
  private(set) var above: String?
  /// At the end of the text, where many houses sign.
  private(set) var below: String?

  /// Parameter from: the headline's element, or the text's.
  init(_ tree: HTMLTree, blocks: [PageBlock], from: Int, root: Int) {
    func name(_ block: PageBlock, _ longest: Int) -> String? {
      block.letters <= longest ? Byline.name(ofSignedLine: block.line(of: tree)) : nil
    }
    let start = blocks.firstIndex { $0.nodes.lowerBound >= from } ?? blocks.count
    var prose = 0
    for block in blocks[start...] {
      above = name(block, Most.line)
      if block.isProse { prose += 1 }
      if above != nil || prose > Most.prose { break }
    }
    for block in blocks[..<start].suffix(Most.linesAbove) where above == nil {
      above = name(block, Most.lineBelow)
    }
    let end = blocks.firstIndex { $0.nodes.lowerBound >= tree.end(root) } ?? blocks.count
    let last = blocks[..<end].lastIndex { $0.isProse } ?? end
    for block in blocks[max(start, min(last, end))...].prefix(Most.linesBelow) where below == nil {
      below = name(block, Most.lineBelow)
    }
  }
}
