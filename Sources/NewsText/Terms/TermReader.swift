// Foundation only to compose accents, for languages other than English.
import Foundation

/// Reads the words of one article after the other, and counts what they stand for.
struct TermReader {
  /// Words of the article's head, headline included, that count twice. From the prototype.
  private static let headWords = 60

  private let background: Background
  private var english: TermScanner
  private var stemmers: [TermLanguage: Stemmer?] = [:]
  private var words = WordCache()
  /// Of the language at hand, unless it is English; nil when none is shipped.
  private var frequencies: StemFrequencies?
  private var sheet = TermSheet()

  init(_ background: Background) {
    self.background = background
    english = TermScanner(language: .english, keepsAccents: false)
  }

  /// As `TermExtractor.terms`.
  mutating func terms(headline: String, body: String, language tag: String?) -> TermCounts {
    let language = TermLanguage(tag: tag, text: body)
    var headline = headline
    var body = body
    sheet.reset()
    if language == .english {
      readEnglish(&headline, &body)
    } else {
      readOther(&headline, &body, language)
    }
    return TermCounts(
      language: language, terms: sheet.sortedTerms(), headline: headline, body: body)
  }
}

// MARK: English

extension TermReader {
  private mutating func readEnglish(_ headline: inout String, _ body: inout String) {
    var position = 0
    for inHeadline in [true, false] {
      sheet.inHeadline = inHeadline
      if inHeadline {
        headline.withUTF8 { addEnglish($0, position: &position) }
      } else {
        body.withUTF8 { addEnglish($0, position: &position) }
      }
    }
  }

  private mutating func addEnglish(_ text: UnsafeBufferPointer<UInt8>, position: inout Int) {
    english.scan(text, tokenLimit: TermCounts.tokenLimit)
    let tokens = english.tokens
    var index = 0
    while index < tokens.count {
      let name = country(at: index, in: tokens, text)
      if let name {
        sheet.add(
          name.code, hash: name.code.hash(language: .english), weight: weight(at: position),
          background: background)
      }
      let end = index + (name?.words ?? 1)
      while index < end {
        let token = tokens[index]
        index += 1
        if token.kind == .figure { addFigure(token, weight: weight(at: position)) }
        guard token.kind == .word, token.scalars > 1 else { continue }
        let word = self.word(token, text)
        if !word.isStop {
          sheet.add(
            word.term, weight: weight(at: position), prior: word.prior, surface: token.surface,
            kind: name == nil ? .word : .nameOfCountry)
        }
        position += 1
      }
    }
  }

  private mutating func addFigure(_ token: TermToken, weight: UInt32) {
    let term = max(1, TermHash(truncatingIfNeeded: token.hash >> 32))
    sheet.add(
      term, weight: weight, prior: Background.figurePrior, surface: token.surface, kind: .figure)
  }

  private func weight(at position: Int) -> UInt32 {
    sheet.inHeadline ? 3 : position < Self.headWords ? 2 : 1
  }

  /// The longest name of a country that begins at a word with a capital letter.
  private mutating func country(
    at index: Int, in tokens: [TermToken], _ text: UnsafeBufferPointer<UInt8>
  )
    -> (code: CountryCode, words: Int)?
  {
    let first = tokens[index]
    guard first.kind == .word, first.capitals > 0, word(first, text).beginsCountry else {
      return nil
    }
    let countries = background.countries
    var phrase: UInt64 = 0
    var found: (CountryCode, Int)?
    for count in 1...countries.longest where index + count <= tokens.count {
      let token = tokens[index + count - 1]
      guard token.kind == .word else { break }
      phrase = CountryNames.phrase(phrase, adding: token.hash)
      guard let code = countries.code(phrase) else { continue }
      if count == 1, token.hash == countries.unitedStatesWord, token.capitals < 2 { continue }
      found = (code, count)
    }
    return found
  }
}

// MARK: Words

extension TermReader {
  /// What an English word counts as; most come from the cache.
  @inline(__always)
  private mutating func word(_ token: TermToken, _ text: UnsafeBufferPointer<UInt8>)
    -> WordCache.Word
  {
    if let known = words[token.hash] { return known }
    let word = newWord(token, text)
    words[token.hash] = word
    return word
  }

