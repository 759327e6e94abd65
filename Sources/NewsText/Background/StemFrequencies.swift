import CBackground
// Foundation only for exp and pow, once, when a table is read.
import Foundation

/// How common the stems of a language other than English are: general word frequencies, put through the
/// program's own scanner and stemmer, so that they fit whatever libstemmer is installed.
struct StemFrequencies: Sendable {
  /// Words of the article that the probability speaks of, as for English.
  private static let articleWords = 300.0
  /// Frequency of a stem that the list does not hold: that at which the list ends. Less would make every
  /// rare form of a word as telling as a name (docs/decisions/0016-word-frequencies.md).
  private static let unknownFrequency = 2e-6
  static let unknown = probability(unknownFrequency)

  private var table: BackgroundTable

  private static let tables = LanguageTables<StemFrequencies?>(none: nil) { language in
    let words = wiredesk_words(language.subtag)
    return words.start == nil ? nil : StemFrequencies(BackgroundReader(words), language)
  }

  /// Nil when no list is shipped for the language. The first call for a language reads its list: 20,000
  /// to 40,000 words, 20 to 60 ms, 0.5 MiB.
  static func shipped(_ language: TermLanguage) -> StemFrequencies? { tables[language] }

  /// Probability that an article of 300 words holds the stem, 0…1.
  func prior(_ stem: TermHash) -> Float { table[stem] ?? Self.unknown }

  /// False for a stem of which only the list's end is known.
  func holds(_ stem: TermHash) -> Bool { table[stem] != nil }

  private init(_ lines: BackgroundReader, _ language: TermLanguage) {
    let stems = WordStems(language: language)
    var lines = lines
    var scanner = TermScanner(language: language, keepsAccents: true)
    var sums: [TermHash: Double] = [:]
    while let head = lines.field(endingAt: { $0 == 9 || $0 == 10 }) {
      guard head.first != UInt8(ascii: "#") else { continue }
      guard let words = lines.field(endingAt: { $0 == 10 }) else { break }
      let frequency = pow(10, -BackgroundReader.decimal(head) / 100)
      scanner.scan(words, tokenLimit: .max)
      for token in scanner.tokens where token.kind == .word {
        let term = scanner.letters(of: token, in: words).withUnsafeBufferPointer { stems.term($0) }
        sums[term, default: 0] += frequency
      }
    }
    var bits: UInt32 = 10
    while sums.count * 3 > 2 << Int(bits) { bits += 1 }
    table = BackgroundTable(capacityBits: bits)
    for (stem, frequency) in sums { table.insert(stem, Self.probability(frequency)) }
  }

  private static func probability(_ frequency: Double) -> Float {
    Float(1 - exp(-articleWords * frequency))
  }
}
