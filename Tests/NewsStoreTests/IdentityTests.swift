import NewsModel
import Testing

@testable import NewsStore

@Suite("ArticleIdentity")
struct IdentityTests {
  static let text = TextDigest(high: 1, low: 2)

  /// What is stored first, what comes then, and whether that is the same again.
  static let cases: [(stored: Sample, asked: ArticleIdentity, same: Bool)] = [
    (Sample(), ArticleIdentity(source: "harbour-post", uri: nil, version: nil, text: text), true),
    (Sample(), ArticleIdentity(source: "harbour-post", uri: nil, version: "2", text: text), true),
    (Sample(), ArticleIdentity(source: "other", uri: nil, version: nil, text: text), false),
    (Sample(), ArticleIdentity(source: "harbour-post", uri: "", version: nil, text: text), false),
    (
      Sample(),
      ArticleIdentity(
        source: "harbour-post", uri: nil, version: nil, text: TextDigest(high: 1, low: 3)), false
    ),
    (
      Sample(uri: "u", version: "1"),
      ArticleIdentity(source: "harbour-post", uri: "u", version: "1", text: text), true
    ),
    (
      Sample(uri: "u", version: "1"),
      ArticleIdentity(source: "harbour-post", uri: "u", version: nil, text: text), false
    ),
    (
      Sample(uri: "u", version: ""),
      ArticleIdentity(source: "harbour-post", uri: "u", version: nil, text: text), false
    ),
    (
      Sample(uri: "u"),
      ArticleIdentity(source: "harbour-post", uri: nil, version: nil, text: text), false
    ),
    (
      Sample(uri: "ab", source: "c"),
      ArticleIdentity(source: "ca", uri: "b", version: nil, text: text), false
    ),
  ]

  @Test("the same again is known, and nothing else", arguments: cases.indices)
  func known(index: Int) throws {
    let (sample, asked, same) = Self.cases[index]
    let folder = try Folder()
    try folder.writer().transaction { writer in
      let deposit = try writer.newDeposit("a")
      #expect(try writer.knownArticle(asked) == nil)
      let id = try writer.store(sample, in: deposit)
      #expect(try writer.knownArticle(asked) == (same ? id : nil))
    }
  }

  @Test("the table itself refuses the same article twice")
  func uniqueKey() throws {
    let folder = try Folder()
    let store = try folder.writer()
    #expect {
      try store.transaction { writer in
        let deposit = try writer.newDeposit("a")
        try writer.store(Sample(), in: deposit)
        try writer.store(Sample(), in: deposit)
      }
    } throws: {
      ($0 as? StoreFailure)?.reason == .statement
    }
    #expect(try folder.number("SELECT count(*) FROM article") == 0)
  }

  @Test("a text is found at its first article, and half a digest is not enough")
  func firstText() throws {
    let folder = try Folder()
    try folder.writer().transaction { writer in
      let deposit = try writer.newDeposit("a")
      let first = try writer.store(Sample(text: TextDigest(high: 8, low: 1)), in: deposit)
      try writer.store(Sample(source: "b", text: TextDigest(high: 8, low: 1)), in: deposit)
      let other = try writer.store(Sample(text: TextDigest(high: 8, low: 2)), in: deposit)
      #expect(try writer.firstArticle(TextDigest(high: 8, low: 1)) == first)
      #expect(try writer.firstArticle(TextDigest(high: 8, low: 2)) == other)
      #expect(try writer.firstArticle(TextDigest(high: 8, low: 3)) == nil)
    }
  }

  @Test("the keyed hash is SipHash-2-4: it agrees with the published vector")
  func sipHash() {
    // Aumasson and Bernstein, appendix A: key 00…0f, message 00…0e, whose last word carries the
    // length 15 in its highest byte.
    var hash = SipHash(key: (0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908))
    hash.combine(0x0706_0504_0302_0100)
    hash.combine(0x0F0E_0D0C_0B0A_0908)
    #expect(hash.finish() == 0xA129_CA61_49BE_45E5)
  }

  @Test("another seed gives other keys")
  func seeds() {
    let identity = ArticleIdentity(source: "a", uri: "u", version: "1", text: Self.text)
    #expect(identity.key(seed: 1) != identity.key(seed: 2))
    #expect(identity.key(seed: 1) == identity.key(seed: 1))
  }
}
