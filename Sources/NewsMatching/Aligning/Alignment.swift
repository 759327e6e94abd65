package import NewsModel
import NewsText

/// What two texts have in common, word by word: a pure function of two token streams, so that it can
/// be computed before it is needed and kept. Boilerplate plays no part here; `PairEvidence` leaves it out.
package struct Alignment: Hashable, Sendable {
  /// One text's part in it.
  package struct Side: Hashable, Sendable {
    package var tokens = 0
    /// In halves of a word, see `Token.weight`.
    package var weight = 0
    package var matchedWeight = 0
    package var matchedTokens = 0
    /// Numbers and names in the whole text, and how many of them are matched.
    package var numbers = 0
    package var names = 0
    package var matchedNumbers = 0
    package var matchedNames = 0
    /// Stretches of matched tokens, ascending, apart.
    package var matched: [Range<Int>] = []
  }

  /// The newer text and the older one.
  package var here = Side()
  package var there = Side()
  /// Shared passages, and the words in the longest one.
  package var tiles = 0
  package var longest = 0
  /// Words that match though some of their letters differ.
  package var misprints = 0
  /// Numbers that stand opposite an equal one, and opposite another one.
  package var numbersMatched = 0
  package var numbersConflicting = 0
  /// Numbers that stand opposite a word without a digit: `1.5` and `two`.
  package var numbersReplaced = 0
  /// Capitalised words that stand opposite another one.
  package var capitalsConflicting = 0
  /// UTF-8 byte ranges in both texts, in order of `here`; the longest 16 when there are more.
  package var passages: [Passage] = []

  package static let passageLimit = 16
}
