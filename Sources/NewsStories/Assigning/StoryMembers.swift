import NewsModel
import NewsText

/// The members of one open story, packed: the terms of all in one array, and their names in another.
///
/// Never changed: a story gets another object with each change, so that workers score what they have seen
/// outside the lock. One look at a story counts one reference, where members with arrays of their own
/// cost four a member: a sixteenth of all CPU of an ingest.
final class StoryMembers: Sendable {
  /// What a member has beside its terms and names, and where those end.
  struct Head: Sendable {
    var article: ArticleID
    var published: Int32?
    var received: Int32
    var headline: TermHash
    var ledeWeight: Int32
    var hasLedePlace: Bool
    var termEnd: Int32
    var nameEnd: Int32
    var pairEnd: Int32
  }

  static let none = StoryMembers(heads: [], hashes: [], weights: [], names: [], pairs: [])

  private let heads: [Head]
  private let hashes: [TermHash]
  private let weights: [UInt16]
  private let names: [StoryNames.Name]
  private let pairs: [TermHash]

  private init(
    heads: [Head], hashes: [TermHash], weights: [UInt16], names: [StoryNames.Name],
    pairs: [TermHash]
  ) {
    self.heads = heads
    self.hashes = hashes
    self.weights = weights
    self.names = names
    self.pairs = pairs
  }

  var count: Int { heads.count }

  /// In order of admission.
  var articles: some Sequence<ArticleID> { heads.lazy.map(\.article) }

  var last: ArticleID? { heads.last?.article }

  /// With one more, the latest. O(terms of all).
  func adding(_ member: OpenStories.Member) -> StoryMembers {
    let kept = member.names
    let head = Head(
      article: member.article, published: member.published, received: member.received,
      headline: kept.headline, ledeWeight: Int32(clamping: kept.ledeWeight),
      hasLedePlace: kept.hasLedePlace, termEnd: Int32(hashes.count + member.vector.count),
      nameEnd: Int32(names.count + kept.names.count),
      pairEnd: Int32(pairs.count + kept.pairs.count))
    return StoryMembers(
      heads: heads + [head], hashes: hashes + member.vector.hashes,
      weights: weights + member.vector.weights, names: names + kept.names, pairs: pairs + kept.pairs
    )
  }

  /// Without one of them. O(terms of all).
  func removing(at index: Int) -> StoryMembers {
    let (termRange, nameRange, pairRange) = (terms(of: index), names(of: index), pairs(of: index))
    var (heads, hashes, weights, names, pairs) = (heads, hashes, weights, names, pairs)
    heads.remove(at: index)
    for later in index..<heads.count {
      heads[later].termEnd -= Int32(termRange.count)
      heads[later].nameEnd -= Int32(nameRange.count)
      heads[later].pairEnd -= Int32(pairRange.count)
    }
    hashes.removeSubrange(termRange)
    weights.removeSubrange(termRange)
    names.removeSubrange(nameRange)
    pairs.removeSubrange(pairRange)
    return StoryMembers(
      heads: heads, hashes: hashes, weights: weights, names: names, pairs: pairs)
  }

  /// One of them with arrays of its own.
  subscript(index: Int) -> OpenStories.Member {
    let (head, range) = (heads[index], terms(of: index))
    return OpenStories.Member(
      article: head.article, published: head.published, received: head.received,
      vector: StoryVector(hashes: Array(hashes[range]), weights: Array(weights[range])),
      names: StoryNames(
        Array(names[names(of: index)]), headline: head.headline,
        pairs: Array(pairs[pairs(of: index)])))
  }

  /// All as they lie in memory, for the time of one look.
  @inline(__always)
  func withViews<Result>(_ body: (MemberViews) -> Result) -> Result {
    heads.withUnsafeBufferPointer { heads in
      hashes.withUnsafeBufferPointer { hashes in
        weights.withUnsafeBufferPointer { weights in
          names.withUnsafeBufferPointer { names in
            pairs.withUnsafeBufferPointer { pairs in
              body(
                MemberViews(
                  heads: heads, hashes: hashes, weights: weights, names: names, pairs: pairs))
            }
          }
        }
      }
    }
  }

  private func terms(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : Int(heads[index - 1].termEnd))..<Int(heads[index].termEnd)
  }

  private func pairs(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : Int(heads[index - 1].pairEnd))..<Int(heads[index].pairEnd)
  }

  private func names(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : Int(heads[index - 1].nameEnd))..<Int(heads[index].nameEnd)
  }
}
