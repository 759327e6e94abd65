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
  private(set) var text: [UInt8]
  /// What the text is when it is no article's.
  private(set) var notice: Notice?
  let metadata: PageMetadata
  /// For tests and tuning.
  let body: ArticleBody
  let dropped: [Bool]
  let root: ArticleRoot

  /// The page has used up its time.
  struct OutOfTime: Error {}

  /// - Parameters:
  ///   - tree: the page's elements.
  ///   - meter: asked between the steps, each of which works on all text once.
  /// - Throws: as soon as it says no.
  init(_ tree: HTMLTree, meter: WorkMeter) throws(OutOfTime) {
    let head = PageHead(tree)
    let identity = PageIdentity(head, headings: tree.headings)
    try meter.step(over: tree)
    var article = head.linked.article(of: identity)
    func read(_ trust: Pruning.Trust) throws(OutOfTime) -> PageArticle {
      try PageArticle(
        tree, head: head, identity: identity, article: article, trust: trust, meter: meter)
    }
    try meter.step(over: tree)
    var page = try read(.tagsAndNames)
    if page.text.isEmpty {
      if article == nil { article = head.linked.onlyArticle }
      let second = try read(.tags)
      if second.text.count >= Self.leastOnSecondReading || article != nil { page = second }
    }
    let full = FullText(tree, article: article)
    if let whole = full.instead(of: page.text) { page.text = whole }
    try meter.step(over: tree)
    page.notice = Notice(names: identity.titleParts + tree.headings.prefix(3), text: page.text)
    self = page
  }
  /// In bytes. Pages that scripts fill show a line or two without them ("please enable …").
  private static let leastOnSecondReading = 400

  private init(
    _ tree: HTMLTree, head: PageHead, identity: PageIdentity,
    article: [String: LinkedData.Value]?, trust: Pruning.Trust, meter: WorkMeter
  ) throws(OutOfTime) {
    let pruning = Pruning(tree, trust: trust)
    try meter.step(over: tree)
    var dropped = pruning.dropped
    OtherArticles.drop(tree, identity: identity, hints: pruning.hints, from: &dropped)
    try meter.step(over: tree)
    Cards.drop(tree, blocks: PageBlocks.of(tree, dropped: dropped), from: &dropped)
    let blocks = PageBlocks.of(tree, dropped: dropped)
    root = ArticleRoot(tree, blocks: blocks, hints: pruning.hints)
    try meter.step(over: tree)
    body = ArticleBody(tree, all: blocks, root: root, dropped: dropped)
    self.dropped = dropped
    try meter.step(over: tree)
    metadata = PageMetadata(
      tree, head: head, article: article, page: head.linked.page(of: identity),
      hints: pruning.hints, blocks: pruning.shown, root: root.wide)
    try meter.step(over: tree)
    let kept = body.kept(behind: metadata.headline)
    let paragraphs = kept.map { $0.text(of: tree, without: dropped) }
    let notes = AuthorNote.count(paragraphs, byline: metadata.byline)
    text = Array(paragraphs.dropLast(notes).joined(separator: [0x0A]))
  }
}

extension WorkMeter {
  /// One step over a page is done.
  fileprivate func step(over tree: HTMLTree) throws(PageArticle.OutOfTime) {
    if !allows(tree.bytes.count) { throw PageArticle.OutOfTime() }
  }
}
