import Glibc
import NewsText

/// What `OlderPostings` said of an article's keys, at one generation of the index. The rest of a
/// look-up, the newest postings, is done again when it counts.
struct FoundPostings: Sendable {
  let generation: Int
  /// By the place of the key in the sketch; nil was not asked for.
  private var places: [Int32?]
  private var lists = PostingLists()

  init(generation: Int, keyCount: Int) {
    self.generation = generation
    places = Array(repeating: nil, count: keyCount)
  }

  subscript(key: Int) -> ArraySlice<UInt64>? { places[key].map { lists[Int($0)] } }

  mutating func store(_ list: ArraySlice<UInt64>, of key: Int) {
    places[key] = Int32(lists.count)
    lists.append { $0 += list }
  }
}

/// Finds the older articles that share keys with a new one, best first. Holds scratch memory, which
/// `CopyIndex` lends to one thread at a time.
struct CopySearch: Sendable {
  /// What the newest articles have of each key that is looked up, and which keys these are.
  private var newest = PostingLists()
  private var keys: [Int] = []
  private var list: [UInt64] = []
  private var tally = Tally()

  /// A key's newest articles that are looked at: more are a phrase, not a copy.
  static let newestPostings = 400
  /// So many of them tell whether few groups know a key.
  static let rarityPostings = 24
  static let rarityGroups = 2
  /// Shared keys that make a candidate.
  static let leastShared = 2
  /// A key that so many groups know among its newest postings is a phrase: "said in a statement on".
  /// Two whole texts that share nothing but up to three phrases are not compared: in 100,000 articles
  /// nearly all candidates are of that kind.
  static let phraseGroups = 8
  static let phraseKeys = 3

  /// Under the index's lock: what the newest articles have of an article's keys.
  mutating func begin(_ sketch: Sketch, skipping skipped: Set<UInt64>, in index: PostingIndex) {
    newest.clear()
    keys.removeAll(keepingCapacity: true)
    for (place, key) in sketch.keys.enumerated() where skipped.isEmpty || !skipped.contains(key) {
      keys.append(place)
      newest.append { index.append(key, to: &$0, limit: Self.newestPostings) }
    }
  }

  /// The rest, without any lock.
  ///
  /// - Parameters:
  ///   - sketch: the one that `begin` was given.
  ///   - last: the newest article when `begin` was called.
  ///   - found: what is known already of the older ones.
  ///   - keepsFound: whether what `look` finds is added to `found`.
  ///   - look: appends what the older ones have of a key, newest first, at most so many.
  /// - Returns: candidates, the best first.
  mutating func ranked(
    _ sketch: Sketch, last: UInt32, found: inout FoundPostings, keepsFound: Bool,
    look: (UInt64, inout [UInt64], Int) throws -> Void
  ) rethrows -> [Slate.Ranked] {
    tally.clear()
    for (index, place) in keys.enumerated() {
      list.removeAll(keepingCapacity: true)
      list += newest[index]
      let room = Self.newestPostings - list.count
      if room > 0 {
        if let known = found[place] {
          list += known.prefix(room)
        } else {
          let start = list.count
          try look(sketch.keys[place], &list, room)
          if keepsFound { found.store(list[start...], of: place) }
        }
      }
      if !list.isEmpty { weigh(last: last) }
    }
    return ranked(length: SketchLength(keyCount: sketch.keys.count))
  }

  /// Adds one key's postings to the tally.
  private mutating func weigh(last: UInt32) {
    let groups = groupsOfNewest()
    let key = Tally.Key(
      score: Int32((log(inverseFrequency(last: last)) * 1024).rounded()),
      isRare: groups <= Self.rarityGroups, isPhrase: groups >= Self.phraseGroups)
    for bits in list { tally.add(Posting(bits: bits), key) }
  }

  /// Articles by articles with the key, at least 1. Of a key with more postings than are looked at, by
  /// how far back the newest of them reach: runs keep no more of it, and what a phrase is worth is what
  /// it is worth now.
  private func inverseFrequency(last: UInt32) -> Double {
    guard list.count >= Self.newestPostings, let oldest = list.last else {
      return Double(last + 2) / Double(list.count)
    }
    let reach = Double(last + 2 - min(last, Posting(bits: oldest).article))
    return max(1, reach / Double(Self.newestPostings))
  }

  /// How many groups the newest postings of a key belong to; counting ends at `phraseGroups`.
  private func groupsOfNewest() -> Int {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.phraseGroups) { groups in
      var count = 0
      for bits in list.prefix(Self.rarityPostings) where count < Self.phraseGroups {
        let group = Posting(bits: bits).group
        if !groups[..<count].contains(group) {
          groups.initializeElement(at: count, to: group)
          count += 1
        }
      }
      return count
    }
  }

  /// Best score first, then the older article.
  private func ranked(length: SketchLength) -> [Slate.Ranked] {
    var lines = tally.lines.filter { line in
      let shorter = min(length, line.posting.length)
      if shorter == .few { return true }
      let sharesPhrases =
        line.phrases == line.shared && Int(line.shared) <= Self.phraseKeys && shorter == .full
      return Int(line.shared) >= Self.leastShared && !sharesPhrases
    }
    lines.sort { a, b in
      a.score != b.score ? a.score > b.score : a.posting.article < b.posting.article
    }
    return lines.prefix(Slate.asked).map { line in
      let shared = Double(max(1, line.shared))
      return Slate.Ranked(
        article: line.posting.article, rarity: Double(line.rare) / shared,
        commonness: Double(line.phrases) / shared)
    }
  }
}
