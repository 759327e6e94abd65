/// Runs of bytes looked at eight at a time. All of them stay inside the buffer they are given.
enum ByteRuns {
  static let ones: UInt64 = 0x0101_0101_0101_0101
  static let highs: UInt64 = 0x8080_8080_8080_8080

  /// The high bit of every byte below `limit`, exact for the lowest such byte and everything under
  /// it. Source: Anderson, Bit Twiddling Hacks, "Determine if a word has a byte less than n".
  @inline(__always)
  static func below(_ word: UInt64, _ limit: UInt8) -> UInt64 {
    (word &- ones &* UInt64(limit)) & ~word & highs
  }
  @inline(__always)
  static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    below(word ^ (ones &* UInt64(byte)), 1)
  }
  @inline(__always)
  static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> UInt64 {
    UInt64(
      littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(
        fromByteOffset: offset, as: UInt64.self))
  }
  @inline(__always)
  static func firstByte(_ marks: UInt64) -> Int { marks.trailingZeroBitCount >> 3 }

  /// The first offset from `from` where the byte is `byte`; nil when there is none.
  static func first(
    _ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from: Int
  ) -> Int? {
    var index = from
    while index &+ 8 <= bytes.count {
      let marks = equal(word(bytes, index), byte)
      if marks != 0 { return index &+ firstByte(marks) }
      index &+= 8
    }
    while index < bytes.count {
      if bytes[index] == byte { return index }
      index &+= 1
    }
    return nil
  }

  /// Where a word first stands; nil when it does not. The word is not empty.
  static func first(
    _ word: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    var from = 0
    while let start = first(word[0], in: bytes, from: from), start + word.count <= bytes.count {
      var index = 1
      while index < word.count, bytes[start &+ index] == word[index] { index &+= 1 }
      if index == word.count { return start }
      from = start + 1
    }
    return nil
  }

  /// The first offset from `from` whose byte is not ASCII; the count when there is none.
  static func asciiEnd(_ bytes: UnsafeBufferPointer<UInt8>, from: Int) -> Int {
    var index = from
    while index &+ 8 <= bytes.count {
      let marks = word(bytes, index) & highs
      if marks != 0 { return index &+ firstByte(marks) }
      index &+= 8
    }
    while index < bytes.count, bytes[index] < 0x80 { index &+= 1 }
    return index
  }

  /// Behind the words of markup's text that have one space between each two: what ends them is a control,
  /// a `<`, a `&` or a second space, before which its first one stays.
  static func wordsEnd(_ bytes: UnsafeBufferPointer<UInt8>, from: Int) -> Int {
    func isWord(_ index: Int) -> Bool {
      index < bytes.count && bytes[index] > 0x20 && bytes[index] != 0x3C && bytes[index] != 0x26
    }
    var index = from
    while index < bytes.count {
      if index &+ 8 < bytes.count, areWords(word(bytes, index)),
        bytes[index &+ 7] != 0x20 || isWord(index &+ 8)
      {
        index &+= 8
        continue
      }
      let end = min(index &+ 8, bytes.count)
      while index < end {
        guard isWord(index) || bytes[index] == 0x20 && isWord(index &+ 1) else { return index }
        index &+= 1
      }
    }
    return index
  }
  /// Eight bytes without a control, a tag, a reference and two spaces side by side.
  private static func areWords(_ eight: UInt64) -> Bool {
    let spaces = eight ^ (ones &* 0x20)
    let marks = below(eight, 0x20) | equal(eight, 0x3C) | equal(eight, 0x26)
    return marks | below(spaces | spaces >> 8 | 0xFF << 56, 1) == 0
  }
}

extension String {
  /// Whether a word stands in it, byte by byte; `contains` of a string makes tables for each search, which
  /// costs as much as a hundred short ones.
  func holds(_ word: StaticString) -> Bool {
    var text = self
    let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    return text.withUTF8 { ByteRuns.first(word, in: $0) != nil }
  }
}
