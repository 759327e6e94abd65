import NewsModel
import NewsText

/// An article as the stories take it.
struct StoryArticle: Sendable {
  var terms: TermCounts
  var published: Timestamp?
  var received: Timestamp
  /// Articles of its form of words, with other facts.
  var siblings: [ArticleID] = []
}

/// All that decides, behind `StoryIndex`'s lock.
struct StoryState {
  var open: OpenStories
  var counts: DocumentCounts
  var query: StoryQuery
  var scratch = StoryCandidates()
  var admittedCount: UInt64 = 0
  var last = ArticleID(rawValue: 0)
  /// `admittedCount` at the last border of the counts: what was weighed since stands.
  var epoch: UInt64 = 0
  /// A story is open when its last member's number is not below this one.
  var oldestOpen = ArticleID(rawValue: 0)
  /// The latest articles, `secondLookDelay` of them, in order of admission.
  var latest: [LatestArticle] = []
  /// Stories with an article that a person has put there, or taken out: never merged by the machine.
  var held: Set<StoryID> = []
  let limits: (stories: Int, weight: Int, checkpoint: UInt64)

  init(seed: UInt64, storyLimit: Int, countedTermLimit: Int, checkpointInterval: UInt64) {
    open = OpenStories(seed: seed)
    counts = DocumentCounts(seed: seed, limit: countedTermLimit)
    query = StoryQuery(seed: seed)
    limits = (storyLimit, StoryRules.weightLimit, checkpointInterval)
  }

  /// What weights are made from.
  func basis(for terms: TermCounts) -> (epoch: UInt64, articles: UInt32, documents: [UInt32]) {
    (epoch, counts.articleCount(terms.language), terms.terms.map { counts.count($0.hash) })
  }

  func weigh(_ terms: TermCounts) -> WeighedTerms {
    let basis = basis(for: terms)
    return WeighedTerms(terms, documents: basis.documents, articles: basis.articles)
  }

  mutating func candidates(
    for article: OpenStories.Member, _ weighed: WeighedTerms, _ language: TermLanguage
  ) -> [Int32] {
    scratch.best(
      StoryRules.candidateLimit, for: article, weighed.heaviest.prefix(StoryRules.queryTermCount),
      language, in: open)
  }

  mutating func admit(
    _ id: ArticleID, _ article: StoryArticle, standing: StoryStanding, reopened: [StoredStory],
    using speculation: StorySpeculation?, _ newStoryID: () -> StoryID
  ) throws(StoryFailure) -> StoryAdmission {
    precondition(id > last, "articles are admitted in the order of their numbers")
    for story in reopened { try insert(story) }
    let usable = speculation?.epoch == epoch ? speculation : nil
    let weighed = usable?.weighed ?? weigh(article.terms)
    let member = OpenStories.Member(
      article: id, published: article.published, received: article.received, weighed: weighed)
    let decision: StoryDecision
    if let story = standing.given, let place = open.places[story] {
      decision = StoryDecision(story: story, reason: .copy)
      open.add(member, weighed.heaviest, to: place)
    } else {
      decision = decide(
        member, article, weighed, citing: standing.stories, usable, newStoryID)
      closeAgain(reopened, besides: decision.story)
    }
    let secondLook = lookAgain()
    latest.append(LatestArticle(id, decision, article.terms))
    open.closeOldest(storyLimit: limits.stories, weightLimit: limits.weight)
    end(id, article.terms.terms.map(\.hash), article.terms.language)
    oldestOpen = open.oldestOpen(next: id)
    let record = StoryBlob(
      oldestOpen: oldestOpen, language: article.terms.language, published: member.published,
      received: member.received, terms: weighed.record, names: member.names)
    return StoryAdmission(
      decision: decision, record: record.bytes,
      isCheckpointDue: admittedCount % limits.checkpoint == 0, secondLook: secondLook)
  }

  /// Counts one more admission; what restoring does for each record too.
  mutating func end(_ id: ArticleID, _ terms: [TermHash], _ language: TermLanguage) {
    admittedCount += 1
    last = id
    if counts.note(terms, language, admitted: admittedCount) { epoch = admittedCount }
  }

