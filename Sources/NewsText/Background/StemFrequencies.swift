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
  private static let unknown = probability(unknownFrequency)

  private var table: BackgroundTable

  /// Nil when no list is shipped for the language, or it has no stemmer. The first call for a language
  /// reads its list: 20,000 to 40,000 words, 20 to 60 ms, 0.5 MiB.
  static func shipped(_ language: TermLanguage) -> StemFrequencies? {
    switch language.subtag {
    case "ar": ar
    case "da": da
    case "de": de
    case "es": es
    case "fi": fi
    case "fr": fr
    case "hu": hu
    case "it": it
    case "nl": nl
    case "no": no
    case "pt": pt
    case "ro": ro
    case "ru": ru
    case "sv": sv
    case "tr": tr
    default: nil
    }
  }

  // Each is read once, when it is first asked for, whoever asks.
  private static let ar = read("ar")
  private static let da = read("da")
  private static let de = read("de")
  private static let es = read("es")
  private static let fi = read("fi")
  private static let fr = read("fr")
  private static let hu = read("hu")
  private static let it = read("it")
  private static let nl = read("nl")
  private static let no = read("no")
  private static let pt = read("pt")
  private static let ro = read("ro")
  private static let ru = read("ru")
  private static let sv = read("sv")
  private static let tr = read("tr")

  private static func read(_ subtag: String) -> StemFrequencies? {
    let language = TermLanguage(subtag: subtag)
    let words = wiredesk_words(subtag)
    guard words.start != nil, let stemmer = Stemmer(language: language) else { return nil }
    return StemFrequencies(BackgroundReader(words), language, stemmer)
  }

  /// Probability that an article of 300 words holds the stem, 0…1.
  func prior(_ stem: TermHash) -> Float { table[stem] ?? Self.unknown }

  private init(_ lines: BackgroundReader, _ language: TermLanguage, _ stemmer: Stemmer) {
    var lines = lines
    var scanner = TermScanner(language: language, keepsAccents: true)
    var sums: [TermHash: Double] = [:]
    while let head = lines.field(endingAt: { $0 == 9 || $0 == 10 }) {
      guard head.first != UInt8(ascii: "#") else { continue }
      guard let words = lines.field(endingAt: { $0 == 10 }) else { break }
      let frequency = pow(10, -BackgroundReader.decimal(head) / 100)
      scanner.scan(words, tokenLimit: .max)
      for token in scanner.tokens where token.kind == .word {
        var hasher = TermHasher(language: language)
        scanner.letters(of: token, in: words).withUnsafeBufferPointer {
          hasher.add(stemmer.stem($0))
        }
        sums[hasher.term, default: 0] += frequency
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
