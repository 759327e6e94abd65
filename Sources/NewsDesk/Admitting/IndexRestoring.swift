import NewsAnswers
import NewsLinux
import NewsMatching
import NewsModel
import NewsStore
import NewsStories
import NewsText

/// Restores the index of copies and the open stories from the store.
///
/// Cost: 5 µs an article since the last run of postings was written, 65,000 at most, and the open
/// stories' members. When the index of copies is gone, 30 µs an article ever stored.
struct IndexRestoring {
  /// Articles read in one go: a longer read would keep the store's log from being reset.
  private static let articlesAtOnce = 16_384
  /// The name under which the store keeps the open stories' state.
  static let storyCheckpoint = "story-terms"
  /// First and latest members of a story that is kept in memory.
  static let latestMembers = 7

  let store: Store
  let limits: CopyIndex.Limits

  /// - Parameter onProgress: Called several times a second, and may throw to end it.
  /// - Returns: As they were after the last COMMIT.
  /// - Throws: A failure to be mended when the index of copies is damaged (`CopyMending`); what
  ///   `onProgress` or the store throws.
  func indices(onProgress: () throws -> Void) throws -> Indices {
    let copies = try StoredCopies.index(in: store.reader, limits: limits)
    let checkpoint = try store.reader.checkpoint(Self.storyCheckpoint)
    let covered = checkpoint?.article ?? ArticleID(rawValue: 0)
    let since = try restore(copies, storiesAfter: covered, onProgress: onProgress)
    let stories = StoryIndex(seed: store.reader.seed)
    try stories.restore(try rememberedStories(checkpoint: checkpoint?.data, since: since))
    // The records of the open stories' members: some 40 MiB that nobody needs now.
    ProcessState.returnFreeMemory()
    return Indices(copies: copies, stories: stories)
  }

  /// Takes the articles in that the index does not have yet.
  ///
  /// - Returns: what the stories have to know of those after their checkpoint.
  private func restore(
    _ copies: CopyIndex, storiesAfter covered: ArticleID, onProgress: () throws -> Void
  ) throws -> [(article: ArticleID, record: [UInt8])] {
    let copiesThrough = copies.restoredThrough
    var since: [(article: ArticleID, record: [UInt8])] = []
    var last = min(copiesThrough, covered)
    var count = 0
    repeat {
      count = 0
      try store.reader.remembered(
        after: last, limit: Self.articlesAtOnce, copiesAfter: copiesThrough, storiesAfter: covered
      ) { remembered in
        count += 1
        last = remembered.id
        if last > copiesThrough { try copies.restore(last, remembered.copyBlob) }
        if last > covered, !remembered.storyBlob.isEmpty {
          since.append((article: last, record: remembered.storyBlob))
        }
      }
      // An index that is made anew is written on the way: memory holds only so much of it.
      while copies.hasUpkeep, count == Self.articlesAtOnce {
        try StoredCopies.upkeep(of: copies, in: store, postings: CopyIndex.upkeepSlice)
        try onProgress()
      }
      try onProgress()
    } while count == Self.articlesAtOnce
    return since
  }

  private func rememberedStories(
    checkpoint: [UInt8]?, since: [(article: ArticleID, record: [UInt8])]
  ) throws -> RememberedStories {
    let forgotten = UInt64(try store.reader.forgottenCounts().all)
    guard let last = try store.reader.lastStoryBlob() else {
      return RememberedStories(
        checkpoint: checkpoint, since: since, oldestOpen: ArticleID(rawValue: 0), open: [],
        latest: [], held: [], forgotten: forgotten)
    }
    let oldestOpen = try StoryBlob(bytes: last).oldestOpen
    let extractor = TermExtractor()
    let latest = try store.reader.latestStoryArticles(StoryIndex.secondLookDelay).map { entry in
      let article = entry.isAlone ? try store.reader.article(entry.article)?.article : nil
      return RememberedArticle(
        article: entry.article, story: entry.story, related: entry.related,
        terms: article.map(extractor.terms))
    }
    return RememberedStories(
      checkpoint: checkpoint, since: since, oldestOpen: oldestOpen,
      open: try store.reader.openStories(since: oldestOpen, latest: Self.latestMembers).map(
        StoredStory.init),
      latest: latest, held: try store.reader.heldStories(), forgotten: forgotten)
  }
}

extension StoredStory {
  init(_ story: StoreReader.OpenStory) {
    self.init(id: story.id, members: story.members)
  }
}
