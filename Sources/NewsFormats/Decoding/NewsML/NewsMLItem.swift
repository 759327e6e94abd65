import NewsBytes
import NewsModel

/// One `NewsItem`: what it says of itself, and the articles in it.
struct NewsMLItem {
  let outline: XMLOutline
  /// Its element.
  let root: Int
  private let identifier: Int?
  let management: Int?
  let components: NewsComponents

  init(_ outline: XMLOutline, at root: Int) {
    self.outline = outline
    self.root = root
    identifier = outline.first("NewsIdentifier", in: outline.first("Identification", in: root))
    management = outline.first("NewsManagement", in: root)
    components = NewsComponents(outline, in: root)
  }

  /// - Parameters:
  ///   - outline: of an item.
  ///   - place: of the item.
  ///   - meter: told of what is parsed again.
  /// - Returns: its articles, and those of the items that stand in its components.
  /// - Throws: why there is none.
  static func articles(
    in outline: XMLOutline, at place: DocumentPlace, meter: WorkMeter
  ) throws(Rejection) -> [Article] {
    var found: [Article] = []
    var refusal: Rejection?
    for (number, root) in ([0] + outline.everywhere("NewsItem", in: 0)).enumerated() {
      var place = place
      if number > 0 { place.locator += " › item \(number)" }
      do throws(Rejection) {
        found += try NewsMLItem(outline, at: root).articles(at: place, meter: meter)
      } catch {
        guard error.reason == .noText || error.reason == .package else { throw error }
        refusal = refusal ?? error
      }
    }
    if found.isEmpty, let refusal { throw refusal }
    return found
  }

  private func articles(at place: DocumentPlace, meter: WorkMeter) throws(Rejection) -> [Article] {
    let parts = components.articles
    var articles: [Article] = []
    for (part, mark) in zip(parts, marks(of: parts)) {
      var place = place
      if parts.count > 1 { place.locator += " › article \(articles.count + 1)" }
      do throws(Rejection) {
        let article = try article(
          of: part, mark, at: place, meter: meter, mayBeAlert: parts.count == 1)
        articles.append(article)
      } catch {
        // Of several the others stand for the item; a single one says below why there is none.
        if error.reason != .noText { throw error }
      }
    }
    if articles.isEmpty { articles.append(try articleWithoutText(at: place, meter: meter)) }
    return articles
  }

  private func article(
    of part: NewsComponents.Part, _ mark: String?, at place: DocumentPlace, meter: WorkMeter,
    mayBeAlert: Bool
  ) throws(Rejection) -> Article {
    var draft = draft(of: part)
    if let mark { draft[.uri]? += Array("#\(mark)".utf8) }
    let contents = try components.contents(of: part, at: place, meter: meter)
    return try draft.article(
      at: place, contents: contents, meter: meter, mayBeAlert: mayBeAlert && !part.texts.isEmpty)
  }

  /// What tells the articles of one item apart: their languages, else their numbers. That in the item's own
  /// language has none: it is the item to who has seen it alone. Where the item does not say its own, that is
  /// the first by its code, in whatever order a revision has them.
  private func marks(of parts: [NewsComponents.Part]) -> [String?] {
    let languages = parts.compactMap { folded(components.language(of: $0)) }
    let areApart = languages.count == parts.count && Set(languages).count == parts.count
    let own = folded(outline.attribute("lang", of: root)) ?? folded(components.language)
    let main =
      areApart ? languages.firstIndex { $0 == own } ?? (own == nil ? first(of: languages) : 0) : 0
    return parts.indices.map { $0 == main ? nil : areApart ? languages[$0] : "\($0 + 1)" }
  }

  private func first(of languages: [String]) -> Int {
    languages.indices.min { languages[$0] < languages[$1] } ?? 0
  }

  private func folded(_ language: [UInt8]?) -> String? {
    var draft = ArticleDraft()
    draft[.language] = language
    return draft.language
  }

  /// A kill may have none; all else says why it is no article.
  private func articleWithoutText(
    at place: DocumentPlace, meter: WorkMeter
  ) throws(Rejection) -> Article {
    let draft = draft(of: NewsComponents.Part(component: nil, texts: []))
    do throws(Rejection) {
      return try draft.article(at: place, contents: [], meter: meter, mayBeAlert: false)
    } catch {
      throw refusal(error, at: place)
    }
  }

  private func refusal(_ error: Rejection, at place: DocumentPlace) -> Rejection {
    let references = outline.everywhere("NewsItemRef", in: root)
    if !references.isEmpty {
      let names = references.compactMap { outline.attribute("NewsItem", of: $0) }
      return .package(of: references.count, named: names, at: place)
    }
    var refusal = error
    if outline.first("Update", in: root) != nil {
      refusal.message = "there is no text; it changes parts of another item"
    } else if let item = outline.everywhere("ContentItem", in: root).first(where: {
      outline.attribute("Href", of: $0) != nil
    }), let href = outline.attribute("Href", of: item) {
      refusal.message =
        "there is no text; its content lies elsewhere: "
        + quoted(String(decoding: href, as: UTF8.self))
    }
    return refusal
  }

  // The fields.

  private func draft(of part: NewsComponents.Part) -> ArticleDraft {
    var draft = ArticleDraft()
    draft[.uri] = uri
    draft[.version] = outline.words(outline.first("RevisionId", in: identifier))
    draft[.headline] = components.line("HeadLine", of: part)
    let bylines = components.lines("ByLine", of: part)
    draft[.byline] = bylines.isEmpty ? nil : Array(bylines.joined(separator: [0x2C, 0x20]))
    draft[.language] = components.language(of: part)
    draft[.source] =
      components.party("Provider", of: part)
      ?? outline.words(outline.first("ProviderId", in: identifier))
      ?? components.party("Source", of: part)
    draft[.published] = outline.words(outline.first("FirstCreated", in: management))
    draft[.updated] = outline.words(outline.first("ThisRevisionCreated", in: management))
    (draft.status, draft.embargo, draft.facts) = (status, embargo, facts(of: part))
    return draft
  }

  /// The same for all revisions, which `PublicIdentifier` is not.
  private var uri: [UInt8]? {
    let words = ["ProviderId", "DateId", "NewsItemId"].map { name in
      outline.words(outline.first(name, in: identifier)).map { $0.filter { $0 > 0x20 } }
    }
    guard let item = words[2] else {
      return outline.words(outline.first("PublicIdentifier", in: identifier))
    }
    let before = words.prefix(2).compactMap { $0 }
    return Array("urn:newsml:".utf8) + Array((before + [item]).joined(separator: [0x3A]))
  }
}
