import NewsModel

/// One JSON object that may be an article: only the members that name its fields are kept, the
/// others are checked and skipped.
///
/// A value that is null or of a type its field does not take counts as absent; of members with the
/// same name the last one counts; of several names of one field the first in the order of `ArticleFieldNames`
/// that holds something. What APIs wrap an article in (`_source`, `fields`, `attributes`) is looked
/// through: a member there counts where the record has none of that name itself. A path among the names
/// (`byline.original`) leads into objects and lists of objects.
struct JSONRecord {
  /// Around an article's members in Elasticsearch, the Guardian's API, JSON:API, CouchDB, GeoJSON, and in
  /// collections of records of several kinds.
  static let wrappers: Set<String> = [
    "_source", "fields", "attributes", "article", "item", "post", "story", "document", "doc",
    "node",
    "properties", "data",
  ]
  /// Wrappers in one another: each is read once more than what stands in it.
  private static let mostWrappers = 2
  /// Objects in one another that are looked into.
  static let mostLevels = 8

  private let bytes: UnsafeBufferPointer<UInt8>
  private let fields: ArticleFieldNames
  private var members: [JSONFieldValue?]
  /// How many wrappers stand around each member.
  private var levels: [Int]

  /// Reads the whole text, which is valid UTF-8. Nil when it is JSON but no object.
  init?(
    _ bytes: UnsafeBufferPointer<UInt8>, fields: ArticleFieldNames, depthLimit: Int
  ) throws(JSONFault) {
    self.bytes = bytes
    self.fields = fields
    members = Array(repeating: nil, count: fields.all.count)
    levels = Array(repeating: 0, count: fields.all.count)
    var reader = JSONReader(bytes, depthLimit: depthLimit)
    let isObject = reader.peek() == 0x7B
    if isObject {
      try readMembers(&reader, path: [], level: 0, depth: 1)
    } else {
      try reader.skipValue(depth: 0)
    }
    try reader.expectEnd()
    if !isObject { return nil }
  }

  /// The path is the object's, with a dot behind it, empty for the record and in a wrapper; the level counts
  /// the wrappers around it, the depth what stands open in it.
  private mutating func readMembers(
    _ reader: inout JSONReader, path: [UInt8], level: Int, depth: Int
  ) throws(JSONFault) {
    var first = true
    _ = reader.take(0x7B)
    while let key = try reader.nextKey(first: &first) {
      let next = reader.peek()
      if next == 0x7B || next == 0x5B, depth < Self.mostLevels {
        try lookInto(reader, key, path: path, level: level, depth: depth)
      }
      guard let index = fieldName(key, path) else {
        try reader.skipValue(depth: depth)
        continue
      }
      let value = try JSONFieldValue(&reader, of: fields.all[index].field, depth: depth)
      if level <= levels[index] || members[index] == nil {
        members[index] = value
        levels[index] = level
      }
    }
  }

  /// Reads the members of an object, or of a list's objects, that a wrapper's name or a path leads to. The
  /// reader stands before the value; the caller's stays there.
  private mutating func lookInto(
    _ reader: JSONReader, _ key: RawJSONString, path: [UInt8], level: Int, depth: Int
  ) throws(JSONFault) {
    var reader = reader
    if path.isEmpty, level < Self.mostWrappers, reader.peek() == 0x7B,
      Self.wrappers.contains(String(decoding: bytes[key.range], as: UTF8.self).lowercased())
    {
      var inner = reader
      try readMembers(&inner, path: [], level: level + 1, depth: depth + 1)
    }
    let inner = path + JSONText.bytes(of: key, in: bytes)
    guard fields.leadsOn(inner) else { return }
    if reader.peek() == 0x7B {
      return try readMembers(&reader, path: inner + [0x2E], level: level, depth: depth + 1)
    }
    try readElements(&reader, path: inner + [0x2E], level: level, depth: depth + 1)
  }

  /// What a path finds in several elements of a list is one text.
  private mutating func readElements(
    _ reader: inout JSONReader, path: [UInt8], level: Int, depth: Int
  ) throws(JSONFault) {
    var first = true
    _ = reader.take(0x5B)
    let before = members
    var joined: [Int: JSONJoinedValues] = [:]
    while try reader.nextElement(first: &first) {
      guard reader.peek() == 0x7B, depth < Self.mostLevels else {
        try reader.skipValue(depth: depth)
        continue
      }
      members = Array(repeating: nil, count: members.count)
      try readMembers(&reader, path: path, level: level, depth: depth + 1)
      for (index, value) in members.enumerated() {
        guard let value else { continue }
        if joined[index]?.add(value, in: bytes) == nil {
          joined[index] = JSONJoinedValues(value, of: fields.all[index].field)
        }
      }
    }
    members = before
    for (index, values) in joined { members[index] = values.value }
  }

  private func fieldName(_ key: RawJSONString, _ path: [UInt8]) -> Int? {
    if key.hasEscapes || !path.isEmpty {
      return (path + JSONText.bytes(of: key, in: bytes)).withUnsafeBufferPointer {
        fields.index(of: $0)
      }
    }
    return fields.index(of: UnsafeBufferPointer(rebasing: bytes[key.range]))
  }

  /// Valid as long as the bytes are.
  func draft() -> ArticleDraft {
    var draft = ArticleDraft()
    draft.isKnownByLink = true
    for (index, entry) in fields.all.enumerated() {
      guard let member = members[index], entry.field.mayHaveBetter || draft[entry.field] == nil,
        let text = member.text(in: bytes)
      else { continue }
      draft.offer(text, as: entry)
      if entry.field == .body, draft[.body] == text { draft.missed = member.missed }
    }
    return draft
  }
}

extension JSONFault {
  /// In the words of a rejection; `start` is where the first byte stands that was read.
  func rejection(at start: TextPosition, in bytes: UnsafeBufferPointer<UInt8>, place: DocumentPlace)
    -> Rejection
  {
    var position = start
    position.advance(over: UnsafeBufferPointer(rebasing: bytes[..<min(offset, bytes.count)]))
    switch kind {
    case .syntax:
      return Rejection(.syntax, "\(what) at \(position)", locator: place.locator)
    case .truncated:
      return Rejection(
        .truncated, "the document ends too early, at \(position): \(what)", locator: place.locator)
    case .tooDeep: return place.limits.tooDeep(locator: place.locator)
    }
  }
}
