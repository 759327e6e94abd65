package import NewsModel
package import NewsText

/// How an article stands to what came before it, as the matching of copies found.
package enum StoryStanding: Hashable, Sendable {
  /// A text of its own: scored.
  case own
  /// A copy or an excerpt: stands where its original stands, and teaches nothing.
  case copy(of: StoryID)
  /// A later version: stands where the earlier one stands, and its new words count for the story.
  case update(of: StoryID)
}

/// What the index says about one admitted article.
package struct StoryAdmission: Sendable {
  package var decision: StoryDecision
  /// To be stored with the article, in the same transaction; nil for a copy.
  package var record: [UInt8]?
  /// True when `checkpoint()` is to be stored in the same transaction, in place of the last one.
  package var isCheckpointDue: Bool
}

/// Assigns articles to stories, one pass, in the order of admission: method A of STORIES.md.
///
/// Used on the store queue only. Deterministic: the same admissions give the same stories bit for
/// bit, and a restart from records and checkpoint changes nothing. At most 20,000 stories are open;
/// memory 42 MiB for 20,000 articles of 3 KB, by computation at most 45 MiB.
package final class StoryIndex {
  var open: OpenStories
  var counts: DocumentCounts
  var query: StoryQuery
  var candidates = StoryCandidates()
  private(set) var admittedCount: UInt64 = 0
  private(set) var last = ArticleID(rawValue: 0)
  let limits: (stories: Int, weight: Int)

  /// Parameters seed: the database's secret; it keeps chosen words from piling up in a table and
  /// changes no decision. storyLimit: stories open at once. countedTermLimit: terms counted before
  /// the counts are halved, at most 393,216. Both must be the same for one database; tests take
  /// small ones.
  package init(
    seed: UInt64, storyLimit: Int = 20_000, countedTermLimit: Int = StoryIndex.countedTermLimit
  ) {
    open = OpenStories(seed: seed)
    counts = DocumentCounts(seed: seed, limit: countedTermLimit)
    query = StoryQuery(seed: seed)
    limits = (storyLimit, StoryRules.weightLimit)
  }

  package static let countedTermLimit = StoryRules.countedTermLimit

  package var openStoryCount: Int { open.count }
  package var countedTermCount: Int { counts.termCount }

  /// Parameters id: greater than all before. received: when the deposit arrived. newStoryID: called
  /// once when a story is opened, else not.
  package func admit(
    _ id: ArticleID, terms: TermCounts, published: Timestamp?, received: Timestamp,
    standing: StoryStanding, newStoryID: () -> StoryID
  ) -> StoryAdmission {
    precondition(id > last, "articles are admitted in the order of their numbers")
    var given: (id: StoryID, place: Int32)?
    switch standing {
    case .own: break
    case .copy(let story): return Self.copy(in: story)
    case .update(let story):
      // A closed story takes no member: it could not be restored the same.
      guard let place = open.places[story] else { return Self.copy(in: story) }
      given = (story, place)
    }
    let articles = counts.articleCount(terms.language)
    let documents = counts.count(terms.terms.lazy.map(\.hash), terms.language)
    let weighed = WeighedTerms(terms, documents: documents, articles: articles)
    let member = OpenStories.Member(
      article: id, published: published.map { Int32(clamping: $0.day) },
      received: Int32(clamping: received.day), vector: weighed.vector)
    let decision: StoryDecision
    if let given {
      decision = StoryDecision(story: given.id, reason: .copy)
      open.add(member, to: given.place)
    } else {
      decision = decide(member, terms, weighed, newStoryID)
    }
    open.closeOldest(storyLimit: limits.stories, weightLimit: limits.weight)
    end(id)
    let record = StoryRecord(
      oldestOpen: open.oldestOpen(next: id), language: terms.language,
      published: member.published, received: member.received, terms: weighed.record)
    return StoryAdmission(
      decision: decision, record: record.bytes,
      isCheckpointDue: admittedCount % UInt64(StoryRules.checkpointInterval) == 0)
  }

  private static func copy(in story: StoryID) -> StoryAdmission {
    StoryAdmission(
      decision: StoryDecision(story: story, reason: .copy), record: nil, isCheckpointDue: false)
  }

  /// Counts one more admission; what restoring does for each record too.
  func end(_ id: ArticleID) {
    admittedCount += 1
    last = id
  }

  func restore(admittedCount: UInt64, last: ArticleID) {
    self.admittedCount = admittedCount
    self.last = last
  }

  private func decide(
    _ member: OpenStories.Member, _ terms: TermCounts, _ weighed: WeighedTerms,
    _ newStoryID: () -> StoryID
  ) -> StoryDecision {
    query.load(weighed, terms)
    let ranked = candidates.best(StoryRules.candidateLimit, for: member, terms.language, in: open)
      .map { open.score(member, query, $0) }.sorted(by: RankedStory.precedes)
    let best = ranked.first
    let joined = ranked.first { $0.mayJoin }
    let related = ranked.filter { $0.mayRelate && $0.place != joined?.place }
    var decision: StoryDecision
    if let joined {
      decision = StoryDecision(story: joined.id, reason: .joined, score: joined.score)
      decision.shared = shared(weighed, joined.place, terms)
      decision.next = ranked.first { $0.place != joined.place }.map { $0.standing }
      open.add(member, to: joined.place)
    } else {
      let story = newStoryID()
      decision = StoryDecision(story: story, reason: .opened, score: best?.score ?? 0)
      decision.next = best.map { $0.standing }
      open.add(member, to: open.open(story, terms.language))
    }
    decision.related = related.prefix(StoryRules.relatedLimit).map { $0.standing }
    return decision
  }
}
