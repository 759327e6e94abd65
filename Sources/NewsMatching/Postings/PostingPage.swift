import NewsBytes
import NewsText

/// The postings of one page of a run, as bytes.
///
/// Format, in the store's `posting_page.data`: one byte 2, four bytes of `checksum`, then seven bytes a
/// posting, big-endian and ascending. From the top: the key less the page's first key · the article less
/// the run's first · 12 bits of mark (`Posting`). How many bits the first two have follows from the run:
/// together at most 44. Every page of a run is there, also one without postings: so a lost one is told
/// from an empty one.
struct PostingPage {
  static let version: UInt8 = 2
  private static let width = 7
  private static let header = 5

  let run: PostingRun
  let bytes: UnsafeRawBufferPointer

  /// Nil when the bytes are not those that were written for this page of this run. SQLite does not
  /// see a byte that a disk has changed inside a row. Cost: 0.1 µs, beside a read of 7.
  init?(_ run: PostingRun, _ page: Int, _ bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= Self.header, (bytes.count - Self.header) % Self.width == 0,
      bytes[0] == Self.version
    else { return nil }
    self.run = run
    self.bytes = bytes
    var sum = Self.sum(run, page)
    for index in 0..<count { sum.add(self[index]) }
    let written = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 1, as: UInt32.self))
    guard Self.checksum(sum) == written else { return nil }
  }

  /// Of which run, and which place of it: a page in the wrong place, or read by a run's row that was
  /// changed, is none.
  private static func sum(_ run: PostingRun, _ page: Int) -> OrderedSum {
    var seed = mixed(UInt64(bitPattern: run.number(ofPage: page)))
    seed ^= mixed(UInt64(run.first) &<< 32 | UInt64(run.last))
    seed ^= mixed(UInt64(run.pageCount))
    return OrderedSum(seed: seed)
  }

  private static func checksum(_ sum: OrderedSum) -> UInt32 {
    UInt32(truncatingIfNeeded: sum.value &>> 32)
  }

  var count: Int { (bytes.count - Self.header) / Self.width }

  subscript(index: Int) -> UInt64 {
    // One byte before the entry is read with it, and masked out.
    let offset = Self.header &- 1 &+ index &* Self.width
    let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    return UInt64(bigEndian: word) & 0xFF_FFFF_FFFF_FFFF
  }

  /// Appends the postings of a key, newest first, at most `limit`, none before `floor`.
  func append(_ key: UInt64, to list: inout [UInt64], limit: Int, floor: UInt32) {
    let shift = run.keyShift
    let rest = key &- run.firstKey(ofPage: run.page(of: key))
    var low = 0
    var high = count
    let above = (rest &+ 1) &<< shift
    while low < high {
      let middle = (low &+ high) &>> 1
      if self[middle] < above { low = middle &+ 1 } else { high = middle }
    }
    var left = limit
    while low > 0, left > 0 {
      low -= 1
      left -= 1
      let entry = self[low]
      guard entry &>> shift == rest else { return }
      let posting = run.posting(entry)
      guard posting.article >= floor else { return }
      list.append(posting.bits)
    }
  }

  static func bytes(of entries: [UInt64], _ run: PostingRun, _ page: Int) -> [UInt8] {
    var sum = Self.sum(run, page)
    for entry in entries { sum.add(entry) }
    let checksum = checksum(sum)
    return [UInt8](unsafeUninitializedCapacity: header + entries.count * width) { bytes, count in
      bytes.initializeElement(at: 0, to: version)
      for place in 1..<header {
        let shift = UInt32(8 * (header - 1 - place))
        bytes.initializeElement(at: place, to: UInt8(truncatingIfNeeded: checksum &>> shift))
      }
      count = header
      for entry in entries {
        for shift in stride(from: UInt64(48), through: 0, by: -8) {
          bytes.initializeElement(at: count, to: UInt8(truncatingIfNeeded: entry &>> shift))
          count += 1
        }
      }
    }
  }
}
