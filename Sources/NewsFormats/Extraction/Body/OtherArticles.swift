/// Articles that stand on a page beside its own: a site that loads the next one below the first
/// saves both, and a copy of the second would be found in every page of its neighbours.
///
/// Only where the page names one of its headings in its title is any other an other's, and only an
/// element that is an article by its tag or name: a heading in the text may be an `<h1>` too.
struct OtherArticles {
  /// Elements looked at: a page of more is a list.
  private static let mostUnits = 64

  private struct Unit {
    var element: Int
    var headline: String
  }

  private let tree: HTMLTree
  private let hints: [ElementHint]
  private let dropped: [Bool]

  static func drop(
    _ tree: HTMLTree, identity: PageIdentity, hints: [ElementHint], from dropped: inout [Bool]
  ) {
    let units = OtherArticles(tree: tree, hints: hints, dropped: dropped).units()
    guard units.count > 1 else { return }
    let prose = tree.prose(PageBlocks.of(tree, dropped: dropped))
    let isNamed = units.map { identity.names($0.headline) }
    let known = units.indices.filter { prose[units[$0].element] > 0 }
    guard known.contains(where: { isNamed[$0] }) else { return }
    for index in known where !isNamed[index] { dropped[units[index].element] = true }
  }

  /// Elements that are articles, the outer of two, with the first heading in each.
  private func units() -> [Unit] {
    var found: [Unit] = []
    var node = 1
    while node < tree.count, found.count < Self.mostUnits {
      if dropped[node] {
        node = tree.end(node)
      } else if isArticle(node), let heading = heading(in: node) {
        found.append(Unit(element: node, headline: tree.line(of: heading, limit: 400)))
        node = tree.end(node)
      } else {
        node += 1
      }
    }
    return found
  }

  private func isArticle(_ node: Int) -> Bool {
    switch tree.tag(node) {
    case .article: true
    case .div, .section, .main: hints[node].contains(.article)
    default: false
    }
  }

  /// Of an element with several `<h1>` none: it is a list of articles, or the page.
  private func heading(in element: Int) -> Int? {
    var first: Int?
    var chief: Int?
    for node in element..<tree.end(element) {
      if tree.tag(node) == .h1 {
        if chief != nil { return nil }
        chief = node
      } else if tree.tag(node) == .h2, first == nil {
        first = node
      }
    }
    return chief ?? first
  }
}
