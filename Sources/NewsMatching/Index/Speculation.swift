import NewsText

/// What a worker found out before it was needed: alignments, which are functions of two texts, and what
/// `OlderPostings` have of the article's keys, which is good for one generation of the index. Never
/// changes a decision, whatever happened since.
package struct Speculation: Sendable {
  /// One older article: the alignment, and its tokens when boilerplate must be weighed out of them.
  struct Comparison: Sendable {
    var alignment: Alignment
    var thereTokens: [Token]
  }

  var comparisons: [UInt32: Comparison] = [:]
  var found: FoundPostings?

  /// Alignments it holds.
  package var count: Int { comparisons.count }
}
