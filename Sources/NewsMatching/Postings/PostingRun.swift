import NewsBytes
import NewsText

/// A sorted run of postings that lies in the store and is never changed: which articles it covers, and
/// how their postings are laid out in its pages.
///
/// A key's page follows from the key alone, for keys are evenly spread: no directory, one read. Runs
/// cover stretches of articles that do not overlap.
package struct PostingRun: Hashable, Sendable {
  /// Below 2^39, so that a page's number fits into 63 bits.
  package var id: Int64
  /// The first and the last article it may hold.
  package var first: UInt32
  package var last: UInt32
  /// Pages, 1 to 2^24, all of them stored.
  package var pageCount: Int
  /// Postings in its pages, and those that were left out: of a key only the newest
  /// `postingsOfAKey` are kept.
  package var postings = 0
  package var leftOut = 0
  /// Sums of `checksum` over the postings in its pages and over those left out.
  package var sum: UInt64 = 0
  package var leftOutSum: UInt64 = 0

  package init(
    id: Int64, first: UInt32, last: UInt32, pageCount: Int, postings: Int = 0, leftOut: Int = 0,
    sum: UInt64 = 0, leftOutSum: UInt64 = 0
  ) {
    self.id = id
    self.first = first
    self.last = last
    self.pageCount = pageCount
    self.postings = postings
    self.leftOut = leftOut
    self.sum = sum
    self.leftOutSum = leftOutSum
  }

  /// Bits of a sketch key.
  static let keyWidth: UInt64 = 40
  static let pageCountLimit = 1 << 24
  /// So many pages leave 27 bits of an entry for the article.
  static let articleLimit: UInt32 = 1 << 27
  /// Rows of 1.3 KB: six fill a page of SQLite's nearly, and a bucket's size varies by 7 %.
  static let postingsOfAPage = 186
  /// More than a look-up asks for (`CopySearch.newestPostings`), so that articles removed since
  /// leave enough.
  static let postingsOfAKey = 512
  /// Bits of an entry that are key or article; with the mark they make seven bytes.
  private static let entryWidth = 44

  /// A run to be written, of so many postings at most.
  init(id: Int64, first: UInt32, last: UInt32, expecting postings: Int) {
    self.init(
      id: id, first: first, last: last,
      pageCount: min(Self.pageCountLimit, max(1, postings / Self.postingsOfAPage)))
    while restWidth + articleWidth > Self.entryWidth, pageCount < Self.pageCountLimit {
      pageCount = min(Self.pageCountLimit, pageCount * 2)
    }
  }

  /// What a row may say: anything else is damage.
  package var isPossible: Bool {
    (1..<(1 << 39)).contains(id) && first <= last && (1...Self.pageCountLimit).contains(pageCount)
      && restWidth + articleWidth <= Self.entryWidth && postings >= 0 && leftOut >= 0
  }

  /// The numbers its pages can have in the store.
  package var pages: Range<Int64> { id << 24..<id << 24 + Int64(pageCount) }

  func page(of key: UInt64) -> Int { Int((key &* UInt64(pageCount)) &>> Self.keyWidth) }
  func number(ofPage page: Int) -> Int64 { id << 24 + Int64(page) }
  /// The first key of a page.
  func firstKey(ofPage page: Int) -> UInt64 {
    (UInt64(page) &<< Self.keyWidth &+ UInt64(pageCount) &- 1) / UInt64(pageCount)
  }

  private var restWidth: Int {
    let keysOfAPage = (1 &<< Self.keyWidth) / UInt64(pageCount) + 1
    return 64 - keysOfAPage.leadingZeroBitCount
  }
  private var articleWidth: Int { 32 - (last - first).leadingZeroBitCount }
  /// Bits below the key's rest.
  var keyShift: UInt64 { UInt64(articleWidth) &+ Posting.markWidth }

  /// 56 bits that sort as (key, article) do; `firstKey` is its page's.
  func entry(_ key: UInt64, _ posting: Posting, firstKey: UInt64) -> UInt64 {
    (key &- firstKey) &<< keyShift | (posting.bits &- UInt64(first) &<< Posting.markWidth)
  }

  func posting(_ entry: UInt64) -> Posting {
    Posting(bits: entry & (1 &<< keyShift &- 1) &+ UInt64(first) &<< Posting.markWidth)
  }

  /// One posting's part in a sum that does not depend on order.
  static func checksum(_ key: UInt64, _ article: UInt32) -> UInt64 {
    mixed(key &<< 24 ^ UInt64(article) &* 0x9E37_79B9_7F4A_7C15)
  }
}
