/// The postings of a stretch of articles, sorted and never changed: one blob, searched in place, so that
/// it can lie in memory or in a database row alike.
///
/// Format, numbers little-endian but for the postings, whose bytes sort as they do:
///
///     offset   size
///     0        4      "WPR1"
///     4        4      postings, n
///     8        4      base: the article number that a difference of 0 means
///     12       4      the last article number
///     16       4·65,537  directory: the first posting of each bucket, bucket = key >> 24; last entry n
///     262,164  6·n    postings, ascending: 3 bytes of key & 0xFFFFFF, then 3 bytes of number − base
///     …        2      zero, so that a posting can be read as eight bytes
///
/// 6 bytes a posting: 48 keys an article make 288, and the directory 4 more in a run of 65,536 articles.
/// Look-up: one directory entry and a binary search in one bucket (6 postings in a run of 8,192
/// articles, 380 in one of half a million).
struct PostingRun {
  static let magic: [UInt8] = Array("WPR1".utf8)
  static let bucketCount = 65_536
  /// Differences are 24 bits wide.
  static let articleLimit: UInt32 = 1 << 24
  private static let directoryOffset = 16
  private static let postingsOffset = directoryOffset + 4 * (bucketCount + 1)
  private static let postingSize = 6
  private static let padding = 2

  let blob: [UInt8]
  let count: Int
  let base: UInt32
  let last: UInt32

  /// Postings of one bucket, each as key << 24 | number − base; ascending.
  typealias Bucket = [UInt64]

  /// Parameters count: postings in all buckets. fill: appends one bucket's postings, ascending.
  init(
    base: UInt32, last: UInt32, count: Int,
    fill: (_ bucket: Int, _ into: inout Bucket) -> Void
  ) {
    self.base = base
    self.last = last
    self.count = count
    blob = [UInt8](
      unsafeUninitializedCapacity: Self.postingsOffset + count * Self.postingSize + Self.padding
    ) { bytes, written in
      bytes.initialize(repeating: 0)
      let raw = UnsafeMutableRawBufferPointer(bytes)
      raw.copyBytes(from: Self.magic)
      for (offset, value) in [(4, UInt32(truncatingIfNeeded: count)), (8, base), (12, last)] {
        raw.storeBytes(of: value.littleEndian, toByteOffset: offset, as: UInt32.self)
      }
      var position = 0
      var bucket: Bucket = []
      for number in 0...Self.bucketCount {
        raw.storeBytes(
          of: UInt32(truncatingIfNeeded: position).littleEndian,
          toByteOffset: Self.directoryOffset + 4 * number, as: UInt32.self)
        guard number < Self.bucketCount else { break }
        bucket.removeAll(keepingCapacity: true)
        fill(number, &bucket)
        for posting in bucket {
          let offset = Self.postingsOffset + position * Self.postingSize
          let swapped = (posting &<< 16).bigEndian
          raw.storeBytes(of: swapped, toByteOffset: offset, as: UInt64.self)
          position += 1
        }
      }
      precondition(position == count)
      written = bytes.count
    }
  }

  /// The postings of a key, as their range in the blob.
  func range(of key: UInt64) -> Range<Int> {
    blob.withUnsafeBytes { raw in
      let bucket = Int(key &>> 24)
      let end = Self.directoryEntry(raw, bucket + 1)
      let start = Self.directoryEntry(raw, bucket)
      let low = Self.lowerBound(raw, start, end, (key & 0xFF_FFFF) &<< 24)
      guard low < end, Self.posting(raw, low) &>> 24 == key & 0xFF_FFFF else { return low..<low }
      // A key has few postings, and they lie side by side.
      var high = low + 1
      while high < end, Self.posting(raw, high) &>> 24 == key & 0xFF_FFFF { high += 1 }
      return low..<high
    }
  }

  /// Appends the article numbers of a range, newest first, until the list has `limit` of them.
  func append(_ range: Range<Int>, to list: inout [UInt32], limit: Int) {
    blob.withUnsafeBytes { raw in
      for index in range.reversed() {
        guard list.count < limit else { return }
        list.append(base + UInt32(truncatingIfNeeded: Self.posting(raw, index) & 0xFF_FFFF))
      }
    }
  }

  /// Appends a bucket's postings in the form that `init` takes, for another base.
  func append(bucket: Int, to list: inout Bucket, base other: UInt32) {
    blob.withUnsafeBytes { raw in
      let shift = UInt64(base - other)
      for index in Self.directoryEntry(raw, bucket)..<Self.directoryEntry(raw, bucket + 1) {
        list.append(Self.posting(raw, index) + shift)
      }
    }
  }

  /// 24 bits of key, 24 bits of difference.
  @inline(__always)
  private static func posting(_ raw: UnsafeRawBufferPointer, _ index: Int) -> UInt64 {
    let offset = postingsOffset + index * postingSize
    return UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &>> 16
  }

  @inline(__always)
  private static func directoryEntry(_ raw: UnsafeRawBufferPointer, _ bucket: Int) -> Int {
    Int(
      UInt32(
        littleEndian: raw.loadUnaligned(
          fromByteOffset: directoryOffset + 4 * bucket, as: UInt32.self)))
  }

  private static func lowerBound(
    _ raw: UnsafeRawBufferPointer, _ start: Int, _ end: Int, _ value: UInt64
  ) -> Int {
    var low = start
    var high = end
    while low < high {
      let middle = (low &+ high) &>> 1
      if posting(raw, middle) < value { low = middle &+ 1 } else { high = middle }
    }
    return low
  }
}

#if DEBUG
  extension PostingRun {
    func checkInvariants() {
      blob.withUnsafeBytes { raw in
        precondition(Array(raw[..<4]) == Self.magic)
        precondition(Self.directoryEntry(raw, Self.bucketCount) == count)
        var bucket = 0
        for index in 0..<count {
          while Self.directoryEntry(raw, bucket + 1) <= index { bucket += 1 }
          let isFirst = Self.directoryEntry(raw, bucket) == index
          precondition(isFirst || Self.posting(raw, index - 1) < Self.posting(raw, index))
          precondition(base + UInt32(Self.posting(raw, index) & 0xFF_FFFF) <= last)
        }
      }
    }
  }
#endif
