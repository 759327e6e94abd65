import NewsModel
import NewsStore
import NewsText

/// What a kill takes back, of what is there.
extension ItemStanding {
  /// All that it names, and not only the first that is found: what comes later is held against every name, too.
  mutating func findTargets(
    _ measured: MeasuredArticle, _ time: Timestamp, _ same: [StoreWriter.ItemRow],
    _ writer: borrowing StoreWriter
  ) throws {
    let article = measured.article
    let isItself = measured.statusIsGiven && article.uri != nil
    let names = Article.KilledNames(
      headline: article.headline, body: article.body, note: article.facts.editorNote,
      slug: article.facts.slug, uri: isItself ? article.uri : nil)
    self.names = names
    place = try KillPlace(measured, names, time).story(writer)
    let source = measured.source
    if isItself {
      aim(at: same, by: .sameItem)
    } else if let uri = article.uri {
      try aimByText(article, source, uri, same, writer)
    }
    try aimByIdentifiers(names, article, source, isItself: isItself, writer)
    try aimBySlugs(names, article, source, writer)
    targets.sort { $0.id < $1.id }
    try aimAtParts(measured, writer)
    if targets.isEmpty { story = try otherKill(measured, time, same, names, writer)?.story }
  }

  private mutating func aimByIdentifiers(
    _ names: Article.KilledNames, _ article: Article, _ source: String, isItself: Bool,
    _ writer: borrowing StoreWriter
  ) throws {
    for uri in names.identifiers {
      let isOwn = isItself && uri == article.uri
      let isOnlyThat = try isOwn || aim(atAllNamed: uri, article, source, writer)
      // What came since another kill has been taken back as it came.
      if try isOnlyThat && !writer.isKilled(source: source, uri: uri) {
        try aimAtAll(source, uri, writer)
      }
    }
  }

  /// Aims at what the kill means of what has an identifier, and says whether that is all of it.
  private mutating func aim(
    atAllNamed uri: String, _ article: Article, _ source: String, _ writer: borrowing StoreWriter
  ) throws -> Bool {
    let side = ItemRule.Side(article)
    let named = try writer.versions(source: source, uri: uri)
    let meant = named.filter {
      ItemRule.mayKill(naming: uri, side, text: article.killText, ItemRule.Side($0))
    }
    aim(at: meant, by: .namedItem)
    return Article.KilledNames.isUnmistakable(uri)
      || !ItemRule.isLoose(side) && meant.count == named.count
  }

  private mutating func aimBySlugs(
    _ names: Article.KilledNames, _ article: Article, _ source: String,
    _ writer: borrowing StoreWriter
  ) throws {
    for slug in names.slugs {
      let rows = try writer.versions(source: source, slug: slug)
      aim(
        at: rows.filter {
          Self.reaches(time, $0.time)
            && ItemRule.mayKill(
              slug: slug, killHeadline: article.headline, headline: $0.headline)
            && !names.spared.contains($0.uri ?? "")
        }, by: .namedSlug)
    }
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
    let text = article.killText
    let rows = try writer.versions(source: source, uri: uri, limit: StoreWriter.titleLimit)
    aim(
      at: rows.filter {
        $0.status.isNews && ItemRule.mayKill(kill, text: text, ItemRule.Side($0))
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

  /// A kill of the same matter that is there before what it kills: both wait for it in one story. A word that both
  /// have and that may be an identifier (`COVID-19`) makes no matter of them.
  private func otherKill(
    _ measured: MeasuredArticle, _ time: Timestamp, _ same: [StoreWriter.ItemRow],
    _ names: Article.KilledNames,
    _ writer: borrowing StoreWriter
  ) throws -> StoreWriter.ItemRow? {
    if let kill = same.first(where: { $0.status == .cancelled }) { return kill }
    let source = measured.source
    let sure = names.identifiers.filter(Article.KilledNames.isUnmistakable)
    for uri in (measured.article.uri.map { [$0] } ?? []) + sure {
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
}
