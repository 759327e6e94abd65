import NewsModel
import NewsText
import TestSupport
import Testing

@testable import NewsMatching

/// P6: workers, caches, speculation and restarts change nothing.
@Suite("Replay")
struct ReplayTests {
  /// A morning's copy: articles, their copies, excerpts, digests, forms, repeats.
  static func copy(seed: UInt64, count: Int) -> [(String, Provenance)] {
    var room = Newsroom(seed: seed)
    var dice = SplitMix(seed: seed ^ 99)
    let furniture = room.paragraphs(1)[0]
    var texts: [(String, Provenance)] = []
    while texts.count < count {
      let source = ["harbour", "market", nil][Int.random(in: 0..<3, using: &dice)]
      let old = texts.isEmpty ? nil : Int.random(in: 0..<texts.count, using: &dice)
      let base = old.map { texts[$0].0 } ?? room.article()
      var provenance = Provenance(source: source)
      var text = base
      switch Int.random(in: 0..<9, using: &dice) {
      case 0: text = room.misprinted(base, every: 7)
      case 1: text = room.edited(base, every: 6)
      case 2:
        text = room.edited(base, every: 9)
        provenance.previousVersion = old.map { ArticleID(rawValue: Int64($0 + 1)) }
      case 3: text = base.split(separator: "\n").prefix(3).joined(separator: "\n")
      case 4: text = base + "\n" + room.article(paragraphs: 3)
      case 5: text = room.bulletin()
      case 6: provenance.identicalTo = old.map { ArticleID(rawValue: Int64($0 + 1)) }
      default: text = room.article(paragraphs: 3) + "\n" + furniture
      }
      texts.append((text, provenance))
    }
    return texts
  }

  private static func groups(_ desk: Desk, count: Int) -> [ArticleID?] {
    (1...count).map { desk.group(of: ArticleID(rawValue: Int64($0))) }
  }

  /// What a sequential run without any help decides.
  private static func plain(_ copy: [(String, Provenance)]) throws -> Desk {
    let desk = try Desk()
    for article in copy { try desk.admit(article.0, provenance: article.1) }
    return desk
  }

  @Test(
    "decisions do not depend on speculation, caches, runs, merges or restarts",
    arguments: 0..<6 as Range<UInt64>)
  func sequential(seed: UInt64) throws {
    let copy = Self.copy(seed: seed, count: 220)
    let plain = try Self.plain(copy)
    var dice = SplitMix(seed: seed)
    func limits() -> CopyIndex.Limits {
      .small(
        cacheBytes: [0, 30_000, 1 << 20].randomElement(using: &dice) ?? 0,
        standings: [0, 3, 100].randomElement(using: &dice) ?? 0,
        recent: Int.random(in: 1...12, using: &dice), sealed: Int.random(in: 3...30, using: &dice))
    }
    var other = Desk(index: try CopyIndex(seed: 41, limits: limits()))
    var pending: [Int: Speculation] = [:]
    var used = 0
    var restarts = 0
    for (place, article) in copy.enumerated() {
      // Some of the next articles are looked up and compared now, against what is there now.
      for ahead in place..<min(place + 20, copy.count)
      where Int.random(in: 0..<5, using: &dice) == 0 {
        pending[ahead] = other.index.speculate(
          other.index.fingerprint(copy[ahead].0), provenance: copy[ahead].1, archive: other)
      }
      if pending[place]?.found != nil { used += 1 }
      let decision = try other.admit(article.0, provenance: article.1, using: pending[place])
      #expect(decision.group == plain.decisions[place].group)
      #expect(decision == plain.decisions[place])
      other.storeCountsIfDue()
      if Int.random(in: 0..<4, using: &dice) > 0 {
        try other.upkeep(postings: Int.random(in: 1...4000, using: &dice))
      }
      if place % 50 == 49 { other.index.checkInvariants() }
      if Int.random(in: 0..<40, using: &dice) == 0 {
        other = try other.restarted(limits: limits(), counts: Bool.random(using: &dice))
        restarts += 1
        // As in the pipeline: what was found in another index is not used.
        pending = [:]
      }
    }
    #expect(plain.blobs == other.blobs)
    #expect(Self.groups(plain, count: copy.count) == Self.groups(other, count: copy.count))
    #expect(used > 20 && restarts > 0 && other.pagesRead > 0)
  }

