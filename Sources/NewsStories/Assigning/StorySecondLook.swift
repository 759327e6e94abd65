import NewsModel
import NewsText

/// One of the latest articles, as far as a second look needs it.
struct LatestArticle: Sendable {
  var article: ArticleID
  /// Its story as it stands now.
  var story: StoryID
  /// Stories that it was near to when it came.
  var related: [StoryID]
  /// Nil unless it opened its story and may stand alone there.
  var terms: TermCounts?

  init(article: ArticleID, story: StoryID, related: [StoryID], terms: TermCounts?) {
    self.article = article
    self.story = story
    self.related = related
    self.terms = terms.flatMap { $0.textBytes <= StoryRules.secondLookTextBytes ? $0 : nil }
  }

  init(_ article: ArticleID, _ decision: StoryDecision, _ terms: TermCounts) {
    self.init(
      article: article, story: decision.story, related: decision.related.map(\.story),
      terms: decision.reason == .opened ? terms : nil)
  }
}

/// The second look: the one way in which the machine changes its mind about a story.
///
/// Merging stories whenever an article fits two of them was tried and is not done: it costs .006 to
/// .016 of the development mean, because two events of one kind then become one story
/// (docs/decisions/0012-stories.md).
extension StoryState {
  /// Scores the article of `secondLookDelay` admissions ago once more, when it still stands alone,
  /// and gives the younger of the two stories to the older.
  ///
  /// Only against stories that it was near to, and those of later articles that were near to it:
  /// most articles have none, and cost nothing. A story with an article that a person has put
  /// somewhere is left alone for ever.
  mutating func lookAgain() -> StorySecondLook? {
    guard latest.count >= StoryRules.secondLookDelay else { return nil }
    let first = latest.removeFirst()
    guard let terms = first.terms, let place = open.places[first.story],
      !held.contains(first.story), open.memberCount(of: place) == 1,
      open.last(of: place) == first.article
    else { return nil }
    let places = places(near: first, terms.language)
    guard !places.isEmpty else { return nil }
    let weighed = weigh(terms)
    var member = open.stories[Int(place)].members[0]
    member.vector = weighed.vector
    member.names = weighed.names.kept
    let ranked = rank(places, member, terms, weighed, nil)
    guard let joined = ranked.first(where: { $0.mayJoin }) else { return nil }
    let shared = StoryDecision.SharedTerm.heaviest(weighed, terms, open.view(joined.place))
    return fuse(first, place, StoryDecision(joining: joined, ranked, shared), joined.place)
  }

  private func places(near article: LatestArticle, _ language: TermLanguage) -> [Int32] {
    var near = article.related
    // By index: a copy of each of the latest would count the references of its terms up and down.
    for index in latest.indices where latest[index].related.contains(article.story) {
      near.append(latest[index].story)
    }
    var places: [Int32] = []
    for story in near {
      guard story != article.story, let place = open.places[story], !places.contains(place),
        open.stories[Int(place)].language == language
      else { continue }
      places.append(place)
    }
    return places
  }

  private mutating func fuse(
    _ article: LatestArticle, _ place: Int32, _ joining: StoryDecision, _ other: Int32
  ) -> StorySecondLook {
    let isOlder = article.story < joining.story
    let (from, into) =
      isOlder ? (joining.story, article.story) : (article.story, joining.story)
    open.absorb(isOlder ? other : place, into: isOlder ? place : other)
    if held.remove(from) != nil { held.insert(into) }
    for index in latest.indices where latest[index].story == from { latest[index].story = into }
    var decision = joining
    decision.story = into
    return StorySecondLook(article: article.article, from: from, decision: decision)
  }
}
