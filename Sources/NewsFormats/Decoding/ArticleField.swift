import Glibc

/// The fields of an article that copy may name, and the names that providers use for them.
enum ArticleField: Int, CaseIterable, Sendable {
  case uri, headline, body, published, updated, url, source, byline, language, version

  /// In order of preference: where a record has several names of one field, the first that holds
  /// something wins.
  var names: [String] {
    switch self {
    case .uri: ["uri", "id", "guid", "_id"]
    case .headline: ["headline", "title"]
    // The last two are JSON Feed's.
    case .body: ["body", "text", "content", "articleBody", "content_html", "content_text"]
    case .published: ["published", "date", "datePublished", "pub_date", "date_published"]
    case .updated: ["updated", "dateModified", "modified", "date_modified"]
    case .url: ["url", "link"]
    case .source: ["source", "publisher"]
    case .byline: ["byline", "author", "authors"]
    case .language: ["language", "lang"]
    case .version: ["version"]
    }
  }
  /// A number stands for its digits.
  var takesNumbers: Bool { [.uri, .version, .published, .updated].contains(self) }
  /// A list of names, or of objects with a name.
  var takesNames: Bool { self == .source || self == .byline }

  /// Header lines of plain text and front matter say it in their own words, in small letters.
  static let headerNames: [String: ArticleField] = {
    var table: [String: ArticleField] = ["by": .byline, "pubdate": .published]
    for field in allCases where field != .body {
      for name in field.names { table[name.lowercased()] = field }
    }
    return table
  }()
}

/// All names in one order, and the place of a name found in a record.
enum ArticleFieldName {
  static let all: [(field: ArticleField, name: [UInt8])] = ArticleField.allCases.flatMap { field in
    field.names.map { (field, Array($0.utf8)) }
  }
  /// The places in `all` of names by their length.
  private static let byLength: [[Int]] = (0...16).map { length in
    all.indices.filter { all[$0].name.count == length }
  }
  /// The place in `all`, or nil. Names are compared byte by byte: JSON's are case-sensitive.
  static func index(of key: UnsafeBufferPointer<UInt8>) -> Int? {
    guard key.count < byLength.count, let base = key.baseAddress else { return nil }
    for index in byLength[key.count] where memcmp(all[index].name, base, key.count) == 0 {
      return index
    }
    return nil
  }
}
