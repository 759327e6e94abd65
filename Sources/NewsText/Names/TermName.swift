/// A word of an article that stands there as a name: of a person, a place, a company, a ship.
///
/// Which words those are follows from capitals where the script has them, and from how rare a word is
/// (`NameRule`). What an editor looks at first, and what two reports of one event share.
package struct TermName: Hashable, Sendable {
  package struct Marks: OptionSet, Hashable, Sendable {
    package var rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A name for certain; without it, a rare word that may be one: two articles that share it agree,
    /// two that do not have not contradicted each other.
    package static let sure = Marks(rawValue: 1)
    /// A sure name, no acronym, of the headline or the first two sentences.
    package static let lede = Marks(rawValue: 2)
    /// A sure name that a town has.
    package static let place = Marks(rawValue: 4)
    /// Only written with a capital: no name by the rule, but a text that holds it is not silent on it.
    package static let mention = Marks(rawValue: 8)
    /// A country of the headline, which the story engine keeps among the names: said by a lede, and no
    /// name that two reports could share.
    package static let country = Marks(rawValue: 16)
  }

  /// What names are compared by: the stem where words are not inflected at their ends, else the first
  /// letters (`NameKey`).
  package var key: TermHash
  /// Where its commonest form stands in `TermCounts.terms`.
  package var term: Int32
  /// Names that stand side by side in the article are one entity: a first and a last name. From 1.
  package var entity: UInt16
  package var marks: Marks

  package var isName: Bool { !marks.contains(.mention) }
}
