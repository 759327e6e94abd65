import NewsModel

/// One JSON object that may be an article: only the members that name its fields are kept, the
/// others are checked and skipped.
///
/// A value that is null or of a type its field does not take counts as absent; of members with the
/// same name the last one counts; of several names of one field the first in `ArticleField`'s order
/// that holds something.
struct JSONRecord {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let fields: ArticleFieldNames
  private var members: [JSONFieldValue?]

  /// Reads the whole text, which is valid UTF-8. Nil when it is JSON but no object.
  init?(
    _ bytes: UnsafeBufferPointer<UInt8>, fields: ArticleFieldNames, depthLimit: Int
  ) throws(JSONFault) {
    self.bytes = bytes
    self.fields = fields
    members = Array(repeating: nil, count: fields.all.count)
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
        members[index] = try JSONFieldValue(&reader, of: fields.all[index].field)
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

  /// Valid as long as the bytes are.
  func draft() -> ArticleDraft {
    var draft = ArticleDraft()
    for (index, entry) in fields.all.enumerated() where draft[entry.field] == nil {
      draft[entry.field] = members[index]?.text(in: bytes)
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
