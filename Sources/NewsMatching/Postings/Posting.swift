import NewsBytes
import NewsText

/// One article that has a sketch key, with what a look-up must know of it without asking the store.
///
/// 44 bits: the article's number, ten bits that tell its group from most others, two for the length of
/// its sketch. The group is that of the article's admission: groups that were united later count as two
/// where postings are weighed, and as one where candidates are chosen.
struct Posting: Hashable {
  let bits: UInt64

  /// Bits beside the number.
  static let markWidth: UInt64 = 12
  static let markMask: UInt64 = (1 << markWidth) - 1

  init(bits: UInt64) { self.bits = bits }

  init(_ article: UInt32, mark: UInt64) {
    bits = UInt64(article) &<< Self.markWidth | mark
  }

  var article: UInt32 { UInt32(truncatingIfNeeded: bits &>> Self.markWidth) }
  var mark: UInt64 { bits & Self.markMask }
  /// Equal for equal groups, and by chance once in 1,024 for different ones.
  var group: UInt64 { (bits &>> 2) & 0x3FF }
  var length: SketchLength { SketchLength(bits: bits) }

  /// What every posting of one article carries.
  static func mark(group: UInt32, keyCount: Int) -> UInt64 {
    (mixed(UInt64(group)) & 0x3FF) &<< 2 | SketchLength(keyCount: keyCount).rawValue
  }
}

/// How much a sketch can share: what the choice of candidates asks.
enum SketchLength: UInt64, Comparable {
  /// Under 12 keys: one shared will do.
  case few
  case some
  /// As many as a whole text has.
  case full

  static let fewBelow = 12

  init(keyCount: Int) {
    self = keyCount < Self.fewBelow ? .few : keyCount < Sketch.floor ? .some : .full
  }

  init(bits: UInt64) {
    self = bits & 3 == 0 ? .few : bits & 3 == 1 ? .some : .full
  }

  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// The postings found for each of several keys, newest first: one list after the other.
struct PostingLists: Sendable {
  private(set) var postings: [UInt64] = []
  private var ends: [Int] = []

  var count: Int { ends.count }
  subscript(index: Int) -> ArraySlice<UInt64> { postings[range(index)] }
  func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

  mutating func clear() {
    postings.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Adds the next key's list, which `fill` appends.
  mutating func append(_ fill: (inout [UInt64]) throws -> Void) rethrows {
    try fill(&postings)
    ends.append(postings.count)
  }
}
