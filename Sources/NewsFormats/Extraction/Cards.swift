/// Teasers of other articles: small elements that open with a linked line, with brothers like them.
enum Cards {
  static func drop(_ tree: HTMLTree, blocks: [PageBlock], from dropped: inout [Bool]) {
    // First and last block of each element, letters.
    var first = [Int32](repeating: -1, count: tree.count)
    var letters = [Int32](repeating: 0, count: tree.count)
    for (index, block) in blocks.enumerated() {
      var node = block.container
      while node > 0 {
        if first[node] < 0 { first[node] = Int32(index) }
        letters[node] += Int32(block.letters)
        node = tree.parent(node)
      }
    }
    func isCard(_ node: Int) -> Bool {
      guard [.li, .article, .div, .section, .td, .tr, .dl].contains(tree.tag(node)), first[node] >= 0,
        Int(letters[node]) <= Tuning.card
      else { return false }
      let block = blocks[Int(first[node])]
      return block.isLinked(90) && !block.measure.endsSentence && (block.letters >= 15) && Int(letters[node]) > block.letters
    }
    var node = 1
    while node < tree.count {
      if !dropped[node], !tree.isText(node), !isCard(node) {
        let cards = tree.children(of: node).filter { !dropped[$0] && isCard($0) }
        if cards.count >= Tuning.cards { for card in cards { dropped[card] = true } }
      }
      node += 1
    }
  }
}
