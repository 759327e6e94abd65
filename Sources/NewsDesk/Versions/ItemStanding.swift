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
  private(set) var targets: [StoreWriter.ItemRow] = []
  /// What it takes back beside these.
  private(set) var others: [(id: ArticleID, story: StoryID)] = []
  /// By which of its words it found each.
  private var rules: [ArticleID: Rule] = [:]
  /// By which of the kill's words the article is found.
  private var killRule = Rule.sameItem
  /// What a kill names beside its own identifier.
  private(set) var names: Article.KilledNames?
  /// A story that the article stands in whatever it says.
  private var story: StoryID?
  private let status: Article.Status
  private let time: Timestamp
  /// Another language or take of what was taken back.
  private var isPartOfKilled = false

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

  /// All that it names, and not only the first that is found: what comes later is held against every name, too.
  private mutating func findTargets(
    _ measured: MeasuredArticle, _ time: Timestamp, _ same: [StoreWriter.ItemRow],
    _ writer: borrowing StoreWriter
  ) throws {
    let article = measured.article
    let isItself = measured.statusIsGiven && article.uri != nil
    let names = Article.KilledNames(
      headline: article.headline, body: article.body, slug: article.facts.slug,
      uri: isItself ? article.uri : nil)
    self.names = names
    let source = measured.source
    if isItself {
      aim(at: same, by: .sameItem)
    } else if let uri = article.uri {
      try aimByText(article, source, uri, same, writer)
    }
    let side = ItemRule.Side(article)
    for uri in names.identifiers {
      let isOwn = isItself && uri == article.uri
      if !isOwn {
        let rows = try writer.versions(source: source, uri: uri).filter {
          ItemRule.mayKill(
            naming: uri, side, text: article.matchedText, ItemRule.Side($0))
        }
        aim(at: rows, by: .namedItem)
      }
      let isOnlyThat =
        isOwn || !ItemRule.isLoose(side) || Article.KilledNames.isUnmistakable(uri)
      // What came since another kill has been taken back as it came.
      if try isOnlyThat && !writer.isKilled(source: source, uri: uri) {
        try aimAtAll(source, uri, writer)
      }
    }
    for slug in names.slugs {
      let rows = try writer.versions(source: source, slug: slug)
      aim(
        at: rows.filter {
          Self.reaches(time, $0.time)
            && ItemRule.mayKill(
              slug: slug, killHeadline: article.headline, headline: $0.headline)
        }, by: .namedSlug)
    }
    targets.sort { $0.id < $1.id }
    try aimAtParts(measured, writer)
    if targets.isEmpty { story = try otherKill(measured, time, same, names, writer)?.story }
  }

  /// Only its text says that it is a kill. Its identifier may be another report's, or a whole feed's.
  private mutating func aimByText(
    _ article: Article, _ source: String, _ uri: String, _ same: [StoreWriter.ItemRow],
    _ writer: borrowing StoreWriter
  ) throws {
    let kill = ItemRule.Side(article)
    guard ItemRule.isLoose(kill) else {
      aim(at: same, by: .sameItem)
      return try aimAtAll(source, uri, writer)
    }
    let rows = try writer.versions(source: source, uri: uri, limit: StoreWriter.titleLimit)
    aim(
      at: rows.filter {
        $0.status.isNews && ItemRule.mayKill(kill, text: article.matchedText, ItemRule.Side($0))
      }, by: .sameItem)
  }

  private mutating func aim(at rows: [StoreWriter.ItemRow], by rule: Rule) {
    let known = Set(targets.map(\.id))
    let more = rows.filter { $0.status.isNews && !known.contains($0.id) }
    for row in more { rules[row.id] = rule }
    targets += more
  }

  private mutating func aimAtAll(
    _ source: String, _ uri: String, _ writer: borrowing StoreWriter
  ) throws {
    let known = Set(targets.map(\.id) + others.map(\.id))
    others += try writer.untaken(source: source, uri: uri).filter { !known.contains($0.id) }
  }

  /// The other languages and takes of a NewsML item, in front: the kill stands in the story of the article
  /// that has the item's own identifier.
  private mutating func aimAtParts(
    _ measured: MeasuredArticle, _ writer: borrowing StoreWriter
  ) throws {
    guard measured.article.format == Self.itemFormat, let uri = measured.article.uri else { return }
    let parts = try targets.suffix(Int(StoreWriter.versionLimit)).flatMap {
      try writer.parts(of: $0, source: measured.source, uri: uri)
    }
    targets.insert(contentsOf: parts.filter { $0.status.isNews }, at: 0)
  }

  /// A kill of the same matter that is there before what it kills: both wait for it in one story.
  private func otherKill(
    _ measured: MeasuredArticle, _ time: Timestamp, _ same: [StoreWriter.ItemRow],
    _ names: Article.KilledNames,
    _ writer: borrowing StoreWriter
  ) throws -> StoreWriter.ItemRow? {
    if let kill = same.first(where: { $0.status == .cancelled }) { return kill }
    let source = measured.source
    for uri in (measured.article.uri.map { [$0] } ?? []) + names.identifiers {
      let named =
        try writer.versions(source: source, uri: uri) + writer.kills(source: source, naming: uri)
      if let kill = named.first(where: { $0.status == .cancelled }) { return kill }
    }
    for slug in names.slugs {
      let kills = try writer.kills(source: source, slug: slug)
      if let kill = kills.first(where: {
        abs($0.time.milliseconds - time.milliseconds) <= Self.killHours * 3_600_000
      }) {
        return kill
      }
    }
    return nil
  }

  /// It is compared with no text, and none is found by it.
  var isApart: Bool { status == .cancelled || status == .test }

  /// Nil when its words say where it stands.
  var storyStanding: StoryStanding? {
    if isApart { return .silent(in: targets.last?.story ?? story) }
    return kill.map { .silent(in: isPartOfKilled ? nil : $0.story) }
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
