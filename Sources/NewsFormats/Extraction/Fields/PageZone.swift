import NewsModel

/// What stands around the headline and the text on the page itself: headings, dates, names.
struct PageZone {
  /// `<h1>` to `<h3>`, down to the first paragraph of the text.
  let headings: [PageHeading]
  /// Named by a link, an attribute or a class as the article's author.
  private(set) var author: String?
  /// Named by a line under the headline.
  private(set) var signed: String?
  /// From `<time>` or an element marked as the date of publication, below the headline.
  private(set) var published: Timestamp?
  /// From an element marked so anywhere in the page.
  private(set) var publishedMarked: Timestamp?
  /// From a `<time>` anywhere else in the page.
  private(set) var publishedElsewhere: Timestamp?
  let lines: DateLines

  private let tree: HTMLTree
  private let hints: [ElementHint]

  init(_ tree: HTMLTree, hints: [ElementHint], blocks: [PageBlock], root: Int) {
    self.tree = tree
    self.hints = hints
    let textStart = blocks.first { $0.isProse && $0.container >= root }?.nodes.lowerBound
    let found = Self.headings(tree, root: root, textStart: textStart ?? tree.count)
    headings = found.headings
    lines = DateLines(tree, blocks: blocks, headline: found.node, root: root)
    let from = found.node ?? max(0, root)
    scan(from..<max(from, tree.end(root)))
    if published == nil || author == nil {
      let found = published
      scan(0..<tree.count)
      (published, publishedElsewhere) = (found, found == nil ? published : nil)
    }
    findSignedLine(blocks, from: from)
  }

  /// Node: the headline's, by rank and place.
  private static func headings(
    _ tree: HTMLTree, root: Int, textStart: Int
  ) -> (headings: [PageHeading], node: Int?) {
    var headings: [PageHeading] = []
    var headline: Int?
    for node in 1..<max(tree.count, 1) where [.h1, .h2, .h3].contains(tree.tag(node)) {
      let isFirst = tree.tag(node) == .h1
      if node >= textStart, !isFirst { continue }
      let text = tree.line(of: node, limit: 400)
      if text.isEmpty { continue }
      headings.append(
        PageHeading(
          text: text, rank: Int(tree.tag(node).rawValue - HTMLTag.h1.rawValue) + 1,
          isNearText: node >= root && node < textStart))
      if isFirst, headline == nil || node < textStart { headline = node }
    }
    return (headings, headline)
  }

  /// Elements that say date or author, outside of comments.
  private mutating func scan(_ nodes: Range<Int>) {
    var node = nodes.lowerBound
    while node < nodes.upperBound {
      if tree.isText(node) {
        node += 1
        continue
      }
      let hint = hints[node]
      if hint.contains(.comments) || tree.tag(node) == .script {
        node = tree.end(node)
        continue
      }
      takeDate(node)
      takeAuthor(node, hint)
      node += 1
    }
  }

  private mutating func takeDate(_ node: Int) {
    if published != nil, publishedMarked != nil { return }
    let isMarked = isMarkedPublished(node)
    guard isMarked || published == nil && tree.tag(node) == .time else { return }
    if tree.string(.itemprop, of: node) == "dateModified" { return }
    if let name = tree.string(.class, of: node), name.contains("updated"),
      !name.contains("published")
    {
      return
    }
    let given =
      tree.string(.datetime, of: node) ?? tree.string(.content, of: node)
      ?? tree.string(.title, of: node)
    let day =
      given.flatMap { PageDates.namesDay($0) ? PageDates.time($0) : nil }
      ?? WrittenDate.first(in: tree.line(of: node, limit: 80))
    published = published ?? day
    if isMarked { publishedMarked = publishedMarked ?? day }
  }

  /// By schema.org's property, or the class of hAtom and microformats 2.
  private func isMarkedPublished(_ node: Int) -> Bool {
    if tree.value(.itemprop, of: node)?.elementsEqual("datePublished".utf8) == true { return true }
    guard let names = tree.value(.class, of: node) else { return false }
    return names.split { $0 <= 0x20 }.contains {
      $0.elementsEqual("published".utf8) || $0.elementsEqual("dt-published".utf8)
    }
  }

  private mutating func takeAuthor(_ node: Int, _ hint: ElementHint) {
    guard author == nil else { return }
    let property = tree.string(.itemprop, of: node) ?? ""
    let isNamed = tree.string(.rel, of: node)?.contains("author") == true || property == "author"
    guard isNamed || hint.contains(.author) else { return }
    if tree.tag(node) == .meta || tree.tag(node) == .link { return }
    author = Byline.name(inLine: tree.line(of: node, limit: 240))
  }

  /// A line under the headline that begins "By" or "Von".
  private mutating func findSignedLine(_ blocks: [PageBlock], from: Int) {
    var prose = 0
    for block in blocks where block.nodes.lowerBound >= from {
      if block.letters <= 100, let name = Byline.name(ofSignedLine: block.line(of: tree)) {
        signed = name
        return
      }
      if block.isProse { prose += 1 }
      if prose > 2 { return }
    }
  }
}

extension HTMLTree {
  /// All text in an element in one line, dropped or not, at most `limit` bytes.
  fileprivate func line(of node: Int, limit: Int) -> String {
    var bytes: [UInt8] = []
    for inner in node..<end(node) where bytes.count < limit {
      if isText(inner) {
        bytes += text(inner)
      } else if tag(inner).isBlock || tag(inner) == .br {
        bytes.append(0x20)
      }
    }
    return String(decoding: bytes.prefix(limit), as: UTF8.self).split(
      whereSeparator: \.isWhitespace
    )
    .joined(separator: " ")
  }
}
