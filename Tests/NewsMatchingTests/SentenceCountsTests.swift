import TestSupport
import Testing

@testable import NewsMatching

@Suite("Sentence counts")
struct SentenceCountsTests {
  @Test("a sentence is boilerplate from its third opener on")
  func counts() {
    var counts = SentenceCounts()
    var reference: [UInt64: Int] = [:]
    var random = SplitMix(seed: 4)
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
    var random = SplitMix(seed: 5)
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
    var random = SplitMix(seed: 6)
    for _ in 0..<3000 {
      let sentence = random.next()
      for _ in 0..<3 { counts.add(sentence) }
      #expect(counts.isBoilerplate(sentence))
    }
    counts.checkInvariants()
  }

  @Test("counts are the same after a round through their bytes, and go on the same")
  func bytes() throws {
    var counts = SentenceCounts(slotLimit: 1024)
    var random = SplitMix(seed: 7)
    for _ in 0..<2500 { counts.add(UInt64.random(in: 1..<900, using: &random) << 40) }
    var other = try #require(SentenceCounts(bytes: counts.bytes, slotLimit: 1024))
    other.checkInvariants()
    #expect(other.bytes == counts.bytes)
    for _ in 0..<2500 {
      let sentence = UInt64.random(in: 1..<2000, using: &random) << 40
      counts.add(sentence)
      other.add(sentence)
    }
    #expect(other.bytes == counts.bytes)
    #expect(SentenceCounts(bytes: counts.bytes, slotLimit: 512) == nil)
    #expect(SentenceCounts(bytes: Array(counts.bytes.dropLast()), slotLimit: 1024) == nil)
    #expect(SentenceCounts(bytes: [], slotLimit: 1024) == nil)
    for bit in stride(from: 0, to: counts.bytes.count * 8, by: 37) {
      var damaged = counts.bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      // The last two words of the header say nothing.
      guard !(48..<64).contains(bit / 8) else { continue }
      #expect(SentenceCounts(bytes: damaged, slotLimit: 1024) == nil, "bit \(bit)")
    }
  }
}
