import NewsModel
import NewsText

/// Scratch space of step 4: what each open story has gathered from the postings of the article's
/// heaviest terms.
struct StoryCandidates {
  private var gathered: [UInt64] = []
  private var touched: [Int32] = []
  /// Above 1 by more than a product and a quotient can be off.
  private static let roundingMargin = 1 + 1e-12

  /// The stories with the most an article of theirs, most first; of equal ones the older first.
  mutating func best(
    _ limit: Int, for article: OpenStories.Member, _ heaviest: ArraySlice<StoryVector.HeavyTerm>,
    _ language: TermLanguage, in open: OpenStories
  ) -> [Int32] {
    reset(storyPlaces: open.stories.count)
    gather(heaviest, in: open)
    var best = RankedPlaces(limit: limit)
    for place in touched {
      let (sum, count) = (Double(gathered[Int(place)]), Double(open.memberCount(of: place)))
      // A product costs less than the quotient; it passes what rounding leaves open.
      guard sum * Self.roundingMargin >= best.least * count else { continue }
      let points = sum / count
      guard best.admits(points) else { continue }
      guard open.stories[Int(place)].language == language,
        article.gap(to: open.stories[Int(place)].dates) <= StoryRules.gapLimitDays
      else { continue }
      best.insert(place, points: points, id: open.stories[Int(place)].id)
    }
    return best.places.map(\.place)
  }

  private mutating func gather(
    _ terms: ArraySlice<StoryVector.HeavyTerm>, in open: OpenStories
  ) {
    gathered.withUnsafeMutableBufferPointer { gathered in
      open.storyOfMember.withUnsafeBufferPointer { storyOfMember in
        for term in terms {
          for posting in open.postings.latest(StoryRules.postingsLimit, of: term.hash) {
            let place = storyOfMember[Int(posting.member)]
            if gathered[Int(place)] == 0 { touched.append(place) }
            gathered[Int(place)] &+= UInt64(term.weight) * UInt64(posting.weight)
          }
        }
      }
    }
  }

  private mutating func reset(storyPlaces: Int) {
    for place in touched { gathered[Int(place)] = 0 }
    touched.removeAll(keepingCapacity: true)
    if gathered.count < storyPlaces {
      gathered.append(contentsOf: repeatElement(0, count: storyPlaces - gathered.count))
    }
  }
}

/// The best few of many, in order.
private struct RankedPlaces {
  typealias Entry = (points: Double, id: StoryID, place: Int32)
  private(set) var places: [Entry] = []
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
    places.reserveCapacity(limit + 1)
  }

  /// The points of the last of them; 0 while there is room for more.
  private(set) var least = 0.0

  func admits(_ points: Double) -> Bool { points >= least }

  mutating func insert(_ place: Int32, points: Double, id: StoryID) {
    var index = places.count
    while index > 0,
      places[index - 1].points < points
        || places[index - 1].points == points && id < places[index - 1].id
    {
      index -= 1
    }
    places.insert((points, id, place), at: index)
    if places.count > limit { places.removeLast() }
    if places.count == limit, let last = places.last { least = last.points }
  }
}
