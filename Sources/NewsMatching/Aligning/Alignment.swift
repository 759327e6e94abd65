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
    /// A script without capitals, so that no name is seen.
    package var isCaseless = false
    package var matchedNumbers = 0
    package var matchedNames = 0
    /// Words of four letters and more, and numbers, outside all passages, each once; and how many of them
    /// the other text has anywhere. Both 0 below `RestWords.leastShare`.
    package var rest = 0
    package var restFound = 0
    /// Names and figures outside all passages that the other text has as well, each once: what it tells more of
    /// the same. 0 below `RestWords.leastShare`, too.
    package var restFacts = 0
    /// Words before the first passage, counted as `rest` is; and how many of them stand in the text's own passages:
    /// a lede and what follows it have words in common, a lede and a box do not.
    package var opening = 0
    package var openingFound = 0
    /// Tokens before the first passage, and after the last one.
    package var before = 0
    package var after = 0
    /// Stretches of matched tokens, ascending, apart.
    package var matched: [Range<Int>] = []

    /// Share of the text's weight that the other one holds, 0…1.
    var share: Double { Double(matchedWeight) / Double(max(2, weight)) }
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
  /// Figures of which one at least is written in words or with an ending (`three`, `3rd`), opposite another one;
  /// and, in two short texts where there are such, numerals that stand in both, without `one`.
  package var numeralsConflicting = 0
  package var numeralsMatched = 0
  /// Capitalised words that stand opposite another one.
  package var capitalsConflicting = 0
  /// UTF-8 byte ranges in both texts, in order of `here`; the longest 16 when there are more.
  package var passages: [CopyLink.Passage] = []

  package static let passageLimit = 16
}
