import NewsText

/// An article's names as they lie in memory, for the time of one look.
struct NamesView {
  /// Ascending by key, no key twice.
  let names: UnsafeBufferPointer<StoryNames.Name>
  let headline: TermHash
  let ledeWeight: Int
  let hasLedePlace: Bool

  /// True when enough is named in the lede to say that another text is silent on it.
  var isLedeKnown: Bool {
    Double(ledeWeight) > StoryRules.knownLedeIdf * StoryNames.unitsOfIdf
  }

  /// O(log names).
  subscript(key: TermHash) -> StoryNames.Name? {
    var (low, high) = (0, names.count)
    while low < high {
      let middle = (low + high) / 2
      if names[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low < names.count && names[low].key == key ? names[low] : nil
  }
}
