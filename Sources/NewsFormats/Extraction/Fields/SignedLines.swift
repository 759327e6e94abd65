/// Lines of a page that say by themselves who wrote it: "By Anna Muster", "Autorin: Anna Muster".
struct SignedLines {
  private enum Most {
    /// In letters.
    static let line = 100
    static let lineBelow = 60
    static let label = 24
    /// Paragraphs of the text, and lines above the headline, that are looked at.
    static let prose = 2
    static let linesAbove = 3
    static let linesBelow = 4
  }

  /// Beside the headline.
  private(set) var above: String?
  /// Beside the headline, with a role and no word that says so: the last to be believed.
  private(set) var besideRole: String?
  /// At the end of the text, where many houses sign.
  private(set) var below: String?

  private let tree: HTMLTree
  private let blocks: [PageBlock]

  /// `from` is the headline's element, or the text's.
  init(_ tree: HTMLTree, blocks: [PageBlock], from: Int, root: Int) {
    self.tree = tree
    self.blocks = blocks
    let start = blocks.firstIndex { $0.nodes.lowerBound >= from } ?? blocks.count
    readAbove(start, headline: from)
    for index in max(0, start - Most.linesAbove)..<start where above == nil {
      above = name(at: index, Most.lineBelow)
    }
    let end = blocks.firstIndex { $0.nodes.lowerBound >= tree.end(root) } ?? blocks.count
    let last = blocks[..<end].lastIndex { $0.isProse } ?? end
    let behind = max(start, min(last, end))
    for index in behind..<min(blocks.count, behind + Most.linesBelow) where below == nil {
      below = name(at: index, Most.line)
    }
  }

  private mutating func readAbove(_ start: Int, headline: Int) {
    var prose = 0
    for index in start..<blocks.count {
      let block = blocks[index]
      above = name(at: index, Most.line)
      if above == nil, besideRole == nil, prose == 0, block.letters <= Most.lineBelow,
        !tree.contains(headline, block.nodes.lowerBound)
      {
        besideRole = Byline.name(besideRoleIn: block.line(of: tree))
      }
      if block.isProse { prose += 1 }
      if above != nil || prose > Most.prose { return }
    }
  }

  private func name(at index: Int, _ longest: Int) -> String? {
    let block = blocks[index]
    guard block.letters <= longest else { return nil }
    let line = block.line(of: tree)
    if let name = Byline.name(ofSignedLine: line) { return name }
    guard block.letters <= Most.label, index + 1 < blocks.count,
      blocks[index + 1].letters <= Most.lineBelow
    else { return nil }
    return Byline.name(inLine: blocks[index + 1].line(of: tree), behind: line)
  }
}
