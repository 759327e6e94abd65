import NewsModel

/// What stands around the headline and the text on the page itself: headings, dates, names.
struct PageZone {
  /// `<h1>` to `<h3>`, down to the first paragraph of the text.
  let headings: [PageHeading]
  /// Named by a link, an attribute or a class as the article's author.
  private(set) var author: String?
  /// Named by a line beside the headline.
  let signed: String?
  /// Named by a line at the end of the text.
  let signedBelow: String?
  /// Named beside the headline by a line with a role.
  let besideRole: String?
  /// From `<time>` or an element marked as the date of publication, below the headline.
  private(set) var published: Timestamp?
  /// From an element marked so anywhere in the page.
  private(set) var publishedMarked: Timestamp?
  /// From a `<time>` anywhere else in the page.
  private(set) var publishedElsewhere: Timestamp?
  let lines: DateLines
  /// The elements that name the day of publication, as far as they were looked at.
  private var dated: [Int] = []

  private let tree: HTMLTree
  private let hints: [ElementHint]
  private let notation: DateNotation

  init(
    _ tree: HTMLTree, hints: [ElementHint], blocks: [PageBlock], root: Int, notation: DateNotation
  ) {
    self.tree = tree
    self.hints = hints
    self.notation = notation
    let blocks = QuotedPosts.without(blocks, tree) { QuotedPosts.isQuoted($0, tree, hints[$0]) }
    let textStart = blocks.first { $0.isProse && $0.container >= root }?.nodes.lowerBound
    let found = Self.headings(tree, hints, root: root, textStart: textStart ?? tree.count)
    headings = found.headings
    let own = Self.own(tree, blocks, root: root, found.node, textStart)
    func isTeaser(_ node: Int) -> Bool { QuotedPosts.isTeaser(node, tree, hints[node], own: own) }
    func isBox(_ node: Int) -> Bool { QuotedPosts.isBox(node, tree, hints[node], own: own) }
    // What readers answer has a day of its own.
    let distant = QuotedPosts.without(blocks, tree) {
      isTeaser($0) || isBox($0) || hints[$0].contains(.comments)
    }
    lines = DateLines(
      tree, blocks: blocks, distant: distant, headline: found.node, root: root, notation: notation)
    let from = found.node ?? max(0, root)
    let signatures = SignedLines(tree, blocks: blocks, from: from, root: root)
    (signed, signedBelow, besideRole) = (
      signatures.above, signatures.below, signatures.besideRole
    )
    scan(from..<max(from, tree.end(root)), except: isTeaser, isBox)
    if published == nil || author == nil {
      let found = published
      scan(0..<tree.count, except: isTeaser, isBox)
      (published, publishedElsewhere) = (found, found == nil ? published : nil)
    }
  }

  /// Places of this article: a site's name may be its first heading, and a question about cookies its first paragraph.
  private static func own(
    _ tree: HTMLTree, _ blocks: [PageBlock], root: Int, _ headline: Int?, _ textStart: Int?
  ) -> [Int] {
    let prose = blocks.filter { $0.isProse && tree.contains(max(0, root), $0.container) }
    let middle = prose.isEmpty ? nil : prose[prose.count / 2].container
    return [headline, textStart, middle].compactMap { $0 }
  }

  /// Node: the headline's, by rank and place.
  private static func headings(
    _ tree: HTMLTree, _ hints: [ElementHint], root: Int, textStart: Int
  ) -> (headings: [PageHeading], node: Int?) {
    var headings: [PageHeading] = []
    var headline: Int?
    for node in 1..<max(tree.count, 1) where [.h1, .h2, .h3].contains(tree.tag(node)) {
      let isFirst = tree.tag(node) == .h1
      if node >= textStart, !isFirst { continue }
      let text = Self.headline(of: node, tree, hints)
      if text.isEmpty { continue }
      headings.append(
        PageHeading(
          text: text, rank: Int(tree.tag(node).rawValue - HTMLTag.h1.rawValue) + 1,
          isNearText: node >= root && node < textStart))
      if isFirst, headline == nil || node < textStart { headline = node }
    }
    return (headings, headline)
  }

  /// A heading's text without the topic, the day and the hidden marks that stand in it too; all of it
  /// when little else does. Soft hyphens are for the browser.
  private static func headline(
    of heading: Int, _ tree: HTMLTree, _ hints: [ElementHint]
  ) -> String {
    let all = tree.line(of: heading, limit: 400)
    let own = tree.line(of: heading, limit: 400) { node in
      [.time, .small].contains(tree.tag(node)) || !hints[node].isDisjoint(with: [.kicker, .hidden])
    }
    let text = own.unicodeScalars.count { $0.properties.isAlphabetic } < 6 ? all : own
    return text.replacing("\u{AD}", with: "")
  }

  /// Elements that say date or author, outside of comments; dates, outside of teasers, too.
  private mutating func scan(
    _ nodes: Range<Int>, except isTeaser: (Int) -> Bool, _ isBox: (Int) -> Bool
  ) {
    var node = nodes.lowerBound
    var teaserEnd = node
    while node < nodes.upperBound {
      if tree.isText(node) {
        node += 1
        continue
      }
      let hint = hints[node]
      if hint.contains(.comments) || tree.tag(node) == .script
        || QuotedPosts.isQuoted(node, tree, hint) || isBox(node)
      {
        node = tree.end(node)
        continue
      }
      if node >= teaserEnd, isTeaser(node) { teaserEnd = tree.end(node) }
      if node >= teaserEnd { takeDate(node) }
      takeAuthor(node, hint)
      node += 1
    }
  }

