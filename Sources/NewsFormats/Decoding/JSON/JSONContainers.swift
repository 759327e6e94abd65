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
  ///   - mostLevels: of objects around the list; one for a list in the object itself.
  /// - Returns: the names on the way to it; nil where there is none.
  static func listOfRecords(
    in object: UnsafeBufferPointer<UInt8>, fields: ArticleFieldNames, mostLevels: Int
  ) -> [String]? {
    var reader = JSONReader(object, depthLimit: .max)
    guard reader.peek() == 0x7B else { return nil }
    return way(&reader, fields, left: mostLevels, mayHaveHeadline: false)
  }
  static let mostLevels = 6

  private static func way(
    _ reader: inout JSONReader, _ fields: ArticleFieldNames, left: Int, mayHaveHeadline: Bool
  ) -> [String]? {
    var first = true
    var found: [String]?
    _ = reader.take(0x7B)
    // `try?`: as below.
    while let key = try? reader.nextKey(first: &first) {
      let name = String(decoding: JSONText.bytes(of: key, in: reader.bytes), as: UTF8.self)
      if !mayHaveHeadline, field(name, fields) == .headline { return nil }
      var inner = reader
      switch reader.peek() {
      case 0x5B where found == nil:
        if inner.take(0x5B), inner.peek() == 0x7B, isRecord(&inner, fields) { found = [name] }
      case 0x7B where found == nil && left > 1:
        found = way(&inner, fields, left: left - 1, mayHaveHeadline: channels.contains(name))
          .map { [name] + $0 }
      // A text of its own, of which the list is but a part.
      case 0x22 where holdsText(&inner): return nil
      default: break
      }
      guard (try? reader.skipValue(depth: 1)) != nil else { return nil }
    }
    return found
  }
  /// Of a feed that was made JSON.
  private static let channels: Set<String> = ["channel", "feed"]

  private static func holdsText(_ reader: inout JSONReader) -> Bool {
    guard let string = try? reader.string(), string.range.count > Prose.fewestBesideCrumb * 4 else {
      return false
    }
    return Prose.words(in: JSONText.bytes(of: string, in: reader.bytes)) >= Prose.fewestBesideCrumb
  }

  private static func field(_ name: String, _ fields: ArticleFieldNames) -> ArticleField? {
    fields.index(of: name).map { fields.all[$0].field }
  }

  private static func isRecord(_ reader: inout JSONReader, _ fields: ArticleFieldNames) -> Bool {
    let seen = seen(&reader, fields, left: 2)
    return seen.isSuperset(of: [.headline, .body])
      && !seen.isDisjoint(with: [.url, .published, .updated, .uri])
  }

  /// The fields that an object names, also in what APIs wrap it in.
  private static func seen(
    _ reader: inout JSONReader, _ fields: ArticleFieldNames, left: Int
  ) -> Set<ArticleField> {
    var seen: Set<ArticleField> = []
    var first = true
    _ = reader.take(0x7B)
    while let key = try? reader.nextKey(first: &first) {
      let name = String(decoding: JSONText.bytes(of: key, in: reader.bytes), as: UTF8.self)
      if let field = field(name, fields) { seen.insert(field) }
      if left > 1, reader.peek() == 0x7B, JSONRecord.wrappers.contains(name.lowercased()) {
        var inner = reader
        seen.formUnion(self.seen(&inner, fields, left: left - 1))
      }
      guard (try? reader.skipValue(depth: 2)) != nil else { return seen }
    }
    return seen
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
