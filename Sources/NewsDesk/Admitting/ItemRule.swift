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
  /// What people type: where a kill says no more than words, one of them may be an identifier by chance.
  private static let typed: Set<String> = ["text", "mail", "html", "mhtml"]

  /// What it is the same again as. What an older build stored without an identifier, and is known by its link now,
  /// is one of them.
  ///
  /// - Parameters:
  ///   - measured: The article.
  ///   - received: When it came.
  ///   - writer: The transaction.
  /// - Returns: The article, and then none is to be stored; nil for a new one.
  /// - Throws: `StoreFailure`.
  static func known(
    _ measured: MeasuredArticle, received: Timestamp, _ writer: borrowing StoreWriter
  ) throws -> ArticleID? {
    let (article, identity) = (measured.article, measured.identity)
    for identity in identities(of: article, identity) {
      if let same = try writer.knownArticle(identity) { return same }
    }
    // Most texts are new.
    guard try writer.firstArticle(identity.text) != nil else { return nil }
    return try writer.articles(source: measured.source, text: identity.text).first { row in
      isFreeAgain(row, measured, received: received)
        || isKnownByLink(article) && isAtSamePage(row, article)
    }?.id
  }

  /// By which an article is known: its own, and that which an older build gave it.
  static func identities(of article: Article, _ own: ArticleIdentity) -> [ArticleIdentity] {
    guard isKnownByLink(article) else { return [own] }
    var plain = own
    plain.uri = nil
    plain.version = nil
    return [own, plain]
  }

  /// Whether another article than one of its key may be the same again, or it may be to another.
  static func isKnownByMore(_ article: Article) -> Bool {
    isKnownByLink(article) || article.status == .embargoed
  }

  /// An embargo that has ended says nothing any more: the text is the same as one that may be published, and as
  /// itself, read again behind its release (NITF's status is `usable` then).
  private static func isFreeAgain(
    _ row: StoreWriter.ItemRow, _ measured: MeasuredArticle, received: Timestamp
  ) -> Bool {
    let (article, identity) = (measured.article, measured.identity)
    guard row.uri == article.uri, row.version == article.version, identity.day == nil,
      row.status == .embargoed || article.status == .embargoed
    else { return false }
    func embargo(_ status: Article.Status, _ time: Timestamp?) -> Timestamp?? {
      guard status == .embargoed else { return status.isPublishable ? .some(nil) : nil }
      return time.map { $0 <= received ? nil : $0 }
    }
    // Without a time nobody knows whether it is the same embargo; the key does.
    guard let old = embargo(row.status, row.embargo),
      let new = embargo(article.status, article.embargo)
    else { return false }
    return old == new
  }

  /// Some sites give a link another tail at each look (`?session=…`). The same words of the same hour are the
  /// same again; an alert whose words come another day is not. Where no time is given, the page is the same.
  private static func isAtSamePage(_ row: StoreWriter.ItemRow, _ article: Article) -> Bool {
    guard let link = row.url, row.uri == link, let other = article.url else { return false }
    if row.published != nil || article.published != nil {
      return row.published == article.published
    }
    let page = page(link)
    return hasPath(page) && page == self.page(other)
  }

  /// A link without query, fragment and session.
  private static func page(_ link: String) -> String {
    String(link.prefix { !"?#;".contains($0) })
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

  /// What says whether a kill and an article of one identifier are one item, of either of them, stored or not.
  struct Side {
    var format: String
    var version: String?
    var url: String?
    var headline: String

    init(_ article: Article) {
      (format, version, url) = (article.format, article.version, article.url)
      headline = article.headline
    }

    init(_ row: StoreWriter.ItemRow) {
      (format, version, url) = (row.format, row.version, row.url)
      headline = row.headline
    }
  }

  /// Whether an identifier may be that of a whole feed: then a kill that only its text shows to be one means what
  /// has its link or its title.
  static func isLoose(_ kill: Side) -> Bool { loose.contains(kill.format) && kill.version == nil }

  /// Whether such a kill means the article: the same whichever of them comes first.
  ///
  /// - Parameters:
  ///   - kill: Of the same source and identifier.
  ///   - text: The kill's, with its headline; asked for only where it has to tell.
  ///   - article: What it may take back.
  /// - Returns: True for everything of the identifier, where that is the provider's word.
  static func mayKill(
    _ kill: Side, text: @autoclosure () throws -> String, _ article: Side
  ) rethrows -> Bool {
    guard isLoose(kill), isLoose(article) else { return true }
    return try isOfOnePage(kill, text: try text(), article)
  }

  /// By link, or by title.
  private static func isOfOnePage(
    _ kill: Side, text: @autoclosure () throws -> String, _ article: Side
  ) rethrows -> Bool {
    if let url = kill.url, url == article.url, hasPath(url) { return true }
    return Article.KilledNames.holdTitle(
      article.headline, headline: kill.headline, text: try text())
  }

  /// Whether a kill takes back what has an identifier that its text names. Where houses number as they like, a word
  /// with a hyphen or a figure may be one by chance, whatever the format of the kill that has it in its text.
  ///
  /// - Parameters:
  ///   - identifier: As the text has it.
  ///   - kill: Of the same source.
  ///   - text: The kill's, with its headline; asked for only where it has to tell.
  ///   - article: What it may take back.
  /// - Returns: The same whichever of them comes first.
  static func mayKill(
    naming identifier: String, _ kill: Side, text: @autoclosure () throws -> String,
    _ article: Side
  ) rethrows -> Bool {
    if Article.KilledNames.isUnmistakable(identifier) { return true }
    guard isLoose(kill) || typed.contains(kill.format), isLoose(article) else { return true }
    return try isOfOnePage(kill, text: try text(), article)
  }

  /// Whether a kill takes back what has the slug that it names. A slug of several parts is a story's; one of a
  /// single word may be a desk's (`POLITICS`, `Basketball/`): then the kill's headline has to name the report.
  static func mayKill(
    slug: String?, killHeadline: String, headline: String
  ) -> Bool {
    let parts = slug?.split { !$0.isLetter && !$0.isNumber } ?? []
    if parts.count > 1 { return true }
    let title = Article.StatusMark.title(of: headline)
    return !title.isEmpty && killHeadline.lowercased().contains(title.lowercased())
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
