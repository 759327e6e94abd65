/// Which elements of a page are not its article's, before anything is known of the article.
struct Pruning {
  private(set) var dropped: [Bool]
  private(set) var hints: [ElementHint]
  /// All paragraphs that are shown.
  private(set) var shown: [PageBlock] = []
  private let tree: HTMLTree

  init(_ tree: HTMLTree) {
    self.tree = tree
    dropped = Array(repeating: false, count: tree.count)
    hints = Array(repeating: [], count: tree.count)
    dropHidden()
    dropAround()
  }

  private mutating func dropHidden() {
    for node in 1..<max(tree.count, 1) {
      let tag = tree.tag(node)
      if tag == .text { continue }
      hints[node] = ElementHint.of(node, in: tree)
      dropped[node] = tag.isHidden || isHidden(node)
    }
  }

  private func isHidden(_ node: Int) -> Bool {
    if tree.value(.hidden, of: node) != nil { return true }
    guard let style = tree.value(.style, of: node) else { return false }
    let plain = style.filter { $0 > 0x20 }
    return plain.starts(with: "display:none".utf8)
      || String(decoding: plain, as: UTF8.self).contains("display:none")
  }

  /// Nodes that hold the headline or say that they hold the text.
  private func keepers() -> [Bool] {
    var keeps = Array(repeating: false, count: tree.count)
    for node in stride(from: tree.count - 1, to: 0, by: -1) where !dropped[node] {
      if tree.tag(node) == .h1 || hints[node].contains(.body) || keeps[node] {
        keeps[node] = true
        keeps[tree.parent(node)] = true
      }
    }
    return keeps
  }

  private mutating func proseByNode() -> [Int32] {
    var prose = [Int32](repeating: 0, count: tree.count)
    shown = PageBlocks.of(tree, dropped: dropped)
    for block in shown where block.isProse {
      prose[block.container] += Int32(block.letters - block.linkLetters)
    }
    for node in stride(from: tree.count - 1, to: 0, by: -1) {
      prose[tree.parent(node)] += prose[node]
    }
    return prose
  }

  private func hasLink(_ node: Int) -> Bool {
    (node..<tree.end(node)).contains { tree.tag($0) == .a } 
  }

  private mutating func dropAround() {
    let keeps = keepers()
    let letters = proseByNode()
    let all = Int(letters[0])
    var node = 1
    while node < tree.count {
      let tag = tree.tag(node)
      if dropped[node] {
        node = tree.end(node)
        continue
      }
      if tag != .text, tag != .body, tag != .html {
        let share = Int(letters[node]) * 100
        let hint = hints[node]
        let keeps = keeps[node] && (tag == .article || share > all * 10)
        if [.nav, .footer, .aside, .menu, .search].contains(tag) && share <= all * Tuning.tagShare
          || !keeps && hint.contains(.around) && share <= all * Tuning.aroundShare
          || !keeps && hint.contains(.linked) && share <= all * Tuning.aroundShare && (hasLink(node) || tree.tag(tree.parent(node)) == .a)
          || !keeps && hint.contains(.comments) && share <= all * Tuning.commentShare
          || !keeps && hint.contains(.hidden) && share <= all * Tuning.aroundShare
          || !keeps && hint.contains(.meta) && share <= all * Tuning.metaShare && (tag.isBlock || tree.tag(tree.parent(node)) != .p)
          || tag == .form && share <= all * Tuning.aroundShare
          || tag == .figcaption
        {
          dropped[node] = true
          node = tree.end(node)
          continue
        }
      }
      node += 1
    }
  }
}
