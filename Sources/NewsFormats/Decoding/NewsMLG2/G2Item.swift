import NewsBytes
import NewsModel

/// A NewsML-G2 news item as an article: which of its elements fill which field.
///
/// | field | from, the first that holds something |
/// |---|---|
/// | uri, version | `newsItem@guid`, `@version` |
/// | headline | `headline` without a role or with the main one, of the best rank · that of the NITF text · `itemMeta/title` |
/// | byline | `by` · that of the NITF text · the names of `creator` that are people's |
/// | body | `inlineXML`, `inlineData` (`WireContent`); of an item of text whose text is blank, the headline |
/// | published | `firstCreated` · `contentCreated` · `versionCreated` |
/// | updated | `versionCreated` · `contentModified` |
/// | source | `provider` · `infoSource` · `copyrightHolder` |
/// | language | `contentMeta/language` · `xml:lang` of the item |
/// | url | the `guid`, when it is one |
/// | status, embargo, facts | `G2Publication` |
///
/// Where an element comes in several languages, that of the item counts. `remoteContent` is named in the
/// refusal of an item without text, and never fetched.
struct G2Item {
  let outline: XMLOutline
  let itemMeta: Int?
  let contentMeta: Int?
  private let language: [UInt8]?

  init(_ outline: XMLOutline) {
    self.outline = outline
    itemMeta = outline.first("itemMeta", in: 0)
    contentMeta = outline.first("contentMeta", in: 0)
    language =
      outline.attribute("tag", of: outline.first("language", in: contentMeta))
      ?? outline.attribute("lang", of: 0)
  }

  func article(at place: DocumentPlace, meter: WorkMeter) throws(Rejection) -> Article {
    var draft = ArticleDraft()
    draft[.uri] = outline.attribute("guid", of: 0)
    draft[.version] = outline.attribute("version", of: 0)
    draft[.url] = draft[.uri]
    draft[.language] = language
    draft[.headline] = headline
    draft[.byline] = line(of: "by", in: contentMeta)
    draft.hasPrintedByline = draft[.byline] != nil
    draft[.source] = source
    draft[.published] =
      time("firstCreated", itemMeta) ?? time("contentCreated", contentMeta)
      ?? time("versionCreated", itemMeta)
    draft[.updated] = time("versionCreated", itemMeta) ?? time("contentModified", contentMeta)
    (draft.status, draft.embargo, draft.facts) = (status, embargo, facts)
    do throws(Rejection) {
      var article = try draft.article(
        at: place, contents: contents, meter: meter, mayBeAlert: isText && hasInline)
      article.byline = article.byline ?? creators
      if article.headlineIsDerived, draft[.headline] == nil { name(&article) }
      return article
    } catch {
      throw error.reason == .noText ? refusal(error) : error
    }
  }

  /// Says where the content is, when it is elsewhere.
  private func refusal(_ error: Rejection) -> Rejection {
    let remote = outline.all("remoteContent", in: contentSet)
    guard let first = remote.first else { return error }
    var refusal = error
    let name = outline.attribute("href", of: first) ?? outline.attribute("residref", of: first)
    refusal.message =
      "there is no text; its content lies elsewhere"
      + (name.map { ": " + quoted(String(decoding: $0, as: UTF8.self)) } ?? "")
    return refusal
  }

  // The text.

  private var contentSet: Int? { outline.first("contentSet", in: 0) }
  var inline: [Int] {
    guard let contentSet else { return [] }
    return outline.children(of: contentSet).filter {
      ["inlineXML", "inlineData"].contains(outline.name(of: $0))
    }
  }
  private var hasInline: Bool { !inline.isEmpty }
  /// An item that does not say what it is of is of text.
  private var isText: Bool {
    guard let given = code(outline.first("itemClass", in: itemMeta)) else { return true }
    return given.hasSuffix(":text") || given.hasSuffix("/text") || given == "text"
  }

  private var contents: [WireContent] {
    inOwnLanguage(inline).map { element in
      var type = string("contenttype", of: element) ?? ""
      type = String(type.lowercased().prefix { $0 != ";" })
      let parsed = outline.elements[element]
      guard let markup = parsed.markup else {
        return WireContent(type: type, root: nil, bytes: decoded(element))
      }
      return WireContent(
        type: type, root: parsed.root.map { outline.names[$0].lowercased() },
        bytes: Array(outline.markup[markup]))
    }
  }

  /// As text, out of its transfer encoding.
  private func decoded(_ element: Int) -> [UInt8] {
    let text = outline.words(element) ?? []
    guard string("encoding", of: element)?.lowercased().holds("base64") == true,
      let decoded = Base64.decode(text), !decoded.contains(0)
    else { return text }
    return decoded.withUnsafeBufferPointer { Charset.converted($0) } ?? decoded
  }

