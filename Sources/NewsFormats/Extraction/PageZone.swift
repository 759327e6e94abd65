import NewsModel

/// What stands around the headline and the text on the page itself: headings, dates, names.
struct PageZone {
  /// `<h1>` to `<h3>`, down to the first paragraph of the text.
  private(set) var headings: [PageHeading] = []
  /// Named by a link, an attribute or a class as the article's author.
  private(set) var author: String?
  /// Named by a line under the headline.
  private(set) var signed: String?
  /// From `<time>` or an element marked as the date of publication.
  private(set) var published: Timestamp?
  /// From a line just above the headline, or between it and the text.
  private(set) var publishedNearby: Timestamp?
  /// From anywhere else in the page.
  private(set) var publishedElsewhere: Timestamp?

  private let tree: HTMLTree
  private let hints: [ElementHint]

  init(_ tree: HTMLTree, hints: [ElementHint], blocks: [PageBlock], root: Int) {
    self.tree = tree
    self.hints = hints
    findHeadings(
      root,
      textStart: blocks.first { $0.isProse && $0.container >= root }?.nodes.lowerBound ?? tree.count
    )
    let from = headlineNode ?? max(0, root)
    scan(from..<max(from, tree.end(root)))
    publishedNearby = nearbyDate(blocks, from: from, root: root)
    let found = published
    if published == nil || author == nil { scan(0..<tree.count) }
    publishedElsewhere = (found == nil ? published : nil) ?? distantDate(blocks)
    published = found
    findSignedLine(blocks, from: from)
  }

  private var headlineNode: Int?

  private mutating func findHeadings(_ root: Int, textStart: Int) {
    for node in 1..<max(tree.count, 1) where [.h1, .h2, .h3].contains(tree.tag(node)) {
      let isFirst = tree.tag(node) == .h1
      if node >= textStart, !isFirst { continue }
      let text = self.text(node, limit: 400)
      if text.isEmpty { continue }
      headings.append(
        PageHeading(
          text: text, rank: Int(tree.tag(node).rawValue - HTMLTag.h1.rawValue) + 1,
          isNearText: node >= root && node < textStart))
      if isFirst, headlineNode == nil || node < textStart { headlineNode = node }
    }
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
    guard published == nil else { return }
    let property = tree.value(.itemprop, of: node).map { String(decoding: $0, as: UTF8.self) } ?? ""
    guard tree.tag(node) == .time || property == "datePublished" else { return }
    if property == "dateModified" { return }
    if let name = tree.string(.class, of: node), name.contains("updated"),
      !name.contains("published")
    {
      return
    }
    let given = tree.string(.datetime, of: node) ?? tree.string(.content, of: node)
    published = given.flatMap(PageMetadata.time) ?? WrittenDate.first(in: text(node, limit: 80))
  }

  private mutating func takeAuthor(_ node: Int, _ hint: ElementHint) {
    guard author == nil else { return }
    let property = tree.string(.itemprop, of: node) ?? ""
    let isNamed = tree.string(.rel, of: node)?.contains("author") == true || property == "author"
    guard isNamed || hint.contains(.author) else { return }
    if tree.tag(node) == .meta || tree.tag(node) == .link { return }
    author = Byline.name(inLine: text(node, limit: 240))
  }

  /// A line under the headline that begins "By" or "Von".
  private mutating func findSignedLine(_ blocks: [PageBlock], from: Int) {
    var prose = 0
    for block in blocks where block.nodes.lowerBound >= from {
      if block.letters <= 100, let name = Byline.name(ofSignedLine: blockText(block)) {
        signed = name
        return
      }
      if block.isProse { prose += 1 }
      if prose > 2 { return }
    }
  }

  private func nearbyDate(_ blocks: [PageBlock], from: Int, root: Int) -> Timestamp? {
    let headline = blocks.firstIndex { $0.nodes.lowerBound >= from } ?? blocks.count
    var prose = 0
    for block in blocks[headline...] where block.nodes.lowerBound < tree.end(root) {
      if block.letters <= 120, let day = WrittenDate.first(in: blockText(block)) { return day }
      if block.isProse { prose += 1 }
      if prose > 1 { break }
    }
    for block in blocks[..<headline].suffix(3).reversed() where block.letters <= 60 {
      if let day = WrittenDate.first(in: blockText(block)) { return day }
    }
    return nil
  }

  private func distantDate(_ blocks: [PageBlock]) -> Timestamp? {
    blocks.lazy.filter { $0.letters <= 160 }.compactMap { WrittenDate.first(in: blockText($0)) }
      .first
  }

  private func blockText(_ block: PageBlock) -> String {
    var bytes: [UInt8] = []
    for node in block.nodes where tree.isText(node) { bytes += tree.text(node) + [0x20] }
    return String(decoding: bytes.prefix(600), as: UTF8.self)
  }

  private func text(_ node: Int, limit: Int) -> String {
    var bytes: [UInt8] = []
    for inner in node..<tree.end(node) where bytes.count < limit {
      if tree.isText(inner) {
        bytes += tree.text(inner)
      } else if tree.tag(inner).isBlock || tree.tag(inner) == .br {
        bytes.append(0x20)
      }
    }
    return String(decoding: bytes.prefix(limit), as: UTF8.self).split(
      whereSeparator: \.isWhitespace
    )
    .joined(separator: " ")
  }
}
