// Foundation only to compose accents, for languages other than English.
import Foundation

/// Languages other than English: no names of countries, and words as `WordDivision` makes them.
extension TermReader {
  mutating func readOther(
    _ headline: inout String, _ body: inout String, _ language: TermLanguage
  ) {
    if Self.isDecomposed(headline) || Self.isDecomposed(body) {
      headline = headline.precomposedStringWithCanonicalMapping
      body = body.precomposedStringWithCanonicalMapping
    }
    let division = division(language)
    var scanner = TermScanner(language: language, keepsAccents: true)
    var position = 0
    for inHeadline in [true, false] {
      sheet.inHeadline = inHeadline
      if inHeadline {
        headline.withUTF8 { addOther($0, &scanner, language, division, position: &position) }
      } else {
        body.withUTF8 { addOther($0, &scanner, language, division, position: &position) }
      }
    }
  }

  private mutating func addOther(
    _ text: UnsafeBufferPointer<UInt8>, _ scanner: inout TermScanner, _ language: TermLanguage,
    _ division: WordDivision, position: inout Int
  ) {
    let start = sheet.inHeadline ? Kicker.end(in: text) : 0
    scanner.scan(text, from: start, tokenLimit: TermCounts.tokenLimit)
    var walk = NameWalk(scanner.tokens, isHeadline: sheet.inHeadline, from: start)
    noteHeadline(scanner.tokens)
    var last: Int32?
    var lastTerm: Int32?
    var lastSyllable: WordDivision.Syllable?
    var taken = 0
    for (index, found) in scanner.tokens.enumerated() {
      var token = found
      if division.elides { division.elide(&token, text) }
      walk.step(to: token, in: text)
      let before = walk.isAdjacent ? last : nil
      let syllableBefore = walk.isAdjacent ? lastSyllable : nil
      let beside = walk.isAdjacent ? lastTerm : nil
      (last, lastSyllable, lastTerm) = (nil, nil, nil)
      if token.kind != .word, index >= taken {
        taken = addFigure(
          at: index, scanner.tokens, text, language, weight: weight(at: position))
      }
      guard token.kind == .word, token.scalars > 1 else { continue }
      if division.isUnspaced { addNumerals(token, text, language, weight: weight(at: position)) }
      if index >= taken, !StopWords.shipped.holds(token.hash, language) {
        let letters = scanner.letters(of: token, in: text)
        let parts = division.parts(token, letters, before: syllableBefore, in: text)
        let places = add(parts, weight: weight(at: position), seen: seen(token, walk, text))
        noteNeighbours(parts, places, behind: beside)
        lastTerm = places.last
        lastSyllable = WordDivision.Syllable(letters: letters, surface: token.surface)
        if walk.isNamed(token), let place = places.last {
          if let before { sheet.pair(before, place) }
          if let first = places.first { sheet.pair(first, place) }
          last = place
        }
      }
      position += 1
    }
  }

  /// Parts of one token that touch or overlap, and the first of them behind what stands before the token.
  private mutating func noteNeighbours(
    _ parts: [WordDivision.Part], _ places: [Int32], behind before: Int32?
  ) {
    guard parts.count == places.count, let first = places.first else { return }
    if let before { sheet.neighbour(before, first) }
    for index in places.indices.dropFirst()
    where parts[index].surface.lowerBound <= parts[index - 1].surface.upperBound {
      sheet.neighbour(places[index - 1], places[index])
    }
  }

  /// 十四万 among other signs.
  private mutating func addNumerals(
    _ token: TermToken, _ text: UnsafeBufferPointer<UInt8>, _ language: TermLanguage,
    weight: UInt32
  ) {
    for numeral in figureReader(language).numerals(of: token, in: text) {
      sheet.add(
        numeral.term, weight: weight, prior: Background.figurePrior, surface: numeral.surface,
        kind: .figure)
    }
  }

  /// - Returns: their places on the sheet.
  private mutating func add(
    _ parts: [WordDivision.Part], weight: UInt32, seen: NameWalk.Seen
  ) -> [Int32] {
    parts.compactMap {
      var seen = seen
      if $0.isPlace { seen.insert(.place) }
      if $0.isCompound { seen.insert(.compound) }
      return sheet.add(
        $0.term, weight: weight, prior: $0.prior, surface: $0.surface, seen: seen)
    }
  }

  /// True when an accent stands apart from its letter, which no stemmer expects.
  private static func isDecomposed(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x300...0x36F).contains($0.value) }
  }
}
