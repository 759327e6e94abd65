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
      ItemRule.Side(row), text: try writer.text(of: row.id) ?? "", ItemRule.Side(article))
  }

  /// The first kill that names the article.
  static func kill(
    of measured: MeasuredArticle, _ time: Timestamp, _ writer: borrowing StoreWriter
  ) throws -> (row: StoreWriter.ItemRow, rule: Rule)? {
    if let uri = measured.article.uri,
      let kill = try writer.kills(source: measured.source, naming: uri).first(where: { kill in
        try kill.uri == uri
          || ItemRule.mayKill(
            naming: uri, ItemRule.Side(kill), text: try writer.text(of: kill.id) ?? "",
            ItemRule.Side(measured.article))
      })
    {
      return (kill, kill.uri == uri ? .sameItem : .namedItem)
    }
    guard let slug = measured.article.facts.slug else { return nil }
    let kill = try writer.kills(source: measured.source, slug: slug).first {
      reaches($0.time, time)
        && ItemRule.mayKill(
          slug: slug, killHeadline: $0.headline, headline: measured.article.headline)
    }
    return kill.map { ($0, .namedSlug) }
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
