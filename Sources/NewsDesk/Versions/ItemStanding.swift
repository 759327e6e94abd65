import NewsMatching
import NewsModel
import NewsStore
import NewsStories
import NewsText

/// How an article stands to the other versions of its item, and to kills: what the provider's identifiers,
/// versions, times and statuses say, before any text is compared (docs/deposits.md, "Versions and kills").
///
/// The same whatever the order in which versions and kill come: each arrival looks at what is there, and a kill
/// leaves behind what it names.
///
/// What a kill aims at is found in `ItemStanding+Targets.swift`, what takes an article back in `ItemStanding+Kills.swift`.
struct ItemStanding {
  /// The newest other version; nil when the article is the first.
  private(set) var newest: StoreWriter.ItemRow?
  /// It is the same item beyond doubt; otherwise the texts have to tell.
  private(set) var isCertain = true
  /// The article is older than that one.
  private(set) var isEarlier = false
  /// What takes the article back.
  private(set) var kill: StoreWriter.ItemRow?
  /// What the article takes back, the newest last; of each item the latest to come, also those that another kill
  /// has taken back.
  var targets: [StoreWriter.ItemRow] = []
  /// What it takes back beside these.
  var others: [(id: ArticleID, story: StoryID)] = []
  /// By which of its words it found each.
  var rules: [ArticleID: Rule] = [:]
  /// By which of the kill's words the article is found.
  private var killRule = Rule.sameItem
  /// What a kill names beside its own identifier.
  var names: Article.KilledNames?
  /// The kill's story, where something is here that it names.
  var place: StoryID?
  /// All that take the article back.
  private(set) var kills: [StoreWriter.ItemRow] = []
  /// Another language or take of what was taken back.
  private(set) var isPartOfKilled = false
  /// A story that the article stands in whatever it says.
  var story: StoryID?
  private let status: Article.Status
  let time: Timestamp

  enum Rule: String {
    case sameItem = "retraction.same-item"
    case namedItem = "retraction.named-item"
    case namedSlug = "retraction.named-slug"
  }

  /// NewsML 1.2, of which an item may be several articles.
  static let itemFormat = "newsml"
  /// A slug is used again for the next day's report on the same matter.
  private static let slugHours: Int64 = 24

  init(
    _ measured: MeasuredArticle, of deposit: DepositID, received: Timestamp,
    _ writer: borrowing StoreWriter
  ) throws {
    let article = measured.article
    status = article.status
    time = article.updated ?? article.published ?? received
    var same: [StoreWriter.ItemRow] = []
    if let uri = article.uri { same = try Self.same(measured, uri, writer) }
    switch status {
    case .test: story = same.last { $0.status == .test }?.story
    case .cancelled: try findTargets(measured, time, same, writer)
    default:
      try findNewest(measured, time, same.filter { $0.status.isNews }, in: deposit, writer)
      kill = try same.first { try Self.isKill($0, of: article, writer) }
      if kill == nil, let named = try Self.kill(of: measured, time, writer) {
        (kill, killRule) = (named.row, named.rule)
      }
      if kill == nil {
        kill = try Self.killOfAll(measured, writer)
        isPartOfKilled = kill != nil
      }
      if kill != nil { kills = try Self.kills(naming: measured, same, writer) }
    }
  }

  /// What has the article's identifier. Of one that may be that of a whole feed not all 64 are read.
  private static func same(
    _ measured: MeasuredArticle, _ uri: String, _ writer: borrowing StoreWriter
  ) throws -> [StoreWriter.ItemRow] {
    let (source, article) = (measured.source, measured.article)
    if ItemRule.isOfManyItems(article) {
      return try writer.versions(
        source: source, uri: uri, headline: article.headline, url: article.url)
    }
    return try writer.versions(source: source, uri: uri)
  }

  private mutating func findNewest(
    _ measured: MeasuredArticle, _ time: Timestamp, _ same: [StoreWriter.ItemRow],
    in deposit: DepositID, _ writer: borrowing StoreWriter
  ) throws {
    let article = measured.article
    // Most articles have neither: nothing is looked for.
    guard !same.isEmpty || article.uri == nil && article.facts.slug != nil else { return }
    let edition = ItemEdition(article)
    var others: [StoreWriter.ItemRow]
    (others, isCertain) = ItemRule.versions(of: article, among: same, in: deposit)
    if article.uri == nil, let slug = article.facts.slug {
      others = try Self.takes(of: slug, measured.source, edition, time, writer)
      // A desk may give one slug to a day's copy.
      isCertain = others.isEmpty
    }
    newest = others.max { ItemEdition($0).precedes(ItemEdition($1)) ?? ($0.id < $1.id) }
    isEarlier = newest.map { edition.precedes(ItemEdition($0)) == true } ?? false
  }

  /// Of one slug within a day, and without identifiers, those that may be versions of one another: one of the two
  /// says that it is one.
  private static func takes(
    of slug: String, _ source: String, _ edition: ItemEdition, _ time: Timestamp,
    _ writer: borrowing StoreWriter
  ) throws -> [StoreWriter.ItemRow] {
    // The text finds the others (`VersionOutcome`).
    try writer.versions(source: source, slug: slug, limit: StoreWriter.latestLimit).filter {
      isTake($0, edition, time)
    }
  }

  private static func isTake(
    _ row: StoreWriter.ItemRow, _ edition: ItemEdition, _ time: Timestamp
  ) -> Bool {
    row.uri == nil && row.status.isNews
      && abs(row.time.milliseconds - time.milliseconds) <= slugHours * 3_600_000
      && (edition.mark > 0 || ItemEdition(row).mark > 0)
  }

  /// Whether a row whose text agrees is a version of the article: it has its identifier, though that may be a whole
  /// feed's, or its slug and the signs of a take.
  func isVersion(
    _ row: StoreWriter.ItemRow, of measured: MeasuredArticle, _ writer: borrowing StoreWriter
  ) -> Bool {
    let article = measured.article
    guard !isApart, row.status.isNews, row.source == measured.source else { return false }
    if let uri = article.uri { return ItemRule.isOfManyItems(article) && row.uri == uri }
    guard let slug = article.facts.slug, row.slugKey == writer.slugKey(measured.source, slug)
    else { return false }
    return Self.isTake(row, ItemEdition(article), time)
  }

  /// It is compared with no text, and none is found by it.
  var isApart: Bool { status == .cancelled || status == .test }

  /// Where a kill and test copy stand, whatever their words say; nil for all else.
  var storyStanding: StoryStanding? {
    isApart ? .silent(in: place ?? story) : nil
  }

  /// The links to kills; the texts of both say nothing of one another.
  var links: [CopyLink] {
    let back = targets.suffix(16).reversed().map {
      CopyLink($0.id, .retracts, rules[$0.id] ?? .sameItem)
    }
    return back + (kill.map { [CopyLink($0.id, .retractedBy, killRule)] } ?? [])
  }
}

extension CopyLink {
  fileprivate init(_ to: ArticleID, _ relation: Relation, _ rule: ItemStanding.Rule) {
    self.init(
      to: to, relation: relation, coverage: 0, coverageOther: 0, longest: 0, numbersMatched: 0,
      numbersConflicting: 0, rule: rule.rawValue, passages: [])
  }
}
