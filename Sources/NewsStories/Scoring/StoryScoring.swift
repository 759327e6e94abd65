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
  var corrections = Corrections()
  /// The member that shares most with the article.
  var nearest: ArticleID
  /// It keeps an article of the same form and other facts, or a digest that holds the article at hand.
  var isSibling = false
  /// That is the nearest member, and the article has a day.
  var isSiblingNearest = false

  /// What names, places and headlines did to the score: for people.
  struct Corrections {
    enum Conflict { case names, places, series, belowLede }
    var conflict: Conflict?
    /// Points that one entity gave too much.
    var over = 0.0
    /// Points won by rare names in common.
    var won = 0.0
  }

  var mayJoin: Bool {
    !isSiblingNearest && score >= StoryRules.joinScore
      && subjectScore >= StoryRules.subjectScore
  }
  var mayRelate: Bool {
    !isSibling && score >= StoryRules.relatedScore && subjectScore >= StoryRules.subjectScore
  }
  var standing: StoryDecision.Score { StoryDecision.Score(story: id, score: score) }

  /// Best first; of equal ones the older, so that places never decide.
  static func precedes(_ a: RankedStory, _ b: RankedStory) -> Bool {
    a.score != b.score ? a.score > b.score : a.id < b.id
  }
}

extension RankedStory {
  /// 10 · cosine with the sum of the members + 10 · the highest cosine with one of them − 3 · ln(1 +
  /// days of silence beyond the first), less for many countries and figures; then what names, places
  /// and headlines say.
  ///
  /// - Parameters:
  ///   - article: the one at hand.
  ///   - names: the article's.
  ///   - query: holds the article.
  ///   - story: as it stands.
  init(
    _ article: OpenStories.Member, _ names: ArticleNames, _ query: inout StoryQuery,
    _ story: StoryView
  ) {
    var products = Products(query: &query, story)
    let gap = article.gap(to: story.dates)
    let lost = StoryRules.gapPoints * log(1 + Double(max(0, gap - 1)))
    let length = story.squaredLength
    place = story.place
    id = story.id
    version = story.version
    nearest = products.nearestArticle
    self.products = products.sum
    score = Self.points(length, products.sum, products.nearest.all) - lost
    subjectScore = Self.points(length, products.subjectSum, products.nearestSubject) - lost
    score -= StoryRules.wherePart * max(0, score - subjectScore - StoryRules.wherePoints)
    guard score >= StoryRules.weighedScore else { return }
    if story.members.withViews({ query.unite($0) }) {
      products = Products(query: &query, story)
      query.part()
    }
    correct(products, article, names, story, gap: gap)
  }

  private mutating func correct(
    _ products: Products, _ article: OpenStories.Member, _ names: ArticleNames, _ story: StoryView,
    gap: Int
  ) {
    let one = StoryVector.one * StoryVector.one
    let base = score
    let isDated = article.published != nil && story.dates.published != nil
    let over = Self.over(products, isDated: isDated, gap: gap)
    score -= over
    let evidence = story.members.withViews { NameEvidence(article, names, $0) }
    corrections.over = over
    corrections.conflict =
      evidence.conflict ?? (Self.isBelowLede(products, evidence) ? .belowLede : nil)
    if evidence.isSeries {
      score -= StoryRules.seriesPoints
    } else if corrections.conflict != nil {
      score -= max(StoryRules.conflictPoints, StoryRules.conflictPart * base)
    } else if isDated, gap <= StoryRules.rareDays {
      // What one entity gave too much of, it does not give a second time.
      add(max(0, Self.won(evidence, rest: Double(products.rest) / one, gap: gap) - over))
    }
  }

  /// The headline and the first sentences have next to nothing to do with what is shared, and no rare
  /// name of a lede is: two texts above one footer.
  private static func isBelowLede(_ products: Products, _ evidence: NameEvidence) -> Bool {
    evidence.ledeRarity == 0
      && Double(products.nearest.lede) < StoryRules.ledePart * Double(products.nearest.all)
  }

  private mutating func add(_ won: Double) {
    corrections.won = won
    score += won
    subjectScore += won
  }

  /// Points beyond what one entity may give; beyond what all names may give together, where it gives too
  /// much and hardly a word says what happened: another matter of the same people.
  private static func over(_ products: Products, isDated: Bool, gap: Int) -> Double {
    let one = StoryVector.one * StoryVector.one
    let points = (StoryRules.centrePoints + StoryRules.memberPoints) / one
    let limit = entityLimit(isDated: isDated, gap: gap)
    let over = points * Double(products.nearest.largest) - limit
    guard isDated, over > 0, points * Double(products.words) < StoryRules.wordPoints else {
      return max(0, over)
    }
    return points * Double(products.nearest.all - products.nearest.words) - limit
  }

  private static func entityLimit(isDated: Bool, gap: Int) -> Double {
    guard isDated else { return StoryRules.entityPointsUndated }
    return gap == 0 ? StoryRules.entityPoints : StoryRules.entityPointsOtherDay
  }

  /// What rare names in common are worth: several of them, or on the same day one of a lede.
  private static func won(_ evidence: NameEvidence, rest: Double, gap: Int) -> Double {
    var rarity = 0.0
    if evidence.rareEntities >= StoryRules.rareEntityCount, rest >= StoryRules.rareRest {
      rarity = evidence.rarity
    }
    if gap == 0, rest >= StoryRules.restBesideOne { rarity = max(rarity, evidence.ledeRarity) }
    return min(
      StoryRules.rarePointsLimit, StoryRules.rarePoints * max(0, rarity - StoryRules.rareFrom))
  }

  /// The article's products with a story's members.
  private struct Products {
    var sum: UInt64 = 0
    var subjectSum: UInt64 = 0
    var nearest = StoryQuery.Product()
    var nearestArticle = ArticleID(rawValue: 0)
    var nearestSubject: UInt64 = 0
    /// The most that a member has in common beside its largest entity.
    var rest: UInt64 = 0
    /// The most that a member's words beside all names have in common.
    var words: UInt64 = 0

    init(query: inout StoryQuery, _ story: StoryView) {
      story.members.withViews { members in
        for member in members { add(query.dot(member.vector), of: member.article) }
      }
    }

    private mutating func add(_ product: StoryQuery.Product, of article: ArticleID) {
      sum += product.all
      subjectSum += product.subject
      if product.all > nearest.all { (nearest, nearestArticle) = (product, article) }
      nearestSubject = max(nearestSubject, product.subject)
      rest = max(rest, product.all - product.largest)
      words = max(words, product.words)
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
