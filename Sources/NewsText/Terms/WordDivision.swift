/// How the words of one language become terms (docs/stories.md, "Languages").
struct WordDivision {
  /// A term that a token gives, and the bytes of its text that it stands for.
  struct Part {
    var term: TermHash
    var prior: Float
    var surface: Range<Int32>
    var isPlace = false
    /// Made of two words of the language: rare, and no name for that.
    var isCompound = false
  }

  /// A word of Vietnamese, before the one that is read.
  struct Syllable {
    /// Small ones, which may be more bytes than those of the text.
    var letters: [UInt8]
    /// Where it stands.
    var surface: Range<Int32>
  }

  private let language: TermLanguage
  private let stems: WordStems
  /// Nil when no list is shipped.
  private let frequencies: StemFrequencies?
  private let segmenter: Segmenter?
  /// Of Vietnamese, whose words are syllables and pairs of them.
  private let syllables: WordList?
  /// German writes two nouns as one, and all with a capital.
  private let joinsNouns: Bool
  /// The language is not known: no rule fits, so pieces of words count.
  private let isUndetermined: Bool
  var elides: Bool { stems.elides }
  var isUnspaced: Bool { segmenter != nil }

  init(_ language: TermLanguage) {
    self.language = language
    isUndetermined = language == .undetermined
    joinsNouns = language.subtag == "de"
    stems = WordStems(language: language)
    segmenter = Segmenter(language: language)
    syllables = language.subtag == "vi" ? WordList.shipped(language) : nil
    frequencies = syllables == nil && segmenter == nil ? StemFrequencies.shipped(language) : nil
  }

  /// - Parameters:
  ///   - token: a word of the text.
  ///   - letters: of the token, in small letters.
  ///   - before: the token before it, when it stands beside it.
  ///   - text: in which the token stands.
  /// - Returns: in the order of the text.
  func parts(
    _ token: TermToken, _ letters: [UInt8], before: Syllable?, in text: UnsafeBufferPointer<UInt8>
  ) -> [Part] {
    if let syllables { return pairs(token, letters, before, syllables) }
    let first = String(decoding: letters.prefix(4), as: UTF8.self).unicodeScalars.first
    if let first, TermFold.isUnspaced(first.value) {
      return segmenter.map { segments(token, text, $0) } ?? pieces(token, text, width: 2)
    }
    if isUndetermined { return pieces(token, text, width: 4) }
    let term = letters.withUnsafeBufferPointer { stems.term($0) }
    let prior = frequencies?.prior(term) ?? Self.priorOfLength(Int(token.scalars))
    return [
      Part(
        term: term, prior: prior, surface: token.surface,
        isCompound: joinsNouns && token.capitals > 0 && isCompound(letters, term))
    ]
  }

  /// Without the article of `d'Arbois`, whose capital then counts.
  func elide(_ token: inout TermToken, _ text: UnsafeBufferPointer<UInt8>) {
    guard token.kind == .word else { return }
    let word = text[Int(token.surface.lowerBound)..<Int(token.surface.upperBound)]
    guard let mark = word.prefix(7).firstIndex(where: { $0 == 39 || $0 == 0xE2 }) else { return }
    let start = mark + (word[mark] == 39 ? 1 : 3)
    guard start < word.endIndex else { return }
    let first = String(decoding: text[start...].prefix(4), as: UTF8.self).unicodeScalars.first
    let prefix = String(decoding: word[..<mark], as: UTF8.self).unicodeScalars.count
    token.surface = Int32(start)..<token.surface.upperBound
    token.scalars -= Int32(prefix + 1)
    token.capitals = first?.properties.isUppercase ?? false ? 1 : 0
  }

