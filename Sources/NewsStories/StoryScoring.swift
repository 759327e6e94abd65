import Glibc
import NewsModel
import NewsText

/// One open story's standing to the article at hand.
struct RankedStory {
  var place: Int32
  var id: StoryID
  var score: Double
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

extension OpenStories {
  /// Step 5 of method A: 10 · cosine with the sum of the members + 10 · the highest cosine with one
  /// of them − 2 · ln(1 + days of silence beyond the first).
  ///
  /// Parameter query: holds the article.
  func score(_ article: Member, _ query: StoryQuery, _ place: Int32) -> RankedStory {
    let story = stories[Int(place)]
    var sum = StoryQuery.Product()
    var nearest = StoryQuery.Product()
    for slot in story.members {
      let product = query.dot(members[Int(slot)].vector)
      sum.all += product.all
      sum.subject += product.subject
      nearest.all = max(nearest.all, product.all)
      nearest.subject = max(nearest.subject, product.subject)
    }
    let silence = Double(max(0, gap(article, story) - 1))
    let lost = StoryRules.gapPoints * log(1 + silence)
    return RankedStory(
      place: place, id: story.id,
      score: Self.points(story, sum.all, nearest.all) - lost,
      subjectScore: Self.points(story, sum.subject, nearest.subject) - lost)
  }

  private static func points(_ story: Story, _ sum: UInt64, _ nearest: UInt64) -> Double {
    guard story.squaredLength > 0 else { return 0 }
    let centre = Double(sum) / (Double(story.squaredLength).squareRoot() * StoryVector.one)
    return StoryRules.centrePoints * centre
      + StoryRules.memberPoints * Double(nearest) / (StoryVector.one * StoryVector.one)
  }

  /// Days between the article and the story's last one: by the providers' times when both have one,
  /// else by ours. Never the one against the other: an archive that arrives today is not today's.
  func gap(_ article: Member, _ story: Story) -> Int {
    var published: Int32?
    var received = Int32.min
    for slot in story.members {
      let member = members[Int(slot)]
      received = max(received, member.received)
      if let day = member.published { published = max(published ?? day, day) }
    }
    if let ours = article.published, let theirs = published { return abs(Int(ours) - Int(theirs)) }
    return abs(Int(article.received) - Int(received))
  }
}