  private mutating func newWord(_ token: TermToken, _ text: UnsafeBufferPointer<UInt8>)
    -> WordCache.Word
  {
    let term = english.letters(of: token, in: text).withUnsafeBufferPointer { stem($0, .english) }
    return WordCache.Word(
      term: term, prior: background.prior(term), isStop: background.isStopWord(token.hash),
      beginsCountry: background.countries.begins(token.hash))
  }

  private mutating func stem(_ word: UnsafeBufferPointer<UInt8>, _ language: TermLanguage)
    -> TermHash
  {
    var hasher = TermHasher(language: language)
    if let stemmer = stemmer(language) {
      hasher.add(stemmer.stem(word))
    } else {
      hasher.add(word)
    }
    return hasher.term
  }

  private mutating func stemmer(_ language: TermLanguage) -> Stemmer? {
    if let known = stemmers[language] { return known }
    let stemmer = Stemmer(language: language)
    stemmers[language] = .some(stemmer)
    return stemmer
  }
}

// MARK: Other languages

extension TermReader {
  /// Snowball stems where there is an algorithm, else pieces of words; stop-words and word frequencies
  /// where there is a list, else a prior that only knows that short words are common; no names of
  /// countries.
  private mutating func readOther(
    _ headline: inout String, _ body: inout String, _ language: TermLanguage
  ) {
    if Self.isDecomposed(headline) || Self.isDecomposed(body) {
      headline = headline.precomposedStringWithCanonicalMapping
      body = body.precomposedStringWithCanonicalMapping
    }
    frequencies = StemFrequencies.shipped(language)
    var scanner = TermScanner(language: language, keepsAccents: true)
    var position = 0
    for inHeadline in [true, false] {
      sheet.inHeadline = inHeadline
      if inHeadline {
        headline.withUTF8 { addOther($0, &scanner, language, position: &position) }
      } else {
        body.withUTF8 { addOther($0, &scanner, language, position: &position) }
      }
    }
  }

  private mutating func addOther(
    _ text: UnsafeBufferPointer<UInt8>, _ scanner: inout TermScanner, _ language: TermLanguage,
    position: inout Int
  ) {
    scanner.scan(text, tokenLimit: TermCounts.tokenLimit)
    for token in scanner.tokens {
      if token.kind == .figure { addFigure(token, weight: weight(at: position)) }
      guard token.kind == .word, token.scalars > 1 else { continue }
      if !StopWords.shipped.holds(token.hash, language) {
        add(token, scanner.letters(of: token, in: text), language, weight: weight(at: position))
      }
      position += 1
    }
  }

  private mutating func add(
    _ token: TermToken, _ letters: [UInt8], _ language: TermLanguage, weight: UInt32
  ) {
    let scalars = Array(String(decoding: letters, as: UTF8.self).unicodeScalars)
    let isUnspaced = scalars.first.map { TermFold.isUnspaced($0.value) } ?? false
    if stemmer(language) != nil, !isUnspaced {
      let term = letters.withUnsafeBufferPointer { stem($0, language) }
      let prior = frequencies?.prior(term) ?? Self.priorOfLength(scalars.count)
      sheet.add(term, weight: weight, prior: prior, surface: token.surface)
      return
    }
    // Two characters are a word in Chinese, Japanese and Korean; four are a stem elsewhere.
    let width = min(isUnspaced ? 2 : 4, scalars.count)
    for start in 0...scalars.count - width {
      var hasher = TermHasher(language: language)
      for scalar in scalars[start..<start + width] {
        Unicode.UTF8.encode(scalar)?.forEach { hasher.add($0) }
      }
      sheet.add(
        hasher.term, weight: weight, prior: isUnspaced ? 0.01 : Self.priorOfLength(width + 2),
        surface: token.surface)
    }
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

  /// True when an accent stands apart from its letter, which no stemmer expects.
  private static func isDecomposed(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x300...0x36F).contains($0.value) }
  }
}
