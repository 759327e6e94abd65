import Testing

@testable import NewsText

@Suite("Cache of words")
struct TermWordCacheTests {
  private func word(_ term: TermHash) -> WordCache.Word {
    .init(term: term, prior: 0.5, isStop: false, beginsCountry: false)
  }

  @Test("words that share a slot are told apart, and the later one has it")
  func shared() {
    var cache = WordCache()
    // All bits but the highest are the same, so the slot is.
    let (first, second) = (UInt64(77), UInt64(77) | 1 << 63)
    #expect(cache[first] == nil)
    cache[first] = word(1)
    #expect(cache[first]?.term == 1 && cache[second] == nil)
    cache[second] = word(2)
    #expect(cache[second]?.term == 2 && cache[first] == nil)
  }
}
