import NewsModel
import NewsStories
import NewsText

/// A stream of articles into one index, with numbers given out in order.
struct Wire {
  let index: StoryIndex
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

  /// Parameters published, received: days since 1970.
  mutating func admit(
    _ text: String, published: Int64? = nil, received: Int64 = 20_000, language: String? = nil,
    standing: StoryStanding = .own
  ) -> StoryAdmission {
    let lines = text.split(separator: "\n", maxSplits: 1).map(String.init)
    let terms = extractor.terms(
      headline: lines.count > 1 ? lines[0] : "", body: lines.last ?? "", language: language)
    return admit(terms, published: published, received: received, standing: standing)
  }

  mutating func admit(
    _ terms: TermCounts, published: Int64? = nil, received: Int64 = 20_000,
    standing: StoryStanding = .own
  ) -> StoryAdmission {
    articles += 1
    var opened = stories
    let admission = index.admit(
      ArticleID(rawValue: articles), terms: terms,
      published: published.map { Timestamp(milliseconds: $0 * 86_400_000) },
      received: Timestamp(milliseconds: received * 86_400_000), standing: standing
    ) {
      opened += 1
      return StoryID(rawValue: opened)
    }
    stories = opened
    return admission
  }
}
