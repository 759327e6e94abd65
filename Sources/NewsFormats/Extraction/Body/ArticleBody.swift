/// Which paragraphs of a page are its article's, and why the others are not.
struct ArticleBody {
  /// Why a paragraph in or before the article's element is left out.
  enum Omission: String {
    /// Above the headline.
    case early
    /// Mostly links, and no sentence of its own.
    case linked
    /// Outside of where the text is densest, and too little to be a section of it.
    case apart
    /// A line that every house prints: `StockPhrase`.
    case stock
    /// A short line before the first or behind the last prose.
    case loose
    /// A heading with nothing under it.
    case bare
    /// When it was published and changed.
    case dated
    /// A banner that no name gives away.
    case consent
  }

  /// The limits of the rules. Measured (decision 14): half and twice each value move no F1 by more
  /// than 0.003; without the rule named it falls by 0.001 to 0.009 on at least one corpus.
  private enum Limit {
    /// Per cent of a paragraph's letters in links.
    static let linked = 50
    static let linkedApart = 20
    /// A linked paragraph that ends a sentence is text from this length on.
    static let linkedSentence = 60
    /// Outside of the densest part.
    static let apartLetters = 80
    /// A section beside the densest part has at least one of so many parts of its prose.
    static let sectionParts = 5
    static let looseBefore = 40
    static let looseBehind = 60
    /// A heading of more letters that ends a sentence is a paragraph in big letters.
    static let heading = 100
    static let dated = 120
    /// Paragraphs at either end that may be a banner's.
    static let consents = 4
    /// Topic, site and its motto.
    static let linesAboveHeadline = 4
    /// Lines of facts behind a text.
    static let facts = 64
  }

  private let tree: HTMLTree
  private let root: ArticleRoot
  /// The article's element's paragraphs and those of a lede above it, in the page's order.
  let blocks: [PageBlock]
  /// For each paragraph; nil for those that are kept.
  private(set) var omissions: [Omission?]
  private var ledes: Set<Int> = []

  /// `all` holds the page's paragraphs without what was pruned; `dropped` says by node what their
  /// text leaves out.
  init(_ tree: HTMLTree, all: [PageBlock], root: ArticleRoot, dropped: [Bool]) {
    self.tree = tree
    self.root = root
    let lede = Set(Self.lede(all, tree: tree, root: root).map(\.nodes.lowerBound))
    let blocks = all.filter {
      tree.contains(root.wide, $0.container) || lede.contains($0.nodes.lowerBound)
    }
    self.blocks = blocks
    omissions = Array(repeating: nil, count: blocks.count)
    ledes = Set(blocks.indices.filter { lede.contains(blocks[$0].nodes.lowerBound) })
    omitEarly()
    omitLinked()
    omitApart()
    omitStock(dropped)
    omitDated(dropped)
    omitLoose(dropped)
    omitBare()
    omitConsent(dropped)
  }

  var kept: [PageBlock] { zip(blocks, omissions).filter { $0.1 == nil }.map(\.0) }

  /// Without the headline, where it is a heading of lower rank at the top: the `<h1>` of many sites is their name.
  func kept(behind headline: String?) -> [PageBlock] {
    let kept = kept
    guard let headline = headline.map(PageHeadline.folded), !headline.isEmpty else { return kept }
    for (index, block) in kept.prefix(Limit.linesAboveHeadline).enumerated() {
      if block.isProse { return kept }
      if tree.tag(block.container).isHeading,
        PageHeadline.folded(block.line(of: tree)) == headline
      {
        return Array(kept.dropFirst(index + 1))
      }
    }
    return kept
  }

  /// Prose between the headline and the densest part: many pages keep the lede with the headline.
  private static func lede(_ all: [PageBlock], tree: HTMLTree, root: ArticleRoot) -> [PageBlock] {
    guard let text = all.firstIndex(where: { tree.contains(root.narrow, $0.container) }),
      let headline = all[..<text].firstIndex(where: { tree.tag($0.container) == .h1 })
        ?? all[..<text].lastIndex(where: { [.h2, .h3].contains(tree.tag($0.container)) })
    else { return [] }
    return all[headline + 1..<text].filter {
      $0.isProse && $0.measure.endsSentence && !$0.isLinked(Limit.linkedApart)
        && !isListed($0, tree)
    }
  }

  private static func isListed(_ block: PageBlock, _ tree: HTMLTree) -> Bool {
    switch tree.tag(block.container) {
    case .li, .dd, .dt, .td, .th, .pre, .blockquote: true
    default: tree.tag(tree.parent(block.container)) == .blockquote
    }
  }

  private mutating func omitEarly() {
    guard let headline = blocks.indices.first(where: { tree.tag(blocks[$0].container) == .h1 })
    else { return }
    let early = (0...headline).filter { !ledes.contains($0) }
    func prose(_ places: some Sequence<Int>) -> Int {
      places.reduce(0) { $0 + (blocks[$1].isProse ? blocks[$1].letters : 0) }
    }
    // An <h1> far down is a heading of the text.
    if prose(early) * 10 > prose(blocks.indices) * 3 { return }
    for index in early { omissions[index] = .early }
  }

