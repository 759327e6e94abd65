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
  var standing: StoryDecision.Score { StoryDecision.Score(story: id, score: score) }

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
    var products = Products()
    for index in story.members.indices { products.add(query.dot(story.members[index].vector)) }
    let silence = Double(max(0, article.gap(to: story.dates) - 1))
    let lost = StoryRules.gapPoints * log(1 + silence)
    let length = story.squaredLength
    place = story.place
    id = story.id
    version = story.version
    self.products = products.sum.all
    score = Self.points(length, products.sum.all, products.nearest.all) - lost
    subjectScore = Self.points(length, products.sum.subject, products.nearest.subject) - lost
  }

  /// The article's products with a story's members.
  private struct Products {
    var sum = StoryQuery.Product()
    var nearest = StoryQuery.Product()

    mutating func add(_ product: StoryQuery.Product) {
      sum.all += product.all
      sum.subject += product.subject
      nearest.all = max(nearest.all, product.all)
      nearest.subject = max(nearest.subject, product.subject)
    }
  }

  private static func points(_ squaredLength: UInt64, _ sum: UInt64, _ nearest: UInt64) -> Double {
    guard squaredLength > 0 else { return 0 }
    let centre = Double(sum) / (Double(squaredLength).squareRoot() * StoryVector.one)
    return StoryRules.centrePoints * centre
      + StoryRules.memberPoints * Double(nearest) / (StoryVector.one * StoryVector.one)
  }
}

/// When the last of a story's members was published, where one says so, and when the last one arrived.
/// UTC days since 1970.
struct StoryDates: Sendable {
  private(set) var published: Int32?
  private(set) var received = Int32.min

  mutating func note(published day: Int32?, received arrival: Int32) {
    received = max(received, arrival)
    if let day { published = max(published ?? day, day) }
  }
}

extension OpenStories.Member {
  /// Days between the article and the last of a story.
  func gap(to dates: StoryDates) -> Int { abs(days(since: dates)) }

  /// Days from the last of a story to the article, below 0 when the article is older: by the providers'
  /// times when both have one, else by ours. Never the one against the other: an archive that arrives
  /// today is not today's.
  func days(since dates: StoryDates) -> Int {
    if let published, let theirs = dates.published { return Int(published) - Int(theirs) }
    return Int(received) - Int(dates.received)
  }
}
