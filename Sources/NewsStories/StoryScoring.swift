import Glibc
import NewsModel
import NewsText

/// One open story's standing to the article at hand.
struct RankedStory {
  var place: Int32
  var id: StoryID
  var score: Double
  /// The story's, when it was scored.
  var version: UInt64
  /// Sum of the article's products with the members.
  var products: UInt64
  /// The score without countries, words that only stood in their names, and figures.
  var subjectScore: Double

  var mayJoin: Bool {
    score >= StoryRules.joinScore && subjectScore >= StoryRules.subjectScore
  }
  var mayRelate: Bool {
    score >= StoryRules.relatedScore && subjectScore >= StoryRules.subjectScore
  }
  var standing: StoryScore { StoryScore(story: id, score: score) }

  /// Best first; of equal ones the older, so that places never decide.
  static func precedes(_ a: RankedStory, _ b: RankedStory) -> Bool {
    a.score != b.score ? a.score > b.score : a.id < b.id
  }
}

extension RankedStory {
  /// Step 5 of method A: 10 · cosine with the sum of the members + 10 · the highest cosine with one
  /// of them − 2 · ln(1 + days of silence beyond the first).
  ///
  /// Parameter query: holds the article.
  init(_ article: OpenStories.Member, _ query: StoryQuery, _ story: StoryView) {
    var sum = StoryQuery.Product()
    var nearest = StoryQuery.Product()
    for member in story.members {
      let product = query.dot(member.vector)
      sum.all += product.all
      sum.subject += product.subject
      nearest.all = max(nearest.all, product.all)
      nearest.subject = max(nearest.subject, product.subject)
    }
    let silence = Double(max(0, article.gap(to: story.members) - 1))
    let lost = StoryRules.gapPoints * log(1 + silence)
    place = story.place
    id = story.id
    version = story.version
    products = sum.all
    score = Self.points(story.squaredLength, sum.all, nearest.all) - lost
    subjectScore = Self.points(story.squaredLength, sum.subject, nearest.subject) - lost
  }

  private static func points(_ squaredLength: UInt64, _ sum: UInt64, _ nearest: UInt64) -> Double {
    guard squaredLength > 0 else { return 0 }
    let centre = Double(sum) / (Double(squaredLength).squareRoot() * StoryVector.one)
    return StoryRules.centrePoints * centre
      + StoryRules.memberPoints * Double(nearest) / (StoryVector.one * StoryVector.one)
  }
}

extension OpenStories.Member {
  /// Days between the article and the last of others.
  func gap(to others: some Sequence<OpenStories.Member>) -> Int { abs(days(since: others)) }

  /// Days from the last of others to the article, below 0 when the article is older: by the providers'
  /// times when both have one, else by ours. Never the one against the other: an archive that arrives
  /// today is not today's.
  func days(since others: some Sequence<OpenStories.Member>) -> Int {
    var theirs: Int32?
    var arrival = Int32.min
    for member in others {
      arrival = max(arrival, member.received)
      if let day = member.published { theirs = max(theirs ?? day, day) }
    }
    if let published, let theirs { return Int(published) - Int(theirs) }
    return Int(received) - Int(arrival)
  }
}
