import NewsBytes
import NewsModel
import NewsStore

/// An article with all its fields as JSON that is read back: what `export` writes has its source and its status
/// as they stand now, and this as they came.
extension Article {
  var line: JSONValue {
    .object([
      ("uri", .init(uri)), ("version", .init(version)), ("headline", .string(headline)),
      ("headline_is_derived", .bool(headlineIsDerived)), ("byline", .init(byline)),
      ("body", .string(body)), ("published", .init(published?.milliseconds)),
      ("updated", .init(updated?.milliseconds)), ("status", .string(status.rawValue)),
      ("embargo", .init(embargo?.milliseconds)), ("facts", facts.json),
      ("language", .init(language)), ("source", .init(source)), ("url", .init(url)),
      ("format", .string(format)), ("locator", .string(locator)),
    ])
  }

  /// Nil for what is none.
  init?(line: JSONValue) {
    guard let headline = line["headline"]?.string, let body = line["body"]?.string,
      let status = line["status"]?.string.flatMap(Status.init(rawValue:)),
      let format = line["format"]?.string
    else { return nil }
    func time(_ key: String) -> Timestamp? {
      line[key]?.integer.map { Timestamp(milliseconds: $0) }
    }
    self.init(
      uri: line["uri"]?.string, version: line["version"]?.string, headline: headline,
      headlineIsDerived: line["headline_is_derived"] == .bool(true),
      byline: line["byline"]?.string, body: body, published: time("published"),
      updated: time("updated"), status: status, embargo: time("embargo"),
      facts: line["facts"].map(Facts.init(json:)) ?? Facts(), language: line["language"]?.string,
      source: line["source"]?.string, url: line["url"]?.string, format: format,
      locator: line["locator"]?.string ?? "")
  }
}
