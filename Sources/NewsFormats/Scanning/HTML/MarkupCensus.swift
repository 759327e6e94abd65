/// The tags of a text, counted to tell whether it is HTML: see `MarkupBody`.
struct MarkupCensus {
  private var open: [String: Int] = [:]
  private var pairs = 0
  private var alone = 0
  private var hasVoid = false
  /// Paragraphs of small letters; one may be spoken of, two are written.
  private var paragraphs = 0

  /// `isSmall` says how the tag's name begins; `isFirst`, that nothing stands before the tag.
  mutating func count(_ tag: MarkupTag, _ kind: ElementName.Kind, isSmall: Bool, isFirst: Bool) {
    switch kind {
    case .void, .lineBreak:
      if tag.closesItself || isSmall { hasVoid = true }
    case .block, .heading, .inline, .hidden:
      if tag.isEnd { return countEnd(tag.name) }
      open[tag.name, default: 0] += 1
      if case .block(mayStayOpen: true) = kind, isSmall { paragraphs += isFirst ? 2 : 1 }
    }
  }

  private mutating func countEnd(_ name: String) {
    if let count = open[name], count > 0 {
      open[name] = count - 1
      pairs += 1
    } else {
      alone += 1
    }
  }

  /// A whole element of which nothing is shown, or its start tag alone.
  mutating func countHidden(isClosed: Bool) {
    if isClosed { pairs += 1 } else { alone += 1 }
  }

  var isMarkup: Bool {
    var alone = alone
    for (name, count) in open where count > 0 {
      // HTML's rule lets one leave them open: shown by a pair, or by a text of paragraphs.
      if case .block(mayStayOpen: true)? = ElementName.kind(of: name), pairs > 0 || paragraphs > 1 {
        continue
      }
      alone += count
    }
    return alone * 5 <= pairs && (pairs > 0 || hasVoid || paragraphs > 1)
  }
}
