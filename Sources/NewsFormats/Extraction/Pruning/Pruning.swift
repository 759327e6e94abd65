/// Which elements of a page are not its article's, before anything is known of the article: what is
/// not shown, and what says that it is a menu, a share bar, a comment.
///
/// Names lie, so each rule has a limit: an element that holds more than a share of the page's prose
/// is kept whatever it is called (`<div class="post share">`, `<article class="sticky-sidebar">`).
struct Pruning {
  /// By node; what stands in a dropped element need not be marked.
  private(set) var dropped: [Bool]
  /// By node; empty for texts.
  private(set) var hints: [ElementHint]
  /// All paragraphs that are shown.
  let shown: [PageBlock]

  private let tree: HTMLTree
  private let prose: [Int]
  /// Elements around a headline or a text that names itself.
  private let keepers: [Bool]

  /// The most prose that an element may hold and be dropped, in per cent of the page's. All are
  /// flat: half and twice the value move no F1 by more than 0.004 (decision 14).
  private enum Share {
    static let tag = 40
    static let around = 40
    static let comments = 70
    static let meta = 20
    /// From here on an element that holds the headline is the page, not a part of it.
    static let keeper = 10
  }

  private let trust: Trust
  /// Hidden elements that go on with the text.
  private var opened: Set<Int> = []

  /// What of a page is believed.
  enum Trust {
    case tagsAndNames
    /// For a page of which nothing is left otherwise: no class, id or style, and what browsers
    /// without scripts show is shown.
    case tags
  }

  init(_ tree: HTMLTree, trust: Trust = .tagsAndNames) {
    self.tree = tree
    self.trust = trust
    hints = (0..<tree.count).map { tree.isText($0) ? [] : ElementHint.of($0, in: tree) }
    dropped = (0..<tree.count).map {
      switch trust {
      case .tagsAndNames: tree.tag($0).isHidden || Self.isHidden($0, tree)
      case .tags: tree.tag($0).isHidden && tree.tag($0) != .noscript
      }
    }
    var shown = PageBlocks.of(tree, dropped: dropped)
    if trust == .tagsAndNames {
      var collapsed = Collapsed(tree, hints: hints, shown: shown, dropped: dropped)
      let rest = Self.hidden(tree, dropped).prefix(Collapsed.most).filter { collapsed.goesOn($0) }
      for node in rest { dropped[node] = false }
      if !rest.isEmpty { shown = PageBlocks.of(tree, dropped: dropped) }
      opened = Set(rest)
    }
    self.shown = shown
    prose = tree.prose(shown)
    keepers = Self.keepers(tree, hints: hints, dropped: dropped)
    drop()
  }

  private static func isHidden(_ node: Int, _ tree: HTMLTree) -> Bool {
    if tree.has(.hidden, node) { return true }
    guard let style = tree.value(.style, of: node), style.contains(0x64) else { return false }
    let plain = style.filter { $0 > 0x20 }
    return plain.withUnsafeBufferPointer { plain in
      displayNone.withUnsafeBufferPointer { ByteRuns.first($0, in: plain) } != nil
    }
  }
  private static let displayNone = Array("display:none".utf8)

  /// The outermost elements that are hidden by style or attribute.
  private static func hidden(_ tree: HTMLTree, _ dropped: [Bool]) -> [Int] {
    var found: [Int] = []
    var node = 1
    while node < tree.count {
      if dropped[node], !tree.tag(node).isHidden { found.append(node) }
      node = dropped[node] ? tree.end(node) : node + 1
    }
    return found
  }

  private static func keepers(
    _ tree: HTMLTree, hints: [ElementHint], dropped: [Bool]
  ) -> [Bool] {
    var keeps = Array(repeating: false, count: tree.count)
    for node in stride(from: tree.count - 1, to: 0, by: -1) where !dropped[node] {
      if tree.tag(node) == .h1 || hints[node].contains(.body) || keeps[node] {
        keeps[node] = true
        keeps[tree.parent(node)] = true
      }
    }
    return keeps
  }

  private mutating func drop() {
    var node = 1
    while node < tree.count {
      if !dropped[node], isAround(node) { dropped[node] = true }
      node = dropped[node] ? tree.end(node) : node + 1
    }
  }

  private func isAround(_ node: Int) -> Bool {
    switch tree.tag(node) {
    case .text, .html, .body: return false
    case .figcaption: return true
    case .del, .s, .strike: return holds(node, atMost: Share.tag)
    case .sup: return isReference(node)
    case .nav, .footer, .aside, .menu, .search: if holds(node, atMost: Share.tag) { return true }
    case .form: if holds(node, atMost: Share.around) { return true }
    default: break
    }
    let hint = hints[node]
    if trust == .tags || opened.contains(node) { return false }
    if asksForAttention(node) { return holds(node, atMost: Share.around) }
    if hint.isEmpty || keeps(node) || isWithinSentence(node) { return false }
    if hint.contains(.consent) { return true }
    if hint.contains(.barrier), isBarrier(node) { return true }
    if hint.contains(.around) || hint.contains(.hidden) { return holds(node, atMost: Share.around) }
    if hint.contains(.comments) { return holds(node, atMost: Share.comments) }
    if hint.contains(.linked), hasLink(node) { return holds(node, atMost: Share.around) }
    // A place or date in a sentence is part of it.
    let isInline = !tree.tag(node).isBlock && tree.tag(tree.parent(node)) == .p
    return hint.contains(.meta) && !isInline && holds(node, atMost: Share.meta)
  }

