import NewsBytes

/// The text of an article of which the page shows only the beginning: in JSON-LD (`articleBody`), or
/// for readers without scripts (`<noscript>`).
struct FullText {
  private enum Limit {
    /// In bytes: what is less is no text of an article.
    static let least = 120
    /// A longer text by so many parts of two is another than what is shown with a paragraph less.
    static let longerHalves = 3
    static let longerBytes = 100
    /// What is shown is a teaser when so many per cent of its runs stand in the full text.
    static let teaser = 50
    /// Beside a text of so many times its length what is shown is a line or two around it.
    static let shell = 4
    static let runBytes = 12
    /// Letters compared of each, for a run takes eight bytes of memory and more: a teaser's stand at the
    /// beginning.
    static let compared = 256 << 10
    /// `<noscript>` looked at.
    static let scriptless = 16
  }

  private let tree: HTMLTree
  private let article: [String: LinkedData.Value]?

  /// `article` is the page's, as JSON-LD describes it.
  init(_ tree: HTMLTree, article: [String: LinkedData.Value]?) {
    self.tree = tree
    self.article = article
  }

  /// Paragraphs divided by line feeds; nil when what is shown is all that there is.
  func instead(of shown: [UInt8]) -> [UInt8]? {
    if let linked, isWhole(linked, of: shown) { return linked }
    return scriptless.first { isWhole($0, of: shown) }
  }

  private var linked: [UInt8]? {
    guard let text = article?["articleBody"]?.elements.compactMap(\.text).joined(separator: "\n"),
      text.utf8.count >= Limit.least
    else { return nil }
    let bytes = Array(text.unescaped.utf8)
    let plain = bytes.withUnsafeBufferPointer { MarkupBody($0)?.text } ?? bytes
    return Self.paragraphs(plain)
  }

  /// The prose of each `<noscript>` of the body.
  private var scriptless: [[UInt8]] {
    let nodes = Array(
      (1..<max(tree.count, 1)).lazy
        .filter { tree.tag($0) == .noscript && tree.end($0) > $0 + 2 }
        .prefix(Limit.scriptless))
    let nothing = [Bool](repeating: false, count: nodes.isEmpty ? 0 : tree.count)
    return nodes.map { node in
      let blocks = PageBlocks.of(tree, dropped: nothing, inside: node)
      return Array(
        blocks.filter(\.isProse).map { $0.text(of: tree, without: nothing) }.joined(separator: [
          0x0A
        ]))
    }
  }

  private static func paragraphs(_ text: [UInt8]) -> [UInt8] {
    let lines = text.split { $0 == 0x0A || $0 == 0x0D }.map { line -> [UInt8] in
      Array(line.split { $0 <= 0x20 }.joined(separator: [0x20]))
    }
    return Array(lines.filter { !$0.isEmpty }.joined(separator: [0x0A]))
  }

  private func isWhole(_ full: [UInt8], of shown: [UInt8]) -> Bool {
    guard full.count >= Limit.least, full.count >= shown.count + Limit.longerBytes,
      full.count * 2 >= shown.count * Limit.longerHalves
    else { return false }
    return full.count >= shown.count * Limit.shell || share(of: shown, in: full) >= Limit.teaser
  }

  /// How many per cent of the letters of a text stand in another in runs.
  private func share(of shown: [UInt8], in full: [UInt8]) -> Int {
    func runs(_ text: [UInt8]) -> [UInt64] {
      let letters = Array(text.lazy.filter { $0 > 0x40 }.prefix(Limit.compared))
      return (0...max(0, letters.count - Limit.runBytes)).map { start in
        letters[start...].prefix(Limit.runBytes).reduce(FNV.start) {
          ($0 ^ UInt64($1)) &* FNV.prime
        }
      }
    }
    let known = Set(runs(full))
    let given = runs(shown)
    return given.count { known.contains($0) } * 100 / given.count
  }
}
