import Testing

@testable import NewsMatching

@Suite("Postings")
struct PostingIndexTests {
  /// Few keys, some of them hot, so that all paths meet.
  private func keys(_ random: inout Random) -> [UInt64] {
    let keys = (0..<Int.random(in: 0...20, using: &random)).map { _ -> UInt64 in
      switch Int.random(in: 0..<4, using: &random) {
      case 0: UInt64.random(in: 0..<6, using: &random)
      case 1: 0xFF_FFFF_FFFF - UInt64.random(in: 0..<4, using: &random)
      case 2: UInt64.random(in: 0..<40, using: &random) << 24 | 0xFF_FFFF
      default: UInt64.random(in: 0...0xFF_FFFF_FFFF, using: &random)
      }
    }
    return Set(keys).sorted()
  }

  @Test(
    "a look-up gives the newest articles of a key and counts them all", arguments: [1, 3, 40, 500])
  func reference(recentLimit: Int) {
    var random = Random(seed: UInt64(recentLimit))
    var index = PostingIndex(recentLimit: recentLimit)
    var reference: [UInt64: [UInt32]] = [:]
    var list: [UInt32] = []
    var article: UInt32 = 0
    for step in 1...(recentLimit == 1 ? 70 : 300) {
      article += UInt32.random(in: 1...3, using: &random)
      let keys = keys(&random)
      index.append(article, keys: keys)
      for key in keys { reference[key, default: []].append(article) }
      if step % 60 == 0 { index.checkInvariants() }
    }
    for (key, articles) in reference {
      #expect(index.look(up: key, into: &list, limit: 17) == articles.count)
      #expect(list == articles.suffix(17).reversed())
    }
    #expect(index.look(up: 0x12_3456_789A, into: &list, limit: 17) == 0 && list.isEmpty)
  }

  @Test("a run begins with its magic and has six bytes a posting")
  func format() {
    var recent = RecentPostings()
    recent.append(1000, keys: [5, 0x01_0000_0002])
    recent.append(1001, keys: [5, 0xFF_FFFF_FFFF])
    let run = recent.sealed()
    #expect(
      Array(run.blob[..<16]) == Array("WPR1".utf8) + [4, 0, 0, 0, 232, 3, 0, 0, 233, 3, 0, 0])
    #expect(run.blob.count == 16 + 4 * 65_537 + 4 * 6 + 2)
    let first = 16 + 4 * 65_537
    #expect(Array(run.blob[first..<first + 12]) == [0, 0, 5, 0, 0, 0, 0, 0, 5, 0, 0, 1])
    var list: [UInt32] = []
    run.append(run.range(of: 5), to: &list, limit: 9)
    #expect(list == [1001, 1000])
    #expect(run.range(of: 4).isEmpty && run.range(of: 6).isEmpty)
    run.checkInvariants()
  }
}

@Suite("Sentence counts")
struct SentenceCountsTests {
  @Test("a sentence is boilerplate from its third opener on")
  func counts() {
    var counts = SentenceCounts()
    var reference: [UInt64: Int] = [:]
    var random = Random(seed: 4)
    for _ in 0..<6000 {
      let sentence = UInt64.random(in: 1..<1500, using: &random) << 40 | 0xABC
      counts.add(sentence)
      reference[sentence, default: 0] += 1
    }
    counts.checkInvariants()
    #expect(counts.entryCount == reference.count)
    for (sentence, count) in reference { #expect(counts.isBoilerplate(sentence) == (count >= 3)) }
    #expect(!counts.isBoilerplate(7 << 60))
  }

  @Test("a count stops where its bits end")
  func saturation() {
    var counts = SentenceCounts()
    for _ in 0..<5000 { counts.add(.max) }
    #expect(counts.isBoilerplate(.max) && counts.entryCount == 1)
    counts.checkInvariants()
  }

  @Test("a full table forgets what was rare long ago, and keeps boilerplate")
  func sweeps() {
    var counts = SentenceCounts(slotLimit: 1024)
    var random = Random(seed: 5)
    let furniture = (0..<40).map { _ in random.next() }
    for sentence in furniture { for _ in 0..<3 { counts.add(sentence) } }
    let early = random.next()
    counts.add(early)
    counts.add(early)
    for _ in 0..<5000 { counts.add(random.next()) }
    counts.checkInvariants()
    #expect(counts.entryCount < 720)
    #expect(furniture.allSatisfy(counts.isBoilerplate))
    counts.add(early)
    #expect(!counts.isBoilerplate(early))
  }

  @Test("a flood of made-up boilerplate does not fill the table for ever")
  func flood() {
    var counts = SentenceCounts(slotLimit: 1024)
    var random = Random(seed: 6)
    for _ in 0..<3000 {
      let sentence = random.next()
      for _ in 0..<3 { counts.add(sentence) }
      #expect(counts.isBoilerplate(sentence))
    }
    counts.checkInvariants()
  }
}
