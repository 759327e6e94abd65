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
      let key = UInt64.random(in: 0..<300, using: &random) << 32 | 0xFF
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

  @Test("a cache without room for one key takes nothing")
  func off() {
    let cache = PostingCache(bytes: 0)
    cache.insert([1], of: 5, in: 1)
    #expect(read(cache, 5, 1) == nil)
  }
}
