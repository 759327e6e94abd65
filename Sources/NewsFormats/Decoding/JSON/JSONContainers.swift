/// The members of a JSON object under which APIs list their records.
enum JSONContainers {
  /// `response` and `data` may be objects around such a list; `hits` is both in Elasticsearch.
  static let names: Set<String> = [
    "articles", "items", "item", "entries", "docs", "results", "data", "response", "hits",
    "records", "posts", "stories", "news", "documents", "rows", "value",
  ]

  /// An answer that has none has an empty one.
  private static let lists: Set<String> = [
    "articles", "items", "entries", "docs", "results", "hits", "records", "posts", "stories",
    "documents",
  ]

  /// The member of an object without a headline that holds a list of records, whatever it is called: a page of results
  /// is `content`, and so is a text. The first of them has a headline, a text, and what records have and blocks of a
  /// text do not: an address or a day.
  ///
  /// - Parameters:
  ///   - object: read as JSON before.
  ///   - fields: the names of records' members.
  /// - Returns: its name; nil where there is none.
  static func listOfRecords(
    in object: UnsafeBufferPointer<UInt8>, fields: ArticleFieldNames
  ) -> String? {
    var reader = JSONReader(object, depthLimit: .max)
    var first = true
    var found: String?
    guard reader.take(0x7B) else { return nil }
    // `try?`: as below.
    while let key = try? reader.nextKey(first: &first) {
      let name = String(decoding: JSONText.bytes(of: key, in: reader.bytes), as: UTF8.self)
      if field(name, fields) == .headline { return nil }
      var inner = reader
      if found == nil, inner.take(0x5B), inner.peek() == 0x7B, isRecord(&inner, fields) {
        found = name
      }
      guard (try? reader.skipValue(depth: 1)) != nil else { return nil }
    }
    return found
  }

  private static func field(_ name: String, _ fields: ArticleFieldNames) -> ArticleField? {
    fields.index(of: name).map { fields.all[$0].field }
  }

  private static func isRecord(_ reader: inout JSONReader, _ fields: ArticleFieldNames) -> Bool {
    var seen: Set<ArticleField> = []
    var first = true
    _ = reader.take(0x7B)
    while let key = try? reader.nextKey(first: &first) {
      let name = String(decoding: JSONText.bytes(of: key, in: reader.bytes), as: UTF8.self)
      if let field = field(name, fields) { seen.insert(field) }
      guard (try? reader.skipValue(depth: 2)) != nil else { return false }
    }
    return seen.isSuperset(of: [.headline, .body])
      && !seen.isDisjoint(with: [.url, .published, .updated, .uri])
  }

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
        if inner.take(0x5B), inner.peek() == 0x7B || inner.peek() == 0x5D && lists.contains(name) {
          return true
        }
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
