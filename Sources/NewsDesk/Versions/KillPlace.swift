import NewsModel
import NewsStore
import NewsText

/// The story that a kill stands in: that of the first article that it names, of those that are here.
///
/// Which of them is the first follows from the kill's own words, so the kill stands in the same story whatever came
/// first. When one comes that it names before those that are here, it goes to that one's story.
struct KillPlace {
  private let source: String
  private let uri: String?
  /// Its fields say that it takes its own identifier back.
  private let isItself: Bool
  private let names: Article.KilledNames
  private let side: ItemRule.Side
  private let text: String
  private let time: Timestamp

  /// Of a kill that is not stored yet.
  init(_ measured: MeasuredArticle, _ names: Article.KilledNames, _ time: Timestamp) {
    let article = measured.article
    (source, uri, self.names, self.time) = (measured.source, article.uri, names, time)
    isItself = measured.statusIsGiven
    side = ItemRule.Side(article)
    text = article.killText
  }

  /// Of a stored one.
  init?(_ kill: StoreWriter.ItemRow, _ writer: borrowing StoreWriter) throws {
    guard let said = try writer.killText(of: kill.id) else { return nil }
    (source, uri, time, side) = (kill.source, kill.uri, kill.time, ItemRule.Side(kill))
    text = Article.KilledNames.killing(
      in: Article.KilledNames.text(headline: said.headline, body: said.body, note: said.note))
    isItself =
      try kill.uri.map {
        try writer.kills(source: kill.source, naming: $0).contains { $0.id == kill.id }
      } ?? false
    names = Article.KilledNames(
      headline: said.headline, body: said.body, note: said.note, slug: said.slug,
      uri: isItself ? kill.uri : nil)
  }

  /// - Parameter writer: The transaction.
  /// - Returns: Nil when nothing is here that it names. Of several reports of one name that is no item's, the
  ///   oldest counts.
  /// - Throws: `StoreFailure`.
  func story(_ writer: borrowing StoreWriter) throws -> StoryID? {
    if let uri {
      let rows = try writer.versions(source: source, uri: uri).filter {
        isItself || ItemRule.mayKill(side, text: text, ItemRule.Side($0))
      }
      if let story = Self.first(rows) { return story }
    }
    return try ofIdentifiers(writer) ?? ofSlugs(writer)
  }

  private func ofIdentifiers(_ writer: borrowing StoreWriter) throws -> StoryID? {
    for name in names.identifiers where name != uri {
      let rows = try writer.versions(source: source, uri: name).filter {
        ItemRule.mayKill(naming: name, side, text: text, ItemRule.Side($0))
      }
      if let story = Self.first(rows) { return story }
    }
    return nil
  }

  private func ofSlugs(_ writer: borrowing StoreWriter) throws -> StoryID? {
    for slug in names.slugs {
      let rows = try writer.versions(source: source, slug: slug).filter {
        ItemStanding.reaches(time, $0.time) && !names.spared.contains($0.uri ?? "")
          && ItemRule.mayKill(slug: slug, killHeadline: side.headline, headline: $0.headline)
      }
      if let story = Self.first(rows) { return story }
    }
    return nil
  }

  private static func first(_ rows: [StoreWriter.ItemRow]) -> StoryID? {
    rows.filter { $0.status.isNews }.min { ($0.time, $0.id) < ($1.time, $1.id) }?.story
  }
}

extension Article {
  /// As much of what a kill says as names what it takes back.
  var killText: String {
    KilledNames.killing(
      in: KilledNames.text(headline: headline, body: body, note: facts.editorNote))
  }
}

extension StoreWriter {
  /// Kills that name an article which has come go to the story of the first that they name. Those that a
  /// person has put somewhere stay.
  ///
  /// - Parameters:
  ///   - kills: That name it.
  ///   - article: It is stored.
  ///   - now: When it came.
  /// - Throws: `StoreFailure`.
  mutating func place(
    _ kills: [ItemRow], for article: ArticleID, at now: Timestamp
  ) throws {
    for kill in kills {
      guard let story = try KillPlace(kill, self)?.story(self),
        let old = try self.story(of: kill.id),
        story != old
      else { continue }
      let held = try heldStories()
      guard !held.contains(story), !held.contains(old) else { continue }
      try moveArticles([kill.id], to: story, because: .retraction, at: now)
      try insertEvent(
        EventRow(
          time: now, kind: "retraction", article: kill.id, story: story,
          text:
            "article \(kill.id.rawValue), a kill, went into S\(story.rawValue), for it names what"
            + " is there before all else, and article \(article.rawValue) has come"))
    }
  }
}
