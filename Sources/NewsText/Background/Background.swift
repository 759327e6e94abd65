// Foundation only for exp, once, when the table is read.
import CBackground
import Foundation

/// What general English and the news hold anyway: how probable each stem is in an article, which
/// words carry nothing, and which phrases name a country.
///
/// Without it two articles on one event are not recognised in an empty database: with document
/// frequencies from the stream alone the two seed articles reach a cosine of .156, with this prior
/// .372. Linked into the program (CBackground); read once, on first use.
package struct Background: Sendable {
  /// English, the only language with shipped statistics.
  package static let english = Background()

  /// Articles behind the news column of the table.
  private static let newsDocuments = 5297.0
  /// What the general-English column weighs beside them, in articles.
  private static let generalDocuments = 1500.0
  /// Words of the article that the probability speaks of.
  private static let articleWords = 300.0
  /// Frequency of a stem, and of a country, that general English does not list.
  private static let unknownFrequency = 3e-9
  private static let unknownCountryFrequency = 2e-6

  /// Probability that an article holds a certain figure of two digits and more: assumed, not
  /// counted. .001 and .01 changed the development mean by .001.
  static let figurePrior: Float = 0.003

  package let countries: CountryNames
  private let stops: Set<UInt64>
  private var priors: BackgroundTable

  private init() {
    countries = CountryNames(json: BackgroundReader(wiredesk_countries_en()))
    stops = Self.hashes(of: BackgroundReader(wiredesk_stopwords_en()))
    priors = BackgroundTable(capacityBits: 17)
    var reader = BackgroundReader(wiredesk_background_en())
    while let line = reader.statisticsLine() {
      var hasher = TermHasher(language: .english)
      hasher.add(line.stem)
      let isCountry = line.stem.first == UInt8(ascii: "@")
      priors.insert(
        hasher.term,
        Self.probability(
          documents: line.documents, frequency: line.frequency, isCountry: isCountry))
    }
  }

  /// Probability that a news article of 300 words holds the stem, 0…1.
  package func prior(_ term: TermHash, isCountry: Bool = false) -> Float {
    priors[term]
      ?? Self.probability(documents: 0, frequency: 0, isCountry: isCountry)
  }

  /// `word` is `TermToken.hash` of an English token.
  func isStopWord(_ word: UInt64) -> Bool { stops.contains(word) }

  private static func probability(documents: Double, frequency: Double, isCountry: Bool) -> Float {
    let floor = isCountry ? unknownCountryFrequency : unknownFrequency
    let general = generalDocuments * (1 - exp(-articleWords * max(frequency, floor)))
    return Float((documents + general) / (newsDocuments + generalDocuments))
  }

  private static func hashes(of words: BackgroundReader) -> Set<UInt64> {
    var words = words
    var hashes: Set<UInt64> = []
    while let word = words.field(endingAt: { $0 <= 32 }) {
      guard !word.isEmpty else { continue }
      var hasher = TermHasher(language: .english)
      hasher.add(word)
      hashes.insert(hasher.wide)
    }
    return hashes
  }
}
