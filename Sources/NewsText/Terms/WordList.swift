import CBackground
// Foundation only for exp, log and pow, once, when a list is read.
import Foundation

/// How common the words of Chinese, Japanese, Korean and the syllables of Vietnamese are: as they are
/// written, for dividing text that has no spaces between words.
struct WordList: Sendable {
  /// Frequency of a word that the list does not hold.
  static let unknownFrequency: Float = 2e-7
  /// Words of the article that a probability speaks of, as for English.
  private static let articleWords: Float = 300

  private static let tables = LanguageTables<WordList?>(none: nil) { language in
    let words = wiredesk_words(language.subtag)
    return words.start == nil ? nil : WordList(BackgroundReader(words), language)
  }

  /// Nil when no list is shipped. The first call for a language reads it: 5 to 10 ms, 0.5 MiB.
  static func shipped(_ language: TermLanguage) -> WordList? { tables[language] }

  private var table: BackgroundTable

  private init(_ lines: BackgroundReader, _ language: TermLanguage) {
    var lines = lines
    table = BackgroundTable(capacityBits: 16)
    while let head = lines.field(endingAt: { $0 == 9 || $0 == 10 }) {
      guard head.first != UInt8(ascii: "#") else { continue }
      guard let words = lines.field(endingAt: { $0 == 10 }) else { break }
      let frequency = Float(pow(10, -BackgroundReader.decimal(head) / 100))
      for word in words.split(separator: 32) {
        table.insert(TermHasher.term(word, language: language), frequency)
      }
    }
  }

  /// Its share of all words; nil for one that is not listed.
  func frequency(_ word: TermHash) -> Float? { table[word] }

  /// Probability that an article of 300 words holds a word of this frequency.
  static func prior(_ frequency: Float) -> Float {
    1 - exp(-articleWords * max(frequency, unknownFrequency))
  }
}
