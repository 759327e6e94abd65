import NewsModel

extension PassedOver {
  /// What a JSON object holds beside its fields: all strings in it, those in lists and objects under their
  /// paths. The bytes have been read as JSON before.
  init(
    json bytes: UnsafeBufferPointer<UInt8>, fields: ArticleFieldNames, depthLimit: Int
  ) {
    self.init()
    holdsObjects = Self.holdsObjects(bytes)
    holdsRecords = JSONFeed.isFeed(bytes) || JSONContainers.stand(in: bytes)
    // What the records hold is their own text, not that of this object.
    if holdsRecords { return }
    var reader = JSONReader(bytes, depthLimit: depthLimit)
    // `try?`: the record was whole when its fields were read.
    try? walk(&reader, path: "", fields, depth: 0)
  }

  /// Notes what a block of a text holds; it has been read as JSON before.
  mutating func note(block bytes: UnsafeBufferPointer<UInt8>) {
    var reader = JSONReader(bytes, depthLimit: .max)
    // `try?`: it was whole when the text was read.
    try? walk(&reader, path: "block", .usual, depth: 0)
  }

  private mutating func walk(
    _ reader: inout JSONReader, path: String, _ fields: ArticleFieldNames, depth: Int
  ) throws(JSONFault) {
    switch reader.peek() {
    case 0x22: note(path, JSONText.bytes(of: try reader.string(), in: reader.bytes))
    case 0x7B where depth < JSONRecord.mostLevels:
      try walkMembers(&reader, path: path, fields, depth: depth + 1)
    case 0x5B where depth < JSONRecord.mostLevels:
      var first = true
      _ = reader.take(0x5B)
      while try reader.nextElement(first: &first) {
        try walk(&reader, path: path, fields, depth: depth + 1)
      }
    default: try reader.skipValue(depth: depth)
    }
  }

  private mutating func walkMembers(
    _ reader: inout JSONReader, path: String, _ fields: ArticleFieldNames, depth: Int
  ) throws(JSONFault) {
    var first = true
    _ = reader.take(0x7B)
    while let key = try reader.nextKey(first: &first) {
      let name = String(decoding: JSONText.bytes(of: key, in: reader.bytes), as: UTF8.self)
      let isField = path.isEmpty && reader.peek() == 0x22 && fields.index(of: name) != nil
      if isField || Self.isOther(name) {
        try reader.skipValue(depth: depth)
      } else {
        try walk(&reader, path: path.isEmpty ? name : path + "." + name, fields, depth: depth)
      }
    }
  }

  /// True when an array in it begins with an object: then it is rather a list with a title than an
  /// alert.
  private static func holdsObjects(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var opened = false
    for byte in bytes {
      switch byte {
      case 0x5B: opened = true
      case 0x7B where opened: return true
      case 0x20, 0x09, 0x0A, 0x0D: continue
      default: opened = false
      }
    }
    return false
  }
}
