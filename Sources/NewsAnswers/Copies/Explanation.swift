package import NewsBytes
import NewsMatching
import NewsModel
package import NewsStore
import NewsStories

/// Why an article has its verdict and its story.
package struct Explanation {
  private let exported: StoreReader.Exported
  private let reasons: StoryReasons?
  /// Nil when nobody asked for them.
  private let candidates: [CandidateLine]?
  private let links: [JSONValue]
  /// The nearest article of the story that it joined, or did not join.
  private let nearest: (article: Article, ground: GroundLines)?
  private let foreign: ForeignStories
  private let corrections: [CorrectionLine]

  /// - Parameters:
  ///   - exported: the article.
  ///   - store: where it is.
  ///   - candidates: whether everything is looked for that it is compared with, as the index stands now.
  /// - Throws: `StoreFailure`; what `Candidates` throws.
  package init(
    _ exported: StoreReader.Exported, in store: StoreReader, candidates: Bool
  ) throws {
    self.exported = exported
    let id = exported.record.id
    // What has no text is near to nothing, and its reasons went with it.
    let hasText = exported.record.forgotten == nil
    reasons = try (hasText ? store.evidence(of: id) : nil).map { decision in
      StoryReasons(
        decision,
        sharedWithNext: try decision.next.map {
          try RelatedStories(store).shared(exported.record, with: $0.story)
        } ?? [], sibling: try Self.sibling(in: decision.next?.story, exported, store),
        holdsItem: exported.record.verdict == .original
          && exported.links.contains { RuleWords.isWholeItem($0.link.rule) })
    }
    self.candidates = candidates ? try Candidates.of(id, in: store).map(CandidateLine.init) : nil
    nearest = try store.evidence(of: id).flatMap { decision in
      hasText ? try RelatedStories(store).nearest(exported.record, decision) : nil
    }
    foreign = try ForeignStories(near: hasText ? [exported.record] : [], in: store)
    corrections = CorrectionLine.about([id], try store.corrections())
    var json = ArticleJSON(store: store)
    links = try exported.links.map { try json.link($0.link, to: $0.to) }
  }

  /// The first article of a story that has the same form as this one, and other facts.
  private static func sibling(
    in story: StoryID?, _ exported: StoreReader.Exported, _ store: StoreReader
  ) throws -> ArticleID? {
    try exported.links.first { to, link in
      guard link.relation == .templateSibling, to.id < exported.record.id else { return false }
      return try store.article(to.id)?.story == story
    }?.to.id
  }

  package var json: JSONValue {
    let record = exported.record
    return .object([
      ("id", .init(record.id.rawValue)), ("verdict", .string(record.verdict.rawValue)),
      ("copy_of_id", .init(exported.copyOf?.id.rawValue)), ("links", .array(links)),
      ("story", reasons?.json ?? .null), ("common", nearest?.ground.json ?? .null),
      ("related_in_other_languages", foreign.json),
      ("language", .init(record.article.language)),
      ("language_given", .init(record.article.facts.languageGiven)),
      ("forgotten", record.forgotten?.json ?? .null),
      ("corrections", .array(corrections.map(\.json))),
      ("candidates", candidates.map { .array($0.map(\.json)) } ?? .null),
    ])
  }

  package var lines: [String] {
    let record = exported.record
    let of = record.of.map { " of article \($0.rawValue)" } ?? ""
    var lines = [
      "Article \(record.id.rawValue): "
        + (record.forgotten?.words ?? shown(record.article.headline, cells: 100)),
      "Verdict: \(record.verdict.rawValue)\(of).",
    ]
    if let given = record.article.facts.languageGiven {
      lines.append(
        "Language: \(record.article.language ?? ""), by its text; the copy says \(quoted(given)).")
    }
    if record.article.status == .cancelled,
      !exported.links.contains(where: { $0.link.relation == .retracts })
    {
      lines.append("It is a kill, and what it takes back is not here.")
    }
    lines += linkLines
    if let candidates {
      lines.append("Compared with, as the index stands now:")
      lines += candidates.map { "  " + $0.sentence }
      if candidates.isEmpty { lines.append("  nothing: no older article shares enough with it") }
    }
    return lines + (reasons?.sentences ?? []) + correctionLines + nearestLines + foreign.lines
  }

  private var correctionLines: [String] { corrections.map { "  " + $0.sentence } }

  private var nearestLines: [String] {
    guard let nearest else { return [] }
    let headline = shown(nearest.article.headline, cells: 100)
    return ["Beside the nearest article there, “\(headline)”:"] + nearest.ground.lines
  }

  /// The article that the verdict is of, and kills; then the others, and why it is not of them; then what
  /// came later.
  private var linkLines: [String] {
    let record = exported.record
    let older = exported.links.filter { $0.to.id < record.id }
    var lines = older.filter { $0.to.id == record.of }.map {
      "  " + LinkLine($0.link, to: $0.to.id).sentence
    }
    let kills = older.filter { Self.isOfKill($0.link) }
    lines += kills.map { "  " + LinkLine($0.link, to: $0.to.id).sentence }
    let others = older.filter { $0.to.id != record.of && !Self.isOfKill($0.link) }
    if !others.isEmpty { lines.append("Other candidates, and why not:") }
    lines += others.map { to, link in
      let line = LinkLine(link, to: to.id)
      return "  " + line.sentence + "; " + line.whyNot(record.of)
    }
    let newer = exported.links.filter { $0.to.id > record.id }
    if !newer.isEmpty { lines.append("Later articles:") }
    return lines + newer.map { "  " + LinkLine($0.link, to: $0.to.id).sentence }
  }

  private static func isOfKill(_ link: CopyLink) -> Bool {
    link.relation == .retracts || link.relation == .retractedBy
  }
}
