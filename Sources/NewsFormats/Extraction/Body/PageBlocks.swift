/// The paragraphs of a page in order, without what stands in dropped elements.
struct PageBlocks {
  private let tree: HTMLTree
  private var found: [PageBlock] = []
  private var open: PageBlock?
  /// Block elements around the node at hand.
  private var containers: [Int] = [0]
  private var linkEnd = 0
  private var breaks = 0

  /// The paragraphs inside of `element`, which itself may be dropped. `dropped` marks by node what
  /// is left out; what is inside a dropped one need not be marked.
  static func of(_ tree: HTMLTree, dropped: [Bool], inside element: Int = 0) -> [PageBlock] {
    var walk = PageBlocks(tree: tree)
    walk.containers = [element]
    walk.walk(element + 1..<max(element + 1, tree.end(element)), dropped)
    return walk.found
  }

  private init(tree: HTMLTree) { self.tree = tree }

  private mutating func walk(_ nodes: Range<Int>, _ dropped: [Bool]) {
    var node = nodes.lowerBound
    while node < nodes.upperBound {
      while let last = containers.last, node >= tree.end(last) {
        endBlock()
        containers.removeLast()
      }
      if dropped[node] {
        if tree.tag(node).isBlock { endBlock() }
        node = tree.end(node)
      } else {
        enter(node)
        node += 1
      }
    }
    endBlock()
  }

  private mutating func enter(_ node: Int) {
    let tag = tree.tag(node)
    switch tag {
    case .text: addText(node)
    case .br: addBreak()
    case .hr: endBlock()
    case .a: if tree.value(.href, of: node) != nil { linkEnd = max(linkEnd, tree.end(node)) }
    default:
      if tag.isBlock {
        endBlock()
        containers.append(node)
      }
    }
  }

  private mutating func addText(_ node: Int) {
    let text = tree.text(node)
    if open == nil {
      guard text.contains(where: { $0 > 0x20 }) else { return }
      open = PageBlock(container: containers.last ?? 0, nodes: node..<node + 1)
    }
    guard var block = open else { return }
    let before = block.letters
    block.measure.add(text)
    block.nodes = block.nodes.lowerBound..<node + 1
    let added = block.letters - before
    if node < linkEnd { block.linkLetters += added }
    if added > 0 { breaks = 0 }
    open = block
  }

  private mutating func addBreak() {
    breaks += 1
    if breaks == 2 { endBlock() }
    open?.measure.add([0x20])
  }

  private mutating func endBlock() {
    breaks = 0
    guard var block = open else { return }
    open = nil
    block.measure.finish()
    if block.letters > 0 { found.append(block) }
  }
}
