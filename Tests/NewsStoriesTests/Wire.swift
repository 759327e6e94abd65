import NewsModel
import NewsStories
import NewsText

/// A stream of articles into one index, with numbers given out in order.
struct Wire {
  let index: StoryIndex
  /// Stories that are not in memory, for an update that brings one back.
  var reopen: (StoryID) throws -> StoredStory? = { _ in nil }
  let extractor = TermExtractor()
  private(set) var articles: Int64 = 0
  private(set) var stories: Int64 = 0

  init(storyLimit: Int = 20_000, seed: UInt64 = 0x5eed_5eed_5eed_5eed) {
    index = StoryIndex(seed: seed, storyLimit: storyLimit)
  }

  init(index: StoryIndex) {
    self.index = index
  }

  /// Goes on after a restart.
  init(index: StoryIndex, articles: Int64, stories: Int64) {
    self.index = index
    self.articles = articles
    self.stories = stories
  }

  /// For a story that a person makes.
  mutating func takeStoryNumber() -> Int64 {
    stories += 1
    return stories
  }

  /// `published` and `received` are days since 1970.
  mutating func admit(
    _ text: String, published: Int64? = nil, received: Int64 = 20_000, language: String? = nil,
    standing: StoryStanding = .own, siblings: [Int64] = []
  ) throws -> StoryAdmission {
    let terms = terms(text, language: language)
    return try admit(
      terms, published: published, received: received, standing: standing, siblings: siblings)
  }

  func terms(_ text: String, language: String? = nil) -> TermCounts {
    let lines = text.split(separator: "\n", maxSplits: 1).map(String.init)
    return extractor.terms(
      headline: lines.count > 1 ? lines[0] : "", body: lines.last ?? "", language: language)
  }

  mutating func admit(
    _ terms: TermCounts, published: Int64? = nil, received: Int64 = 20_000,
    standing: StoryStanding = .own, siblings: [Int64] = [],
    using speculation: StorySpeculation? = nil
  ) throws -> StoryAdmission {
    articles += 1
    var opened = stories
    let admission = try index.admit(
      ArticleID(rawValue: articles), terms: terms, published: Self.time(published),
      received: Timestamp(milliseconds: received * 86_400_000), standing: standing,
      siblings: siblings.map { ArticleID(rawValue: $0) }, using: speculation, reopen: reopen
    ) {
      opened += 1
      return StoryID(rawValue: opened)
    }
    stories = opened
    return admission
  }

  func speculation(
    _ terms: TermCounts, published: Int64? = nil, received: Int64 = 20_000
  ) -> StorySpeculation {
    index.speculate(
      terms, published: Self.time(published),
      received: Timestamp(milliseconds: received * 86_400_000))
  }

  private static func time(_ day: Int64?) -> Timestamp? {
    day.map { Timestamp(milliseconds: $0 * 86_400_000) }
  }
}
