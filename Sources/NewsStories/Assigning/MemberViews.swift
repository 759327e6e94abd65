import NewsModel
import NewsText

/// A story's members as they lie in memory, in order of admission, for the time of one look.
struct MemberViews: RandomAccessCollection {
  let heads: UnsafeBufferPointer<StoryMembers.Head>
  let hashes: UnsafeBufferPointer<TermHash>
  let weights: UnsafeBufferPointer<UInt16>
  let names: UnsafeBufferPointer<StoryNames.Name>
  let pairs: UnsafeBufferPointer<TermHash>

  var startIndex: Int { 0 }
  var endIndex: Int { heads.count }

  subscript(index: Int) -> MemberView {
    let head = heads[index]
    let terms = (index == 0 ? 0 : Int(heads[index - 1].termEnd))..<Int(head.termEnd)
    let own = (index == 0 ? 0 : Int(heads[index - 1].nameEnd))..<Int(head.nameEnd)
    let beside = (index == 0 ? 0 : Int(heads[index - 1].pairEnd))..<Int(head.pairEnd)
    return MemberView(
      article: head.article, published: head.published, received: head.received,
      vector: VectorView(
        hashes: UnsafeBufferPointer(rebasing: hashes[terms]),
        weights: UnsafeBufferPointer(rebasing: weights[terms])),
      names: NamesView(
        names: UnsafeBufferPointer(rebasing: names[own]), headline: head.headline,
        ledeWeight: Int(head.ledeWeight), hasLedePlace: head.hasLedePlace),
      pairs: UnsafeBufferPointer(rebasing: pairs[beside]))
  }
}

/// One member of a story as it lies in memory.
struct MemberView {
  let article: ArticleID
  let published: Int32?
  let received: Int32
  let vector: VectorView
  let names: NamesView
  let pairs: UnsafeBufferPointer<TermHash>

  /// True when it has the two terms side by side. O(log pairs).
  func holds(pair: TermHash) -> Bool {
    var (low, high) = (0, pairs.count)
    while low < high {
      let middle = (low + high) / 2
      if pairs[middle] < pair { low = middle + 1 } else { high = middle }
    }
    return low < pairs.count && pairs[low] == pair
  }

  /// What it weighs in memory, in terms: a name takes what a term and a third do.
  var weight: Int { vector.hashes.count + names.names.count + StoryRules.memberWeight }
}
