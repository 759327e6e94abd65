// Foundation only for log.
import Foundation

/// Divides a run of Chinese, Japanese or Korean into words: the division in which the product of the
/// words' frequencies is greatest (Viterbi), over a list of words.
///
/// Numerals, hiragana words and common single characters tell nothing and are left out; rare single
/// characters side by side are what is left of a name, and count in pairs. Towns in the list of words
/// were tried and made it worse: 四日 and 日午 are towns.
struct Segmenter {
  struct Word: Equatable {
    /// By scalars of the run.
    var range: Range<Int>
    var term: TermHash
    var prior: Float
    /// The word for a kind of place stands behind it: 市, 군.
    var isPlace = false
  }

  private static let wordLimit = 8
  private static let katakanaLimit = 24
  /// ln of the frequency of an unlisted character, and of an unlisted word in katakana: a foreign name.
  private static let unlistedCharacter = log(1e-8)
  private static let unlistedKatakana = log(1e-9)
  /// A single character above it is grammar.
  private static let commonCharacter: Float = 5e-4

  private let language: TermLanguage
  private let list: WordList
  private let places: Places
  private let isJapanese: Bool
  private let kinds: Set<Unicode.Scalar>
  private let stops: Set<TermHash>

  /// Nil for a language that has no list or writes spaces.
  init?(language: TermLanguage) {
    guard ["zh", "ja", "ko"].contains(language.subtag), let list = WordList.shipped(language) else {
      return nil
    }
    self.language = language
    self.list = list
    places = .shipped(language)
    kinds = Self.kinds[language.subtag] ?? []
    isJapanese = language.subtag == "ja"
    stops = StopWords.shipped.terms(language)
  }

  /// O(scalars of the run · 8).
  func words(in run: [Unicode.Scalar]) -> [Word] {
    var words: [Word] = []
    var lone: [Int] = []
    let ranges = division(of: run)
    for (index, range) in ranges.enumerated() {
      let part = run[range]
      let isNumeral = Self.isNumeral(part)
      let isGrammar = isJapanese && part.allSatisfy(Self.isHiragana)
      if range.count == 1, lone.count > 1, kinds.contains(part[range.lowerBound]) {
        // 沙木市: the town's name is not in the list, but this is one.
        flush(&lone, run, into: &words)
        words[words.count - 1].isPlace = true
        continue
      }
      if range.count == 1, lone.isEmpty, kinds.contains(part[range.lowerBound]),
        words.last?.range.upperBound == range.lowerBound
      {
        // 绵阳市安州区: the end of one name, and no part of the next.
        continue
      }
      if !isNumeral, !isGrammar, range.count == 1 {
        if (list.frequency(term(part)) ?? 0) < Self.commonCharacter,
          !Self.isHiragana(part[range.lowerBound])
        {
          if let last = lone.last, last + 1 != range.lowerBound { flush(&lone, run, into: &words) }
          lone.append(range.lowerBound)
          continue
        }
      }
      flush(&lone, run, into: &words)
      if isNumeral || isGrammar || range.count == 1 { continue }
      var found = word(range, run)
      if stops.contains(found.term) { continue }
      if index + 1 < ranges.count, ranges[index + 1].count == 1, found.range.count > 1,
        kinds.contains(run[range.upperBound])
      {
        found.isPlace = true
      }
      words.append(found)
    }
    flush(&lone, run, into: &words)
    return words
  }

  private func flush(_ lone: inout [Int], _ run: [Unicode.Scalar], into words: inout [Word]) {
    for index in lone.dropLast() {
      let range = index..<index + 2
      words.append(
        Word(range: range, term: term(run[range]), prior: WordList.prior(0)))
    }
    lone = []
  }

  /// A town with the word for its kind behind it, 市 or 県, is the town.
  private func word(_ range: Range<Int>, _ run: [Unicode.Scalar]) -> Word {
    let whole = term(run[range])
    let frequency = list.frequency(whole) ?? 0
    let short = range.lowerBound..<range.upperBound - 1
    if range.count > 2, kinds.contains(run[range.upperBound - 1]) {
      let name = term(run[short])
      if places.holds(whole) || places.holds(name) {
        let prior = WordList.prior(max(frequency, list.frequency(name) ?? 0))
        return Word(range: short, term: name, prior: prior, isPlace: true)
      }
    }
    return Word(range: range, term: whole, prior: WordList.prior(frequency))
  }

  // MARK: The best division

  private func division(of run: [Unicode.Scalar]) -> [Range<Int>] {
    var best = [Double](repeating: -.infinity, count: run.count + 1)
    var back = [Int](repeating: 0, count: run.count + 1)
    best[0] = 0
    for start in run.indices {
      var hasher = TermHasher(language: language)
      let katakana = katakanaEnd(run, start)
      for end in start + 1...max(min(start + Self.wordLimit, run.count), katakana) {
        Unicode.UTF8.encode(run[end - 1])?.forEach { hasher.add($0) }
        let listed = end - start <= Self.wordLimit ? list.frequency(hasher.term) : nil
        let points: Double
        if let listed {
          points = log(Double(listed))
        } else if end == start + 1 {
          points = Self.unlistedCharacter
        } else if end == katakana {
          points = Self.unlistedKatakana
        } else {
          continue
        }
        if best[start] + points > best[end] {
          (best[end], back[end]) = (best[start] + points, start)
        }
      }
    }
    var ranges: [Range<Int>] = []
    var end = run.count
    while end > 0 {
      ranges.append(back[end]..<end)
      end = back[end]
    }
    return ranges.reversed()
  }

  /// The end of the run of katakana that begins here; `start` when none does.
  private func katakanaEnd(_ run: [Unicode.Scalar], _ start: Int) -> Int {
    guard Self.isKatakana(run[start]), start == 0 || !Self.isKatakana(run[start - 1]) else {
      return start
    }
    var end = start
    while end < run.count, end - start < Self.katakanaLimit, Self.isKatakana(run[end]) { end += 1 }
    return end
  }

  private func term(_ scalars: ArraySlice<Unicode.Scalar>) -> TermHash {
    var hasher = TermHasher(language: language)
    for scalar in scalars { Unicode.UTF8.encode(scalar)?.forEach { hasher.add($0) } }
    return hasher.term
  }

  // MARK: Characters

  private static let numerals: Set<Unicode.Scalar> = Set("〇一二三四五六七八九十百千万億亿两".unicodeScalars)
  /// What stands behind the name of a town or a county. In Japan 省 is a ministry, and no 都 is a town.
  private static let kinds: [String: Set<Unicode.Scalar>] = [
    "zh": Set("市县縣区區州省镇鎮乡鄉村".unicodeScalars), "ja": Set("市県町村郡区".unicodeScalars),
    "ko": Set("시군구면읍".unicodeScalars),
  ]

  /// Numerals, or a short word that begins with one: 三人, 一年.
  private static func isNumeral(_ part: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = part.first, numerals.contains(first) else { return false }
    return part.count <= 3 || part.allSatisfy { numerals.contains($0) }
  }

  private static func isKatakana(_ scalar: Unicode.Scalar) -> Bool {
    (0x30A0...0x30FF).contains(scalar.value)
  }
  private static func isHiragana(_ scalar: Unicode.Scalar) -> Bool {
    (0x3040...0x309F).contains(scalar.value)
  }
}
