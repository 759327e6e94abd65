/// The postings of one page of a run, as bytes.
///
/// Format, in the store's `posting_page.data`: one byte 1, then seven bytes a posting, big-endian and
/// ascending. From the top: the key less the page's first key · the article less the run's first · 12
/// bits of mark (`Posting`). How many bits the first two have follows from the run: together at most 44.
struct PostingPage {
  static let version: UInt8 = 1
  private static let width = 7

  let run: PostingRun
  let bytes: UnsafeRawBufferPointer

  /// Nil when the bytes cannot be a page.
  init?(_ run: PostingRun, _ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > Self.width, bytes.count % Self.width == 1, bytes[0] == Self.version else {
      return nil
    }
    self.run = run
    self.bytes = bytes
  }

  var count: Int { bytes.count / Self.width }

  subscript(index: Int) -> UInt64 {
    // One byte before the entry is read with it, and masked out.
    let word = bytes.loadUnaligned(fromByteOffset: index &* Self.width, as: UInt64.self)
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

  static func bytes(of entries: [UInt64]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 1 + entries.count * width) { bytes, count in
      bytes.initializeElement(at: 0, to: version)
      count = 1
      for entry in entries {
        for shift in stride(from: UInt64(48), through: 0, by: -8) {
          bytes.initializeElement(at: count, to: UInt8(truncatingIfNeeded: entry &>> shift))
          count += 1
        }
      }
    }
  }
}
