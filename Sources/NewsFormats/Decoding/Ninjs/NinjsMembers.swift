/// The members of a ninjs object that are read, by their names in small letters: texts and numbers as
/// texts; lists as the texts of their objects. The others are checked and skipped.
struct NinjsMembers {
  typealias Entry = [String: [UInt8]]

  /// Of a list so many entries are kept, and of bodies and headlines.
  static let mostEntries = 256
  /// Of an entry so many members: the schemas have some ten.
  private static let mostMembers = 64
  private static let textNames: Set<String> = [
    "uri", "guid", "type", "version", "versioncreated", "firstcreated", "contentcreated",
    "embargoed", "pubstatus", "urgency", "copyrightholder", "ednote", "language", "byline", "by",
    "headline", "title", "slugline", "located", "source", "wordcount",
  ]
  private static let listNames: Set<String> = [
    "bodies", "headlines", "subject", "subjects", "genre", "genres", "place", "places", "keywords",
    "authors", "infosource", "infosources",
  ]

  private(set) var texts: Entry = [:]
  private(set) var lists: [String: [Entry]] = [:]
  /// Members `body_…` and `headline_…` in the order in which they stand, without that beginning.
  private(set) var bodies: [(kind: String, text: [UInt8])] = []
  private(set) var headlines: [(kind: String, text: [UInt8])] = []
  /// What a provider calls by names of its own; of several of one field the first.
  private(set) var own: [ArticleField: [UInt8]] = [:]
  private let fields: ArticleFieldNames

  /// - Parameters:
  ///   - bytes: a whole JSON text, valid UTF-8.
  ///   - fields: names that a provider uses.
  ///   - depthLimit: objects and arrays that may stand in each other.
  /// - Throws: what makes it no JSON.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, fields: ArticleFieldNames, depthLimit: Int
  ) throws(JSONFault) {
    self.fields = fields
    var reader = JSONReader(bytes, depthLimit: depthLimit)
    try reader.expect(0x7B, "an object is missing")
    var first = true
    while let key = try reader.nextKey(first: &first) {
      try take(Self.name(key, in: bytes), &reader)
    }
    try reader.expectEnd()
  }

  private static func name(_ key: RawJSONString, in bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: JSONText.bytes(of: key, in: bytes), as: UTF8.self).lowercased()
  }

  private mutating func take(_ name: String, _ reader: inout JSONReader) throws(JSONFault) {
    if isText(reader.peek()), let field = fields.ownField(name) {
      let text = try Self.text(&reader, depth: 1)
      own[field] = own[field] ?? text
    } else if Self.textNames.contains(name) {
      texts[name] = try Self.text(&reader, depth: 1)
    } else if Self.listNames.contains(name) {
      lists[name] = try Self.entries(&reader)
    } else if name.hasPrefix("body_"), bodies.count < Self.mostEntries, reader.peek() == 0x22 {
      guard let text = try Self.text(&reader, depth: 1) else { return }
      bodies.append((String(name.dropFirst(5)), text))
    } else if name.hasPrefix("headline_"), headlines.count < Self.mostEntries, reader.peek() == 0x22
    {
      guard let text = try Self.text(&reader, depth: 1) else { return }
      headlines.append((String(name.dropFirst(9)), text))
    } else {
      try reader.skipValue(depth: 1)
    }
  }

  private func isText(_ first: UInt8) -> Bool {
    first == 0x22 || first == 0x2D || (0x30...0x39).contains(first)
  }

  /// A string, or the digits of a number; nil for other values, which are passed over.
  private static func text(_ reader: inout JSONReader, depth: Int) throws(JSONFault) -> [UInt8]? {
    switch reader.peek() {
    case 0x22: return JSONText.bytes(of: try reader.string(), in: reader.bytes)
    case 0x2D, 0x30...0x39: return Array(reader.bytes[try reader.number()])
    default:
      try reader.skipValue(depth: depth)
      return nil
    }
  }

  /// Of an array or of a single object; a text in it is an entry with a name.
  private static func entries(_ reader: inout JSONReader) throws(JSONFault) -> [Entry] {
    guard reader.peek() == 0x5B else { return try entry(&reader, depth: 1).map { [$0] } ?? [] }
    var entries: [Entry] = []
    var first = true
    _ = reader.take(0x5B)
    while try reader.nextElement(first: &first) {
      guard let entry = try entry(&reader, depth: 2) else { continue }
      if entries.count < mostEntries { entries.append(entry) }
    }
    return entries
  }

  private static func entry(_ reader: inout JSONReader, depth: Int) throws(JSONFault) -> Entry? {
    guard reader.peek() == 0x7B else {
      return try text(&reader, depth: depth).map { ["name": $0] }
    }
    var entry: Entry = [:]
    var first = true
    _ = reader.take(0x7B)
    while let key = try reader.nextKey(first: &first) {
      let name = name(key, in: reader.bytes)
      guard let text = try text(&reader, depth: depth + 1) else { continue }
      if entry.count < mostMembers { entry[name] = text }
    }
    return entry
  }
}
