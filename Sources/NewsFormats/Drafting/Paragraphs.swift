/// The paragraphs of plain text, divided by one line feed.
///
/// The rule. Lines between blank lines are a block. Each line of a block is a paragraph of its own,
/// as in files with one paragraph a line, unless the block is hard-wrapped; then its lines are one
/// paragraph and are joined by a space. A block is hard-wrapped when all of this holds:
/// 1. it has two lines or more, and its longest line, W, has 40 to 100 characters;
/// 2. the lines but the last are full: the first word of the next line would not have fitted into
///    W (what a wrapping editor does, and lists, tables and addresses do not). One line in five may
///    be short: words were edited after the wrapping;
/// 3. at most half of the lines but the last end a sentence (in files with one paragraph a line
///    nearly all do);
/// 4. no line begins like a list item, a heading or a quotation (`- `, `* `, `• `, `#`, `>`).
///
/// A line that ends in a hyphen after a letter keeps its line feed in place of the space: whether
/// `exam-` and `ple` are one word is for the matching to say, and a space would hide the question.
struct Paragraphs {
  /// 60–80 is usual; narrow columns and wide terminals are let in.
  private static let wrapWidths = 40...100
  private let text: TextLines
  private let mayBeWrapped: Bool
  private(set) var joined: [UInt8] = []

  /// - Parameters:
  ///   - text: the text.
  ///   - firstLine: those before it are no part of it.
  ///   - mayBeWrapped: false where line ends are known to mean paragraphs (HTML).
  init(_ text: TextLines, from firstLine: Int, mayBeWrapped: Bool = true) {
    self.text = text
    self.mayBeWrapped = mayBeWrapped
    joined.reserveCapacity(text.bytes.count)
    var start = firstLine
    while start < text.lines.count {
      var end = start + 1
      while end < text.lines.count, !text.lines[end].opensBlock { end += 1 }
      append(block: start..<end)
      start = end
    }
  }

  private mutating func append(block: Range<Int>) {
    let isWrapped = mayBeWrapped && isHardWrapped(block)
    for index in block {
      if !joined.isEmpty {
        let staysDivided = index == block.lowerBound || !isWrapped || endsInHyphen
        joined.append(staysDivided ? 0x0A : 0x20)
      }
      joined.append(contentsOf: text.bytes[text.lines[index].range])
    }
  }

  private var endsInHyphen: Bool {
    guard joined.count >= 2, joined[joined.count - 1] == 0x2D else { return false }
    let before = joined[joined.count - 2]
    return before >= 0x80 || (0x61...0x7A).contains(before | 0x20)
  }

  private func isHardWrapped(_ block: Range<Int>) -> Bool {
    // A line of more than four bytes a character of the widest wrap is a paragraph: most are.
    guard block.count >= 2,
      text.lines[block].allSatisfy({ $0.range.count <= Self.wrapWidths.upperBound * 4 })
    else { return false }
    let lengths = text.lines[block].map { text.length($0) }
    guard let width = lengths.max(), Self.wrapWidths.contains(width) else { return false }
    var sentenceEnds = 0
    var shortLines = 0
    for (offset, index) in block.dropLast().enumerated() {
      let next = text.lines[index + 1]
      if lengths[offset] + 1 + firstWordLength(next) <= width { shortLines += 1 }
      if endsSentence(text.lines[index]) { sentenceEnds += 1 }
    }
    return shortLines * 5 <= block.count - 1 && sentenceEnds * 2 <= block.count - 1
      && !text.lines[block].contains { beginsItem($0) }
  }

  private func firstWordLength(_ line: TextLines.Line) -> Int {
    text.bytes[line.range].prefix { $0 != 0x20 && $0 != 0x09 }
      .reduce(into: 0) { $0 += $1 & 0xC0 == 0x80 ? 0 : 1 }
  }

  private static let itemMarks: [[UInt8]] = [
    [0x2D, 0x20], [0x2A, 0x20], [0xE2, 0x80, 0xA2], [0x23], [0x3E],
  ]
  private func beginsItem(_ line: TextLines.Line) -> Bool {
    Self.itemMarks.contains { text.bytes[line.range].starts(with: $0) }
  }

  private static let closers = ["\"", "'", "”", "’", "»", ")", "]"].map { Array($0.utf8) }
  private static let stops = [".", "!", "?", "…", ":", "。", "！", "？", "؟", "।"]
    .map { Array($0.utf8) }
  /// A full stop of any script, perhaps in closing quotes or brackets.
  private func endsSentence(_ line: TextLines.Line) -> Bool {
    var rest = text.bytes[line.range]
    while let closer = Self.closers.first(where: { rest.suffix($0.count) == $0[...] }) {
      rest.removeLast(closer.count)
    }
    return Self.stops.contains { rest.suffix($0.count) == $0[...] }
  }
}
