/// The element that holds the article: the smallest that holds most of the page's prose.
struct ArticleRoot {
  /// Nearly all of the page's prose.
  var wide: Int
  /// Where it is densest, inside `wide`.
  var narrow: Int

  init(_ tree: HTMLTree, blocks: [PageBlock], hints: [ElementHint]) {
    var prose = [Int](repeating: 0, count: tree.count)
    for block in blocks where block.isProse {
      prose[block.container] += block.letters - block.linkLetters
    }
    for node in stride(from: tree.count - 1, to: 0, by: -1) {
      prose[tree.parent(node)] += prose[node]
    }
    let all = prose[0]
    wide = 0
    narrow = 0
    if all == 0 { return }
    var best = -1
    for node in 1..<tree.count where hints[node].contains(.body) && prose[node] * 100 >= all * Tuning.body {
      if best < 0 || prose[node] > prose[best] { best = node }
    }
    wide = Self.descend(tree, prose, from: 0, percent: Tuning.wide)
    narrow = Self.descend(tree, prose, from: wide, percent: Tuning.narrow)
    if best >= 0 {
      narrow = best
      if Tuning.bodyWide == 0 || wide > best || tree.end(wide) < tree.end(best) { wide = best }
    }
  }

  private static let indivisible: Set<HTMLTag> = [.p, .ul, .ol, .table, .blockquote, .dl]

  private static func descend(_ tree: HTMLTree, _ prose: [Int], from: Int, percent: Int) -> Int {
    var node = from
    while true {
      var richest = -1
      var child = node + 1
      while child < tree.end(node) {
        if richest < 0 || prose[child] > prose[richest] { richest = child }
        child = tree.end(child)
      }
      guard richest > 0, prose[richest] * 100 >= prose[node] * percent,
        !indivisible.contains(tree.tag(richest))
      else { return node }
      node = richest
    }
  }
}
