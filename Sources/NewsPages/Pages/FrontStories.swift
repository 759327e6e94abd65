import NewsAnswers
import NewsModel
import NewsStore

/// The stories of one front page, and one more where there is one.
struct FrontStories {
  let rows: [StoryRow]
  /// False when time ran out: there may be more.
  private(set) var isComplete = true

  /// Of a page.
  static let length = 25
  /// Most told are those that an article came to in this time.
  private static let day: Int64 = 86_400_000

  /// - Parameters:
  ///   - wish: which.
  ///   - after: the last story of the page before.
  ///   - store: where they are.
  ///   - state: its folder, with the index of words.
  ///   - now: the moment.
  /// - Throws: `StoreFailure`.
  init(
    _ wish: FrontWish, after: StoryRow?, in store: StoreReader, state: String, now: Timestamp
  ) throws(StoreFailure) {
    let place = after.map(StoreReader.StoryPlace.init)
    if wish.fromStart.isWholeDesk {
      rows = try store.stories(after: place, limit: Self.length + 1)
      return
    }
    let filter = Self.filter(wish, after: place, now)
    let found: [StoryID]
    if let asked = wish.place {
      var stories = try StoreReader.PlaceStories(asked, in: store, state: state)
      found = try stories.stories(filter, limit: Self.length + 1)
      isComplete = stories.isComplete
    } else {
      found = try store.stories(filter, limit: Self.length + 1)
    }
    var rows: [StoryRow] = []
    for id in found { if let row = try store.story(id) { rows.append(row) } }
    self.rows = rows
  }

  private static func filter(
    _ wish: FrontWish, after place: StoreReader.StoryPlace?, _ now: Timestamp
  ) -> StoreReader.StoryFilter {
    var filter = StoreReader.StoryFilter()
    (filter.articles.source, filter.articles.language) = (wish.source, wish.language)
    if wish.isMostTold {
      filter.first = .mostSources
      filter.articles.since = Timestamp(milliseconds: now.milliseconds - day)
    } else {
      filter.after = place
    }
    return filter
  }
}
