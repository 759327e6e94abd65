/// A field's text where its value is no string but an object or a list: names of people, the paragraphs of
/// a text, what stands in an object beside its type.
///
/// Of an object the best of its members that holds something; what calls itself an image or an embed has
/// none. A list is, of a body, its paragraphs (`JSONBlock`); of names they are joined by commas; of anything else the
/// first element counts, as scrapers write it.
struct JSONComposition {
  private let field: ArticleField
  /// What stands in blocks of a text of which nothing was understood.
  private(set) var missed: PassedOver?

  init(_ field: ArticleField) { self.field = field }

  /// A paragraph that holds markup is one all the same.
  var divider: [UInt8] { field == .body ? [0x0A, 0x0A] : [0x2C, 0x20] }

  /// Best first. WordPress (`rendered`), MongoDB (`$date`, `$numberLong` in it), the New York Times
  /// (`main`, `original`), Event Registry (`title`), what converters make of XML (`#text`, `_`, `$t`, `__cdata`).
  private static let ofLine = [
    "name", "main", "rendered", "title", "original", "display_name", "full_name", "text", "value",
    "label", "#text", "$t", "_", "__cdata", "$date", "$oid", "$numberLong", "basic", "default",
  ]
  private static let ofAddress = ["href", "url", "rendered", "value", "#text", "$t"]
  /// Editors keep a text as blocks: Editor.js (`blocks`, `data`), ProseMirror and Slate (`content`,
  /// `children`), Portable Text.
  private static let ofBody = [
    "rendered", "full", "text", "value", "content", "html", "body", "plain", "quote", "#text", "$t",
    "_", "__cdata", "paragraphs", "blocks", "data", "children", "markdown", "bodyHtml", "body_html",
    "innerHTML", "p", "root", "attributes", "main", "basic", "default",
  ]
  /// What stands before the text in an object of its parts.
  private static let leads: Set<String> = [
    "lead", "lede", "intro", "standfirst", "preamble", "ingress",
  ]

  /// People also behind `node` (GraphQL), `by` (ANS), `person` (the New York Times).
  private static let ofNames = ofLine + ["person", "node", "by"]

  private var names: [String] {
    switch field {
    case .body: Self.ofBody
    case .url: Self.ofAddress
    case .byline: Self.ofNames
    default: Self.ofLine
    }
  }
  /// A list in an editor's text is four objects and lists deep, a table six.
  private var mostLevels: Int { field == .body ? 24 : JSONRecord.mostLevels }

  /// Where a value stands.
  private struct Place {
    var depth: Int
    /// In a list: then an object is a block of the text, or a span.
    var isInList = false
    /// In a block's own text: spans run on.
    var runsOn = false
    /// A list here may be one of rows.
    var isTable = false
    /// A list here is a row, whose elements are cells.
    var isRow = false
    var isCell = false

    func inside(member name: String) -> Place {
      Place(
        depth: depth + 1, isInList: isInList, runsOn: isInList && JSONBlock.spans.contains(name),
        isTable: JSONBlock.tables.contains(name), isRow: name == "cells")
    }
  }

  /// - Parameters:
  ///   - reader: at an object or a list.
  ///   - depth: objects and lists that stand open around it.
  /// - Returns: nil when it holds no text.
  /// - Throws: what is no JSON.
  mutating func text(_ reader: inout JSONReader, depth: Int) throws(JSONFault) -> [UInt8]? {
    try value(&reader, Place(depth: depth))?.text
  }

  private mutating func value(
    _ reader: inout JSONReader, _ place: Place
  ) throws(JSONFault) -> JSONBlock? {
    switch reader.peek() {
    case 0x22:
      return JSONBlock(
        text: JSONText.bytes(of: try reader.string(), in: reader.bytes), isSpan: true)
    case 0x7B where place.depth <= mostLevels: return try object(&reader, place)
    case 0x5B where place.depth <= mostLevels: return try list(&reader, place)
    case 0x30...0x39 where field.takesNumbers || place.isCell,
      0x2D where field.takesNumbers || place.isCell:
      return JSONBlock(text: Array(reader.bytes[try reader.number()]))
    default:
      try reader.skipValue(depth: place.depth)
      return nil
    }
  }

