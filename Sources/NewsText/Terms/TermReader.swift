/// Reads the words of one article after the other, and counts what they stand for.
struct TermReader {
  /// Words of the article's head, headline included, that count twice. From the prototype.
  private static let headWords = 60

  private let background: Background
  private var english: TermScanner
  var figures: [TermLanguage: FigureReader] = [:]
  private var stems: [TermLanguage: WordStems] = [:]
  private var names: [TermLanguage: NameReader] = [:]
  private var words = WordCache()
  private var divisions: [TermLanguage: WordDivision] = [:]
  var sheet = TermSheet()
  var headlineHash: TermHash = 0

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
    var (terms, places) = sheet.sortedTerms()
    let pairs = sheet.pairs.map { (places[Int($0.0)], places[Int($0.1)]) }
    let reader = nameReader(language)
    let names = reader.names(of: &terms, pairs: pairs, headline: headline, body: body)
    let neighbours = reader.neighbours(
      TermCounts.neighbours(sheet.neighbours, places), of: terms)
    return TermCounts(
      language: language, terms: terms, names: names, neighbours: neighbours,
      headlineHash: headlineHash,
      headline: headline, body: body)
  }

  private mutating func nameReader(_ language: TermLanguage) -> NameReader {
    if let known = names[language] { return known }
    let reader = NameReader(language)
    if language.isListed { names[language] = reader }
    return reader
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
    let start = sheet.inHeadline ? Kicker.end(in: text) : 0
    english.scan(text, from: start, tokenLimit: TermCounts.tokenLimit)
    let tokens = english.tokens
    var walk = NameWalk(tokens, isHeadline: sheet.inHeadline, from: start)
    noteHeadline(tokens)
    var last: Int32?
    var lastTerm: Int32?
    var index = 0
    var taken = 0
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
        walk.step(to: token, in: text)
        let before = walk.isAdjacent ? last : nil
        let beside = walk.isAdjacent ? lastTerm : nil
        (last, lastTerm) = (nil, nil)
        if token.kind != .word, index > taken {
          taken = addFigure(at: index - 1, tokens, text, .english, weight: weight(at: position))
        }
        guard token.kind == .word, token.scalars > 1 else { continue }
        let word = self.word(token, text)
        if !word.isStop, index > taken {
          let place = sheet.add(
            word.term, weight: weight(at: position), prior: word.prior, surface: token.surface,
            kind: name == nil ? .word : .nameOfCountry, seen: seen(token, walk, text))
          if let beside, let place { sheet.neighbour(beside, place) }
          lastTerm = place
          if walk.isNamed(token) {
            if let before, let place { sheet.pair(before, place) }
            last = place
          }
        }
        position += 1
      }
    }
  }

  mutating func noteHeadline(_ tokens: [TermToken]) {
    guard sheet.inHeadline else { return }
    headlineHash = 0
    guard !tokens.isEmpty else { return }
    let hash = tokens.reduce(0) { CountryNames.phrase($0, adding: $1.hash) }
    headlineHash = max(1, TermHash(truncatingIfNeeded: hash >> 32))
  }

  @inline(__always)
  func seen(
    _ token: TermToken, _ walk: NameWalk, _ text: UnsafeBufferPointer<UInt8>
  ) -> NameWalk.Seen {
    var seen = walk.seen(token)
    if token.capitals > 0, (2...6).contains(token.scalars), Self.isAllCapitals(token, text) {
      seen.insert(.acronym)
    }
    return seen
  }

  private static func isAllCapitals(
    _ token: TermToken, _ text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let word = text[Int(token.surface.lowerBound)..<Int(token.surface.upperBound)]
    // Most words tell by their second letter.
    if word.dropFirst().first.map({ (97...122).contains($0) }) ?? false { return false }
    return String(decoding: word, as: UTF8.self).unicodeScalars.allSatisfy {
      $0.value < 0x80 ? (65...90).contains($0.value) : $0.properties.isUppercase
    }
  }

  /// - Returns: the first token that does not belong to the figure.
  mutating func addFigure(
    at index: Int, _ tokens: [TermToken], _ text: UnsafeBufferPointer<UInt8>,
    _ language: TermLanguage, weight: UInt32
  ) -> Int {
    let figure = figureReader(language).figure(at: index, in: tokens, text)
    if figure.counts {
      sheet.add(
        figure.term, weight: weight, prior: Background.figurePrior, surface: figure.surface,
        kind: .figure)
    }
    return figure.next
  }

  mutating func figureReader(_ language: TermLanguage) -> FigureReader {
    if let known = figures[language] { return known }
    let reader = FigureReader(language)
    if language.isListed { figures[language] = reader }
    return reader
  }

  func weight(at position: Int) -> UInt32 {
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
    let stems = stems(.english)
    let term = english.letters(of: token, in: text).withUnsafeBufferPointer { stems.term($0) }
    return WordCache.Word(
      term: term, prior: background.prior(term), isStop: background.isStopWord(token.hash),
      beginsCountry: background.countries.begins(token.hash))
  }

  mutating func division(_ language: TermLanguage) -> WordDivision {
    if let known = divisions[language] { return known }
    let new = WordDivision(language)
    if language.isListed { divisions[language] = new }
    return new
  }

  private mutating func stems(_ language: TermLanguage) -> WordStems {
    if let known = stems[language] { return known }
    let new = WordStems(language: language)
    stems[language] = new
    return new
  }
}
