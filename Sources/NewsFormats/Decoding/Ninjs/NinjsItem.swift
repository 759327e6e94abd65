import NewsModel

/// An object of ninjs as an article: which of its members fill which field (`Ninjs`).
struct NinjsItem {
  let members: NinjsMembers

  init(_ members: NinjsMembers) { self.members = members }

  func article(at place: DocumentPlace) throws(Rejection) -> Article {
    var draft = ArticleDraft()
    draft[.uri] = text("uri") ?? text("guid")
    draft[.version] = text("version")
    draft[.url] = draft[.uri]
    draft[.language] = text("language")
    draft[.headline] = headline
    draft.hasPrintedByline = true
    draft[.byline] = text("byline") ?? text("by") ?? names("authors")
    draft[.source] =
      text("source") ?? text("copyrightholder") ?? names("infosource") ?? names("infosources")
    draft[.published] = time("firstcreated", "contentcreated", "versioncreated")
    draft[.updated] = time("versioncreated")
    (draft.status, draft.embargo, draft.facts) = (status, embargo, facts)
    takeOwn(&draft)
    // What NITF in it costs is looked at with the record.
    let meter = WorkMeter(limits: place.limits, clock: { .zero })
    return try draft.article(
      at: place, contents: contents, meter: meter, mayBeAlert: isText && hasBody)
  }

  /// What stands under a provider's own names.
  private func takeOwn(_ draft: inout ArticleDraft) {
    for (field, text) in members.own where text.contains(where: { $0 > 0x20 }) {
      switch field {
      case .body: break
      case .headline, .byline, .source: draft[field] = FieldText.line(text)
      case .status:
        draft.status = StatusWord.status(String(decoding: text, as: UTF8.self)) ?? draft.status
      case .embargo: draft.embargo = DateReader.timestamp(text) ?? draft.embargo
      case _ where field.isTime && DateReader.timestamp(text) == nil: break
      default: draft[field] = text
      }
    }
  }

  func text(_ name: String) -> [UInt8]? {
    members.texts[name].flatMap { $0.contains { $0 > 0x20 } ? $0 : nil }
  }

  private func time(_ names: String...) -> [UInt8]? {
    names.lazy.compactMap(text).first { DateReader.timestamp($0) != nil }
  }

  private func names(_ list: String) -> [UInt8]? {
    let names = (members.lists[list] ?? []).compactMap { $0["name"] }
    return names.isEmpty ? nil : Array(names.joined(separator: [0x2C, 0x20]))
  }

  private var headline: [UInt8]? {
    let listed = (members.lists["headlines"] ?? []).map(withoutMarkup)
    let own = listed.filter(isOwnLanguage)
    func main(_ list: [NinjsMembers.Entry]) -> [NinjsMembers.Entry] {
      list.filter { entry in
        entry["role"].map { String(decoding: $0, as: UTF8.self).lowercased() == "main" } ?? true
      }
    }
    var all = [text("headline")]
    all += members.headlines.filter { $0.kind == "main" }.map(\.text)
    all += (main(own) + own + main(listed) + listed).map { $0["value"] }
    all += members.headlines.map(\.text)
    all.append(text("title"))
    guard let first = all.lazy.compactMap({ $0 }).first(where: { $0.contains { $0 > 0x20 } }) else {
      return nil
    }
    return first.withUnsafeBufferPointer { MarkupBody($0)?.text } ?? first
  }

  /// What says nothing is in the item's.
  private func isOwnLanguage(_ entry: NinjsMembers.Entry) -> Bool {
    guard let language = text("language"), let own = entry["lang"] ?? entry["language"] else {
      return true
    }
    return LanguageTag.isSame(own, language)
  }

  /// With the text of a headline that says it is HTML.
  private func withoutMarkup(_ entry: NinjsMembers.Entry) -> NinjsMembers.Entry {
    let type = String(decoding: entry["contenttype"] ?? [], as: UTF8.self).lowercased()
    guard type.holds("html"), let value = entry["value"] else { return entry }
    var entry = entry
    entry["value"] = value.withUnsafeBufferPointer { MarkupBody(html: $0).text }
    return entry
  }

  // The text.

  /// An item that does not say so may be a picture.
  private var isText: Bool { text("type")?.elementsEqual("text".utf8) ?? false }
  private var hasBody: Bool {
    !members.bodies.isEmpty || !(members.lists["bodies"] ?? []).isEmpty || members.own[.body] != nil
  }

  /// The best first: in the item's language; the main one, whatever it is written in, before what tells it in
  /// short; of equals the longest.
  private var contents: [WireContent] {
    let own = members.own[.body].map { [WireContent(type: "", root: nil, bytes: $0)] } ?? []
    let named = members.bodies.map {
      (role: "", language: 0, content: WireContent(type: $0.kind, root: nil, bytes: $0.text))
    }
    return own
      + (named + listed).enumerated().compactMap { place, body in
        rank(body.content).map { rank in
          // `sorted` promises no order among equals.
          (
            order: (body.language, part(body.role), rank, -body.content.bytes.count, place),
            content: body.content
          )
        }
      }
      .sorted { $0.order < $1.order }.map(\.content)
  }

  /// `language` is 0 for the item's, 1 for another.
  private var listed: [(role: String, language: Int, content: WireContent)] {
    (members.lists["bodies"] ?? []).compactMap { entry in
      guard let value = entry["value"] else { return nil }
      let role = String(decoding: entry["role"] ?? [], as: UTF8.self).lowercased()
      // Where nothing else does, the role says what it is written in.
      let type = entry["contenttype"].map { String(decoding: $0, as: UTF8.self).lowercased() }
      let content = WireContent(type: type ?? role, root: nil, bytes: value)
      return (role, isOwnLanguage(entry) ? 0 : 1, content)
    }
  }

  /// The lowest first, by the role.
  private func part(_ role: String) -> Int {
    if role.isEmpty || role.hasSuffix("main") { return 0 }
    return ["summary", "abstract", "teaser", "caption"].contains { role.holds($0) } ? 2 : 1
  }

  /// The lowest first; nil for what is no text.
  private func rank(_ content: WireContent) -> Int? {
    let type = content.type
    if type == "text" || type.hasPrefix("text/plain") { return 0 }
    if type.holds("html") { return 1 }
    if type.holds("nitf") { return 3 }
    return type.holds("xml") || type.holds("json") ? nil : 2
  }
}