  private mutating func object(
    _ reader: inout JSONReader, _ place: Place
  ) throws(JSONFault) -> JSONBlock? {
    let start = reader.index
    let block = try members(&reader, place)
    guard field == .body else { return block.line }
    if block.isSilent, place.isInList { note(start..<reader.index, of: reader) }
    return block.block(isInList: place.isInList)
  }

  private mutating func members(
    _ reader: inout JSONReader, _ place: Place
  ) throws(JSONFault) -> JSONBlock.Members {
    var block = JSONBlock.Members()
    var first = true
    _ = reader.take(0x7B)
    while let key = try reader.nextKey(first: &first) {
      let name = String(decoding: JSONText.bytes(of: key, in: reader.bytes), as: UTF8.self)
      if JSONBlock.typeNames.contains(name), reader.peek() == 0x22 {
        block.type = JSONText.bytes(of: try reader.string(), in: reader.bytes)
        continue
      }
      if field == .byline, try block.person.takes(name, &reader) { continue }
      if field == .body, reader.peek() == 0x5B { block.holdsList = true }
      guard let part = part(name, in: block, place) else {
        try reader.skipValue(depth: place.depth + 1)
        continue
      }
      let inside = place.inside(member: name)
      guard let text = try value(&reader, inside)?.text, text.contains(where: { $0 > 0x20 })
      else { continue }
      block.take(text, as: part)
    }
    return block
  }

  /// Notes the prose of a block that gave no text: it is some of the text, under names that are not known.
  private mutating func note(_ block: Range<Int>, of reader: JSONReader) {
    var missed = missed ?? PassedOver(noun: "block", isNameable: false)
    missed.note(block: UnsafeBufferPointer(rebasing: reader.bytes[block]))
    self.missed = missed
  }

  /// What a member is of an object; nil for nothing, and for one that a better one stands before.
  private func part(
    _ name: String, in block: JSONBlock.Members, _ place: Place
  ) -> JSONBlock.Members.Part? {
    if let rank = names.firstIndex(of: name) {
      return rank <= block.best?.rank ?? .max ? .text(rank: rank) : nil
    }
    if block.best == nil, JSONLanguage.names.contains(name) { return .text(rank: names.count) }
    guard field == .body else { return nil }
    if !place.isInList, Self.leads.contains(name) { return .lead }
    if JSONBlock.lists.contains(name) { return .list }
    return place.isInList && JSONBlock.headings.contains(name) ? .heading : nil
  }

  private mutating func list(
    _ reader: inout JSONReader, _ place: Place
  ) throws(JSONFault) -> JSONBlock? {
    var blocks: [JSONBlock] = []
    var first = true
    _ = reader.take(0x5B)
    let inside = Place(
      depth: place.depth + 1, isInList: true, isRow: place.isTable, isCell: place.isRow)
    while try reader.nextElement(first: &first) {
      guard let block = try value(&reader, inside), !block.text.isEmpty,
        !block.isTitle || blocks.count >= Self.mostBeforeTitle
      else { continue }
      if field == .body || field.takesNames || blocks.isEmpty { blocks.append(block) }
    }
    guard !blocks.isEmpty else { return nil }
    if place.isRow, field == .body { return JSONBlock(text: JSONBlock.joined(blocks, by: [0x20])) }
    let runsOn = place.runsOn && blocks.contains(where: \.isSpan)
    return JSONBlock(text: JSONBlock.joined(blocks, by: runsOn ? [] : divider))
  }

  /// Topic, day and byline.
  private static let mostBeforeTitle = 3
}
