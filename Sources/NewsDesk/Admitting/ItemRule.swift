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
    if try writer.knownArticle(plain) != nil { return true }
    return try isKnownUnderAnotherLink(measured, writer)
  }

  /// Some sites give a link another tail at each look (`?session=…`). The same words of the same hour are the
  /// same again; an alert whose words come another day is not.
  private static func isKnownUnderAnotherLink(
    _ measured: MeasuredArticle, _ writer: borrowing StoreWriter
  ) throws -> Bool {
    guard let published = measured.article.published,
      let first = try writer.firstArticle(measured.identity.text),
      let row = try writer.itemRow(first)
    else { return false }
    return row.source == measured.source && row.uri != nil && row.uri == row.url
      && row.published == published
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
    // The address of a site is no article's.
    if article.uri == article.url, let uri = article.uri, !hasPath(uri) { return ([], true) }
    if isKnownByLink(article) { return (byLink(article, known, in: deposit), true) }
    let agreeing = known.filter { agrees($0, article) }
    return agreeing.isEmpty ? (known, known.isEmpty) : (agreeing, true)
  }

  /// Whether its text says of what it is a version, because what it is known by may be that of many items.
  static func textsTell(_ article: Article) -> Bool {
    article.uri == nil ? article.facts.slug != nil : isOfManyItems(article)
  }

  /// Whether its identifier may be that of a whole feed or site.
  static func isOfManyItems(_ article: Article) -> Bool {
    isLoose(article) && !isKnownByLink(article)
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

  /// Whether a kill takes back what has the slug that it names. A slug of several parts is a story's; one of a
  /// single word may be a desk's (`POLITICS`, `Basketball/`): then the kill's headline has to name the report.
  static func mayKill(
    slug: String?, killHeadline: String, headline: String
  ) -> Bool {
    let parts = slug?.split { !$0.isLetter && !$0.isNumber } ?? []
    if parts.count > 1 { return true }
    return !headline.isEmpty && killHeadline.lowercased().contains(headline.lowercased())
  }

  /// Whether a link leads further than to a site.
  private static func hasPath(_ link: String) -> Bool {
    link.split(separator: "/", omittingEmptySubsequences: true).count > 2
  }

  private static func isKnownByLink(_ article: Article) -> Bool {
    article.uri != nil && article.uri == article.url && isLoose(article)
  }

  private static func agrees(_ known: StoreWriter.ItemRow, _ article: Article) -> Bool {
    known.url != nil && known.url == article.url && article.url.map(hasPath) == true
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
