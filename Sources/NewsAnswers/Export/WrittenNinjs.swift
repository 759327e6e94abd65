import NewsBytes
import NewsLinux
import NewsModel
import NewsStore

/// An article as an item of ninjs 3.0. Source: https://iptc.org/std/ninjs/3.0/specification/ninjs-schema_3.0.json.
struct WrittenNinjs {
  private static let schema = "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"
  private let record: ArticleRow
  private let article: Article
  private let now: Timestamp

  init(_ record: ArticleRow, now: Timestamp) {
    self.record = record
    self.now = now
    article = record.article
  }

  /// Without members that have no value.
  var json: JSONValue {
    .object(
      [
        ("standard", Self.standard), ("uri", .string(uri)), ("type", .string("text")),
        ("representationType", .string("complete")), ("version", .string(article.version ?? "1")),
        ("firstCreated", .init(article.published ?? record.received)),
        ("versionCreated", .init(article.updated ?? article.published ?? record.received)),
        ("embargoed", .init(article.embargo)), ("pubStatus", .string(pubStatus)),
        ("urgency", .init(article.facts.urgency.map(Int64.init))),
        ("language", .init(article.language)), ("by", .init(article.byline)),
        ("slugline", .init(article.facts.slug)), ("edNote", .init(article.facts.editorNote)),
        ("headlines", headlines), ("bodies", bodies),
        ("infoSources", .array([.object([("name", .string(record.source))])])),
        ("located", .init(article.facts.dateline)),
        ("subjects", Self.concepts(article.facts.subjects)),
        ("genres", Self.concepts(article.facts.genres)),
        ("places", Self.concepts(article.facts.places)), ("keywords", keywords),
      ].filter { $0.1 != .null })
  }

  private static let standard = JSONValue.object([
    ("name", .string("ninjs")), ("version", .string("3.0")), ("schema", .string(schema)),
  ])

  private var uri: String {
    record.forgotten == nil
      ? article.uri ?? textURI(article.matchedText) : "urn:article:\(record.id.rawValue)"
  }

  private var pubStatus: String {
    if record.forgotten != nil { return "canceled" }
    return switch record.status(at: now) {
    case .usable, .corrected, .embargoed: "usable"
    // Not for publication, whatever the cause: readers know no more words.
    case .withheld, .test: "withheld"
    case .cancelled, .retracted: "canceled"
    }
  }

  private var headlines: JSONValue {
    if article.headline.isEmpty || article.headlineIsDerived { return .null }
    return .array([.object([("role", .string("main")), ("value", .string(article.headline))])])
  }

  private var bodies: JSONValue {
    .array([
      .object([
        ("role", .string("main")), ("contentType", .string("text/plain")),
        ("charCount", .init(article.body.unicodeScalars.count)), ("value", .string(article.body)),
      ])
    ])
  }

  private static func concepts(_ concepts: [Article.Concept]) -> JSONValue {
    if concepts.isEmpty { return .null }
    return .array(
      concepts.map { concept in
        .object(
          [("name", .init(concept.name)), ("uri", .init(concept.code))].filter { $0.1 != .null })
      })
  }

  private var keywords: JSONValue {
    article.facts.keywords.isEmpty
      ? .null : .array(article.facts.keywords.map(JSONValue.string))
  }
}