  /// True for Lagerhallenbrand and no listed word: some two parts of it are listed, an s between them.
  private func isCompound(_ letters: [UInt8], _ term: TermHash) -> Bool {
    guard let frequencies, !frequencies.holds(term), letters.count >= 7 else { return false }
    if letters.count > Self.longestSimple { return true }
    func isListed(_ part: ArraySlice<UInt8>) -> Bool {
      part.withUnsafeBufferPointer { frequencies.holds(stems.term($0)) }
    }
    return (3...letters.count - 4).contains { end in
      let (first, second) = (letters[..<end], letters[end...])
      guard letters[end] & 0xC0 != 0x80, isListed(second) else { return false }
      return isListed(first) || first.last == UInt8(ascii: "s") && isListed(first.dropLast())
    }
  }

  /// In bytes: what is longer is joined, without a look at each place where it may be divided.
  private static let longestSimple = 32

  private func pairs(
    _ token: TermToken, _ letters: [UInt8], _ before: Syllable?, _ list: WordList
  ) -> [Part] {
    func frequency(_ syllable: [UInt8]) -> Float? {
      list.frequency(TermHasher.term(syllable, language: language))
    }
    let own = frequency(letters)
    var parts = [
      Part(
        term: TermHasher.term(letters, language: language), prior: WordList.prior(own ?? 0),
        surface: token.surface)
    ]
    if let before {
      let (a, b) = (frequency(before.letters) ?? 1e-6, own ?? 1e-6)
      // Syllables of a word stand together some forty times as often as chance would have it.
      let both = min(a, b, max(WordList.unknownFrequency, 40 * a * b))
      parts.append(
        Part(
          term: TermHasher.term(before.letters + [95] + letters, language: language),
          prior: WordList.prior(both),
          surface: before.surface.lowerBound..<token.surface.upperBound))
    }
    return parts
  }

  private func segments(
    _ token: TermToken, _ text: UnsafeBufferPointer<UInt8>, _ segmenter: Segmenter
  ) -> [Part] {
    let (run, offsets) = Self.scalars(of: token, in: text)
    return segmenter.words(in: run).map {
      Part(
        term: $0.term, prior: $0.prior,
        surface: offsets[$0.range.lowerBound]..<offsets[$0.range.upperBound], isPlace: $0.isPlace)
    }
  }

  /// Every stretch of so many letters: no word is to be had.
  private func pieces(
    _ token: TermToken, _ text: UnsafeBufferPointer<UInt8>, width: Int
  ) -> [Part] {
    let (run, offsets) = Self.scalars(of: token, in: text)
    guard !run.isEmpty else { return [] }
    let width = min(width, run.count)
    return (0...run.count - width).map { start in
      var hasher = TermHasher(language: language)
      for scalar in run[start..<start + width] {
        Unicode.UTF8.encode(scalar)?.forEach { hasher.add($0) }
      }
      return Part(
        term: hasher.term, prior: width == 2 ? 0.01 : Self.priorOfLength(width + 2),
        surface: offsets[start]..<offsets[start + width])
    }
  }

  /// The letters of a token in small letters, and where each begins, with the token's end.
  private static func scalars(
    of token: TermToken, in text: UnsafeBufferPointer<UInt8>
  ) -> (run: [Unicode.Scalar], offsets: [Int32]) {
    let surface = text[Int(token.surface.lowerBound)..<Int(token.surface.upperBound)]
    var run: [Unicode.Scalar] = []
    var offsets: [Int32] = []
    var offset = token.surface.lowerBound
    for scalar in String(decoding: surface, as: UTF8.self).unicodeScalars {
      let folded =
        scalar.value < TermFold.limit
        ? TermFold.lowering.table[Int(scalar.value)] : TermFold.beyondTable(scalar.value)
      if folded > TermFold.digit, let letter = Unicode.Scalar(folded) {
        run.append(letter)
        offsets.append(offset)
      }
      offset += Int32(UTF8.width(scalar))
    }
    offsets.append(token.surface.upperBound)
    return (run, offsets)
  }

  /// Probability that an article holds a word of so many letters, before the stream has told: the
  /// shortest words of every language are its grammar.
  private static func priorOfLength(_ scalars: Int) -> Float {
    switch scalars {
    case ...2: 0.6
    case 3: 0.3
    case 4: 0.1
    case 5: 0.03
    case 6: 0.015
    case 7: 0.008
    default: 0.004
    }
  }
}