  /// A linked sentence is text; headlines of other articles do not end in a full stop.
  private mutating func omitLinked() {
    for index in blocks.indices where omissions[index] == nil {
      let block = blocks[index]
      if block.isLinked(Limit.linked),
        !(block.measure.endsSentence && block.letters >= Limit.linkedSentence)
      {
        omissions[index] = .linked
      }
    }
  }

  /// Outside of the densest part only paragraphs count, in sections with a fifth of its prose.
  private mutating func omitApart() {
    var dense = 0
    var sections: [Int: Int] = [:]
    for block in blocks where block.isProse {
      if tree.contains(root.narrow, block.container) {
        dense += block.letters
      } else if !Self.isListed(block, tree) {
        sections[section(of: block), default: 0] += block.letters
      }
    }
    for index in blocks.indices where omissions[index] == nil && !ledes.contains(index) {
      let block = blocks[index]
      if tree.contains(root.narrow, block.container) || tree.tag(block.container).isHeading {
        continue
      }
      let isThin =
        block.letters < Limit.apartLetters || block.isLinked(Limit.linkedApart)
        || block.measure.stops == 0
      let section = sections[section(of: block)] ?? 0
      if isThin || Self.isListed(block, tree) || section * Limit.sectionParts < dense {
        omissions[index] = .apart
      }
    }
  }

  /// The element around a paragraph that is a child of one that holds the densest part too.
  private func section(of block: PageBlock) -> Int {
    var node = block.container
    while node > 0, tree.parent(node) != root.wide, !tree.contains(tree.parent(node), root.narrow) {
      node = tree.parent(node)
    }
    return node
  }

  private mutating func omitStock(_ dropped: [Bool]) {
    for index in blocks.indices where omissions[index] == nil {
      let block = blocks[index]
      if block.letters <= StockPhrase.mostLetters, !Self.isListed(block, tree),
        StockPhrase.opens(block.text(of: tree, without: dropped))
      {
        omissions[index] = .stock
      }
    }
  }

  /// Before the text and behind it: in the middle days are what it is about.
  private mutating func omitDated(_ dropped: [Bool]) {
    func omit(in order: [Int]) {
      for index in order where omissions[index] == nil {
        let block = blocks[index]
        let line =
          block.letters <= Limit.dated
          ? String(decoding: block.text(of: tree, without: dropped), as: UTF8.self) : ""
        guard WrittenDate.first(in: line) != nil, DatedLine.isOnlyDays(line) else { return }
        omissions[index] = .dated
      }
    }
    omit(in: Array(blocks.indices))
    omit(in: blocks.indices.reversed())
  }

  /// Paragraphs at either end that ask about cookies and stand in an element by themselves.
  private mutating func omitConsent(_ dropped: [Bool]) {
    let kept = blocks.indices.filter { omissions[$0] == nil }
    for end in [kept.prefix(Limit.consents), kept.suffix(Limit.consents)] {
      for index in end where asksForConsent(blocks[index], dropped) && standsAlone(index, kept) {
        omissions[index] = .consent
      }
    }
  }

  private func asksForConsent(_ block: PageBlock, _ dropped: [Bool]) -> Bool {
    let text = block.text(of: tree, without: dropped)
    guard text.withUnsafeBufferPointer(NoticeWords.mayAskForConsent) else { return false }
    return NoticeWords.consents.count(in: NoticeWords.plain(String(decoding: text, as: UTF8.self)))
      > 1
  }

  /// Whether all that is kept in the element around its paragraph asks so.
  private func standsAlone(_ index: Int, _ kept: [Int]) -> Bool {
    let around = tree.parent(blocks[index].container)
    guard around > 0, ![.body, .article, .main].contains(tree.tag(around)) else { return false }
    let beside = kept.filter {
      tree.contains(around, blocks[$0].nodes.lowerBound) && blocks[$0].isProse
    }
    return beside.count * 4 <= kept.count && beside.count <= 3
  }

  private mutating func omitLoose(_ dropped: [Bool]) {
    omitLoose(in: Array(blocks.indices), mostLetters: Limit.looseBefore) { _ in false }
    let (page, dense) = (tree, root.narrow)
    var left = Limit.facts
    omitLoose(in: blocks.indices.reversed(), mostLetters: Limit.looseBehind) { block in
      left -= 1
      guard left >= 0 else { return false }
      return
        page.contains(dense, block.container) && !block.isLinked(Limit.linkedApart)
        && FactLine.isFact(String(decoding: block.text(of: page, without: dropped), as: UTF8.self))
    }
  }
  private mutating func omitLoose(
    in order: [Int], mostLetters: Int, unless isText: (PageBlock) -> Bool
  ) {
    for index in order where omissions[index] == nil {
      let block = blocks[index]
      if block.isProse { return }
      if block.letters <= mostLetters, !block.measure.endsSentence, !Self.isListed(block, tree),
        !tree.tag(block.container).isHeading, !isText(block)
      {
        omissions[index] = .loose
      }
    }
  }

  private mutating func omitBare() {
    var following: UInt8 = 0
    for index in blocks.indices.reversed() where omissions[index] == nil {
      let block = blocks[index]
      let tag = tree.tag(block.container)
      guard tag.isHeading, block.letters < Limit.heading || !block.measure.endsSentence else {
        following = .max
        continue
      }
      if following <= tag.rawValue {
        omissions[index] = .bare
      } else {
        following = tag.rawValue
      }
    }
  }
}
