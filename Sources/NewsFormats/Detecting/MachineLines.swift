/// Lines that programs write for programs: addresses, sums, figures, `key: value`, base 64.
enum MachineLines {
  private static let mostLines = 20
  /// Fewer may be an alert.
  private static let fewestLines = 3
  /// In letters: no word is longer.
  private static let longestWord = 40

  /// Whether no line of a document's beginning has two words that stand side by side as in a sentence, and each holds
  /// a figure or a mark that prose does not have. Lists of names have no such marks, tables of results have words.
  ///
  /// - Parameter head: its first bytes. What begins like JSON, markup, front matter or a wire is left to those.
  /// - Returns: false for fewer than three lines.
  static func isAll(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = head.first, first > 0x20, !"{[<+-=".utf8.contains(first), !isHeader(head)
    else {
      return false
    }
    var lines = 0
    var start = 0
    while start < head.count, lines < mostLines {
      let end = ByteRuns.first(0x0A, in: head, from: start) ?? head.count
      // The last line may be cut.
      if end == head.count, head.count >= DocumentHead.bytes { break }
      let line = head[start..<end]
      start = end + 1
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      guard isOfMachine(line) else { return false }
      lines += 1
    }
    return lines >= fewestLines && !HeadLines(head).isMail
  }

  /// `Title: …`: header lines of a text may be many.
  private static func isHeader(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let colon = head.prefix(32).firstIndex(of: 0x3A) else { return false }
    let name = String(decoding: head[..<colon], as: UTF8.self).lowercased()
    return ArticleFieldNames.usual.headerNames[name] != nil
  }

  private static func isOfMachine(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let words = line.split { $0 <= 0x20 }
    var wasPlain = false
    for word in words {
      let isPlain = isPlain(word)
      if isPlain, wasPlain { return false }
      wasPlain = isPlain
    }
    return words.contains { $0.count > longestWord || $0.contains(where: isMark) }
  }

  /// A word of a sentence: letters, perhaps with a mark behind them. Scripts without spaces have such words alone.
  private static func isPlain(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    if word.contains(where: { $0 >= 0xE0 }) { return true }
    let inner = word.reversed().drop { ",.;!?".utf8.contains($0) }
    return !inner.isEmpty && word.count <= longestWord
      && inner.allSatisfy {
        $0 >= 0x80 || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x27 || $0 == 0x2D
      }
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || ":/=@#{}[]<>_|\\*+;$%^~".utf8.contains(byte)
  }
}
