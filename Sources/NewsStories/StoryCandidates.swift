import Glibc
import NewsModel
import NewsText

/// One open story's standing to the article at hand.
struct RankedStory {
  var place: Int32
  var id: StoryID
  var score: Double
  /// The part of `score` without countries and words that only stood in their names; computed for
  /// stories that could be related, else 0.
  var scoreBeyondGeography = 0.0

  var mayJoin: Bool {
    score >= StoryRules.joinScore
      && scoreBeyondGeography >= StoryRules.joinScoreBeyondGeography
  }
  var mayRelate: Bool {
    score >= StoryRules.relatedScore
      && scoreBeyondGeography >= StoryRules.joinScoreBeyondGeography
  }
  var standing: StoryScore { StoryScore(story: id, score: score) }

  /// Best first; equal ones by age, so that places never decide.
  static func precedes(_ a: RankedStory, _ b: RankedStory) -> Bool {
    a.score != b.score ? a.score > b.score : a.id < b.id
  }
}

/// Scratch space: what each story has gathered from the postings.
struct StoryCandidates {
  private var gathered: [UInt64] = []
  private var touched: [Int32] = []

  mutating func reset(storyPlaces: Int) {
    for place in touched { gathered[Int(place)] = 0 }
    touched.removeAll(keepingCapacity: true)
    if gathered.count < storyPlaces {
      gathered.append(contentsOf: repeatElement(0, count: storyPlaces - gathered.count))
    }
  }

  @inline(__always)
  mutating func gather(_ product: UInt64, at place: Int32) {
    if gathered[Int(place)] == 0 { touched.append(place) }
    gathered[Int(place)] += product
  }

  /// The stories with the most an article of theirs, most first.
  func best(_ limit: Int, in open: OpenStories, where isEligible: (Int32) -> Bool) -> [Int32] {
    var best: [(points: Double, id: StoryID, place: Int32)] = []
    best.reserveCapacity(limit + 1)
    for place in touched {
      let story = open.stories[Int(place)]
      let points = Double(gathered[Int(place)]) / Double(story.members.count)
      if best.count == limit, let last = best.last, points < last.points { continue }
      guard isEligible(place) else { continue }
      let index =
        best.firstIndex { points > $0.points || points == $0.points && story.id < $0.id }
        ?? best.count
      best.insert((points, story.id, place), at: index)
      if best.count > limit { best.removeLast() }
    }
    return best.map(\.place)
  }
}

extension StoryIndex {
  /// Steps 4 and 5 of method A: candidates by their heaviest terms, then the score, best first.
  /// Before this, `query` holds the article.
  func rank(_ article: OpenStories.Member, _ language: TermLanguage) -> [RankedStory] {
    candidates.reset(storyPlaces: open.stories.count)
    for term in article.vector.heaviest(StoryRules.queryTermCount) {
      open.postings.forLatest(StoryRules.postingsLimit, of: term.hash) { posting in
        candidates.gather(
          UInt64(term.weight) * UInt64(posting.weight),
          at: open.members[Int(posting.member)].story)
      }
    }
    let places = candidates.best(StoryRules.candidateLimit, in: open) { place in
      open.stories[Int(place)].language == language
        && gap(article, open.stories[Int(place)]) <= StoryRules.gapLimitDays
    }
    return places.map { score(article, $0) }.sorted(by: RankedStory.precedes)
  }

  private func score(_ article: OpenStories.Member, _ place: Int32) -> RankedStory {
    let story = open.stories[Int(place)]
    let silence = Double(max(0, gap(article, story) - 1))
    let lost = StoryRules.gapPoints * log(1 + silence)
    var ranked = RankedStory(
      place: place, id: story.id, score: points(story) { query.dot($0) } - lost)
    if ranked.score >= StoryRules.relatedScore {
      ranked.scoreBeyondGeography = points(story) { query.dotBeyondGeography($0) } - lost
    }
    return ranked
  }

  /// 10 · cosine with the sum of the members + 10 · the highest cosine with one of them.
  private func points(_ story: OpenStories.Story, dot: (StoryVector) -> UInt64) -> Double {
    var sum: UInt64 = 0
    var nearest: UInt64 = 0
    for member in story.members {
      let product = dot(open.members[Int(member)].vector)
      sum += product
      nearest = max(nearest, product)
    }
    guard story.squaredLength > 0 else { return 0 }
    let centre = Double(sum) / (Double(story.squaredLength).squareRoot() * StoryVector.one)
    return StoryRules.centrePoints * centre
      + StoryRules.memberPoints * Double(nearest) / (StoryVector.one * StoryVector.one)
  }

  /// Days between the article and the story's last one: by the providers' times when both have one,
  /// else by ours. Never the one against the other: an archive that arrives today is not today's.
  private func gap(_ article: OpenStories.Member, _ story: OpenStories.Story) -> Int {
    var published: Int32?
    var received = Int32.min
    for slot in story.members {
      let member = open.members[Int(slot)]
      received = max(received, member.received)
      if let day = member.published { published = max(published ?? day, day) }
    }
    if let ours = article.published, let theirs = published { return abs(Int(ours) - Int(theirs)) }
    return abs(Int(article.received) - Int(received))
  }
}
