import NewsText

/// One shared passage: token ranges on both sides, and the words in it that match.
struct Tile {
  var here: Range<Int>
  var there: Range<Int>
  var matched: Int
}

/// The two texts of one alignment and which of their words are taken, as plain pointers.
struct TileField {
  let here: UnsafeBufferPointer<Token>
  let there: UnsafeBufferPointer<Token>
  let hereLetters: UnsafeBufferPointer<UInt8>
  let thereLetters: UnsafeBufferPointer<UInt8>
  let hereClaims: UnsafeMutableBufferPointer<UInt8>
  let thereClaims: UnsafeMutableBufferPointer<UInt8>

  static let free: UInt8 = 0
  /// Part of a passage, opposite an equal or misprinted word.
  static let matched: UInt8 = 1
  /// Part of a passage, opposite another word.
  static let opposed: UInt8 = 2
}

/// Covers two texts with tiles: passages that are equal but for misprints, short insertions and
/// substitutions. The numbers are those of docs/copies.md, step 6.
struct Tiling {
  /// Words that must match for a passage to count.
  static let shortestTile = 6
  /// A frequent shingle has many places: so many are tried, and so many looked at.
  private static let triesPerSeed = 4
  private static let placesPerSeed = 64

  var path: TilePath
  var tiles: [Tile] = []
  var alignment = Alignment()
  /// Of all tiles, when somebody wants to see them.
  private(set) var steps: [TilePath.Step] = []
  private let keepsSteps: Bool

  init(path: TilePath, keepsSteps: Bool = false) {
    self.path = path
    self.keepsSteps = keepsSteps
  }

  /// Seeds at each shingle of the older text that is not covered yet; the best of its places wins.
  mutating func cover(_ field: TileField, _ map: ShingleMap) {
    let last = field.there.count - Shingle.width
    var there = 0
    while there <= last {
      guard field.thereClaims[there] == TileField.free else {
        there += 1
        continue
      }
      let here = map.first(ShingleMap.key(field.there, at: there))
      guard here >= 0 else {
        there += 1
        continue
      }
      let matched = extendBest(from: here, there, field, map)
      if matched >= Self.shortestTile {
        claim(matched, field)
        while there < field.there.count, field.thereClaims[there] != TileField.free { there += 1 }
      } else {
        there += 1
      }
    }
  }

  /// Leaves the longest path from one of the seed's places in `path.best`; returns its matches.
  private mutating func extendBest(
    from first: Int, _ there: Int, _ field: TileField, _ map: ShingleMap
  ) -> Int {
    var best = 0
    var tries = 0
    var places = 0
    var here = first
    while here >= 0, tries < Self.triesPerSeed, places < Self.placesPerSeed {
      if field.hereClaims[here] == TileField.free {
        path.begin()
        var matched = path.extend(from: here, there, direction: 1, field)
        if here > 0, there > 0 {
          matched += path.extend(from: here - 1, there - 1, direction: -1, field)
        }
        if matched > best {
          best = matched
          path.keepAsBest()
        }
        tries += 1
      }
      places += 1
      here = map.next(after: here)
    }
    return best
  }

  /// Takes the words of the best path, and counts what agrees and what conflicts on it.
  private mutating func claim(_ matched: Int, _ field: TileField) {
    var here = (Int.max, -1)
    var there = (Int.max, -1)
    for step in path.best {
      let a = Int(step.here)
      let b = Int(step.there)
      let tokenA = field.here[a]
      let tokenB = field.there[b]
      if step.isMatch {
        field.hereClaims[a] = TileField.matched
        field.thereClaims[b] = TileField.matched
        if tokenA.isNumber { alignment.numbersMatched += 1 }
        if tokenA.hash != tokenB.hash { alignment.misprints += 1 }
      } else {
        field.hereClaims[a] = TileField.opposed
        field.thereClaims[b] = TileField.opposed
        let areEqual = Figures.areEqual(tokenA, tokenB, field)
        if tokenA.isNumber, tokenB.isNumber {
          alignment.numbersConflicting += 1
        } else if tokenA.isNumber && !tokenB.hasDigit || tokenB.isNumber && !tokenA.hasDigit {
          alignment.numbersReplaced += 1
          alignment.numeralsConflicting += areEqual == false ? 1 : 0
        } else if areEqual == false {
          alignment.numeralsConflicting += 1
        } else if tokenA.isCapital, tokenB.isCapital {
          alignment.capitalsConflicting += 1
        }
      }
      here = (min(here.0, a), max(here.1, a))
      there = (min(there.0, b), max(there.1, b))
    }
    if keepsSteps { steps += path.best }
    alignment.tiles += 1
    alignment.longest = max(alignment.longest, matched)
    tiles.append(
      Tile(here: here.0..<here.1 + 1, there: there.0..<there.1 + 1, matched: matched))
  }
}
