/// The terms of one article, weighted by place: what the story engine compares.
///
/// Holds the texts themselves (shared, not copied), so that evidence can show words as they were
/// written.
package struct TermCounts: Sendable {
  package struct Term: Hashable, Sendable {
    package var hash: TermHash
    /// Occurrences: 3 each in the headline, 2 among the first 60 words, else 1. From 1.
    package var count: UInt32
    /// Probability that any article holds the term, 0…1.
    package var prior: Float
    /// Where it was first met, in bytes of UTF-8; for a country its two letters instead.
    var surfaceStart: UInt32
    var surfaceCount: UInt16
    var kind: Kind
    /// True when it was first met in the headline.
    package var inHeadline: Bool
    /// How it stands in the article, for the names.
    var seen: NameWalk.Seen = []
    /// The name's entity (`TermName.entity`) that the word belongs to; 0 for a word that is no name.
    package var entity: UInt16 = 0

    /// True for what an article can be about; false for where and how many: a country, a word that
    /// stood only inside names of countries, a figure. Those add to a score and never decide it.
    package var isSubject: Bool { kind == .word }
    package var isCountry: Bool { kind == .country }
    /// Of the headline or the first two sentences.
    package var isLede: Bool { inHeadline || seen.contains(.lede) }
    package var isFigure: Bool { kind == .figure }
  }

  package struct Neighbours: Hashable, Sendable {
    package var first: Int32
    package var second: Int32
  }

  enum Kind: UInt8, Sendable {
    case word, nameOfCountry, country, figure
  }

  /// Most terms an article may have; further new ones are passed over. An article of 3 KB has 250.
  package static let termLimit = 2048
  /// Words that are read; beyond them the article is too long to be news.
  static let tokenLimit = 16_384

  package let language: TermLanguage
  /// Ascending by hash, no hash twice; may be empty.
  package let terms: [Term]
  /// Ascending by key, no key twice.
  package let names: [TermName]
  /// Two terms of which the second stands behind the first somewhere, by their places in `terms`: ascending, each
  /// pair once. Only of terms that are not common.
  package let neighbours: [Neighbours]
  /// Of the words of the headline, letters folded; 0 when there is none.
  package let headlineHash: TermHash
  let headline: String
  let body: String

  /// What the texts hold in memory.
  package var textBytes: Int { headline.utf8.count + body.utf8.count }

  /// As it stands in the article: `Tokyo`, `@jp` for a country.
  package func surface(_ term: Term) -> String {
    if term.kind == .country {
      return CountryCode(
        first: UInt8(truncatingIfNeeded: term.surfaceStart >> 8),
        second: UInt8(truncatingIfNeeded: term.surfaceStart)
      ).term
    }
    let text = (term.inHeadline ? headline : body).utf8
    guard Int(term.surfaceStart) + Int(term.surfaceCount) <= text.count else { return "" }
    let start = text.index(text.startIndex, offsetBy: Int(term.surfaceStart))
    let end = text.index(start, offsetBy: Int(term.surfaceCount))
    return String(text[start..<end]) ?? ""
  }

  /// Where the surface form stands, in bytes of UTF-8; nil for a country, which has no one form.
  package func surfaceRange(_ term: Term) -> (inHeadline: Bool, bytes: Range<Int>)? {
    guard term.kind != .country else { return nil }
    let start = Int(term.surfaceStart)
    return (term.inHeadline, start..<start + Int(term.surfaceCount))
  }
}
