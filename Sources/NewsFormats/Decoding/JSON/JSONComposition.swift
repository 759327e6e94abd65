/// A field's text where its value is no string but an object or a list: names of people, the paragraphs of
/// a text, what stands in an object beside its type.
///
/// Of an object the best of its members that holds something; what calls itself an image or an embed has
/// none. A list is, of a body, its paragraphs; spans within a paragraph (`children`) run on; of
/// names they are joined by commas; of anything else the first element counts, as scrapers write it.
struct JSONComposition {
  private let field: ArticleField

  init(_ field: ArticleField) { self.field = field }

  /// A paragraph that holds markup is one all the same.
  var divider: [UInt8] { field == .body ? [0x0A, 0x0A] : [0x2C, 0x20] }

  /// Best first. WordPress (`rendered`), MongoDB (`$date`, `$numberLong` in it), the New York Times
  /// (`main`, `original`), Event Registry (`title`), what converters make of XML (`#text`, `_`, `$t`, `__cdata`).
  private static let ofLine = [
    "name", "main", "rendered", "title", "original", "display_name", "full_name", "text", "value",
    "label", "#text", "$t", "_", "__cdata", "$date", "$oid", "$numberLong",
  ]
  private static let ofAddress = ["href", "url", "rendered", "value", "#text", "$t"]
  /// Editors keep a text as blocks: Editor.js (`blocks`, `data`), ProseMirror and Slate (`content`,
  /// `children`), Portable Text.
  private static let ofBody = [
    "rendered", "full", "text", "value", "content", "html", "body", "plain", "#text", "$t", "_",
    "__cdata", "paragraphs", "blocks", "data", "children",
  ]
  /// The names of lists whose elements run on in one paragraph, inside of a list of paragraphs.
  private static let spans: Set<String> = ["children", "content", "spans", "text"]
  private static let media: Set<String> = [
    "image", "video", "audio", "embed", "gallery", "figure", "media", "ad", "related", "code",
    "iframe", "twitter", "tweet", "instagram", "youtube",
  ]

  private var names: [String] {
    field == .body ? Self.ofBody : field == .url ? Self.ofAddress : Self.ofLine
  }

  /// - Parameters:
  ///   - reader: at an object or a list.
  ///   - depth: objects and lists that stand open around it.
  /// - Returns: nil when it holds no text.
  /// - Throws: what is no JSON.
  func text(_ reader: inout JSONReader, depth: Int) throws(JSONFault) -> [UInt8]? {
    try value(&reader, depth: depth, isInList: false, runsOn: false)
  }

  private func value(
    _ reader: inout JSONReader, depth: Int, isInList: Bool, runsOn: Bool
  ) throws(JSONFault) -> [UInt8]? {
    switch reader.peek() {
    case 0x22: return JSONText.bytes(of: try reader.string(), in: reader.bytes)
    case 0x7B where depth <= JSONRecord.mostLevels:
      return try object(&reader, depth: depth + 1, isInList: isInList)
    case 0x5B where depth <= JSONRecord.mostLevels:
      return try list(&reader, depth: depth + 1, runsOn: runsOn)
    case 0x30...0x39 where field.takesNumbers, 0x2D where field.takesNumbers:
      return Array(reader.bytes[try reader.number()])
    default:
      try reader.skipValue(depth: depth)
      return nil
    }
  }

  private func object(
    _ reader: inout JSONReader, depth: Int, isInList: Bool
  ) throws(JSONFault) -> [UInt8]? {
    var best: (rank: Int, text: [UInt8])?
    var isMedia = false
    var first = true
    _ = reader.take(0x7B)
    while let key = try reader.nextKey(first: &first) {
      let name = String(decoding: JSONText.bytes(of: key, in: reader.bytes), as: UTF8.self)
      if name == "type" || name == "_type", reader.peek() == 0x22 {
        let type = JSONText.bytes(of: try reader.string(), in: reader.bytes)
        isMedia = Self.media.contains(String(decoding: type, as: UTF8.self).lowercased())
        continue
      }
      guard let rank = names.firstIndex(of: name), rank <= best?.rank ?? .max else {
        try reader.skipValue(depth: depth)
        continue
      }
      let runsOn = isInList && Self.spans.contains(name)
      let text = try value(&reader, depth: depth, isInList: isInList, runsOn: runsOn)
      if let text, text.contains(where: { $0 > 0x20 }) { best = (rank, text) }
    }
    return field == .body && isMedia ? nil : best?.text
  }

  private func list(
    _ reader: inout JSONReader, depth: Int, runsOn: Bool
  ) throws(JSONFault) -> [UInt8]? {
    var joined: [UInt8] = []
    var first = true
    _ = reader.take(0x5B)
    while try reader.nextElement(first: &first) {
      let text = try value(&reader, depth: depth, isInList: true, runsOn: false)
      guard let text, !text.isEmpty else { continue }
      if field != .body, !field.takesNames, !joined.isEmpty { continue }
      if !joined.isEmpty, !runsOn { joined += divider }
      joined += text
    }
    return joined.isEmpty ? nil : joined
  }
}
