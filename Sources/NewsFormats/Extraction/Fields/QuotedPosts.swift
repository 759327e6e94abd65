/// What a page's text shows of others: its day and name are not the article's.
enum QuotedPosts {
  /// A post of another house, or a picture with its caption, shown in this one's text: its day and name are not the article's.
  static func isQuoted(_ node: Int, _ tree: HTMLTree, _ hint: ElementHint) -> Bool {
    switch tree.tag(node) {
    case .blockquote: true
    // One with a heading is a headline over a picture.
    case .figcaption: !(node..<tree.end(node)).contains { tree.tag($0).isHeading }
    case .aside: hint.contains(.around)
    case .div, .section, .figure, .p, .li, .span: hint.contains(.quoted)
    default: false
    }
  }

  /// A teaser of another article: an element with a link that calls itself one, or an `<article>`, and holds
  /// nothing of `own`, which are places of this article's headline and text.
  static func isTeaser(_ node: Int, _ tree: HTMLTree, _ hint: ElementHint, own: [Int]) -> Bool {
    guard tree.tag(node) == .article || hint.contains(.linked) else { return false }
    return !own.contains { tree.contains(node, $0) }
      && (node..<tree.end(node)).contains {
        tree.has(.href, $0) || tree.tag(node) == .article && headings.contains(tree.tag($0))
      }
  }
  private static let headings: Set<HTMLTag> = [.h2, .h3, .h4, .h5, .h6]

  /// A box of other articles: its names are not this one's either.
  static func isBox(_ node: Int, _ tree: HTMLTree, _ hint: ElementHint, own: [Int]) -> Bool {
    hint.contains(.around) && !own.contains { tree.contains(node, $0) }
      && (node..<tree.end(node)).contains { tree.tag($0) == .article }
  }

  /// The paragraphs that stand in no such element.
  static func without(
    _ blocks: [PageBlock], _ tree: HTMLTree, _ isOther: (Int) -> Bool
  ) -> [PageBlock] {
    var others: [Range<Int>] = []
    var node = 1
    while node < tree.count {
      let isOther = !tree.isText(node) && isOther(node)
      if isOther { others.append(node..<tree.end(node)) }
      node = isOther ? tree.end(node) : node + 1
    }
    if others.isEmpty { return blocks }
    var index = 0
    return blocks.filter { block in
      while index < others.count, others[index].upperBound <= block.nodes.lowerBound { index += 1 }
      return index == others.count || !others[index].contains(block.nodes.lowerBound)
    }
  }
}
