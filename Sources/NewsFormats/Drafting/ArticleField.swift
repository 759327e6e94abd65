import Glibc

/// The fields of an article that copy may name, and the names that providers use for them.
enum ArticleField: Int, CaseIterable, Sendable {
  case uri, headline, body, published, updated, url, source, byline, language, version, status,
    embargo

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
    case .url: ["url", "link", "external_url"]
    case .source: ["source", "publisher"]
    case .byline: ["byline", "author", "authors"]
    case .language: ["language", "lang"]
    case .version: ["version"]
    case .status: ["status", "pubstatus"]
    case .embargo: ["embargoed", "embargo"]
    }
  }
  /// A number stands for its digits.
  var takesNumbers: Bool {
    [.uri, .version, .published, .updated, .embargo].contains(self)
  }
  /// A list of names, or of objects with a name.
  var takesNames: Bool { self == .source || self == .byline }
}

/// All names in one order, and the place of a name found in a record.
package struct ArticleFieldNames: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    var field: ArticleField
    var name: [UInt8]
  }
  let all: [Entry]
  /// The places in `all` of names by their length.
  private let byLength: [[Int]]
  /// The places in `all` of names in small letters.
  private let anyCase: [String: Int]
  /// Header lines of plain text and front matter say it in their own words, in small letters.
  let headerNames: [String: ArticleField]

  package static let usual = ArticleFieldNames(own: [:])
  /// What `own` may hold, in the order of the manual.
  package static let fields = ArticleField.allCases.map { String(describing: $0) }

  /// - Parameter own: names that a provider uses, by field (`fields`); they come before the usual
  ///   ones. What is no field is left out: the configuration refuses it.
  package init(own: [String: [String]]) {
    var all: [Entry] = []
    var headerNames: [String: ArticleField] = ["by": .byline, "pubdate": .published]
    for field in ArticleField.allCases {
      let given = own[String(describing: field)] ?? []
      for name in given + field.names { all.append(Entry(field: field, name: Array(name.utf8))) }
      for name in field == .body ? given : given + field.names {
        headerNames[name.lowercased()] = field
      }
    }
    // A name given to one field is taken from the others.
    let names = Set(own.values.joined().map { Array($0.utf8) })
    all.removeAll { entry in
      names.contains(entry.name)
        && own[String(describing: entry.field)]?.contains { Array($0.utf8) == entry.name } != true
    }
    self.all = all
    self.headerNames = headerNames
    anyCase = Dictionary(
      all.enumerated().map { (String(decoding: $1.name, as: UTF8.self).lowercased(), $0) },
      uniquingKeysWith: min)
    let longest = all.map(\.name.count).max() ?? 0
    byLength = (0...longest).map { length in all.indices.filter { all[$0].name.count == length } }
  }

  /// The place in `all`, or nil. Names are compared byte by byte: JSON's are case-sensitive.
  func index(of key: UnsafeBufferPointer<UInt8>) -> Int? {
    guard key.count < byLength.count, let base = key.baseAddress else { return nil }
    for index in byLength[key.count] where memcmp(all[index].name, base, key.count) == 0 {
      return index
    }
    return nil
  }

  /// The place in `all` of a column's name, in letters of any case; nil for what is no field.
  func index(ofAnyCase name: String) -> Int? {
    var name = name
    return name.withUTF8 { index(of: $0) } ?? anyCase[name.lowercased()]
  }
}
