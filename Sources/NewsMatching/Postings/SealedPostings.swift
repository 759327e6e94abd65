/// The postings of some thousand articles, sorted and in memory: what waits to be written as a run.
/// 8 bytes a posting.
struct SealedPostings: Sendable {
  static let bucketCount = 65_536

  let base: UInt32
  let last: UInt32
  let articleCount: Int
  /// The first entry of each bucket, bucket = key >> 24; one more at the end.
  let directory: [UInt32]
  /// Ascending: 24 bits of key, 24 of number − base, 12 of mark.
  let entries: [UInt64]

  var count: Int { entries.count }

  /// Appends the postings of a key, newest first, at most `limit`.
  func append(_ key: UInt64, to list: inout [UInt64], limit: Int) {
    let bucket = Int(key &>> 24)
    let start = Int(directory[bucket])
    var low = start
    var high = Int(directory[bucket + 1])
    // The first entry above the key.
    let above = (key & 0xFF_FFFF &+ 1) &<< 36
    while low < high {
      let middle = (low &+ high) &>> 1
      if entries[middle] < above { low = middle &+ 1 } else { high = middle }
    }
    var left = limit
    while low > start, left > 0, entries[low - 1] &>> 36 == key & 0xFF_FFFF {
      low -= 1
      left -= 1
      list.append(posting(low).bits)
    }
  }

  func posting(_ index: Int) -> Posting {
    Posting(bits: entries[index] & 0xF_FFFF_FFFF + UInt64(base) &<< Posting.markWidth)
  }
}

#if DEBUG
  extension SealedPostings {
    func checkInvariants() {
      precondition(directory.count == Self.bucketCount + 1 && Int(directory.last ?? 0) == count)
      for bucket in 0..<Self.bucketCount {
        let range = Int(directory[bucket])..<Int(directory[bucket + 1])
        for index in range.dropFirst() { precondition(entries[index - 1] < entries[index]) }
        for index in range { precondition((base...last).contains(posting(index).article)) }
      }
    }
  }
#endif
