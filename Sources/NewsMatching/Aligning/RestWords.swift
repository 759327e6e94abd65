import NewsText

/// What stands in a text outside all shared passages, and how much of it the other text has as well.
///
/// Two copies of one report repeat its names and its subject, however they were edited. Two items over
/// one footer, or in one column with fixed lines, have nothing in common besides what is printed there.
/// Holds scratch memory that is used again.
struct RestWords {
  /// No rule asks where one text has less than this share of the other: then nothing is counted.
  static let leastShare = 0.3

  private var words: [UInt32] = []
  private var isFound: [Bool] = []
  /// Of the words those that are names and figures, which may be shorter.
  private var facts: [UInt32] = []

  /// Counts numbers and words of four letters and more, each once. Cost: 2 µs for texts of 2 KB.
  ///
  /// - Parameters:
  ///   - side: What is counted is written here.
  ///   - stream: The text on this side.
  ///   - tiles: The passages on this side, in any order.
  ///   - other: The text on the other side, all of it.
  mutating func count(
    _ side: inout Alignment.Side, of stream: TokenStream, outside tiles: [Range<Int>],
    in other: TokenStream
  ) {
    collect(stream.tokens, outside: tiles.sorted { $0.lowerBound < $1.lowerBound }, &side)
    side.rest = words.count
    side.restFound = foundWords(in: other.tokens, stretches: [0..<other.tokens.count])
    side.restFacts = found(in: other)
    if side.before > 0 { countOpening(&side, of: stream) }
  }

  /// Words before the first passage, and those of them that stand in the text's own passages.
  private mutating func countOpening(_ side: inout Alignment.Side, of stream: TokenStream) {
    words.removeAll(keepingCapacity: true)
    for index in 0..<side.before { Self.word(at: index, stream.tokens).map { words.append($0) } }
    keepEachOnce()
    side.opening = words.count
    side.openingFound = foundWords(in: stream.tokens, stretches: side.matched)
  }

  /// How many of the words stand in these stretches of a text.
  private mutating func foundWords(in tokens: [Token], stretches: [Range<Int>]) -> Int {
    // Most words of the other text are none of these: a bit for each tells at once.
    let mask = words.reduce(into: UInt64(0)) { $0 |= 1 << UInt64($1 & 63) }
    isFound.removeAll(keepingCapacity: true)
    isFound.append(contentsOf: repeatElement(false, count: words.count))
    var count = 0
    for index in stretches.joined() {
      guard let word = Self.word(at: index, tokens), mask & (1 << UInt64(word & 63)) != 0 else {
        continue
      }
      let place = place(of: word)
      if place < words.count, words[place] == word, !isFound[place] {
        isFound[place] = true
        count += 1
      }
    }
    return count
  }

  /// A number or a word of four letters and more; in scripts without spaces, where a letter is a token, two of them
  /// side by side. Nil for what says too little.
  @inline(__always)
  private static func word(at index: Int, _ tokens: [Token]) -> UInt32? {
    let token = tokens[index]
    if token.weight == 2 { return token.hash }
    guard token.letterCount == 1, token.byteLength >= 3, index > 0 else { return nil }
    let before = tokens[index - 1]
    guard before.letterCount == 1, before.byteLength >= 3,
      before.byteOffset + UInt32(before.byteLength) == token.byteOffset
    else { return nil }
    return (before.hash &* 0x9E37_79B1 &>> 7) ^ token.hash
  }

  /// How many of the facts the other text has as such.
  private func found(in other: TokenStream) -> Int {
    guard !facts.isEmpty else { return 0 }
    var found: Set<UInt32> = []
    for token in other.tokens where token.isName || token.hasDigit {
      if facts.contains(token.hash) { found.insert(token.hash) }
    }
    return found.count
  }

  private mutating func collect(
    _ tokens: [Token], outside tiles: [Range<Int>], _ side: inout Alignment.Side
  ) {
    words.removeAll(keepingCapacity: true)
    facts.removeAll(keepingCapacity: true)
    var start = 0
    for tile in tiles + [tokens.count..<tokens.count] {
      if start < tile.lowerBound {
        for index in start..<tile.lowerBound {
          let token = tokens[index]
          Self.word(at: index, tokens).map { words.append($0) }
          // A name may begin a sentence here: the other text says that it is one.
          if token.isCapital || token.hasDigit { facts.append(token.hash) }
        }
      }
      start = max(start, tile.upperBound)
    }
    keepEachOnce()
  }

  private mutating func keepEachOnce() {
    words.sort()
    var kept = 0
    for word in words where kept == 0 || words[kept - 1] != word {
      words[kept] = word
      kept += 1
    }
    words.removeLast(words.count - kept)
  }

  /// Where a hash stands, or would stand, in the sorted list.
  private func place(of hash: UInt32) -> Int {
    var low = 0
    var high = words.count
    while low < high {
      let middle = (low + high) / 2
      if words[middle] < hash { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
