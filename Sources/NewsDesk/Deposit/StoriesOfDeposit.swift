import NewsModel

/// Which stories a deposit's articles came into: the first, and how many others, counted to a limit; for
/// a container may hold a million articles (P8).
struct StoriesOfDeposit: Sendable {
  static let limit = 1000

  private(set) var first: StoryID?
  private var others: Set<StoryID> = []
  /// There are more than `otherCount`.
  private(set) var hasMore = false

  var otherCount: Int { others.count }

  mutating func note(_ story: StoryID) {
    guard let first else {
      first = story
      return
    }
    if story == first || hasMore || others.contains(story) { return }
    if others.count < Self.limit { others.insert(story) } else { hasMore = true }
  }
}