  // The fields.

  /// Elements of one name that hold something: those in the item's language where there are any.
  func spoken(_ name: String, in parent: Int?) -> [Int] {
    let all = outline.all(name, in: parent).filter { outline.words($0) != nil }
    guard all.count > 1, let language else { return all }
    let own = all.filter { outline.attribute("lang", of: $0).map { $0 == language } ?? false }
    if !own.isEmpty { return own }
    let near = all.filter { outline.attribute("lang", of: $0).map(isOwnLanguage) ?? false }
    return near.isEmpty ? all : near
  }

  private func isOwnLanguage(_ tag: [UInt8]) -> Bool {
    language.map { LanguageTag.isSame(tag, $0) } ?? true
  }

  /// Contents in another language than the item's behind the others; what says nothing is in the item's.
  private func inOwnLanguage(_ contents: [Int]) -> [Int] {
    guard contents.count > 1 else { return contents }
    func isOwn(_ element: Int) -> Bool {
      outline.attribute("lang", of: element).map(isOwnLanguage) ?? true
    }
    return contents.filter(isOwn) + contents.filter { !isOwn($0) }
  }

  private var headline: [UInt8]? {
    let all = spoken("headline", in: contentMeta)
    let main = all.filter { element in
      guard let role = string("role", of: element)?.lowercased() else { return true }
      return role.hasSuffix("main") || role.hasSuffix(":headline") || role.hasSuffix("/headline")
    }
    func rank(_ element: Int) -> Int {
      string("rank", of: element).flatMap { Int($0) } ?? 0
    }
    // `min` takes the first of equals.
    let best = (main.isEmpty ? all : main).min { rank($0) < rank($1) }
    return outline.words(best)
  }

  /// The item's title is for those who handle it, and better than a first sentence.
  private func name(_ article: inout Article) {
    var draft = ArticleDraft()
    draft[.headline] = outline.words(spoken("title", in: itemMeta).first)
    guard let title = draft.line(.headline) else { return }
    article.headline = title
    article.headlineIsDerived = false
  }

  /// All of one name, joined by commas.
  private func line(of name: String, in parent: Int?) -> [UInt8]? {
    let all = spoken(name, in: parent).compactMap { outline.words($0) }
    return all.isEmpty ? nil : Array(all.joined(separator: [0x2C, 0x20]))
  }

  /// Of so many creators the names are read: a report has some.
  private static let mostCreators = 64

  /// People write as `creator`, and so do houses, desks and logins: a person's name has two words, or
  /// letters beyond ASCII.
  private var creators: String? {
    let house = source
    let creators = outline.all("creator", in: contentMeta).prefix(Self.mostCreators)
    let names = creators.compactMap { element -> String? in
      guard string("type", of: element)?.lowercased().hasSuffix("organisation") != true,
        let words = outline.words(spoken("name", in: element).first)
      else { return nil }
      let name = words.withUnsafeBufferPointer { TextLines($0) }
      guard let line = name.lines.first.map(name.text), name.lines.count == 1,
        line.contains(" ") || line.utf8.contains(where: { $0 >= 0x80 }),
        Array(line.utf8) != house
      else { return nil }
      return Byline.name(inField: line)
    }
    var draft = ArticleDraft()
    draft[.byline] = Array(names.joined(separator: ", ").utf8)
    return draft.line(.byline)
  }

  private var source: [UInt8]? {
    party(outline.first("provider", in: itemMeta))
      ?? outline.all("infoSource", in: contentMeta).lazy.compactMap(party).first
      ?? party(outline.first("copyrightHolder", in: outline.first("rightsInfo", in: 0)))
  }

  /// A house by its name, else by what stands for it: of a code what is behind its scheme.
  private func party(_ element: Int?) -> [UInt8]? {
    guard let element else { return nil }
    return outline.words(spoken("name", in: element).first)
      ?? outline.attribute("literal", of: element)
      ?? outline.attribute("qcode", of: element).map { code in
        Array(code.lastIndex(of: 0x3A).map { code[($0 + 1)...] } ?? code[...])
      } ?? outline.attribute("uri", of: element)
  }

  private func time(_ name: String, _ parent: Int?) -> [UInt8]? {
    outline.all(name, in: parent).lazy.compactMap { outline.words($0) }
      .first { DateReader.timestamp($0) != nil }
  }

  func string(_ attribute: String, of element: Int) -> String? {
    outline.attribute(attribute, of: element).map { String(decoding: $0, as: UTF8.self) }
  }
  /// What stands for a concept, in small letters.
  func code(_ element: Int?) -> String? {
    guard let element else { return nil }
    return
      (string("qcode", of: element) ?? string("uri", of: element)
      ?? string("literal", of: element))?.lowercased()
  }
}
