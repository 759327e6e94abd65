package import NewsModel
package import NewsStore

extension StoreReader {
  /// Stories of which one article is about a place.
  ///
  /// Nothing is kept for this question. The full-text index tells which articles have one of the place's names
  /// anywhere, and of the stories asked for, in their order, the beginnings of those articles are read until there are
  /// enough.
  package struct PlaceStories {
    private let filter: StoreReader.PlaceFilter
    private let store: StoreReader
    /// False when time ran out: there may be more.
    package private(set) var isComplete = true
    private var candidates: [StoryID: [ArticleID]] = [:]
    private let placed: Set<StoryID>

    private static let timeLimit: Duration = .seconds(1)
    /// Newest articles that have one of the names.
    private static let articleLimit = 50_000
    /// Articles of a story that are read.
    private static let readLimit = 8

    /// - Parameters:
    ///   - place: a code, the name of a country, or the name of a town in any language.
    ///   - store: where the stories are.
    ///   - state: the state folder, with its index of words.
    /// - Throws: `StoreFailure`.
    package init(_ place: String, in store: StoreReader, state: String) throws(StoreFailure) {
      self.store = store
      filter = try StoreReader.PlaceFilter(place, in: store)
      placed = Set(filter.placed.map(\.story))
      // Without an index, at a desk's first start, there is what providers say.
      guard let index = try? SearchIndex.Reader(folder: state) else { return }
      let end = ContinuousClock.now + Self.timeLimit
      var found: Set<ArticleID> = []
      for wanted in filter.place.wanted {
        let answer = try index.search(
          wanted, limit: Self.articleLimit, within: max(.zero, end - .now))
        isComplete = isComplete && answer.isComplete && answer.ids.count < Self.articleLimit
        found.formUnion(answer.ids)
      }
      for member in try store.members(found.sorted()) {
        candidates[member.story, default: []].append(member.article)
      }
    }

    /// - Parameters:
    ///   - wanted: which, and in which order.
    ///   - limit: of stories.
    /// - Returns: those of the place.
    /// - Throws: `StoreFailure`.
    package mutating func stories(
      _ wanted: StoreReader.StoryFilter, limit: Int
    ) throws(StoreFailure) -> [StoryID] {
      var wanted = wanted
      wanted.among = placed.union(candidates.keys)
      var found: [StoryID] = []
      let end = ContinuousClock.now + Self.timeLimit
      for story in try store.stories(wanted, limit: .max) where found.count < limit {
        guard ContinuousClock.now < end else {
          isComplete = false
          break
        }
        let isPlaced = placed.contains(story)
        if try isPlaced ? true : isAbout(story) { found.append(story) }
      }
      return found
    }

    private func isAbout(_ story: StoryID) throws(StoreFailure) -> Bool {
      for id in candidates[story]?.prefix(Self.readLimit) ?? [] {
        if let row = try store.article(id), filter.holds(row) { return true }
      }
      return false
    }
  }
}
