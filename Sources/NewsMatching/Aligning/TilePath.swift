import NewsText

/// The steps by which a passage grows from its seed, and the best ones so far.
struct TilePath {
  /// A word of each text, matching or standing opposite each other.
  struct Step {
    var here: Int32
    var there: Int32
    var isMatch: Bool
  }

  /// Scores in tenths: an equal word 1, a misprinted one .7, each word of a gap −.5; a passage ends
  /// where it has lost 5 since its best (docs/copies.md, step 6).
  private static let equalScore = 10
  private static let misprintScore = 7
  private static let gapScore = -5
  private static let drop = 50
  /// A gap has at most 4 words on a side and 6 on both.
  private static let gapPerSide = 4
  private static let gapInAll = 6
  /// Words without a better score after which a passage ends too: bounds what made-up text can cost.
  private static let wanderingLimit = 64

  private var steps: [Step] = []
  private(set) var best: [Step] = []
  private var misprintScratch = [Int8](repeating: 0, count: 64)

  mutating func begin() { steps.removeAll(keepingCapacity: true) }
  mutating func keepAsBest() { swap(&steps, &best) }

  /// Grows in one direction from a pair of words; keeps the steps up to the best score, and returns
  /// how many of them match.
  mutating func extend(
    from hereStart: Int, _ thereStart: Int, direction: Int, _ field: TileField
  ) -> Int {
    var here = hereStart
    var there = thereStart
    var score = 0
    var bestScore = 0
    var matches = 0
    var bestMatches = 0
    var bestCount = steps.count
    var wandering = 0
    while here >= 0, there >= 0, here < field.here.count, there < field.there.count,
      field.hereClaims[here] == TileField.free, field.thereClaims[there] == TileField.free
    {
      let gain = match(here, there, field)
      if gain > 0 {
        push(here, there, isMatch: true)
        score += gain
        matches += 1
        here += direction
        there += direction
      } else if let gap = gap(from: here, there, direction: direction, field) {
        for step in 0..<min(gap.here, gap.there) {
          push(here + direction * step, there + direction * step, isMatch: false)
        }
        score += Self.gapScore * max(gap.here, gap.there)
        here += direction * gap.here
        there += direction * gap.there
      } else {
        break
      }
      if score > bestScore {
        bestScore = score
        bestCount = steps.count
        bestMatches = matches
        wandering = 0
      } else {
        wandering += 1
        if bestScore - score > Self.drop || wandering > Self.wanderingLimit { break }
      }
    }
    steps.removeLast(steps.count - bestCount)
    return bestMatches
  }

  @inline(__always)
  private mutating func push(_ here: Int, _ there: Int, isMatch: Bool) {
    steps.append(
      Step(
        here: Int32(truncatingIfNeeded: here), there: Int32(truncatingIfNeeded: there),
        isMatch: isMatch))
  }

  /// What a pair of words is worth: 0 when they differ.
  @inline(__always)
  private mutating func match(_ here: Int, _ there: Int, _ field: TileField) -> Int {
    if field.here[here].hash == field.there[there].hash { return Self.equalScore }
    return isMisprint(here, there, field) ? Self.misprintScore : 0
  }

  @inline(__always)
  private mutating func isMisprint(_ here: Int, _ there: Int, _ field: TileField) -> Bool {
    guard let hereLetters = field.hereLetters.baseAddress,
      let thereLetters = field.thereLetters.baseAddress
    else { return false }
    return misprintScratch.withUnsafeMutableBufferPointer { scratch in
      guard let base = scratch.baseAddress else { return false }
      return Misprint.joins(
        field.here[here], hereLetters, field.there[there], thereLetters, scratch: base)
    }
  }

  /// The smallest gap after which two words in a row agree, at least one of them exactly.
  private mutating func gap(
    from here: Int, _ there: Int, direction: Int, _ field: TileField
  ) -> (here: Int, there: Int)? {
    for size in 1...Self.gapInAll {
      for gapHere in max(0, size - Self.gapPerSide)...min(size, Self.gapPerSide) {
        let gapThere = size - gapHere
        let a = here + direction * gapHere
        let b = there + direction * gapThere
        let nextA = a + direction
        let nextB = b + direction
        guard nextA >= 0, nextB >= 0, nextA < field.here.count, nextB < field.there.count,
          agree(a, b, nextA, nextB, field),
          field.hereClaims[a] == TileField.free, field.thereClaims[b] == TileField.free
        else { continue }
        return (gapHere, gapThere)
      }
    }
    return nil
  }

  @inline(__always)
  private mutating func agree(
    _ a: Int, _ b: Int, _ nextA: Int, _ nextB: Int, _ field: TileField
  ) -> Bool {
    let first = field.here[a].hash == field.there[b].hash
    let second = field.here[nextA].hash == field.there[nextB].hash
    if first && second { return true }
    if first { return isMisprint(nextA, nextB, field) }
    return second && isMisprint(a, b, field)
  }
}