  /// A word that stands among others of its sentence, whatever houses call it: places and companies are links with
  /// names like `tag` and `related`. Signs between the parts of a line (`|`) make no sentence.
  private func isWithinSentence(_ node: Int) -> Bool {
    guard !tree.tag(node).isBlock, !hints[node].contains(.hidden) else { return false }
    var container = tree.parent(node)
    while container > 0, !tree.tag(container).isBlock { container = tree.parent(container) }
    func isLetter(_ scalar: Unicode.Scalar?) -> Bool { scalar?.properties.isAlphabetic == true }
    let before = (container + 1..<max(container + 1, node)).last { tree.isText($0) && !isBlank($0) }
    let end = tree.end(node)
    let behind = (end..<max(end, tree.end(container))).first { tree.isText($0) && !isBlank($0) }
    guard let before, let behind else { return false }
    let last = String(decoding: tree.text(before), as: UTF8.self).unicodeScalars
      .last { !$0.properties.isWhitespace && $0 != "," && $0 != "(" }
    let next = String(decoding: tree.text(behind), as: UTF8.self).unicodeScalars
      .first { !$0.properties.isWhitespace && !",.;:)’'".unicodeScalars.contains($0) }
    return isLetter(last) && isLetter(next)
  }

  private func isBlank(_ node: Int) -> Bool { tree.text(node).allSatisfy { $0 <= 0x20 } }

  /// Half of a paragraph's letters lead elsewhere: a lede with a link in it is text.
  private func isMostlyLinks(_ node: Int) -> Bool {
    if tree.tag(tree.parent(node)) == .a { return true }
    var (linked, all, linkEnd) = (0, 0, node)
    for inner in node..<tree.end(node) {
      if tree.tag(inner) == .a { linkEnd = max(linkEnd, tree.end(inner)) }
      guard tree.isText(inner) else { continue }
      let count = tree.text(inner).count { $0 > 0x20 }
      all += count
      if inner < linkEnd { linked += count }
    }
    return linked * 2 >= all
  }

  /// A note's figure or mark: it leads to the note, or stands in brackets.
  private func isReference(_ sup: Int) -> Bool {
    if tree.tag(tree.parent(sup)) == .a { return true }
    return (sup + 1..<max(sup + 1, tree.end(sup))).contains { node in
      tree.tag(node) == .a || tree.isText(node) && tree.text(node).first == 0x5B
    }
  }

  /// A dialog, or a line that reading programs speak first.
  private func asksForAttention(_ node: Int) -> Bool {
    if tree.value(.ariaModal, of: node)?.elementsEqual("true".utf8) == true { return true }
    guard let role = tree.value(.role, of: node) else { return false }
    return Self.roles.contains { role.elementsEqual($0) }
  }
  private static let roles = ["dialog", "alertdialog", "alert"].map { Array($0.utf8) }

  /// Whether an element that is named a paywall is one: the text behind one is named so too, since
  /// search engines ask for the mark.
  private func isBarrier(_ node: Int) -> Bool {
    let blocks = shown[shown.range(in: node..<tree.end(node))]
    let inside = Array(blocks.lazy.filter(\.isProse).prefix(Self.mostOfBid + 1))
    if inside.count > Self.mostOfBid { return false }
    let bidding = inside.filter { Bid.makes(text($0)) }
    func letters(_ blocks: [PageBlock]) -> Int { blocks.reduce(0) { $0 + $1.letters } }
    if letters(bidding) * 2 >= letters(inside) { return true }
    return tree.tag(node) != .p && isOffer(node, blocks)
  }

  /// One paragraph that asks, or a field to fill in, beside none that is an article's.
  private func isOffer(_ node: Int, _ blocks: ArraySlice<PageBlock>) -> Bool {
    let asks =
      blocks.contains { Bid.makes(text($0)) || Bid.mayMake(text($0)) }
      || (node..<tree.end(node)).contains { [.form, .input, .button].contains(tree.tag($0)) }
    return asks
      && blocks.allSatisfy { block in
        let words = text(block)
        return Bid.makes(words) || words.split(separator: " ").count < Self.wordsOfSentence
      }
  }

  private func text(_ block: PageBlock) -> String {
    String(decoding: block.text(of: tree, without: dropped), as: UTF8.self)
  }
  /// Paragraphs that a house spends on an offer.
  private static let mostOfBid = 12
  /// A sentence of an article has more words, one of an offer that asks for nothing seldom.
  private static let wordsOfSentence = 16

  private func holds(_ node: Int, atMost percent: Int) -> Bool {
    prose[node] * 100 <= prose[0] * percent
  }
  private func keeps(_ node: Int) -> Bool {
    keepers[node] && (tree.tag(node) == .article || !holds(node, atMost: Share.keeper))
  }
  private func hasLink(_ node: Int) -> Bool {
    if tree.tag(node) == .p { return isMostlyLinks(node) }
    return tree.tag(tree.parent(node)) == .a
      || (node..<tree.end(node)).contains { tree.tag($0) == .a }
  }
}
