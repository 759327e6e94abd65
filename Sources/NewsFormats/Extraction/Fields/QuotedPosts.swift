/// What a page's text shows of others: its day and name are not the article's.
enum QuotedPosts {
  /// A post of another house, shown in this one's text: its day and name are not the article's.
  static func isQuoted(_ node: Int, _ tree: HTMLTree, _ hint: ElementHint) -> Bool {
    switch tree.tag(node) {
    case .blockquote: true
    case .aside: hint.contains(.around)
    case .div, .section, .figure, .p, .li, .span: hint.contains(.quoted)
    default: false
    }
  }
  /// The paragraphs that are not quoted.
  static func own(
    _ blocks: [PageBlock], _ tree: HTMLTree, _ hints: [ElementHint]
  ) -> [PageBlock] {
    var quoted: [Range<Int>] = []
    var node = 1
    while node < tree.count {
      let isOther = !tree.isText(node) && isQuoted(node, tree, hints[node])
      if isOther { quoted.append(node..<tree.end(node)) }
      node = isOther ? tree.end(node) : node + 1
    }
    if quoted.isEmpty { return blocks }
    var index = 0
    return blocks.filter { block in
      while index < quoted.count, quoted[index].upperBound <= block.nodes.lowerBound { index += 1 }
      return index == quoted.count || !quoted[index].contains(block.nodes.lowerBound)
    }
  }
}
