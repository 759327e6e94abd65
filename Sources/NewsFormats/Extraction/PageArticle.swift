/// The article of a page: its text and what the page says about it.
///
/// In order: what is hidden or stands around articles is dropped (`Pruning`, `Cards`), the element
/// with the prose is found (`ArticleRoot`), its paragraphs are chosen (`ArticleBody`), and head and
/// page are asked for the rest (`PageMetadata`). The same page gives the same article always, and
/// each of its text nodes stands in it at most once. A page of which nothing is left is read again
/// without belief in names: all can lie, and a `<noscript>` that is closed in the wrong place holds
/// a whole page (2 of 627, of which the text was then right).
struct PageArticle {
  /// Paragraphs divided by line feeds, UTF-8; empty when the page has no visible text.
  let text: [UInt8]
  let metadata: PageMetadata
  /// For tests and tuning.
  let body: ArticleBody
  let dropped: [Bool]
  let root: ArticleRoot

  init(_ tree: HTMLTree) {
    let first = PageArticle(tree, trust: .tagsAndNames)
    guard first.text.isEmpty else {
      self = first
      return
    }
    let second = PageArticle(tree, trust: .tags)
    self = second.text.count >= Self.leastOnSecondReading ? second : first
  }
  /// In bytes. Pages that scripts fill show a line or two without them ("please enable …").
  private static let leastOnSecondReading = 400

  private init(_ tree: HTMLTree, trust: Pruning.Trust) {
    let pruning = Pruning(tree, trust: trust)
    var dropped = pruning.dropped
    Cards.drop(tree, blocks: PageBlocks.of(tree, dropped: dropped), from: &dropped)
    let blocks = PageBlocks.of(tree, dropped: dropped)
    root = ArticleRoot(tree, blocks: blocks, hints: pruning.hints)
    body = ArticleBody(tree, all: blocks, root: root, dropped: dropped)
    self.dropped = dropped
    text = Array(body.kept.map { $0.text(of: tree, without: dropped) }.joined(separator: [0x0A]))
    metadata = PageMetadata(
      tree, hints: pruning.hints, blocks: pruning.shown, root: root.wide)
  }
}
