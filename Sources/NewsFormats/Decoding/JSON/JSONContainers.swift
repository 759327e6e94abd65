/// The members of a JSON object under which APIs list their records.
enum JSONContainers {
  /// `response` and `data` may be objects around such a list; `hits` is both in Elasticsearch.
  static let names: Set<String> = [
    "articles", "items", "item", "entries", "docs", "results", "data", "response", "hits",
    "records", "posts", "stories", "news", "documents", "rows", "value",
  ]

  /// Whether a list of records stands in an object, read as JSON before, under a usual name, or in such an
  /// object in it.
  static func stand(in object: UnsafeBufferPointer<UInt8>) -> Bool {
    var reader = JSONReader(object, depthLimit: .max)
    guard reader.peek() == 0x7B else { return false }
    // `try?`: it was whole when it was read for an article.
    return (try? stand(in: &reader, level: 1)) ?? false
  }

  private static func stand(
    in reader: inout JSONReader, level: Int
  ) throws(JSONFault) -> Bool {
    var first = true
    _ = reader.take(0x7B)
    while let key = try reader.nextKey(first: &first) {
      let name = String(decoding: JSONText.bytes(of: key, in: reader.bytes), as: UTF8.self)
      if names.contains(name) {
        var inner = reader
        if inner.take(0x5B), inner.peek() == 0x7B { return true }
        if reader.peek() == 0x7B, level < JSONRecord.mostLevels {
          if try stand(in: &reader, level: level + 1) { return true }
          continue
        }
      }
      try reader.skipValue(depth: level)
    }
    return false
  }
}
