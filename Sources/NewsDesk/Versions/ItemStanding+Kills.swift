import NewsModel
import NewsStore
import NewsText

/// What takes an article back that is there before it.
extension ItemStanding {
  /// A kill follows its report within hours; on Monday it may be of Friday's.
  static let killHours: Int64 = 72

  static func isKill(
    _ row: StoreWriter.ItemRow, of article: Article, _ writer: borrowing StoreWriter
  ) throws -> Bool {
    guard row.status == .cancelled else { return false }
    return try ItemRule.mayKill(
      ItemRule.Side(row), text: try killText(row, writer), ItemRule.Side(article))
  }

  /// As much of what a stored kill says as names what it takes back.
  static func killText(
    _ kill: StoreWriter.ItemRow, _ writer: borrowing StoreWriter
  ) throws -> String {
    Article.KilledNames.killing(in: try saidText(kill, writer))
  }

  /// The same with what stays usable.
  private static func saidText(
    _ kill: StoreWriter.ItemRow, _ writer: borrowing StoreWriter
  ) throws -> String {
    guard let said = try writer.killText(of: kill.id) else { return "" }
    return Article.KilledNames.text(headline: said.headline, body: said.body, note: said.note)
  }

  /// The first kill that names the article.
  static func kill(
    of measured: MeasuredArticle, _ time: Timestamp, _ writer: borrowing StoreWriter
  ) throws -> (row: StoreWriter.ItemRow, rule: Rule)? {
    if let uri = measured.article.uri,
      let kill = try writer.kills(source: measured.source, naming: uri).first(where: { kill in
        try isMeant(uri, measured.article, by: kill, writer)
      })
    {
      return (kill, kill.uri == uri ? .sameItem : .namedItem)
    }
    guard let slug = measured.article.facts.slug else { return nil }
    let kill = try writer.kills(source: measured.source, slug: slug).first {
      try reaches($0.time, time)
        && ItemRule.mayKill(
          slug: slug, killHeadline: $0.headline, headline: measured.article.headline)
        && !isSpared(measured.article.uri, by: $0, writer)
    }
    return kill.map { ($0, .namedSlug) }
  }

  /// A kill has its own identifier, too: an article of that, the kill may only mention.
  private static func isMeant(
    _ uri: String, _ article: Article, by kill: StoreWriter.ItemRow,
    _ writer: borrowing StoreWriter
  ) throws -> Bool {
    let (kills, side) = (ItemRule.Side(kill), ItemRule.Side(article))
    if kill.uri == uri {
      if try ItemRule.mayKill(kills, text: try killText(kill, writer), side) { return true }
      guard Article.KilledNames.name(uri, in: try killText(kill, writer)) else { return false }
    }
    return try ItemRule.mayKill(naming: uri, kills, text: try killText(kill, writer), side)
  }

  /// All kills that name what a killed article is known by, whether they mean it or not.
  static func kills(
    naming measured: MeasuredArticle, _ same: [StoreWriter.ItemRow], _ writer: borrowing StoreWriter
  ) throws -> [StoreWriter.ItemRow] {
    let (source, article) = (measured.source, measured.article)
    var kills = same.filter { $0.status == .cancelled }
    if let uri = article.uri { kills += try writer.kills(source: source, naming: uri) }
    if let slug = article.facts.slug { kills += try writer.kills(source: source, slug: slug) }
    var known: Set<ArticleID> = []
    return kills.filter { known.insert($0.id).inserted }
  }

  /// Whether a kill names the article as the substitute, or as not meant.
  private static func isSpared(
    _ uri: String?, by kill: StoreWriter.ItemRow, _ writer: borrowing StoreWriter
  ) throws -> Bool {
    guard let uri else { return false }
    return Article.KilledNames.spare(uri, in: try saidText(kill, writer))
  }

  /// What takes a NewsML item back takes back all articles in it, each of which stands where it stands.
  static func killOfAll(
    _ measured: MeasuredArticle, _ writer: borrowing StoreWriter
  ) throws -> StoreWriter.ItemRow? {
    guard measured.article.format == itemFormat, let uri = measured.article.uri,
      let mark = uri.lastIndex(of: "#")
    else {
      return nil
    }
    return try writer.versions(source: measured.source, uri: String(uri[..<mark]))
      .first { $0.status == .cancelled }
  }

  /// By its slug a kill takes back what was there before it, and not what follows in its place.
  static func reaches(_ kill: Timestamp, _ time: Timestamp) -> Bool {
    (0...killHours * 3_600_000).contains(kill.milliseconds - time.milliseconds)
  }
}
