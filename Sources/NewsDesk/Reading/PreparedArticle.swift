import NewsMatching
import NewsStories

/// A measured article, and what a worker has worked out in advance for the store queue.
struct PreparedArticle: Sendable {
  var measured: MeasuredArticle
  var speculated: Speculated
}

/// Candidates, alignments and scores against the indices as they stood when a worker asked them: of use only
/// to the same indices, and only in this process.
struct Speculated: Sendable {
  private var copy: Speculation?
  private var story: StorySpeculation?
  /// The indices that were asked; they may be gone, when the store has failed since.
  private weak var copies: CopyIndex?
  private weak var stories: StoryIndex?

  /// Copy is nil when the stored postings could not be read then.
  init(_ copy: Speculation?, _ story: StorySpeculation, by indices: Indices) {
    self.copy = copy
    self.story = story
    copies = indices.copies
    stories = indices.stories
  }

  /// Nil for another index than the one that was asked.
  func copy(by index: CopyIndex) -> Speculation? { copies === index ? copy : nil }
  func story(by index: StoryIndex) -> StorySpeculation? { stories === index ? story : nil }
}

/// What the workers ask before the store queue decides.
struct Indices: Sendable {
  var copies: CopyIndex
  var stories: StoryIndex
}