  private mutating func takeDate(_ node: Int) {
    if published != nil, publishedMarked != nil { return }
    let isMarked = isMarkedPublished(node)
    guard isMarked || published == nil && tree.tag(node) == .time else { return }
    if tree.string(.itemprop, of: node) == "dateModified" { return }
    if !isMarked, DatedLine.announcesChange(textBefore(node)) { return }
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
      ?? WrittenDate.first(
        in: DatedLine.published(tree.line(of: node, limit: 80)), notation: notation)
    if day != nil { dated.append(node) }
    published = published ?? day
    if isMarked { publishedMarked = publishedMarked ?? day }
  }

  /// What those elements tell programs.
  var publishedGiven: [String] { dated.compactMap { tree.string(.datetime, of: $0) } }
  /// The day that the first of them shows to readers.
  var publishedShown: Timestamp? {
    dated.lazy.compactMap { node in
      WrittenDate.first(in: DatedLine.published(tree.line(of: node, limit: 80)), notation: notation)
    }.first
  }

  /// The words in the same element before a day: "Updated on ".
  private func textBefore(_ node: Int) -> String {
    var element = tree.parent(node)
    while element > 0, !tree.tag(element).isBlock { element = tree.parent(element) }
    var bytes: [UInt8] = []
    var before = node - 1
    while before > max(element, node - Self.mostNodesOfByline), bytes.count < Self.longestLabel {
      if tree.isText(before) { bytes = tree.text(before) + [0x20] + bytes }
      before -= 1
    }
    return String(decoding: bytes.suffix(Self.longestLabel), as: UTF8.self)
  }
  private static let longestLabel = 60

  /// By schema.org's property, or the class of hAtom and microformats 2.
  private func isMarkedPublished(_ node: Int) -> Bool {
    if tree.value(.itemprop, of: node)?.elementsEqual("datePublished".utf8) == true { return true }
    guard let names = tree.value(.class, of: node), Self.holdsPublished(names) else {
      return false
    }
    return names.split { $0 <= 0x20 }.contains {
      $0.elementsEqual("published".utf8) || $0.elementsEqual("dt-published".utf8)
    }
  }
  /// A cheap look before the dear one.
  private static func holdsPublished(_ names: ArraySlice<UInt8>) -> Bool {
    names.withUnsafeBufferPointer { names in
      publishedWord.withUnsafeBufferPointer { ByteRuns.first($0, in: names) } != nil
    }
  }
  private static let publishedWord = Array("published".utf8)

  private mutating func takeAuthor(_ node: Int, _ hint: ElementHint) {
    guard author == nil else { return }
    let isNamed =
      tree.value(.itemprop, of: node)?.elementsEqual("author".utf8) == true
      || tree.string(.rel, of: node)?.split(separator: " ").contains("author") == true
    guard isNamed || hint.contains(.author) || leadsToAuthor(node) else { return }
    if tree.tag(node) == .meta || tree.tag(node) == .link { return }
    guard let first = name(in: node) else { return }
    author = tree.tag(node) == .a ? withCoauthors(first, node) : first
  }

  /// Two blocks are a name and a role rather than two words of one name.
  private func name(in node: Int) -> String? {
    Byline.name(inLine: tree.line(of: node, limit: 240, divided: true))
      ?? Byline.name(inLine: tree.line(of: node, limit: 240))
  }

  /// The names in the links beside the first author's.
  private func withCoauthors(_ first: String, _ node: Int) -> String {
    let around = tree.parent(tree.parent(node))
    var names = [first]
    if tree.end(around) - node < Self.mostNodesOfByline {
      for other in tree.end(node)..<max(tree.end(node), tree.end(around)) where leadsToAuthor(other)
      {
        if let name = Byline.name(inLine: tree.line(of: other, limit: 240)), !names.contains(name) {
          names.append(name)
        }
      }
    }
    return names.joined(separator: ", ")
  }
  private static let mostNodesOfByline = 48

  /// A link to the page of an author: `/author/anna-muster`.
  private func leadsToAuthor(_ node: Int) -> Bool {
    guard tree.tag(node) == .a, let address = tree.value(.href, of: node) else { return false }
    var start = address.startIndex
    // The last part is no folder.
    while let end = address[start...].firstIndex(of: 0x2F) {
      let folder = address[start..<end]
      if Self.folderLengths.contains(folder.count), Self.isAuthors(folder),
        address[end...].contains(where: { $0 != 0x2F })
      {
        return true
      }
      start = end + 1
    }
    return false
  }
  private static func isAuthors(_ folder: ArraySlice<UInt8>) -> Bool {
    authorFolders.contains { name in
      name.count == folder.count && zip(name, folder).allSatisfy { $0 == $1 | 0x20 }
    }
  }
  private static let folderLengths = 5...10
  private static let authorFolders = [
    "author", "authors", "autor", "autoren", "autorin", "auteur", "auteurs", "autore", "autori",
    "autores", "redakteur", "redacteur", "journalist", "reporter", "columnist",
  ].map { Array($0.utf8) }
}
