/// The article of a page.
struct PageArticle {
  var paragraphs: [[UInt8]] = []
  var root: Int
  var metadata: PageMetadata
  var dropped: [Bool]
  var why: [Int: String] = [:]
  var emitted: Set<Int> = []

  init(_ tree: HTMLTree) {
    let pruning = Pruning(tree)
    dropped = pruning.dropped
    var all = PageBlocks.of(tree, dropped: pruning.dropped)
    if Tuning.off & 16 == 0 {
      Cards.mark(tree, blocks: all, dropped: &dropped)
      all = PageBlocks.of(tree, dropped: dropped)
    }
    let found = ArticleRoot(tree, blocks: all, hints: pruning.hints)
    root = found.wide
    metadata = PageMetadata(tree, hints: pruning.hints, blocks: pruning.shown, root: found.wide)
    var headline = -1
    for b in all where tree.tag(b.container) == .h1 { headline = b.nodes.lowerBound; break }
    let firstIn = all.first { $0.container >= found.narrow && $0.container < tree.end(found.narrow) }?.nodes.lowerBound ?? 0
    var ledes: Set<Int> = []
    if Tuning.lede > 0, headline >= 0, headline < firstIn {
      for b in all where b.nodes.lowerBound > headline && b.nodes.lowerBound < firstIn && b.isProse && b.measure.endsSentence && !b.isLinked(Tuning.strict) && ![.li, .td].contains(tree.tag(b.container)) && (Tuning.lede == 1 || !tree.tag(b.container).isHeading) {
        ledes.insert(b.nodes.lowerBound)
      }
    }
    // Prose of each child of the wide root, outside the narrow one.
    var childOf: [Int: Int] = [:]
    var childProse: [Int: Int] = [:]
    var narrowProse = 0
    func section(_ b: PageBlock) -> Int {
      if let c = childOf[b.container] { return c }
      var n = b.container
      while n > 0, tree.parent(n) != found.wide, !(tree.parent(n) < found.narrow && tree.end(tree.parent(n)) >= tree.end(found.narrow)) { n = tree.parent(n) }
      childOf[b.container] = n
      return n
    }
    for b in all where b.isProse {
      if b.container >= found.narrow && b.container < tree.end(found.narrow) { narrowProse += b.letters; continue }
      if b.container >= found.wide && b.container < tree.end(found.wide), ![.li, .td].contains(tree.tag(b.container)) { childProse[section(b), default: 0] += b.letters }
    }
    let blocks = all.filter { $0.container >= found.wide && $0.container < tree.end(found.wide) || ledes.contains($0.nodes.lowerBound) }
    func isListed(_ b: PageBlock) -> Bool { [.li, .td, .dd, .pre, .blockquote, .th, .dt].contains(tree.tag(b.container)) || tree.tag(tree.parent(b.container)) == .blockquote }
    var kept = [Bool](repeating: true, count: blocks.count)
    func drop(_ i: Int, _ reason: String) { kept[i] = false; if why[blocks[i].nodes.lowerBound] == nil { why[blocks[i].nodes.lowerBound] = reason } }
    let proseAll = blocks.reduce(0) { $0 + ($1.isProse ? $1.letters : 0) }
    // Start behind the headline.
    if Tuning.off & 1 == 0 {
      var before = 0
      for i in blocks.indices {
        if tree.tag(blocks[i].container) == .h1 {
          if (proseAll - before) * 100 >= proseAll * Tuning.start { for j in 0...i { drop(j, "before headline") } }
          break
        }
        if blocks[i].isProse { before += blocks[i].letters }
      }
    }
    for i in blocks.indices where kept[i] {
      let block = blocks[i]
      let inside = block.container >= found.narrow && block.container < tree.end(found.narrow)
      if block.isLinked(Tuning.linked), Tuning.off & 2 != 0 || !(block.measure.endsSentence && block.letters >= 60) { drop(i, "linked"); continue }
      if !inside, !ledes.contains(block.nodes.lowerBound), !tree.tag(block.container).isHeading, Tuning.off & 4 == 0 {
        if [.li, .td].contains(tree.tag(block.container)) || (childProse[section(block)] ?? 0) * 100 < narrowProse * Tuning.section { drop(i, "section") }
        else if block.letters < Tuning.strictLetters || block.isLinked(Tuning.strict) || block.measure.stops == 0 { drop(i, "strict") }
      }
    }
    if Tuning.off & 32 == 0 {
      for i in blocks.indices where kept[i] && blocks[i].letters <= 120 && !isListed(blocks[i]) {
        if StockPhrase.opens(Self.text(blocks[i], tree, dropped: dropped)) { drop(i, "phrase") }
      }
    }
    func isLoose(_ b: PageBlock, _ limit: Int) -> Bool {
      b.letters <= limit && !b.measure.endsSentence && !tree.tag(b.container).isHeading && !isListed(b)
    }
    if Tuning.off & 64 == 0 {
      for i in blocks.indices where kept[i] {
        if blocks[i].isProse { break }
        if isLoose(blocks[i], Tuning.lead) { drop(i, "lead") }
      }
    }
    if Tuning.off & 128 == 0 {
      for i in blocks.indices.reversed() where kept[i] {
        if blocks[i].isProse { break }
        if isLoose(blocks[i], Tuning.tail) { drop(i, "tail") }
      }
    }
    // Teasers: headings that are links.
    // Headings with nothing under them.
    if Tuning.off & 8 == 0 {
      var next: Int? = nil
      for i in blocks.indices.reversed() where kept[i] {
        if let rank = Self.rank(blocks[i], tree) {
          if next == nil || next! <= rank { drop(i, "bare heading"); continue }
          next = rank
        } else { next = 99 }
      }
    }
    for i in blocks.indices where kept[i] {
      paragraphs.append(Self.text(blocks[i], tree, dropped: dropped))
      emitted.insert(blocks[i].nodes.lowerBound)
    }
  }

  static func rank(_ block: PageBlock, _ tree: HTMLTree) -> Int? {
    let tag = tree.tag(block.container)
    if tag.isHeading, block.letters < 100 || !block.measure.endsSentence { return Int(tag.rawValue - HTMLTag.h1.rawValue) }
    return nil
  }

  static func text(_ block: PageBlock, _ tree: HTMLTree, dropped: [Bool]) -> [UInt8] {
    var out: [UInt8] = []
    var owes = false
    var node = block.nodes.lowerBound
    while node < block.nodes.upperBound {
      if dropped[node] {
        node = tree.end(node)
        continue
      }
      if tree.tag(node) == .br { owes = true }
      if tree.isText(node) {
        for byte in tree.text(node) {
          if byte <= 0x20 { owes = true } else {
            if owes, !out.isEmpty { out.append(0x20) }
            owes = false
            out.append(byte)
          }
        }
      }
      node += 1
    }
    return out
  }
}