  /// True when the story is out of memory, or the article comes so long after it that the story would
  /// take nobody in. An older article, out of an archive, finds no story quiet.
  func isQuiet(_ story: StoryID, for article: StoryArticle) -> Bool {
    guard let place = open.places[story] else { return true }
    let member = OpenStories.Member(
      article: last, published: article.published, received: article.received,
      weighed: WeighedTerms())
    return member.days(since: open.stories[Int(place)].dates) > StoryRules.gapLimitDays
  }

  /// Cited stories that the article did not join leave again: what is open follows from the articles
  /// that joined, and from nothing else.
  private mutating func closeAgain(_ reopened: [StoredStory], besides joined: StoryID) {
    for story in reopened where story.id != joined {
      if let place = open.places[story.id] { open.close(place) }
    }
  }

  private mutating func decide(
    _ member: OpenStories.Member, _ article: StoryArticle, _ weighed: WeighedTerms,
    citing cited: [StoryID], _ speculation: StorySpeculation?, _ newStoryID: () -> StoryID
  ) -> StoryDecision {
    let terms = article.terms
    var places = candidates(for: member, weighed, terms.language)
    for story in cited {
      // However long it was silent: that costs it points, and the citation makes up for the limit.
      guard let place = open.places[story], !places.contains(place),
        open.stories[Int(place)].language == terms.language
      else { continue }
      places.append(place)
    }
    var ranked = rank(places, member, terms, weighed, speculation)
    markSiblings(article.siblings, dated: article.published != nil, in: &ranked)
    guard let joined = ranked.first(where: { $0.mayJoin }) else {
      let story = newStoryID()
      open.add(member, weighed.heaviest, to: open.open(story, terms.language), cross: 0)
      return StoryDecision(opening: story, ranked)
    }
    let shared =
      speculation?.shared(with: joined)
      ?? StoryDecision.SharedTerm.heaviest(weighed, terms, open.view(joined.place))
    open.add(member, weighed.heaviest, to: joined.place, cross: joined.products)
    return StoryDecision(joining: joined, ranked, shared)
  }

  /// What stories lose that keep an article of the same form and other facts, or a digest that holds this one. They
  /// are not related either, so that no second look joins them. Where that article is the nearest member, nothing
  /// joins: such pairs have 11 to 17 points, and of 88 in two invented sets none is one event. Not where no day is
  /// known, as two right pairs of neus100-0 have it.
  private func markSiblings(
    _ siblings: [ArticleID], dated isDated: Bool, in ranked: inout [RankedStory]
  ) {
    guard !siblings.isEmpty else { return }
    for index in ranked.indices where open.keeps(siblings, in: ranked[index].place) {
      ranked[index].isSibling = true
      ranked[index].isSiblingNearest = isDated && siblings.contains(ranked[index].nearest)
      ranked[index].score -= StoryRules.conflictPoints
      ranked[index].subjectScore -= StoryRules.conflictPoints
    }
    ranked.sort(by: RankedStory.precedes)
  }

  /// Scores the candidates; what was speculated stands for stories that have not changed since.
  mutating func rank(
    _ places: [Int32], _ member: OpenStories.Member, _ terms: TermCounts, _ weighed: WeighedTerms,
    _ speculation: StorySpeculation?
  ) -> [RankedStory] {
    var isLoaded = false
    return places.map { place in
      let story = open.view(place)
      if var known = speculation?.score(story.id, story.version) {
        known.place = place
        return known
      }
      if !isLoaded { query.load(weighed, terms) }
      isLoaded = true
      return RankedStory(member, weighed.names, &query, story)
    }.sorted(by: RankedStory.precedes)
  }
}

extension StoryDecision {
  init(opening story: StoryID, _ ranked: [RankedStory]) {
    self.init(
      story: story, reason: .opened, score: ranked.first?.score ?? 0, next: ranked.first?.standing,
      related: ranked.related(besides: nil))
  }

  init(joining joined: RankedStory, _ ranked: [RankedStory], _ shared: [StoryDecision.SharedTerm]) {
    self.init(
      story: joined.id, reason: .joined, score: joined.score,
      next: ranked.first { $0.id != joined.id }?.standing, shared: shared,
      related: ranked.related(besides: joined.id))
  }
}

extension [RankedStory] {
  fileprivate func related(besides joined: StoryID?) -> [StoryDecision.Score] {
    filter { $0.mayRelate && $0.id != joined }.prefix(StoryRules.relatedLimit).map(\.standing)
  }
}
