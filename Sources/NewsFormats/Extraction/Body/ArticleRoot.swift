/// The element that holds the article: the smallest that holds most of the page's prose.
struct ArticleRoot {
  /// Holds nearly all prose: sections of a long article stand beside each other in it.
  private(set) var wide = 0
  /// Where prose is densest: `wide` or inside it.
  private(set) var narrow = 0

  /// Going down from the body, a child is the new root while it holds this share of its parent's
  /// prose, in per cent. Flat: 85–99 and 60–80 move no F1 by more than 0.003 (decision 14).
  private static let wideShare = 95
  private static let narrowShare = 70
  /// An element whose class says that it is the text is believed when it holds this share of the
  /// page's prose; comments and teasers may be the rest. Flat: 25–60 move F1 by 0.008 on one corpus.
  private static let namedShare = 25
  /// Their children do not stand for themselves.
  private static let indivisible: Set<HTMLTag> = [.p, .ul, .ol, .table, .blockquote, .dl]

  /// `blocks` comes without what was pruned; when it has no prose, the root is the document.
  init(_ tree: HTMLTree, blocks: [PageBlock], hints: [ElementHint]) {
    let prose = tree.prose(blocks)
    guard prose[0] > 0 else { return }
    wide = Self.descend(tree, prose, from: 0, percent: Self.wideShare)
    narrow = Self.descend(tree, prose, from: wide, percent: Self.narrowShare)
    // The richest, and of equals the outermost: it stands first.
    var named = 0
    for node in hints.indices.dropFirst()
    where hints[node].contains(.body) && prose[node] * 100 >= prose[0] * Self.namedShare {
      if named == 0 || prose[node] > prose[named] { named = node }
    }
    if named > 0 {
      narrow = Self.around(named, tree, prose: prose, hints: hints)
      wide = narrow
    }
  }

  /// A text in several elements of one class (between adverts): what holds them all.
  private static func around(
    _ named: Int, _ tree: HTMLTree, prose: [Int], hints: [ElementHint]
  ) -> Int {
    guard let name = tree.value(.class, of: named) else { return named }
    var root = named
    for node in hints.indices
    where hints[node].contains(.body) && prose[node] > 0 && !tree.contains(root, node)
      && tree.value(.class, of: node) == name
    {
      while !tree.contains(root, node) { root = tree.parent(root) }
    }
    // Apart as far as the page is wide they are other articles.
    return [.body, .html, .main].contains(tree.tag(root)) || root == 0 ? named : root
  }

  private static func descend(_ tree: HTMLTree, _ prose: [Int], from: Int, percent: Int) -> Int {
    var node = from
    while true {
      var richest = node
      var child = node + 1
      while child < tree.end(node) {
        if richest == node || prose[child] > prose[richest] { richest = child }
        child = tree.end(child)
      }
      guard richest > node, prose[richest] * 100 >= prose[node] * percent,
        !indivisible.contains(tree.tag(richest))
      else { return node }
      node = richest
    }
  }
}

extension HTMLTree {
  /// Letters of prose in each node's subtree, links aside.
  func prose(_ blocks: [PageBlock]) -> [Int] {
    var prose = [Int](repeating: 0, count: count)
    for block in blocks where block.isProse {
      prose[block.container] += block.letters - block.linkLetters
    }
    for node in stride(from: count - 1, to: 0, by: -1) { prose[parent(node)] += prose[node] }
    return prose
  }
}
