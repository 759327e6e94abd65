import NewsText

/// Alignments computed before they are needed: what `decide` finds here it need not compute. Never
/// changes a decision, whatever happened since.
package struct Speculation: Sendable {
  /// One older article: the alignment, and its tokens when boilerplate must be weighed out of them.
  struct Comparison: Sendable {
    var alignment: Alignment
    var thereTokens: [Token]
  }

  var comparisons: [UInt32: Comparison] = [:]

  /// Alignments it holds.
  package var count: Int { comparisons.count }
}
