import TestSupport
import Testing

@testable import NewsMatching

@Suite("Posting cache")
struct PostingCacheTests {
  private func read(_ cache: PostingCache, _ key: UInt64, _ run: Int64) -> [UInt64]? {
    var list: [UInt64] = [7]
    guard cache.append(key, of: run, to: &list) else {
      #expect(list == [7])
      return nil
    }
    #expect(list.first == 7)
    return Array(list.dropFirst())
  }

  @Test("what a run holds of a key is known once it was read, nothing too, and of that run alone")
  func known() {
    let cache = PostingCache(bytes: 1 << 16)
    #expect(read(cache, 5, 1) == nil)
    cache.insert([30, 20, 10], of: 5, in: 1)
    cache.insert([], of: 6, in: 1)
    #expect(read(cache, 5, 1) == [30, 20, 10])
    #expect(read(cache, 6, 1) == [])
    #expect(read(cache, 5, 2) == nil && read(cache, 0, 1) == nil)
  }

  @Test(
    "what it gives is what was put in, however often the ring went round", arguments: [4096, 8000])
  func ring(bytes: Int) {
    var random = SplitMix(seed: UInt64(bytes))
    let cache = PostingCache(bytes: bytes)
    var put: [UInt64: [UInt64]] = [:]
    var found = 0
    for _ in 0..<20_000 {
      let key = UInt64.random(in: 0..<250, using: &random) << 32 | 0xFF
      if let list = read(cache, key, 3) {
        #expect(list == put[key])
        found += 1
        continue
      }
      let most = Bool.random(using: &random) ? 4 : PostingCache.postingsOfAKey
      let list = (0..<Int.random(in: 0...most, using: &random)).map { _ in
        UInt64.random(in: 0..<1 << 44, using: &random)
      }
      put[key] = list
      cache.insert(list[...], of: key, in: 3)
    }
    // Neither everything nor nothing has room.
    #expect((100..<15_000).contains(found))
  }

  @Test("a posting that looks like the beginning of an overwritten entry is none")
  func disguised() {
    let cache = PostingCache(bytes: 4096)
    cache.insert([1], of: 5, in: 1)
    cache.insert([2], of: 6, in: 1)
    #expect(read(cache, 6, 1) == [2])
    for (key, count) in [(100, 125), (101, 125), (102, 125), (103, 123)] as [(UInt64, Int)] {
      cache.insert([UInt64](repeating: 1, count: count)[...], of: key, in: 1)
    }
    // The ring of 512 words is at its start again: a posting comes to lie where key 6 began.
    cache.insert([0, 6 << 24 | 1, 1, 3], of: 7, in: 1)
    #expect(read(cache, 6, 1) == nil)
    #expect(read(cache, 7, 1) == [0, 6 << 24 | 1, 1, 3])
  }

  @Test("many keys of many runs share few slots, and none answers for another")
  func collisions() {
    let cache = PostingCache(bytes: 4096)
    for round in 0..<50 as Range<UInt64> {
      for key in 0..<40 as Range<UInt64> {
        for run in 1...3 as ClosedRange<Int64> {
          if let list = read(cache, key, run) { #expect(list == [key, UInt64(run)]) }
          if (key + round) % 7 == 0 { cache.insert([key, UInt64(run)], of: key, in: run) }
        }
      }
    }
  }

  @Test("a cache without room for one key takes nothing")
  func off() {
    let cache = PostingCache(bytes: 0)
    cache.insert([1], of: 5, in: 1)
    #expect(read(cache, 5, 1) == nil)
  }
}
