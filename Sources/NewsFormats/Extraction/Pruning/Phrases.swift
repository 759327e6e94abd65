/// Phrases that are looked for together, at the beginnings of words.
struct Phrases {
  /// By two bytes: most words of a text are the beginning of none.
  private var buckets = [[[UInt8]]](repeating: [], count: mostBuckets)
  /// Of scripts that write no spaces: they may stand anywhere.
  private var unspaced: [[UInt8]] = []

  private static let mostBuckets = 512

  /// - Parameter phrases: divided by `|` or line feeds.
  init(_ phrases: String) {
    for phrase in phrases.split(whereSeparator: { $0 == "|" || $0 == "\n" }) {
      let plain = NoticeWords.plain(phrase)
      if phrase.unicodeScalars.contains(where: { $0.value >= 0x2E80 }) {
        unspaced.append(plain)
      } else if plain.count > 1 {
        buckets[Self.bucket(plain[...])].append(plain)
      }
    }
  }

  /// How many stand in a line of `NoticeWords.plain`.
  func count(in line: [UInt8]) -> Int {
    var count = count(ofUnspacedIn: line)
    var start = 0
    while start < line.count {
      count += buckets[Self.bucket(line[start...])].count { Self.begins(line[start...], $0) }
      guard let space = line[start...].firstIndex(of: 0x20) else { break }
      start = space + 1
    }
    return count
  }

  /// Whether a line begins with one.
  func begin(_ line: [UInt8]) -> Bool {
    count(ofUnspacedIn: line) > 0
      || buckets[Self.bucket(line[...])].contains { Self.begins(line[...], $0) }
  }

  /// The scripts that write no spaces begin at U+2E80: at E2 in UTF-8.
  private func count(ofUnspacedIn line: [UInt8]) -> Int {
    guard line.contains(where: { $0 >= 0xE2 }) else { return 0 }
    return line.withUnsafeBufferPointer { line in
      unspaced.count { $0.withUnsafeBufferPointer { ByteRuns.first($0, in: line) } != nil }
    }
  }

  private static func bucket(_ line: ArraySlice<UInt8>) -> Int {
    guard line.count > 1 else { return 0 }
    return (Int(line[line.startIndex]) * 31 + Int(line[line.startIndex + 1])) % mostBuckets
  }

  private static func begins(_ line: ArraySlice<UInt8>, _ phrase: [UInt8]) -> Bool {
    guard line.starts(with: phrase) else { return false }
    let end = line.startIndex + phrase.count
    return end == line.endIndex || line[end] == 0x20
  }
}
