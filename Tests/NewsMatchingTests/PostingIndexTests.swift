import NewsModel
import TestSupport
import Testing

@testable import NewsMatching

@Suite("Postings")
struct PostingIndexTests {
  /// Few keys, some of them hot, so that all paths meet.
  static func keys(_ random: inout SplitMix) -> [UInt64] {
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

  /// All that was ever posted, in the plainest form.
  struct Reference {
    var articles: [UInt64: [Posting]] = [:]
    mutating func append(_ article: UInt32, keys: [UInt64], mark: UInt64) {
      for key in keys { articles[key, default: []].append(Posting(article, mark: mark)) }
    }
  }

  /// Of an index that has nothing but memory.
  private struct NoArchive: CopyArchive {
    func text(of article: ArticleID) -> String? { nil }
    func standing(of article: ArticleID) -> StoredStanding? { nil }
    func page(_ number: Int64, _ body: (UnsafeRawBufferPointer) -> Void) -> Bool { false }
  }

  @Test("memory gives the newest articles of a key", arguments: [1, 3, 40, 500])
  func memory(recentLimit: Int) throws {
    var random = SplitMix(seed: UInt64(recentLimit))
    var index = PostingIndex(runs: [], recentLimit: recentLimit, filterBytes: 0)
    var reference = Reference()
    var list: [UInt64] = []
    var article: UInt32 = 0
    for step in 1...(recentLimit == 1 ? 70 : 300) {
      article += UInt32.random(in: 1...3, using: &random)
      let keys = Self.keys(&random)
      let mark = Posting.mark(group: article / 2, keyCount: keys.count)
      index.append(article, keys: keys, mark: mark)
      reference.append(article, keys: keys, mark: mark)
      if step % 60 == 0 { index.checkInvariants() }
    }
    for (key, postings) in reference.articles {
      list = [7]
      index.append(key, to: &list, limit: 17)
      try index.older.append(
        key, to: &list, limit: 18 - list.count, cache: PostingCache(bytes: 0), archive: NoArchive())
      #expect(list == [7] + postings.suffix(17).reversed().map(\.bits))
    }
    list = []
    index.append(0x12_3456_789A, to: &list, limit: 17)
    try index.older.append(
      0x12_3456_789A, to: &list, limit: 17, cache: PostingCache(bytes: 0), archive: NoArchive())
    #expect(list.isEmpty)
  }

  @Test("a posting tells its article, its group and the length of its sketch")
  func posting() {
    let posting = Posting(4_000_000_000, mark: Posting.mark(group: 17, keyCount: 47))
    #expect(posting.article == 4_000_000_000 && posting.length == .some)
    #expect(posting.group == Posting(3, mark: Posting.mark(group: 17, keyCount: 256)).group)
    #expect(Posting(1, mark: Posting.mark(group: 1, keyCount: 11)).length == .few)
    #expect(Posting(1, mark: Posting.mark(group: 1, keyCount: 48)).length == .full)
  }

  @Test("every key has one page, and a page's keys are those from its first on")
  func layout() {
    var random = SplitMix(seed: 3)
    for count in [1, 2, 3, 1000, 65_537, 1 << 24] {
      let run = PostingRun(id: 5, first: 1, last: 3, pageCount: count)
      for _ in 0..<200 {
        let key = UInt64.random(in: 0...0xFF_FFFF_FFFF, using: &random)
        let page = run.page(of: key)
        #expect((0..<count).contains(page) && run.firstKey(ofPage: page) <= key)
        #expect(page + 1 == count || run.firstKey(ofPage: page + 1) > key)
        #expect(run.page(of: run.firstKey(ofPage: page)) == page)
      }
      #expect(run.page(of: 0xFF_FFFF_FFFF) == count - 1 && run.firstKey(ofPage: 0) == 0)
    }
  }

  @Test("a run leaves room for key and article in 44 bits, whatever it is made of")
  func entryWidth() {
    var random = SplitMix(seed: 4)
    for _ in 0..<500 {
      let first = UInt32.random(in: 1...1 << 20, using: &random)
      let last =
        first
        + UInt32.random(in: 0..<(1 << UInt32.random(in: 0...27, using: &random)), using: &random)
      let run = PostingRun(
        id: 1, first: first, last: last, expecting: Int.random(in: 0...1 << 31, using: &random))
      #expect(run.isPossible)
      for key in [0, 0xFF_FFFF_FFFF, UInt64.random(in: 0...0xFF_FFFF_FFFF, using: &random)] {
        let posting = Posting(last, mark: 0xABC)
        let low = run.firstKey(ofPage: run.page(of: key))
        let entry = run.entry(key, posting, firstKey: low)
        #expect(entry < 1 << 56 && run.posting(entry) == posting)
        #expect(low + entry >> run.keyShift == key)
      }
    }
  }

  @Test("a page with any bit changed, or in any other place, is none")
  func pageSum() {
    let run = PostingRun(id: 4, first: 1000, last: 2000, pageCount: 3)
    let entries = (0..<30).map {
      run.entry($0 * 7, Posting(1000 + UInt32($0), mark: 5), firstKey: 0)
    }
    let bytes = PostingPage.bytes(of: entries, run, 1)
    func isPage(_ bytes: [UInt8], _ run: PostingRun, _ page: Int) -> Bool {
      bytes.withUnsafeBytes { PostingPage(run, page, $0) != nil }
    }
    #expect(isPage(bytes, run, 1))
    for bit in 0..<bytes.count * 8 {
      var other = bytes
      other[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(!isPage(other, run, 1), "bit \(bit)")
    }
    var swapped = bytes
    swapped.replaceSubrange(5..<19, with: bytes[12..<19] + bytes[5..<12])
    #expect(!isPage(swapped, run, 1))
    #expect(!isPage(bytes, run, 0) && !isPage(bytes, run, 2))
    for change: (inout PostingRun) -> Void in [
      { $0.id = 5 }, { $0.first = 999 }, { $0.last = 2001 }, { $0.pageCount = 4 },
    ] {
      var other = run
      change(&other)
      #expect(!isPage(bytes, other, 1))
    }
    #expect(isPage(PostingPage.bytes(of: [], run, 2), run, 2))
  }

  @Test("a page is a version byte, a sum of four bytes and seven bytes a posting, ascending")
  func format() {
    let run = PostingRun(id: 1, first: 1000, last: 1001, pageCount: 1)
    let entries = [
      run.entry(5, Posting(1000, mark: 0x123), firstKey: 0),
      run.entry(5, Posting(1001, mark: 0xFFF), firstKey: 0),
    ]
    let bytes = PostingPage.bytes(of: entries, run, 0)
    // 5 << 13 | 0 << 12 | 0x123 and 5 << 13 | 1 << 12 | 0xFFF
    #expect(bytes[5...] == [0, 0, 0, 0, 0, 0xA1, 0x23, 0, 0, 0, 0, 0, 0xBF, 0xFF])
    #expect(bytes[0] == 2)
    bytes.withUnsafeBytes { raw in
      let page = PostingPage(run, 0, raw)
      #expect(page?.count == 2)
      var list: [UInt64] = []
      page?.append(5, to: &list, limit: 9, floor: 0)
      #expect(list.map { Posting(bits: $0).article } == [1001, 1000])
      list = []
      page?.append(5, to: &list, limit: 9, floor: 1001)
      #expect(list.count == 1)
      page?.append(4, to: &list, limit: 9, floor: 0)
      page?.append(6, to: &list, limit: 9, floor: 0)
      #expect(list.count == 1)
    }
    let cases: [[UInt8]] = [
      [], [2], [3] + bytes.dropFirst(), Array(bytes.dropLast()), Array(bytes.dropLast(7)),
    ]
    for damaged in cases {
      damaged.withUnsafeBytes { #expect(PostingPage(run, 0, $0) == nil) }
    }
  }
}