  @Test("a stored look-up is used as long as the runs are the same, and not longer")
  func generations() throws {
    let copy = Self.copy(seed: 5, count: 60)
    let desk = Desk(index: try CopyIndex(seed: 41, limits: .small()))
    for article in copy {
      try desk.admit(article.0, provenance: article.1)
      try desk.upkeep(postings: 100_000)
    }
    let text = desk.text(3) + " More of it."
    let speculation = desk.index.speculate(
      desk.index.fingerprint(text), provenance: Provenance(), archive: desk)
    let read = desk.pagesRead
    try desk.admit(text, using: speculation)
    #expect(desk.pagesRead == read)
    while !desk.index.hasUpkeep { try desk.admit("Other words for number \(desk.blobs.count).") }
    while desk.index.hasUpkeep { try desk.upkeep(postings: 100_000) }
    let later = desk.pagesRead
    try desk.admit(text, using: speculation)
    #expect(desk.pagesRead > later)
  }

  @Test("workers that speculate at once while articles are admitted change nothing")
  func threads() async throws {
    let copy = Self.copy(seed: 22, count: 120)
    let plain = try Self.plain(copy)
    let index = try CopyIndex(seed: 41, limits: .small(cacheBytes: 100_000, recent: 20))
    // Workers see what was committed, the plain desk's past; the queue sees its own.
    let desk = Desk(index: index)
    let texts = copy.map(\.0)
    let past = Past(texts: texts, blobs: plain.blobs, groups: Self.groups(plain, count: 120))
    await withTaskGroup(of: (Int, Speculation).self) { group in
      for (place, article) in copy.enumerated() {
        group.addTask {
          let print = index.fingerprint(article.0)
          return (place, index.speculate(print, provenance: article.1, archive: past))
        }
      }
      var ready: [Int: Speculation] = [:]
      var next = 0
      for await (place, speculation) in group {
        ready[place] = speculation
        while let now = ready[next] {
          #expect(throws: Never.self) {
            let decision = try desk.admit(texts[next], provenance: copy[next].1, using: now)
            #expect(decision == plain.decisions[next])
          }
          next += 1
        }
      }
      #expect(next == copy.count)
    }
    #expect(desk.blobs == plain.blobs)
  }

  /// What a worker may read, whatever is admitted meanwhile: here even more than is committed.
  private struct Past: CopyArchive, Sendable {
    let texts: [String]
    let blobs: [[UInt8]]
    let groups: [ArticleID?]

    func text(of article: ArticleID) -> String? { texts[Int(article.rawValue) - 1] }
    func standing(of article: ArticleID) -> StoredStanding? {
      let place = Int(article.rawValue) - 1
      return groups[place].map {
        StoredStanding(group: $0, isShared: true, composite: nil, blob: blobs[place])
      }
    }
    func page(_ number: Int64, _ body: (UnsafeRawBufferPointer) -> Void) -> Bool { false }
  }

  @Test("damaged and misplaced blobs are refused and change nothing")
  func damagedBlobs() throws {
    let desk = try Self.plain(Self.copy(seed: 23, count: 12))
    let index = try CopyIndex(seed: 41)
    try index.restore(1, desk.blobs[0])
    #expect(throws: MatchingFailure.blobOutOfOrder(1)) { try index.restore(1, desk.blobs[0]) }
    #expect(throws: MatchingFailure.damagedBlob(2)) { try index.restore(2, []) }
    #expect(throws: MatchingFailure.damagedBlob(2)) {
      try index.restore(2, desk.blobs[1] + [0])
    }
    try index.restore(2, desk.blobs[1])
    #expect(MatchingFailure.damagedBlob(2).code == "damaged-copy-record")
  }

  @Test("damaged runs and counts are refused")
  func damagedState() {
    var saved = CopyIndex.Saved()
    saved.runs = [1, 2].map { id in
      (run: PostingRun(id: id, first: 1, last: 9, pageCount: 8), state: .live)
    }
    #expect(throws: MatchingFailure.damagedRuns) { try CopyIndex(seed: 1, saved: saved) }
    saved.runs = [(run: PostingRun(id: 1, first: 9, last: 1, pageCount: 8), state: .live)]
    #expect(throws: MatchingFailure.damagedRuns) { try CopyIndex(seed: 1, saved: saved) }
    // One between them is lost, or the first; below the floor none is needed.
    for stretches in [[1...9, 12...20], [2...9]] as [[ClosedRange<UInt32>]] {
      saved.runs = stretches.enumerated().map { place, articles in
        let id = Int64(place + 1)
        let run = PostingRun(
          id: id, first: articles.lowerBound, last: articles.upperBound, pageCount: 8)
        return (run: run, state: .live)
      }
      saved.floor = 0
      #expect(throws: MatchingFailure.damagedRuns) { try CopyIndex(seed: 1, saved: saved) }
      saved.floor = 12
      #expect(throws: Never.self) { try CopyIndex(seed: 1, saved: saved) }
    }
    saved.floor = 0
    saved.runs = []
    saved.sentenceCounts = (through: 3, data: [1, 2, 3])
    #expect(throws: MatchingFailure.damagedCounts) { try CopyIndex(seed: 1, saved: saved) }
  }
}
