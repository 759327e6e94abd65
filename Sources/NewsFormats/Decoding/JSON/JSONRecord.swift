import NewsModel

/// One JSON object that may be an article: only the members that name its fields are kept, the
/// others are checked and skipped.
///
/// A value that is null or of a type its field does not take counts as absent; of members with the
/// same name the last one counts; of several names of one field the first in `ArticleField`'s order
/// that holds something.
struct JSONRecord {
  private enum Slot {
    case absent
    case string(JSONString)
    case number(Range<Int>)
    case names([UInt8])
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let fields: ArticleFieldNames
  private var slots: [Slot]

  /// Reads the whole text. Nil when it is JSON but no object. Parameter bytes: valid UTF-8.
  init?(
    _ bytes: UnsafeBufferPointer<UInt8>, fields: ArticleFieldNames, depthLimit: Int
  ) throws(JSONFault) {
    self.bytes = bytes
    self.fields = fields
    slots = Array(repeating: .absent, count: fields.all.count)
    var reader = JSONReader(bytes, depthLimit: depthLimit)
    let isObject = reader.peek() == 0x7B
    if isObject {
      try readMembers(&reader)
    } else {
      try reader.skipValue(depth: 0)
    }
    try reader.expectEnd()
    if !isObject { return nil }
  }

  private mutating func readMembers(_ reader: inout JSONReader) throws(JSONFault) {
    var first = true
    _ = reader.take(0x7B)
    while let key = try reader.nextKey(first: &first) {
      if let index = fieldName(key) {
        slots[index] = try Self.value(&reader, of: fields.all[index].field)
      } else {
        try reader.skipValue(depth: 1)
      }
    }
  }

  private func fieldName(_ key: JSONString) -> Int? {
    if key.hasEscapes {
      return JSONText.bytes(of: key, in: bytes).withUnsafeBufferPointer { fields.index(of: $0) }
    }
    return fields.index(of: UnsafeBufferPointer(rebasing: bytes[key.range]))
  }

  private static func value(
    _ reader: inout JSONReader, of field: ArticleField
  ) throws(JSONFault) -> Slot {
    switch reader.peek() {
    case 0x22: return .string(try reader.string())
    case 0x2D where field.takesNumbers, 0x30...0x39 where field.takesNumbers:
      return .number(try reader.number())
    case 0x7B where field.takesNames: return .names(try name(&reader, depth: 1) ?? [])
    case 0x5B where field.takesNames: return .names(try names(&reader))
    default:
      try reader.skipValue(depth: 1)
      return .absent
    }
  }

  /// An array of strings or of objects with a name, joined by commas.
  private static func names(_ reader: inout JSONReader) throws(JSONFault) -> [UInt8] {
    var joined: [UInt8] = []
    var first = true
    _ = reader.take(0x5B)
    while try reader.nextElement(first: &first) {
      let found: [UInt8]?
      switch reader.peek() {
      case 0x22: found = JSONText.bytes(of: try reader.string(), in: reader.bytes)
      case 0x7B: found = try name(&reader, depth: 2)
      default:
        try reader.skipValue(depth: 2)
        found = nil
      }
      guard let found, !found.isEmpty else { continue }
      if !joined.isEmpty { joined += [0x2C, 0x20] }
      joined += found
    }
    return joined
  }

  /// The member `name` of an object; nil when it has none that is a string.
  private static func name(_ reader: inout JSONReader, depth: Int) throws(JSONFault) -> [UInt8]? {
    var found: [UInt8]?
    var first = true
    _ = reader.take(0x7B)
    while let key = try reader.nextKey(first: &first) {
      if reader.bytes[key.range].elementsEqual("name".utf8) {
        if reader.peek() == 0x22 {
          found = JSONText.bytes(of: try reader.string(), in: reader.bytes)
          continue
        }
        found = nil
      }
      try reader.skipValue(depth: depth + 1)
    }
    return found
  }

  /// Valid as long as the bytes are.
  func draft() -> ArticleDraft {
    var draft = ArticleDraft()
    for (index, entry) in fields.all.enumerated() where draft[entry.field] == nil {
      let value: [UInt8]
      switch slots[index] {
      case .absent: continue
      case .string(let string): value = JSONText.bytes(of: string, in: bytes)
      case .number(let range): value = Array(bytes[range])
      case .names(let names): value = names
      }
      if value.contains(where: { $0 > 0x20 }) { draft[entry.field] = value }
    }
    return draft
  }
}

extension JSONFault {
  /// Parameter at: the line and column of the first byte that was read.
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
