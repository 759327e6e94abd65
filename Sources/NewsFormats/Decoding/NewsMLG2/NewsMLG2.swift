import NewsModel

extension Format {
  static let newsMLG2 = Format(
    "newsml-g2",
    Signature(roots: [
      "newsitem", "newsmessage", "packageitem", "conceptitem", "knowledgeitem", "planningitem",
      "catalogitem",
    ])
  ) { (document) throws(DecodingFailure) in
    let document = try document.markupInUTF8()
    let head = DocumentHead(document.window.bytes, name: "")
    if head.root == "newsmessage" { return WireMessage.source(document, NewsMLG2.message) }
    return OneRecord.source(document, article: NewsMLG2.article)
  }
}

/// NewsML-G2 of the IPTC, 2.9 to 2.35 and what came before it: an item is a document, or one of many in
/// a `newsMessage`. Elements are known by their names there, whatever their namespace.
///
/// | item | becomes |
/// |---|---|
/// | `newsItem` | an article, from `G2Item` |
/// | `packageItem` | told (`package`): what it names comes by itself |
/// | `conceptItem`, `knowledgeItem`, `planningItem`, `catalogItem` | refused by its name |
///
/// Source: IPTC, NewsML-G2 2.35 specification, power conformance level.
enum NewsMLG2 {
  /// Elements that hold the text.
  private static let contents: Set<String> = ["inlineXML", "inlineData"]

  static let message = WireMessage.Kind(
    root: "newsMessage",
    items: [
      "newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem",
    ],
    contents: contents, mayHoldSeveral: false
  ) { (outline, place, meter) throws(Rejection) in
    [try article(outline, at: place, meter: meter)]
  }

  /// The document is one item, in UTF-8, perhaps damaged.
  static func article(of document: OpenedDocument) throws(Rejection) -> Article {
    var reader = ItemReader(contents: contents)
    let outline = try reader.outline(
      document.window.bytes, at: document.place, meter: document.meter, isDocument: true)
    document.window.release()
    return try article(outline, at: document.place, meter: document.meter)
  }

  private static func article(
    _ outline: XMLOutline, at place: DocumentPlace, meter: WorkMeter
  ) throws(Rejection) -> Article {
    guard !outline.elements.isEmpty else {
      throw Rejection(.noText, "there is no item", locator: place.locator)
    }
    switch outline.name(of: 0) {
    case "newsItem": return try G2Item(outline).article(at: place, meter: meter)
    case "packageItem":
      let items = outline.everywhere("itemRef", in: outline.first("groupSet", in: 0))
      let names = items.compactMap {
        outline.attribute("residref", of: $0) ?? outline.attribute("href", of: $0)
      }
      throw .package(of: items.count, named: names, at: place)
    case let name:
      guard let (code, what) = noNews[name] else {
        throw Rejection(
          .noText, "NewsML-G2 has no item called \(quoted(name))", locator: place.locator)
      }
      throw Rejection(code, "it is \(what), and no news", locator: place.locator)
    }
  }

  private static let noNews: [String: (Rejection.Code, String)] = [
    "conceptItem": (.concept, "a concept item, about a person, a place or an event"),
    "knowledgeItem": (.knowledge, "a knowledge item, a vocabulary"),
    "planningItem": (.planning, "a planning item, of coverage to come"),
    "catalogItem": (.catalog, "a catalog item, a list of vocabularies"),
  ]
}

extension Rejection {
  private static let shown = 8

  /// What is told of a package.
  ///
  /// - Parameters:
  ///   - count: of the items that it names.
  ///   - names: identifiers or addresses of those that have one.
  ///   - place: of the package.
  /// - Returns: the first of them in words.
  static func package(
    of count: Int, named names: [[UInt8]], at place: DocumentPlace
  ) -> Rejection {
    let shown = names.prefix(shown).map { quoted(String(decoding: $0, as: UTF8.self)) }
    let more = names.count > shown.count ? " and \(names.count - shown.count) more" : ""
    let named = shown.isEmpty ? "" : ": " + shown.joined(separator: ", ") + more
    return Rejection(
      .package, "it is a package that names \(counted(count, "item"))\(named)",
      locator: place.locator)
  }
}
