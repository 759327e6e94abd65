import NewsText
import TestSupport
import Testing

@testable import NewsMatching

@Suite("Copy blobs")
struct BlobTests {
  private func blob(_ random: inout SplitMix) -> CopyBlob {
    var blob = CopyBlob(group: UInt32.random(in: 1...90_000, using: &random))
    func number(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
    blob.united = Set((0..<number(3)).map { _ in UInt32(number(9000) + 1) }).sorted()
    blob.source = number(2) == 0 ? 0 : random.next()
    blob.keys = Set((0..<number(60)).map { _ in random.next() & 0xFF_FFFF_FFFF }).sorted()
    var end = 0
    for _ in 0..<number(4) {
      let start = end + number(300)
      end = start + 1 + number(40)
      blob.boilerplate.append(start..<end)
    }
    blob.sentences = (0..<number(9)).map { _ in random.next() }.sorted()
    if number(3) == 0 { blob.composite = .init(article: 7, tokens: number(9)..<9 + number(500)) }
    return blob
  }

  @Test("a blob is the same after a round through its bytes, and no other bytes are it")
  func bytes() {
    var random = SplitMix(seed: 6)
    for _ in 0..<200 {
      let blob = blob(&random)
      let bytes = blob.bytes
      #expect(CopyBlob(bytes: bytes) == blob)
      #expect(CopyBlob(bytes: bytes + [0]) == nil)
      for end in 0..<bytes.count { #expect(CopyBlob(bytes: Array(bytes[..<end])) == nil) }
    }
  }

  @Test("random damage is refused or read as another blob, never worse")
  func damage() {
    var random = SplitMix(seed: 7)
    for _ in 0..<3000 {
      var bytes = blob(&random).bytes
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      if let other = CopyBlob(bytes: bytes) { #expect(CopyBlob(bytes: other.bytes) == other) }
    }
  }
}

@Suite("Token cache")
struct TokenCacheTests {
  @Test("what was used least goes first, and the budget holds")
  func eviction() {
    let streams = (0..<40).map { TokenStream(String(repeating: "word\($0) ", count: 50)) }
    let budget = streams[..<5].reduce(0) { $0 + $1.byteCount } + 200
    var cache = TokenCache(byteLimit: budget)
    var order: [UInt32] = []
    var random = SplitMix(seed: 8)
    for _ in 0..<2000 {
      let article = UInt32.random(in: 0..<40, using: &random)
      let found = cache.stream(of: article)
      #expect((found != nil) == order.contains(article))
      if found != nil { #expect(found == streams[Int(article)]) }
      if found == nil { cache.insert(streams[Int(article)], of: article) }
      order.removeAll { $0 == article }
      order.append(article)
      while order.reduce(0, { $0 + streams[Int($1)].byteCount }) > budget { order.removeFirst() }
      cache.checkInvariants()
    }
  }

  @Test("a stream larger than the budget is not kept")
  func tooLarge() {
    var cache = TokenCache(byteLimit: 100)
    cache.insert(TokenStream("one two three"), of: 1)
    #expect(cache.stream(of: 1) == nil && cache.byteCount == 0)
    cache.checkInvariants()
  }
}
