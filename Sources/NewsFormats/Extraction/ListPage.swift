/// What a page of a crawl is when it is no article but leads to some. Crawls bring them with every article, and each day
/// anew.
///
/// Its address tells it, and only where nothing on the page says that it is an article: a site's root, a word for lists
/// (`/tag/harbour`), a day's archive (`/2026/11/`), or a short path below which three headings and more are links.
///
/// Measured: of 682 pages of articles with their addresses (the given halves of three corpora) and 480 posts of eight generators
/// and themes 1,156 are kept, 0.995; the six are front pages of sites and sections. Of 308 home, section, tag, author and archive
/// pages 280 are told, and the others hold no text: none is stored. Three linked headings alone would cost 179 of the 682, and 29 where nothing
/// says "article".
enum ListPage: String {
  case home = "a home page"
  case list = "a list of articles"

  /// Nil for what may be an article.
  ///
  /// - Parameters:
  ///   - tree: the page's elements.
  ///   - address: where the crawler found it.
  init?(_ tree: HTMLTree, at address: String) {
    guard let path = ListAddress(address), Self.leads(tree), !Self.saysArticle(tree) else {
      return nil
    }
    switch path {
    case .root: self = .home
    case .list: self = .list
    case .short:
      guard Self.hasLinkedHeadings(tree) else { return nil }
      self = .list
    }
  }

  /// What the page says of itself where it is shared, or to search engines.
  private static func saysArticle(_ tree: HTMLTree) -> Bool {
    let head = PageHead(tree)
    if head.meta(["og:type"])?.lowercased() == "article" { return true }
    if head.meta(["article:published_time"]) != nil { return true }
    return head.linked.article(of: PageIdentity(head, headings: tree.headings)) != nil
  }

  /// Links to so many different places: a site of one page leads nowhere.
  private static func leads(_ tree: HTMLTree) -> Bool {
    var places: Set<[UInt8]> = []
    for node in 1..<max(tree.count, 1) where tree.tag(node) == .a {
      guard let place = tree.value(.href, of: node), place.first != 0x23 else { continue }
      places.insert(Array(place))
      if places.count == fewest { return true }
    }
    return false
  }

  private static let fewest = 3
  /// In bytes: shorter ones are names of menus.
  private static let shortest = 12

  /// Whether so many headings are links to different places.
  private static func hasLinkedHeadings(_ tree: HTMLTree) -> Bool {
    var places: Set<[UInt8]> = []
    var node = 1
    while node < tree.count, places.count < fewest {
      switch tree.tag(node) {
      case .nav, .aside, .footer: node = tree.end(node)
      case .h1, .h2, .h3, .h4:
        if let place = link(ofHeading: node, tree) { places.insert(place) }
        node = tree.end(node)
      default: node += 1
      }
    }
    return places.count == fewest
  }

  /// Where a heading leads whose words are in a link, or which stands in one.
  private static func link(ofHeading heading: Int, _ tree: HTMLTree) -> [UInt8]? {
    var (letters, linked) = (0, 0)
    var place: ArraySlice<UInt8>?
    var behindLink = heading
    for node in heading..<tree.end(heading) {
      if tree.tag(node) == .a, let target = tree.value(.href, of: node) {
        place = place ?? target
        behindLink = tree.end(node)
      } else if tree.isText(node) {
        let count = tree.text(node).count { $0 > 0x20 }
        letters += count
        if node < behindLink { linked += count }
      }
    }
    guard letters >= shortest else { return nil }
    if let place, linked * 10 >= letters * 8 { return Array(place) }
    let around = [tree.parent(heading), tree.parent(tree.parent(heading))].first {
      tree.tag($0) == .a
    }
    return around.flatMap { tree.value(.href, of: $0) }.map(Array.init)
  }
}
