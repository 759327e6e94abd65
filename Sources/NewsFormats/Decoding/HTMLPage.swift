import NewsModel

extension Format {
  /// A page whose root does not stand in its first bytes begins with a DOCTYPE or a comment; a comment may
  /// stand on top of Markdown, too.
  static let page = Format(
    "html",
    Signature(
      roots: ["html", "head", "body"],
      looks: { (head) in
        head.begins(with: "<!doctype html")
          || head.begins(with: "<!--") && !LooseHead.mayBeOther(suffix: head.suffix)
      },
      suffixes: [".html", ".htm", ".xhtml"])
  ) { (document) throws(DecodingFailure) in
    OneRecord.source(try document.markupInUTF8(), article: HTMLPage.article)
  }
}

extension Format {
  /// One that a crawler has found: it may lead to articles.
  static let crawledPage = Format("html", Signature()) { (document) throws(DecodingFailure) in
    OneRecord.source(try document.markupInUTF8(), article: HTMLPage.crawledArticle)
  }
}

/// The way from a saved web page's bytes to its article, for every format that pages come in.
///
/// The charset is the one that the surroundings or the page claim where that can be believed
/// (`Charset.ofMarkup`). What stands around the article is left out, so a page is never given back
/// whole; its bytes lie in done/.
enum HTMLPage {
  /// The document is in UTF-8, perhaps damaged.
  static func article(of document: OpenedDocument) throws(Rejection) -> Article {
    let tree = try tree(document.window.bytes, at: document.place, meter: document.meter)
    return try article(tree, of: document)
  }

  /// - Throws: `leftAlone`, too, for a page that leads to articles.
  static func crawledArticle(of document: OpenedDocument) throws(Rejection) -> Article {
    let (window, place) = (document.window, document.place)
    let tree = try tree(window.bytes, at: place, meter: document.meter)
    if let address = document.given.url, let page = ListPage(tree, at: address) {
      throw Rejection(
        .leftAlone, "the page is no article but \(page.rawValue)", locator: place.locator)
    }
    return try article(tree, of: document)
  }

  private static func article(
    _ tree: HTMLTree, of document: OpenedDocument
  ) throws(Rejection) -> Article {
    let (window, place) = (document.window, document.place)
    var article = try article(tree, at: place, meter: document.meter)
    article.published = article.published ?? ScriptedDate.first(in: window.bytes)
    window.release()
    return article
  }

  /// The page's elements. Cost: about 1.2 ms for a page of 100 KB.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8; damaged sequences become U+FFFD.
  ///   - place: of the page.
  ///   - meter: told of all bytes.
  /// - Returns: a tree within its limits.
  /// - Throws: `tooDeep`, `tooLarge` (elements) and `tooSlow`.
  static func tree(
    _ bytes: UnsafeBufferPointer<UInt8>, at place: DocumentPlace, meter: WorkMeter
  ) throws(Rejection) -> HTMLTree {
    let reader = HTMLReader(depthLimit: place.limits.depth)
    let converted = Charset.converted(bytes, isMarkup: true)
    func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(HTMLReader.Fault) -> HTMLTree? {
      guard let mended = HTMLMending.mended(bytes) else {
        return try reader.read(bytes, allows: meter.allows)
      }
      return try mended.withUnsafeBufferPointer { (bytes) throws(HTMLReader.Fault) in
        try reader.read(bytes, allows: meter.allows)
      }
    }
    let tree: HTMLTree?
    do throws(HTMLReader.Fault) {
      if let converted {
        tree = try converted.withUnsafeBufferPointer { (bytes) throws(HTMLReader.Fault) in
          try read(bytes)
        }
      } else {
        tree = try read(bytes)
      }
    } catch {
      throw error.rejection(at: place)
    }
    guard let tree else { throw place.limits.tooSlow(locator: place.locator) }
    return tree
  }

  /// - Parameters:
  ///   - tree: the page's elements.
  ///   - place: of the page.
  ///   - meter: told of what the steps work on.
  /// - Returns: its article.
  /// - Throws: `noText` for a page without text, such as a shell that scripts fill, and for one that says
  ///   why there is no article; `tooSlow`.
  private static func article(
    _ tree: HTMLTree, at place: DocumentPlace, meter: WorkMeter
  ) throws(Rejection) -> Article {
    let page: PageArticle
    do throws(PageArticle.OutOfTime) {
      page = try PageArticle(tree, meter: meter)
    } catch {
      throw place.limits.tooSlow(locator: place.locator)
    }
    if page.text.isEmpty {
      throw Rejection(.noText, "the page has no visible text", locator: place.locator)
    }
    if let notice = page.notice {
      throw Rejection(
        .noText, "the page is no article but \(notice.rawValue)", locator: place.locator)
    }
    return try article(page, at: place)
  }

  private static func article(
    _ page: PageArticle, at place: DocumentPlace
  ) throws(Rejection) -> Article {
    var draft = ArticleDraft()
    draft[.headline] = page.metadata.headline.map { Array($0.utf8) }
    draft[.byline] = page.metadata.byline.map { Array($0.utf8) }
    draft[.source] = page.metadata.site.map { Array($0.utf8) }
    draft[.language] = page.metadata.language.map { Array($0.utf8) }
    draft[.url] = page.metadata.url.map { Array($0.utf8) }
    let lines = page.text.withUnsafeBufferPointer { TextLines($0) }
    var article = try draft.article(at: place, text: lines, wasMarkup: true)
    article.published = page.metadata.published
    article.facts.publishedDay = page.metadata.publishedDay
    article.updated = page.metadata.updated
    return article
  }
}

extension HTMLReader.Fault {
  func rejection(at place: DocumentPlace) -> Rejection {
    switch self {
    case .tooDeep:
      Rejection(
        .tooDeep, "elements are nested more than \(place.limits.depth) levels deep",
        locator: place.locator, limit: "depth \(place.limits.depth)")
    case .tooManyNodes:
      Rejection(
        .tooLarge, "the page has more than \(HTMLTree.mostNodes) elements and texts",
        locator: place.locator, limit: "page-nodes \(HTMLTree.mostNodes)")
    case .tooManyAttributes:
      Rejection(
        .tooLarge, "a tag has more than \(UnfinishedTag.mostAttributes) attributes",
        locator: place.locator, limit: "tag-attributes \(UnfinishedTag.mostAttributes)")
    }
  }
}
