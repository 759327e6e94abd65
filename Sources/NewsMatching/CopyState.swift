import Glibc
import NewsModel
import NewsText

/// What the index knows, without its lock: postings, sentence counts, groups, and a few facts of each
/// article. Changed by `admit` alone, with a record; so a restart that admits the same records has
/// the same state.
struct CopyState {
  private var postings: PostingIndex
  private var sentences = SentenceCounts()
  private(set) var groups = Groups()
  /// By article number: 0 when the source is unknown.
  private var sources: [UInt64] = [0]
  private var keyCounts: [UInt16] = [0]
  /// Only of articles that have any.
  private var boilerplate: [UInt32: Boilerplate] = [:]
  private(set) var lastArticle: UInt32 = 0

  private var tally = Tally()
  private var list: [UInt32] = []

  /// A key's newest articles that are looked at: more are a phrase, not a copy.
  static let newestPostings = 400
  /// So many of them tell whether few groups know a key.
  static let rarityPostings = 24
  static let rarityGroups = 2
  /// Shared keys that make a candidate, and the sketch below which one will do.
  static let leastShared = 2
  static let smallSketch = 12
  /// A key that so many groups know among its newest postings is a phrase: "said in a statement on".
  /// Two whole texts that share nothing but up to three phrases are not compared: in 100,000 articles
  /// nearly all candidates are of that kind.
  static let phraseGroups = 8
  static let phraseKeys = 3

  init(recentLimit: Int) { postings = PostingIndex(recentLimit: recentLimit) }

  func isKnown(_ article: UInt32) -> Bool { article > 0 && article <= lastArticle }

  /// Takes one article in. Its number must be above all before it.
  mutating func admit(_ article: UInt32, _ record: CopyRecord) {
    precondition(article > lastArticle, "articles are admitted in ascending order")
    lastArticle = article
    while sources.count <= Int(article) {
      sources.append(0)
      keyCounts.append(0)
    }
    sources[Int(article)] = record.source
    keyCounts[Int(article)] = UInt16(clamping: record.keys.count)
    if !record.boilerplate.isEmpty { boilerplate[article] = record.boilerplate }
    groups.add(article, to: record.group)
    for group in record.united { groups.unite(record.group, group) }
    if let composite = record.composite {
      groups.extendComposite(composite.article, by: composite.tokens)
    }
    for sentence in record.sentences { sentences.add(sentence) }
    if !record.keys.isEmpty { postings.append(article, keys: record.keys) }
  }

  /// A sentence's hash within its source: what one publisher prints under everything is boilerplate
  /// there, and may be a quotation elsewhere.
  static func counted(_ sentence: Sentence, source: UInt64) -> UInt64 {
    source == 0 ? sentence.hash : mixed(sentence.hash ^ source)
  }

  /// What a new article is to be compared with at this moment.
  mutating func slate(
    for fingerprint: Fingerprint, source: UInt64, provenance: Provenance
  ) -> Slate {
    var slate = Slate()
    slate.source = source
    for sentence in fingerprint.sentences
    where sentences.isBoilerplate(Self.counted(sentence, source: source)) {
      if let last = slate.boilerplate.last, last.upperBound == sentence.first {
        slate.boilerplate[slate.boilerplate.count - 1] = last.lowerBound..<sentence.last + 1
      } else {
        slate.boilerplate.append(sentence.first..<sentence.last + 1)
      }
    }
    count(fingerprint, boilerplate: slate.boilerplate)
    slate.candidates = ranked(keyCount: fingerprint.sketch.keys.count)
    slate.identical = known(provenance.identicalTo)
    slate.previousVersion = known(provenance.previousVersion)
    return slate
  }

  private func known(_ id: ArticleID?) -> Slate.Candidate? {
    guard let article = id?.number, isKnown(article) else { return nil }
    return candidate(article, rarity: 1)
  }

  private mutating func count(_ fingerprint: Fingerprint, boilerplate: Boilerplate) {
    tally.clear()
    let skipped = fingerprint.keys(inside: boilerplate)
    let articles = Double(postings.articleCount + 2)
    for key in fingerprint.sketch.keys where skipped.isEmpty || !skipped.contains(key) {
      let frequency = postings.look(up: key, into: &list, limit: Self.newestPostings)
      guard frequency > 0 else { continue }
      let score = Int32((log(articles / Double(frequency)) * 1024).rounded())
      let groups = groupsOfNewest()
      let key = Tally.Key(
        score: score, isRare: groups <= Self.rarityGroups, isPhrase: groups >= Self.phraseGroups)
      for article in list { tally.add(article, key) }
    }
  }

  /// How many groups the newest postings of a key belong to; counting ends at `phraseGroups`.
  private func groupsOfNewest() -> Int {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.phraseGroups) { leaders in
      var count = 0
      for article in list.prefix(Self.rarityPostings) where count < Self.phraseGroups {
        let leader = groups.leader(of: article)
        if !leaders[..<count].contains(leader) {
          leaders.initializeElement(at: count, to: leader)
          count += 1
        }
      }
      return count
    }
  }

  /// Best score first, then the older article; at most three of a group.
  private func ranked(keyCount: Int) -> [Slate.Candidate] {
    var lines = tally.lines.filter {
      let smaller = min(keyCount, Int(keyCounts[Int($0.article)]))
      if smaller < Self.smallSketch { return true }
      let sharesPhrases =
        $0.phrases == $0.shared && Int($0.shared) <= Self.phraseKeys && smaller >= Sketch.floor
      return Int($0.shared) >= Self.leastShared && !sharesPhrases
    }
    lines.sort { $0.score != $1.score ? $0.score > $1.score : $0.article < $1.article }
    var taken: [UInt32: Int] = [:]
    var candidates: [Slate.Candidate] = []
    for line in lines {
      let leader = groups.leader(of: line.article)
      let known = taken[leader, default: 0]
      guard known < Slate.perGroup else { continue }
      taken[leader] = known + 1
      let rarity = Double(line.rare) / Double(max(1, line.shared))
      candidates.append(candidate(line.article, rarity: rarity))
      // One of a group can make the ballot pass over its two others.
      if candidates.count >= Slate.limit * Slate.perGroup { break }
    }
    return candidates
  }

  private func candidate(_ article: UInt32, rarity: Double) -> Slate.Candidate {
    let leader = groups.leader(of: article)
    return Slate.Candidate(
      article: article, group: leader, groupSize: groups.size(ofGroup: leader), rarity: rarity,
      boilerplate: boilerplate[article] ?? [], source: sources[Int(article)],
      composite: groups.composite(article))
  }
}

#if DEBUG
  extension CopyState {
    func checkInvariants() {
      postings.checkInvariants()
      sentences.checkInvariants()
      precondition(sources.count == Int(lastArticle) + 1 && keyCounts.count == sources.count)
    }
  }
#endif

extension Fingerprint {
  /// The sketch keys of shingles that lie in boilerplate with both ends; none when three quarters of
  /// the text are boilerplate, for then nothing else is left to find it by.
  fileprivate func keys(inside boilerplate: Boilerplate) -> Set<UInt64> {
    let covered = boilerplate.reduce(0) { $0 + $1.count }
    guard covered > 0, covered * 4 < tokens.tokens.count * 3 else { return [] }
    return Set(boilerplate.flatMap { shingleKeys(in: $0) })
  }
}
