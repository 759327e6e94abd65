import NewsModel
import NewsText
import Testing

@testable import NewsMatching

/// P6: workers, caches, speculation and restarts change nothing.
@Suite("Replay")
struct ReplayTests {
  /// A morning's copy: articles, their copies, excerpts, digests, forms, repeats.
  static func copy(seed: UInt64, count: Int) -> [(String, Provenance)] {
    var room = Newsroom(seed: seed)
    var dice = Random(seed: seed ^ 99)
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

  private static func groups(_ index: CopyIndex, count: Int) -> [ArticleID?] {
    (1...count).map { index.group(of: ArticleID(rawValue: Int64($0))) }
  }

  @Test("decisions do not depend on speculation, cache or runs", arguments: 0..<3 as Range<UInt64>)
  func speculation(seed: UInt64) {
    let copy = Self.copy(seed: seed, count: 150)
    let plain = Desk(index: CopyIndex(seed: 7, cacheBytes: 1 << 24, recentLimit: 1000))
    let other = Desk(index: CopyIndex(seed: 7, cacheBytes: 30_000, recentLimit: 7))
    var dice = Random(seed: seed)
    var pending: [Int: Speculation] = [:]
    for (place, article) in copy.enumerated() {
      // Some of the next articles are compared now, against what is there now.
      for ahead in place..<min(place + 8, copy.count) where Int.random(in: 0..<3, using: &dice) == 0
      {
        pending[ahead] = other.index.speculate(
          other.index.fingerprint(copy[ahead].0), provenance: copy[ahead].1
        ) { id in Int.random(in: 0..<5, using: &dice) == 0 ? nil : other.text(id) }
      }
      let expected = plain.admit(article.0, provenance: article.1)
      let decision = other.admit(article.0, provenance: article.1, using: pending[place])
      #expect(decision == expected)
      if place % 50 == 49 { other.index.checkInvariants() }
    }
    #expect(plain.records == other.records)
    #expect(Self.groups(plain.index, count: 150) == Self.groups(other.index, count: 150))
    #expect(other.textsRead > 0)
  }

  @Test(
    "an index restored in the middle goes on as if nothing had happened",
    arguments: [0, 1, 60, 149])
  func restart(after: Int) throws {
    let copy = Self.copy(seed: 21, count: 150)
    let plain = Desk()
    for article in copy { plain.admit(article.0, provenance: article.1) }
    let restored = CopyIndex(seed: 41, cacheBytes: 1 << 20, recentLimit: 13)
    for place in 0..<after {
      try restored.restore(ArticleID(rawValue: Int64(place + 1)), plain.records[place])
    }
    for place in after..<copy.count {
      let admission = restored.decide(
        ArticleID(rawValue: Int64(place + 1)), restored.fingerprint(copy[place].0),
        provenance: copy[place].1, text: plain.text)
      #expect(admission.record == plain.records[place])
    }
    restored.checkInvariants()
    #expect(Self.groups(restored, count: 150) == Self.groups(plain.index, count: 150))
  }

  @Test("workers that speculate at once while articles are admitted change nothing")
  func threads() async {
    let copy = Self.copy(seed: 22, count: 120)
    let plain = Desk()
    for article in copy { plain.admit(article.0, provenance: article.1) }
    let expected = plain.records
    let index = CopyIndex(seed: 41, cacheBytes: 100_000, recentLimit: 20)
    let texts = copy.map(\.0)
    @Sendable func text(_ id: ArticleID) -> String { texts[Int(id.rawValue) - 1] }
    await withTaskGroup(of: (Int, Speculation).self) { group in
      for (place, article) in copy.enumerated() {
        group.addTask {
          (place, index.speculate(index.fingerprint(article.0), provenance: article.1, text: text))
        }
      }
      var ready: [Int: Speculation] = [:]
      var next = 0
      for await (place, speculation) in group {
        ready[place] = speculation
        while let now = ready[next] {
          let admission = index.decide(
            ArticleID(rawValue: Int64(next + 1)), index.fingerprint(texts[next]),
            provenance: copy[next].1, using: now, text: text)
          #expect(admission.record == expected[next])
          next += 1
        }
      }
      #expect(next == copy.count)
    }
  }

  @Test("damaged and misplaced records are refused and change nothing")
  func damagedRecords() throws {
    let desk = Desk()
    for article in Self.copy(seed: 23, count: 12) { desk.admit(article.0, provenance: article.1) }
    let index = CopyIndex(seed: 41)
    try index.restore(1, desk.records[0])
    #expect(throws: MatchingFailure.recordOutOfOrder(1)) { try index.restore(1, desk.records[0]) }
    #expect(throws: MatchingFailure.damagedRecord(2)) { try index.restore(2, []) }
    #expect(throws: MatchingFailure.damagedRecord(2)) {
      try index.restore(2, desk.records[1] + [0])
    }
    #expect(index.group(of: 2) == nil)
    try index.restore(2, desk.records[1])
    #expect(MatchingFailure.damagedRecord(2).code == "damaged-copy-record")
  }
}
