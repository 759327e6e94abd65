import NewsModel
import NewsStore
import NewsText

/// Whose identifier decides, and what an article is the next version of (docs/deposits.md, "The same again").
enum ItemRule {
  /// Houses number their items as they like: some give all of a feed one guid, and data sets count from 1. In
  /// wires' formats an identifier is the provider's word.
  private static let loose: Set<String> = [
    "rss", "atom", "wxr", "jsonfeed", "json", "jsonl", "csv",
  ]

  /// Whether it is the same again. What an older build stored without an identifier, and is known by its
  /// link now, is.
  static func isKnown(
    _ measured: MeasuredArticle, _ writer: inout StoreWriter
  ) throws -> Bool {
    let (article, identity) = (measured.article, measured.identity)
    if try writer.knownArticle(identity) != nil { return true }
    guard isKnownByLink(article) else { return false }
    var plain = identity
    plain.uri = nil
    plain.version = nil
    return try writer.knownArticle(plain) != nil
  }

  /// Of what a source has under one identifier, what the article may be a version of. That is certain when the
  /// provider's word counts, or the link or the title agrees; otherwise the texts have to tell.
  ///
  /// - Parameters:
  ///   - article: Not stored yet.
  ///   - known: In order of admission.
  ///   - deposit: The file that the article is in.
  /// - Returns: Some of them, and whether it is certain.
  static func versions(
    of article: Article, among known: [StoreWriter.ItemRow], in deposit: DepositID
  ) -> (rows: [StoreWriter.ItemRow], isCertain: Bool) {
    guard isLoose(article) else { return (known, true) }
    if isKnownByLink(article) { return (byLink(article, known, in: deposit), true) }
    let agreeing = known.filter { agrees($0, article) }
    return agreeing.isEmpty ? (known, known.isEmpty) : (agreeing, true)
  }

  private static func isLoose(_ article: Article) -> Bool {
    loose.contains(article.format) && article.version == nil && article.status == .usable
  }

  /// Whether a kill that only its text shows to be one, and an article of the same identifier, are one item: in
  /// formats where an identifier may be that of the whole feed, link or title have to agree.
  static func mayKill(_ kill: StoreWriter.ItemRow, _ article: Article) -> Bool {
    !isLoose(article) || agrees(kill, article)
  }
  static func mayKill(_ kill: Article, _ row: StoreWriter.ItemRow) -> Bool {
    !loose.contains(kill.format) || kill.version != nil || row.version != nil || agrees(row, kill)
  }

  private static func isKnownByLink(_ article: Article) -> Bool {
    article.uri != nil && article.uri == article.url && isLoose(article)
  }

  private static func agrees(_ known: StoreWriter.ItemRow, _ article: Article) -> Bool {
    known.url != nil && known.url == article.url
      || !article.headlineIsDerived && known.headline == article.headline
  }

  /// A link that two entries of one file have is no identifier: their titles have to tell.
  private static func byLink(
    _ article: Article, _ known: [StoreWriter.ItemRow], in deposit: DepositID
  ) -> [StoreWriter.ItemRow] {
    let others = known.filter { $0.deposit != deposit }
    let isShared = others.count < known.count || Set(others.map(\.deposit)).count < others.count
    return others.filter { !isShared || $0.headline == article.headline }
  }
}
