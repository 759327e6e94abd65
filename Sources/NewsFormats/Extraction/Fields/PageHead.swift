/// What a page's head says of it: `<title>`, `<meta>`, `<link>`, JSON-LD.
struct PageHead {
  private(set) var title: [UInt8] = []
  private(set) var linked = LinkedData()
  private(set) var canonical: String?
  private(set) var base: String?
  private(set) var language: String?
  /// Where a program says that it saved the page from.
  let savedFrom: String?
  /// The first content of each `<meta>` by name, property or itemprop, in small letters.
  private var metas: [String: String] = [:]

  init(_ tree: HTMLTree) {
    savedFrom = tree.savedFrom
    for node in 1..<max(tree.count, 1) {
      switch tree.tag(node) {
      case .meta: takeMeta(node, tree)
      case .title where title.isEmpty:
        // To libxml2 a title may hold elements.
        title = Array((node + 1..<max(node + 1, tree.end(node))).lazy.map(tree.text).joined())
      case .script where node + 1 < tree.end(node): linked.read(tree.text(node + 1))
      case .link:
        if canonical == nil, isCanonical(node, tree) { canonical = tree.string(.href, of: node) }
      case .base: base = base ?? tree.string(.href, of: node)
      case .html: language = language ?? tree.string(.lang, of: node)
      default: continue
      }
    }
  }

  private func isCanonical(_ node: Int, _ tree: HTMLTree) -> Bool {
    guard let relation = tree.value(.rel, of: node) else { return false }
    return relation.split { $0 <= 0x20 }.contains { word in
      word.count == 9 && zip("canonical".utf8, word).allSatisfy { $0 == $1 | 0x20 }
    }
  }

  /// What the head calls the page where it is shared.
  var titles: [String] {
    ["og:title", "twitter:title", "dc.title", "headline"].compactMap { metas[$0]?.nonBlank }
  }

  private mutating func takeMeta(_ node: Int, _ tree: HTMLTree) {
    guard let content = tree.string(.content, of: node),
      content.utf8.contains(where: { $0 > 0x20 })
    else { return }
    for attribute in [HTMLAttribute.property, .name, .itemprop] {
      if let name = tree.string(attribute, of: node)?.lowercased(), metas[name] == nil {
        metas[name] = content
      }
    }
  }

  /// What stands under the names that are meant, in the order of the names.
  func metas(_ isMeant: (String) -> Bool) -> [String] {
    metas.filter { isMeant($0.key) }.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The first of these names that the page has.
  func meta(_ names: [String]) -> String? {
    names.lazy.compactMap { metas[$0] }.first
  }
}
