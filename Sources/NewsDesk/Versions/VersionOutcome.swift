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
  ///   - measured: itself.
  ///   - copy: what its text says; a version that is marked as one and came too late becomes an earlier one.
  ///   - writer: the transaction.
  /// - Throws: `StoreFailure`.
  init(
    _ item: ItemStanding, _ measured: MeasuredArticle, _ copy: inout CopyDecision,
    _ writer: borrowing StoreWriter
  ) throws {
    if item.isApart { return }
    if let newest = item.newest, item.isCertain {
      if item.isEarlier { replacedBy = newest.id } else { replaces = newest.id }
      return
    }
    if ItemRule.textsTell(measured.article) { try takePlace(item, measured, &copy, writer) }
    if replaces == nil, replacedBy == nil, let of = copy.of, let row = try writer.itemRow(of) {
      takePlace(of: row, measured, &copy)
    }
  }

  /// Among what may be versions the texts tell: the one before it that they agree with, and the one behind it, as
  /// those that come one after another would have found them.
  private mutating func takePlace(
    _ item: ItemStanding, _ measured: MeasuredArticle, _ copy: inout CopyDecision,
    _ writer: borrowing StoreWriter
  ) throws {
    let edition = ItemEdition(measured.article)
    var (before, behind): (StoreWriter.ItemRow?, StoreWriter.ItemRow?)
    for link in copy.links
    where Self.agrees(link, haveIdentifier: measured.article.uri != nil) {
      guard let row = try writer.itemRow(link.to), item.isVersion(row, of: measured, writer) else {
        continue
      }
      if edition.precedes(ItemEdition(row)) == true {
        if behind.map({ Self.precedes(row, $0) }) ?? true { behind = row }
      } else if row.replacedBy == nil, before.map({ Self.precedes($0, row) }) ?? true {
        before = row
      }
    }
    (replaces, replacedBy) = (before?.id, behind?.id)
    // The same text once more is that before it is a version.
    if copy.verdict == .identical { return }
    if let behind {
      copy.become(.earlierVersion, .earlierVersionOf, of: behind.id)
    } else if let before {
      copy.become(.update, .updateOf, of: before.id)
    }
  }

  private static func precedes(_ a: StoreWriter.ItemRow, _ b: StoreWriter.ItemRow) -> Bool {
    ItemEdition(a).precedes(ItemEdition(b)) ?? (a.id < b.id)
  }

  /// The copy's own mark says so, or that of what was there before it.
  private mutating func takePlace(
    of row: StoreWriter.ItemRow, _ measured: MeasuredArticle, _ copy: inout CopyDecision
  ) {
    let isBefore = ItemEdition(measured.article).precedes(ItemEdition(row))
    if copy.verdict == .update {
      if isBefore == true {
        copy.become(.earlierVersion, .earlierVersionOf, of: row.id)
        replacedBy = row.id
      } else {
        replaces = row.id
      }
    } else if copy.verdict == .nearDuplicate, isBefore != false, row.source == measured.source,
      RevisionMark.isPresent(in: row.headline),
      !RevisionMark.isPresent(in: measured.article.headline)
    {
      copy.become(.earlierVersion, .earlierVersionOf, of: row.id)
      replacedBy = row.id
    }
  }

  /// Of two items of one identifier all that they share is no frame.
  private static func agrees(_ link: CopyLink, haveIdentifier: Bool) -> Bool {
    switch link.relation {
    case .updateOf, .earlierVersionOf, .nearDuplicate: break
    case .templateSibling where haveIdentifier && RuleWords.isFrame(link.rule): break
    default: return false
    }
    return max(link.coverage, link.coverageOther) >= agreement
  }
}

extension CopyDecision {
  fileprivate mutating func become(
    _ verdict: Verdict, _ relation: CopyLink.Relation, of other: ArticleID
  ) {
    (self.verdict, of) = (verdict, other)
    for index in links.indices where links[index].to == other {
      if links[index].relation == .templateSibling {
        links[index].rule = relation == .updateOf ? "version.same-item" : "version.earlier"
      }
      links[index].relation = relation
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
    let taken =
      item.others + item.targets.filter { $0.retractedBy == nil }.map { ($0.id, $0.story) }
    for target in taken { try retract(target.id, by: id) }
    let text =
      item.targets.last.map { last in
        let more = item.targets.count + item.others.count - 1
        return "article \(id.rawValue) retracts article \(last.id.rawValue)"
          + (more > 0 ? " and \(counted(more, "other version"))" : "")
      } ?? "article \(id.rawValue) is a kill of nothing that is here"
    try insertEvent(
      EventRow(
        time: now, kind: "retraction", article: id, story: item.targets.last?.story, text: text))
    return Set(taken.map(\.story)).sorted()
  }
}
