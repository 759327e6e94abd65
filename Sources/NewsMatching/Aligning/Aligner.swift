import NewsModel
package import NewsText

/// Aligns one new text with older ones: tolerant greedy tiling (docs/copies.md, step 6), after Wise's
/// Greedy String Tiling (1993) with X-drop extension as in BLAST (Zhang 2000).
///
/// Holds scratch memory that grows to the longest text met and is used again, so that an alignment
/// allocates only its result. Cost: 5–60 µs for two articles of 2 KB.
///
/// `@unchecked Sendable`: `CopyIndex` lends an aligner to one thread at a time, through a mutex.
package final class Aligner: @unchecked Sendable {
  private var here = TokenStream("")
  private var map = ShingleMap()
  private var claimsHere: [UInt8] = []
  private var claimsThere: [UInt8] = []
  private var path = TilePath()
  private var restWords = RestWords()

  package init() {}

  /// Makes a text the newer one of the alignments to come.
  package func prepare(_ here: TokenStream) {
    self.here = here
    here.tokens.withUnsafeBufferPointer { map.fill($0) }
  }

  /// What the prepared text and an older one have in common.
  package func align(with there: TokenStream) -> Alignment { run(there, keepsSteps: false).0 }

  /// The same with every shared passage and every pair of words in them.
  func trace(
    with there: TokenStream
  ) -> (alignment: Alignment, tiles: [Tile], steps: [TilePath.Step]) {
    run(there, keepsSteps: true)
  }

  private func run(
    _ there: TokenStream, keepsSteps: Bool
  ) -> (alignment: Alignment, tiles: [Tile], steps: [TilePath.Step]) {
    let countHere = here.tokens.count
    let countThere = there.tokens.count
    clear(&claimsHere, count: countHere)
    clear(&claimsThere, count: countThere)
    var tiling = Tiling(path: path, keepsSteps: keepsSteps)
    // The path's memory goes back and forth; without this the array would be copied.
    path = TilePath()
    here.tokens.withUnsafeBufferPointer { hereTokens in
      there.tokens.withUnsafeBufferPointer { thereTokens in
        here.letters.withUnsafeBufferPointer { hereLetters in
          there.letters.withUnsafeBufferPointer { thereLetters in
            claimsHere.withUnsafeMutableBufferPointer { hereClaims in
              claimsThere.withUnsafeMutableBufferPointer { thereClaims in
                let field = TileField(
                  here: hereTokens, there: thereTokens, hereLetters: hereLetters,
                  thereLetters: thereLetters, hereClaims: hereClaims, thereClaims: thereClaims)
                tiling.cover(field, map)
              }
            }
          }
        }
      }
    }
    path = tiling.path
    var alignment = tiling.alignment
    alignment.here = Self.side(of: here, claims: claimsHere, tiles: tiling.tiles.map(\.here))
    alignment.there = Self.side(of: there, claims: claimsThere, tiles: tiling.tiles.map(\.there))
    if max(countHere, countThere) < Figures.shortTokens, alignment.tiles > 0 {
      alignment.numeralsConflicting += Figures.conflictsAtEdges(alignment, here, there)
      if alignment.numeralsConflicting > 0 {
        alignment.numeralsMatched = Figures.numerals(in: alignment.here.matched, of: here)
      }
    }
    compareRest(&alignment, tiling.tiles, there)
    alignment.passages = Self.passages(tiling.tiles, here, there)
    return (alignment, tiling.tiles, tiling.steps)
  }

  private func compareRest(_ alignment: inout Alignment, _ tiles: [Tile], _ there: TokenStream) {
    guard min(alignment.here.share, alignment.there.share) >= RestWords.leastShare else { return }
    restWords.count(&alignment.here, of: here, outside: tiles.map(\.here), in: there)
    restWords.count(&alignment.there, of: there, outside: tiles.map(\.there), in: here)
  }

  private func clear(_ claims: inout [UInt8], count: Int) {
    if claims.count < count {
      claims = [UInt8](repeating: TileField.free, count: count * 2)
    } else {
      claims.withUnsafeMutableBufferPointer { $0[..<count].update(repeating: TileField.free) }
    }
  }

  /// No word outside of `tiles` is claimed.
  private static func side(
    of stream: TokenStream, claims: [UInt8], tiles: [Range<Int>]
  ) -> Alignment.Side {
    var side = Alignment.Side()
    side.tokens = stream.tokens.count
    side.numbers = stream.numberCount
    side.names = stream.nameCount
    side.isCaseless = Self.isCaseless(stream)
    side.weight = stream.weight
    var end = 0
    let sorted = tiles.sorted { $0.lowerBound < $1.lowerBound }
    side.before = sorted.first?.lowerBound ?? side.tokens
    for tile in sorted where tile.upperBound > end {
      for index in max(tile.lowerBound, end)..<tile.upperBound
      where claims[index] == TileField.matched {
        side.add(index, stream.tokens[index])
      }
      end = tile.upperBound
    }
    side.after = side.tokens - end
    return side
  }

  /// Letters of such scripts take two bytes and more; so do Cyrillic and Greek ones, which have capitals. A
  /// Hangul syllable has three, for two letters or three.
  private static func isCaseless(_ stream: TokenStream) -> Bool {
    !stream.tokens.contains { $0.isCapital }
      && stream.tokens.contains { !$0.isNumber && Int($0.byteLength) > Int($0.letterCount) }
  }

  private static func passages(
    _ tiles: [Tile], _ here: TokenStream, _ there: TokenStream
  ) -> [CopyLink.Passage] {
    var shown = tiles
    if shown.count > Alignment.passageLimit {
      shown.sort { ($1.matched, $0.here.lowerBound) < ($0.matched, $1.here.lowerBound) }
      shown.removeLast(shown.count - Alignment.passageLimit)
    }
    shown.sort { $0.here.lowerBound < $1.here.lowerBound }
    return shown.map {
      CopyLink.Passage(here: here.bytes(of: $0.here), there: there.bytes(of: $0.there))
    }
  }
}

extension Alignment.Side {
  /// Counts one matched token; they come in ascending order.
  fileprivate mutating func add(_ index: Int, _ token: Token) {
    matchedWeight += token.weight
    matchedTokens += 1
    if token.isNumber {
      matchedNumbers += 1
    } else if token.isName {
      matchedNames += 1
    }
    if let last = matched.last, last.upperBound == index {
      matched[matched.count - 1] = last.lowerBound..<index + 1
    } else {
      matched.append(index..<index + 1)
    }
  }
}
