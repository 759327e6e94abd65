import NewsText

/// Stretches of a text that are boilerplate: token ranges, ascending, apart; usually none.
typealias Boilerplate = [Range<Int>]

/// What an alignment proves once both texts' boilerplate is left out.
struct PairEvidence {
  /// One text's part in it.
  struct Side {
    /// Share of its weight beyond boilerplate that the other text holds, 0…1.
    var coverage = 0.0
    /// The same with boilerplate.
    var fullCoverage = 0.0
    /// Matched tokens beyond boilerplate, and where the first begins and the last ends.
    var matchedTokens = 0
    var extent = 0..<0
    /// In halves of a word, beyond boilerplate.
    var weight = 0
    var matchedWeight = 0
  }

  var here: Side
  var there: Side
  /// One of the texts says nothing of its own, so boilerplate had to count.
  var isAllBoilerplate: Bool
  var alignment: Alignment
  /// Share of the shared sketch keys that few groups know, 0…1.
  var rarity: Double
  /// Share of them that are phrases, which eight groups know, 0…1.
  var commonness: Double

  /// A text whose own words weigh less than six, and less than a quarter of it, is boilerplate.
  private static let leastOwnWeight = 24
  /// Coverage of a text of three words is no evidence: the divisor is at least eight words' halves.
  private static let leastDivisor = 16

  /// `hereTokens` and `thereTokens` are looked at only for a text that has boilerplate.
  init(
    _ alignment: Alignment, rarity: Double, commonness: Double = 0, hereBoilerplate: Boilerplate,
    thereBoilerplate: Boilerplate, hereTokens: [Token], thereTokens: [Token]
  ) {
    self.alignment = alignment
    self.rarity = rarity
    self.commonness = commonness
    here = Self.side(alignment.here, hereBoilerplate, hereTokens)
    there = Self.side(alignment.there, thereBoilerplate, thereTokens)
    isAllBoilerplate =
      Self.saysNothing(here, of: alignment.here) || Self.saysNothing(there, of: alignment.there)
    here.coverage = isAllBoilerplate ? here.fullCoverage : Self.coverage(here)
    there.coverage = isAllBoilerplate ? there.fullCoverage : Self.coverage(there)
  }

  /// What an equal text proves, without an alignment: everything.
  init(equalTexts stream: TokenStream) {
    let whole = 0..<stream.tokens.count
    alignment = Alignment()
    alignment.tiles = 1
    alignment.longest = stream.tokens.count
    alignment.numbersMatched = stream.numberCount
    here = Side(coverage: 1, fullCoverage: 1, matchedTokens: whole.count, extent: whole)
    there = here
    isAllBoilerplate = false
    rarity = 1
    commonness = 0
  }

  var smallerCoverage: Double { min(here.coverage, there.coverage) }
  var largerCoverage: Double { max(here.coverage, there.coverage) }

  private static func saysNothing(_ side: Side, of whole: Alignment.Side) -> Bool {
    side.weight < min(leastOwnWeight, whole.weight / 4)
  }

  private static func coverage(_ side: Side) -> Double {
    Double(side.matchedWeight) / Double(max(leastDivisor, side.weight))
  }

  private static func side(
    _ whole: Alignment.Side, _ boilerplate: Boilerplate, _ tokens: [Token]
  ) -> Side {
    var side = Side()
    side.fullCoverage = Double(whole.matchedWeight) / Double(max(2, whole.weight))
    side.weight = whole.weight
    side.matchedWeight = whole.matchedWeight
    side.matchedTokens = whole.matchedTokens
    for span in boilerplate {
      for token in tokens[span] { side.weight -= token.weight }
    }
    let own = whole.matched.apart(from: boilerplate) { shared in
      side.matchedTokens -= shared.count
      for token in tokens[shared] { side.matchedWeight -= token.weight }
    }
    if let first = own.first, let last = own.last {
      side.extent = first.lowerBound..<last.upperBound
    }
    return side
  }
}

extension [Range<Int>] {
  /// What is left of these stretches without some others; both ascending, each apart. Calls `removed`
  /// with each piece that is left out.
  fileprivate func apart(
    from others: [Range<Int>], removed: (Range<Int>) -> Void
  ) -> [Range<Int>] {
    guard !others.isEmpty else { return self }
    var left: [Range<Int>] = []
    var index = 0
    for stretch in self {
      var start = stretch.lowerBound
      while index < others.count, others[index].upperBound <= start { index += 1 }
      var next = index
      while next < others.count, others[next].lowerBound < stretch.upperBound {
        let shared = others[next].clamped(to: start..<stretch.upperBound)
        if shared.lowerBound > start { left.append(start..<shared.lowerBound) }
        removed(shared)
        start = shared.upperBound
        next += 1
      }
      if start < stretch.upperBound { left.append(start..<stretch.upperBound) }
    }
    return left
  }
}
