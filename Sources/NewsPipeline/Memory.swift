import NewsMatching
import NewsModel
import NewsStore
import NewsStories

/// What must be remembered to decide about the next article: the index of copies and the active
/// stories. Derived: it can be restored from the store at any time, bit for bit (P6).
///
/// `copies` is asked by the workers too, for speculation; everything else belongs to the store queue.
final class Memory: Sendable {
  let copies: CopyIndex
  let stories: StoryIndex

  /// What was decided about one article, and the records from which it is restored.
  struct Decided {
    var copy: CopyDecision
    var story: StoryDecision
    var copyRecord: [UInt8]
    var storyRecord: [UInt8]
  }
}
