/// Hidden elements that go on with the article until a reader opens them: "Read on".
///
/// Hidden are also menus, dialogs, translations, copies for printers and answers to quizzes. What
/// goes on with the text stands beside it in the same element, behind some of it, is prose in the
/// same language, says something else, and asks for nothing.
struct Collapsed {
  private enum Share {
    /// Per cent of its words that stand in the visible text too: see `Wording`.
    static let sameLanguage = 8
    static let copy = 90
  }

  /// Hidden elements looked at: menus are many, the rest of a text is one.
  static let most = 64

  private let tree: HTMLTree
  private let hints: [ElementHint]
  private let shown: [PageBlock]
  private let dropped: [Bool]
  private let language: String?
  /// By parent, whose hidden elements all stand behind the same prose.
  private var beside: [Int: Beside] = [:]

  private struct Beside {
    /// Where the last of it begins.
    var lastStart: Int
    var wording: Wording
  }

  /// `shown` holds the visible paragraphs; `dropped` marks by node what is hidden among them.
  init(_ tree: HTMLTree, hints: [ElementHint], shown: [PageBlock], dropped: [Bool]) {
    self.tree = tree
    self.hints = hints
    self.shown = shown
    self.dropped = dropped
    let root = (0..<min(tree.count, 64)).first { tree.tag($0) == .html }
    language = root.flatMap { Self.primary(tree.string(.lang, of: $0)) }
  }

  /// Whether a hidden element is the rest of the text before it.
  mutating func goesOn(_ node: Int) -> Bool {
    guard Self.kinds.contains(tree.tag(node)), !asksOrTranslates(node) else { return false }
    guard let visible = wordingBefore(node) else { return false }
    let inside = PageBlocks.of(tree, dropped: dropped, inside: node)
    let prose = inside.filter { $0.isProse && $0.measure.stops > 0 }
    guard prose.reduce(0, { $0 + $1.letters }) * 2 > inside.reduce(0, { $0 + $1.letters }) else {
      return false
    }
    let texts = prose.map { $0.text(of: tree, without: dropped) }
    guard !texts.contains(where: { Bid.makes(String(decoding: $0, as: UTF8.self)) }) else {
      return false
    }
    guard let share = visible.share(of: texts) else { return false }
    return share >= Share.sameLanguage && share < Share.copy
  }
  private static let kinds: Set<HTMLTag> = [.div, .section, .p, .span, .ul, .ol, .blockquote]

  /// Of the visible prose before the element, in the same parent or one element deeper; nil when there is
  /// none, or some stands behind it: then it does not go on. Prose of the whole page is beside everything,
  /// so the body is no parent.
  private mutating func wordingBefore(_ node: Int) -> Wording? {
    var parent = tree.parent(node)
    while parent > 0, ![.body, .html].contains(tree.tag(parent)) {
      let found = prose(in: parent)
      if found.lastStart >= 0 { return found.lastStart < node ? found.wording : nil }
      parent = tree.parent(parent)
    }
    return nil
  }

  /// Read once for all hidden elements of a parent: a page may hide many behind much text.
  private mutating func prose(in parent: Int) -> Beside {
    if let known = beside[parent] { return known }
    let blocks = shown[shown.range(in: parent..<tree.end(parent))].filter { block in
      let container = block.container
      return block.isProse
        && (container == parent || tree.parent(container) == parent
          || tree.parent(tree.parent(container)) == parent)
    }
    let new = Beside(
      lastStart: blocks.map(\.nodes.lowerBound).max() ?? -1,
      wording: Wording(blocks.map { $0.text(of: tree, without: dropped) }))
    beside[parent] = new
    return new
  }

  private func asksOrTranslates(_ node: Int) -> Bool {
    if !hints[node].isDisjoint(with: [.around, .comments, .consent, .meta]) { return true }
    if tree.value(.ariaModal, of: node) != nil { return true }
    if let role = tree.string(.role, of: node)?.lowercased(), role.contains("dialog") {
      return true
    }
    for name in [HTMLAttribute.class, .id] {
      if let text = tree.string(name, of: node)?.lowercased(),
        Self.otherNames.contains(where: text.contains)
      {
        return true
      }
    }
    return (node..<tree.end(node)).contains { inner in
      if [.form, .input, .textarea, .dialog].contains(tree.tag(inner)) { return true }
      guard let own = Self.primary(tree.string(.lang, of: inner)) else { return false }
      return language != nil && own != language
    }
  }
  private static let otherNames = [
    "translat", "spoiler", "tooltip", "solution", "answer", "transcript", "modal", "overlay",
    "lightbox", "popover", "template", "uebersetzung", "print",
  ]

  private static func primary(_ language: String?) -> String? {
    language.map { String($0.lowercased().prefix { $0.isLetter }) }.flatMap {
      $0.isEmpty ? nil : $0
    }
  }
}
