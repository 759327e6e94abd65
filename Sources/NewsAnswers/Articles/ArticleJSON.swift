package import NewsBytes
import NewsLinux
package import NewsModel
package import NewsStore

/// The JSON of an article (docs/manual.md): the same object in `export`, `show` and `check`.
package struct ArticleJSON {
  private let store: StoreReader
  private let now: Timestamp
  /// Articles without a provider's identifier are named by the SHA-256 of their text; the last few
  /// are remembered, since links name the same articles again and again.
  private var names: [ArticleID: String] = [:]

  /// - Parameters:
  ///   - store: where the articles are.
  ///   - now: an embargo that ends later is in force.
  package init(store: StoreReader, now: Timestamp = .now()) {
    self.store = store
    self.now = now
  }

  package mutating func value(_ exported: StoreReader.Exported) throws -> JSONValue {
    let record = exported.record
    var members: [(String, JSONValue)] = [
      ("id", .init(record.id.rawValue)),
      ("uri", Self.uri(record)),
      ("copy_of", try exported.copyOf.map { try uri($0) } ?? .null),
      ("story", .init(record.story.rawValue)),
      ("copy_of_id", .init(exported.copyOf?.id.rawValue)),
      ("verdict", .string(record.verdict.rawValue)),
      ("links", .array(try exported.links.map { try link($0.link, to: $0.to) })),
    ]
    members += Self.fields(record.article, source: record.source)
    members.insert(("received", .init(record.received)), at: members.count - 6)
    members += Self.publication(record.article, record.status(at: now))
    members += [
      ("replaced_by", .init(record.replacedBy?.rawValue)),
      ("retracted_by", .init(record.retractedBy?.rawValue)),
      ("forgotten", record.forgotten?.json ?? .null),
    ]
    members.append(("deposit", Self.deposit(exported.name, record.article.locator)))
    return .object(members)
  }

  private static func uri(_ record: ArticleRow) -> JSONValue {
    if record.forgotten != nil { return .null }
    return .string(record.article.uri ?? textURI(record.article.matchedText))
  }

  /// What `check` prints: nothing that only the store knows.
  package static func value(
    _ article: Article, source: String, name: FileName, now: Timestamp = .now()
  ) -> JSONValue {
    .object(
      [("uri", .string(article.uri ?? textURI(article.matchedText)))]
        + fields(article, source: source) + publication(article, article.status(at: now))
        + [("deposit", deposit(name, article.locator))])
  }

  private static func publication(
    _ article: Article, _ status: Article.Status
  ) -> [(String, JSONValue)] {
    [
      ("status", .string(status.rawValue)), ("embargoed", .init(article.embargo)),
      ("facts", article.facts.json),
    ]
  }

  private static func fields(_ article: Article, source: String) -> [(String, JSONValue)] {
    [
      ("version", .init(article.version)), ("headline", .string(article.headline)),
      ("headline_is_derived", .bool(article.headlineIsDerived)), ("byline", .init(article.byline)),
      ("body", .string(article.body)), ("published", .init(article.published)),
      ("updated", .init(article.updated)), ("language", .init(article.language)),
      ("source", .string(source)), ("url", .init(article.url)), ("format", .string(article.format)),
    ]
  }

  private static func deposit(_ name: FileName, _ locator: String) -> JSONValue {
    .object([("name", .string(name.text)), ("locator", .string(locator))])
  }

  mutating func link(_ link: CopyLink, to other: StoreReader.Referenced) throws(StoreFailure)
    -> JSONValue
  {
    .object([
      ("to", try uri(other)), ("to_id", .init(other.id.rawValue)),
      ("relation", .string(link.relation.rawValue)), ("coverage", .number(link.coverage)),
      ("coverage_other", .number(link.coverageOther)), ("longest", .init(link.longest)),
      ("numbers_matched", .init(link.numbersMatched)),
      ("numbers_conflicting", .init(link.numbersConflicting)), ("rule", .string(link.rule)),
    ])
  }

  /// Null for what is forgotten.
  private mutating func uri(_ other: StoreReader.Referenced) throws(StoreFailure) -> JSONValue {
    if other.isForgotten { return .null }
    if let uri = other.uri { return .string(uri) }
    if let known = names[other.id] { return .string(known) }
    let name = textURI(try store.text(of: other.id) ?? "")
    if names.count >= 4096 { names.removeAll(keepingCapacity: true) }
    names[other.id] = name
    return .string(name)
  }
}
