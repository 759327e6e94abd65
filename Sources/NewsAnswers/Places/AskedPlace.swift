import Foundation
import NewsStore
import NewsText

/// A place that somebody asks for, by all the names that texts may have for it.
struct AskedPlace: Sendable {
  /// As it was typed.
  let typed: String
  /// Lower case → whether it is written with a capital: names of one word.
  private var words: [String: Bool] = [:]
  /// Beginnings of inflected names, lower case.
  private var stems: Set<String> = []
  /// Lower case, of several words, by the first of them.
  private var phrases: [String: [String]] = [:]
  /// Of scripts that put no space between words, by their first letters.
  private var unspaced: [Unicode.Scalar: [String]] = [:]
  /// In English texts Londa and Landen are no London.
  private var english: Set<String> = []

  /// So many letters may follow on a stem: Москва, Москвы, Москвою.
  private static let endingLimit = 3
  private static let stemLetters = 4
  /// Six letters of Latin script, three of most others, two of Han.
  private static let townBytes = 6
  /// FTS5 goes through all terms of an expression at each hit: 10,000 names at once took 20 times as long.
  private static let together = 100

  /// - Parameter typed: a code, the name of a country, or the name of a town in any language.
  init(_ typed: String) {
    self.typed = typed
    let names = TermCounts.PlaceNames(typed)
    english = Set(names.phrases + [typed.lowercased()])
    // A code is a word of some language, too: de, in, no.
    if names.country != typed.lowercased() { add(typed) }
    names.phrases.forEach { add($0.capitalized) }
    if let country = names.country {
      for language in Self.languages {
        let name = Locale(identifier: language).localizedString(forRegionCode: country.uppercased())
        if let name, name.count > 2 { add(name) }
      }
    }
    // Of a country's towns the lists have names as short as Oma: a word of other languages.
    let isCountry = names.country != nil
    names.towns.forEach {
      if !isCountry || $0.utf8.count >= Self.townBytes { add($0, isInflected: !isCountry) }
    }
    if names.country != nil { english.formUnion(names.towns.map { $0.lowercased() }) }
    if !typed.utf8.allSatisfy({ $0 < 0x80 }) { english.formUnion(words.keys) }
  }

  private static let languages = [
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hi", "hr",
    "hu", "id", "it",
    "ja", "ko", "lt", "lv", "ms", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "sw",
    "ta", "th", "tr",
    "uk", "ur", "vi", "zh", "zh-Hant",
  ]

  private mutating func add(_ name: String, isInflected: Bool = true) {
    let lower = name.lowercased()
    if let first = name.unicodeScalars.first, Self.isUnspaced(first) {
      unspaced[first, default: []].append(name)
    } else if name.contains(where: { !$0.isLetter && !$0.isNumber }) {
      let first = Self.words(of: lower).first.map(String.init) ?? lower
      phrases[first, default: []].append(lower)
    } else {
      words[lower] = name.first?.isUppercase ?? false
      let stem = lower.last.map(Self.isVowel) ?? false ? String(lower.dropLast()) : lower
      // Outside Latin script a name is hardly ever the beginning of another word.
      if stem.count >= Self.stemLetters, isInflected || lower.utf8.count > lower.count * 3 / 2 {
        stems.insert(stem)
      }
    }
  }

  private static func isVowel(_ letter: Character) -> Bool {
    let plain = String(letter).decomposedStringWithCanonicalMapping.unicodeScalars.first
    return plain.map { "aeiouyаеёиоуыэюяіїєйьъαεηιουω".unicodeScalars.contains($0) } ?? false
  }

  /// Han, kana, Hangul, Thai, Lao, Burmese, Khmer.
  private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF,
      0xAC00...0xD7AF:
      true
    default: false
    }
  }
}

extension AskedPlace {
  /// What the full-text index is asked: any of the names, and any word that begins like an inflected one.
  /// Several questions, each of some names.
  var wanted: [SearchIndex.Reader.Wanted] {
    let names = (Array(words.keys) + phrases.values.joined() + unspaced.values.joined()).map {
      (name: $0, isBeginning: false)
    }
    let all = names + stems.map { (name: $0, isBeginning: true) }
    return stride(from: 0, to: all.count, by: Self.together).map { start in
      let some = all[start..<min(start + Self.together, all.count)]
      return SearchIndex.Reader.Wanted(
        anyOf: some.filter { !$0.isBeginning }.map(\.name),
        beginnings: some.filter(\.isBeginning).map(\.name))
    }
  }

  /// A text names it, in whatever form its language gives a name.
  ///
  /// - Parameters:
  ///   - text: the beginning of an article.
  ///   - language: BCP 47; nil where nobody knows.
  /// - Returns: whether it does.
  func isNamed(in text: String, language: String?) -> Bool {
    let isEnglish = language?.hasPrefix("en") ?? false
    if !unspaced.isEmpty, holdsUnspaced(text.unicodeScalars) { return true }
    for word in Self.words(of: text) {
      let lower = word.lowercased()
      let isCapital = word.first?.isUppercase ?? false
      if let needsCapital = words[lower], isCapital || !needsCapital,
        !isEnglish || english.contains(lower)
      {
        return true
      }
      if !isEnglish, isCapital || word.first?.isLowercase != true, holdsStem(lower) { return true }
      if let phrases = phrases[lower], Self.begins(text[word.startIndex...], with: phrases) {
        return true
      }
    }
    return false
  }

  /// Cut at white space and punctuation, in bytes: characters took five times as long.
  private static func words(of text: String) -> [Substring] {
    var words: [Substring] = []
    let bytes = text.utf8
    var (start, isPunctuation) = (bytes.startIndex, 0)
    for index in bytes.indices {
      let byte = bytes[index]
      // General punctuation is E2 80 and a third byte: “ ” – … .
      if byte == 0xE2 || byte == 0xC2 { isPunctuation = byte == 0xE2 ? 3 : 2 }
      let isLetter =
        byte >= 0x80
        ? isPunctuation == 0 : (48...57).contains(byte) || (65...90).contains(byte & 0xDF)
      if isPunctuation > 0 { isPunctuation -= 1 }
      guard !isLetter else { continue }
      if start < index { words.append(text[start..<index]) }
      start = bytes.index(after: index)
    }
    if start < bytes.endIndex { words.append(text[start...]) }
    return words
  }

  private func holdsUnspaced(_ text: String.UnicodeScalarView) -> Bool {
    text.indices.contains { index in
      guard text[index].value >= 0x0E00, let names = unspaced[text[index]] else { return false }
      return names.contains { text[index...].starts(with: $0.unicodeScalars) }
    }
  }

  private func holdsStem(_ word: String) -> Bool {
    let least = max(Self.stemLetters, word.count - Self.endingLimit)
    guard least <= word.count else { return false }
    return (least...word.count).contains { stems.contains(String(word.prefix($0))) }
  }

  /// No letter follows on the phrase.
  private static func begins(_ text: Substring, with phrases: [String]) -> Bool {
    phrases.contains { phrase in
      let beginning = text.prefix(phrase.count + 1)
      return beginning.prefix(phrase.count).lowercased() == phrase
        && beginning.dropFirst(phrase.count).first?.isLetter != true
    }
  }
}
