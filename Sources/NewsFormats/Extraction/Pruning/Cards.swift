/// Teasers of other articles: small elements that open with a linked line and go on with more, and
/// have brothers like them.
enum Cards {
  /// Letters of a card at most; 300–600 give the same.
  private static let mostLetters = 400
  /// Cards side by side at least: two may be links of the text.
  private static let fewest = 3
  private static let shortestLine = 15

  /// `blocks` comes without the dropped.
  static func drop(_ tree: HTMLTree, blocks: [PageBlock], from dropped: inout [Bool]) {
    let isCard = cards(tree, blocks)
    var count = [Int32](repeating: 0, count: tree.count)
    for node in 1..<max(tree.count, 1) where isCard[node] && !dropped[node] {
      count[tree.parent(node)] += 1
    }
    for node in 1..<max(tree.count, 1) where isCard[node] {
      let parent = tree.parent(node)
      if count[parent] >= fewest, !isCard[parent] { dropped[node] = true }
    }
  }

  private static func cards(_ tree: HTMLTree, _ blocks: [PageBlock]) -> [Bool] {
    var opening = [Int32](repeating: -1, count: tree.count)
    var letters = [Int](repeating: 0, count: tree.count)
    for (index, block) in blocks.enumerated() {
      if opening[block.container] < 0 { opening[block.container] = Int32(index) }
      letters[block.container] += block.letters
    }
    // The children of a node come after it, the later first: the earliest paragraph wins.
    for node in stride(from: tree.count - 1, to: 0, by: -1) where opening[node] >= 0 {
      let parent = tree.parent(node)
      letters[parent] += letters[node]
      if opening[parent] < 0 || opening[node] < opening[parent] { opening[parent] = opening[node] }
    }
    return (0..<tree.count).map { node in
      guard kinds[Int(tree.tag(node).rawValue)], opening[node] >= 0, letters[node] <= mostLetters
      else {
        return false
      }
      let line = blocks[Int(opening[node])]
      return line.isLinked(90) && !line.measure.endsSentence && line.letters >= shortestLine
        && letters[node] > line.letters
    }
  }
  private static let kinds = HTMLTag.flags([.li, .article, .div, .section, .td, .tr, .dl])
}
