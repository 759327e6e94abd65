import NewsModel

/// A day of publication in the data that scripts fill a page from: `"published_at":"2026-11-22T…"`,
/// `publishDate: '2026-11-22'`, `"publicationDate":"…"`, also as a string in a string (`\"publishedAt\":\"…`).
///
/// For pages that name no day anywhere else: of 387 labelled pages three, all right.
enum ScriptedDate {
  /// Keys begin so, in any case.
  private static let word = Array("publi".utf8)
  private static let longestKey = 24
  private static let longestValue = 40

  /// The first in the page's bytes. One pass.
  static func first(in bytes: UnsafeBufferPointer<UInt8>) -> Timestamp? {
    var index = 0
    while let start = ByteRuns.first(0x62, in: bytes, from: index) {
      index = start + 1
      // `b` is rarer than `p`, and nearly always small.
      // A page may end in the middle of the word, or of any other.
      let rest = start + 5
      guard start >= 2, rest <= bytes.count, isWord(bytes, start - 2),
        let value = value(bytes, from: rest)
      else { continue }
      let text = String(decoding: value, as: UTF8.self)
      if PageDates.namesDay(text), let day = PageDates.time(text) { return day }
    }
    return nil
  }

  private static func isWord(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    start + word.count <= bytes.count && (start == 0 || !isKey(bytes[start - 1]))
      && word.indices.allSatisfy { bytes[start + $0] | 0x20 == word[$0] }
  }

  /// The figures in quotes behind the rest of a key and a colon.
  private static func value(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Slice<UnsafeBufferPointer<UInt8>>? {
    let key = bytes[start...].prefix(longestKey)
    let rest = bytes[start...].dropFirst(key.prefix(while: isKey).count).prefix(longestKey)
    let marks = rest.prefix { [0x22, 0x27, 0x5C, 0x20, 0x3A].contains($0) }
    guard marks.contains(0x3A), let last = marks.last, last == 0x22 || last == 0x27 else {
      return nil
    }
    let value = bytes[marks.endIndex...].prefix(longestValue)
      .prefix { $0 != 0x22 && $0 != 0x27 && $0 != 0x5C }
    return value.count >= 10 && (0x30...0x39).contains(value.first ?? 0) ? value : nil
  }

  private static func isKey(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
  }
}
