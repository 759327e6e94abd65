import NewsMatching
import NewsModel
import NewsStore
import NewsText

/// What an article's decision changes of other articles, by the rules of versions.
struct VersionOutcome {
  /// The version that the article takes the place of.
  var replaces: ArticleID?
  /// The version that is there in the article's place.
  var replacedBy: ArticleID?

  /// As much of a text as makes two of them one item (`Ballot.successorCoverage`).
  private static let agreement = 0.2

  /// - Parameters:
  ///   - item: how the article stands to its item.
  ///   - article: itself.
  ///   - copy: what its text says; a version that is marked as one and came too late becomes an earlier one.
  ///   - writer: the transaction.
  /// - Throws: `StoreFailure`.
  init(
    _ item: ItemStanding, _ article: Article, _ copy: inout CopyDecision,
    _ writer: borrowing StoreWriter
  ) throws {
    if item.isApart { return }
    if let newest = item.newest {
      guard item.isCertain || Self.agree(copy, newest) else { return }
      if item.isEarlier { replacedBy = newest.id } else { replaces = newest.id }
    } else if copy.verdict == .update, let of = copy.of, let row = try writer.itemRow(of) {
      // The copy's own mark says so.
      if ItemEdition(article).precedes(ItemEdition(row)) == true {
        copy.becomeEarlierVersion(of: of)
        replacedBy = of
      } else {
        replaces = of
      }
    }
  }

  private static func agree(_ copy: CopyDecision, _ newest: StoreWriter.ItemRow) -> Bool {
    copy.links.contains {
      $0.to == newest.id && max($0.coverage, $0.coverageOther) >= agreement
    }
  }
}

extension CopyDecision {
  fileprivate mutating func becomeEarlierVersion(of other: ArticleID) {
    verdict = .earlierVersion
    for index in links.indices where links[index].to == other {
      links[index].relation = .earlierVersionOf
    }
  }
}

extension StoreWriter {
  /// Writes what the article, which is stored, changes of others.
  ///
  /// - Parameters:
  ///   - item: how it stands to its item.
  ///   - outcome: what follows from it.
  ///   - id: the article.
  ///   - source: who published it.
  ///   - now: when it came.
  /// - Returns: the stories of which an article was taken back.
  /// - Throws: `StoreFailure`.
  mutating func store(
    _ item: ItemStanding, _ outcome: VersionOutcome, of id: ArticleID, source: String,
    at now: Timestamp
  ) throws -> [StoryID] {
    if let older = outcome.replaces { try replace(older, by: id) }
    guard let names = item.names else { return [] }
    try insertRetractions(of: id, source: source, uris: names.identifiers, slugs: names.slugs)
    let taken = item.targets.filter { $0.retractedBy == nil }
    for target in taken { try retract(target.id, by: id) }
    let text =
      item.targets.last.map { last in
        let more = item.targets.count - 1
        return "article \(id.rawValue) retracts article \(last.id.rawValue)"
          + (more > 0 ? " and \(counted(more, "other version"))" : "")
      } ?? "article \(id.rawValue) is a kill of nothing that is here"
    try insertEvent(
      EventRow(
        time: now, kind: "retraction", article: id, story: item.targets.last?.story, text: text))
    return Set(taken.map(\.story)).sorted()
  }
}
