/// The article of a page: its text and what the page says about it.
///
/// In order: what is hidden or stands around articles is dropped (`Pruning`, `Cards`), the element
/// with the prose is found (`ArticleRoot`), its paragraphs are chosen (`ArticleBody`), and head and
/// page are asked for the rest (`PageMetadata`). The same page gives the same article always, and
/// each of its text nodes stands in it at most once.
struct PageArticle {
  /// Paragraphs divided by line feeds, UTF-8; empty when the page shows no text.
  let text: [UInt8]
  let metadata: PageMetadata
  /// For tests and tuning.
  let body: ArticleBody
  let dropped: [Bool]
  let root: ArticleRoot

  init(_ tree: HTMLTree) {
    let pruning = Pruning(tree)
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
