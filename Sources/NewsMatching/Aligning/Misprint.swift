import NewsText

/// Whether two words are one word misprinted, misread or inflected: Levenshtein distance 1, 2 or 3
/// for words of 4–5, 6–9 and 10–30 letters (docs/copies.md, step 6). Never for numbers: there a
/// changed digit is another fact.
enum Misprint {
  static let shortestLetters = 4

  /// Edits allowed between words of which the longer has so many letters.
  @inline(__always)
  static func allowance(letters: Int) -> Int { letters < 6 ? 1 : letters < 10 ? 2 : 3 }

  /// Parameters: tokens of different hash, the letters of their streams, 64 bytes of scratch.
  /// Cost: 10–20 ns for unlike words, 100 ns for like ones.
  @inline(__always)
  static func joins(
    _ a: Token, _ lettersOfA: UnsafePointer<UInt8>, _ b: Token,
    _ lettersOfB: UnsafePointer<UInt8>, scratch: UnsafeMutablePointer<Int8>
  ) -> Bool {
    let countA = Int(a.letterCount)
    let countB = Int(b.letterCount)
    let longer = max(countA, countB)
    guard longer >= shortestLetters, longer <= Token.storedLetters else { return false }
    let allowed = allowance(letters: longer)
    guard abs(countA - countB) <= allowed, !a.isNumber, !b.isNumber else { return false }
    return distance(
      lettersOfA + Int(a.letterOffset), countA, lettersOfB + Int(b.letterOffset), countB,
      isAtMost: allowed, scratch: scratch)
  }

  /// The rows of the Levenshtein table between the words' equal ends, given up as soon as a whole
  /// row is above the limit.
  static func distance(
    _ wordA: UnsafePointer<UInt8>, _ countA: Int, _ wordB: UnsafePointer<UInt8>, _ countB: Int,
    isAtMost limit: Int, scratch row: UnsafeMutablePointer<Int8>
  ) -> Bool {
    var a = wordA
    var b = wordB
    var m = countA
    var n = countB
    while m > 0, n > 0, a[0] == b[0] {
      a += 1
      b += 1
      m -= 1
      n -= 1
    }
    while m > 0, n > 0, a[m - 1] == b[n - 1] {
      m -= 1
      n -= 1
    }
    if m == 0 || n == 0 { return max(m, n) <= limit }
    if lettersDiffer(a, m, b, n) > 2 * limit { return false }
    for column in 0...n { row[column] = Int8(truncatingIfNeeded: column) }
    for line in 1...m {
      var diagonal = row[0]
      row[0] = Int8(truncatingIfNeeded: line)
      var best = row[0]
      let letter = a[line - 1]
      for column in 1...n {
        let above = row[column]
        let substituted = diagonal &+ (letter == b[column - 1] ? 0 : 1)
        let value = min(min(above, row[column - 1]) &+ 1, substituted)
        diagonal = above
        row[column] = value
        best = min(best, value)
      }
      if best > limit { return false }
    }
    return row[n] <= limit
  }

  /// Letters that only one of two words has, folded to 32 kinds: each edit changes at most two.
  @inline(__always)
  private static func lettersDiffer(
    _ a: UnsafePointer<UInt8>, _ m: Int, _ b: UnsafePointer<UInt8>, _ n: Int
  ) -> Int {
    var kinds: UInt32 = 0
    var others: UInt32 = 0
    for index in 0..<m { kinds |= 1 &<< UInt32(a[index] & 31) }
    for index in 0..<n { others |= 1 &<< UInt32(b[index] & 31) }
    return (kinds ^ others).nonzeroBitCount
  }
}
