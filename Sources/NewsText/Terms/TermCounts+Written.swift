/// Names as people read them.
extension TermCounts {
  /// The names of one entity together where they stand side by side, in the order of the text, each once:
  /// `Ruth Okafor`.
  ///
  /// - Parameter names: of this article.
  /// - Returns: in the order of the text, what stands in the headline first.
  package func written(_ names: [TermName]) -> [String] {
    let spans = names.compactMap { surfaceRange(terms[Int($0.term)]) }
      .sorted {
        $0.inHeadline != $1.inHeadline
          ? $1.inHeadline : $0.bytes.lowerBound < $1.bytes.lowerBound
      }
    let words = Set(spans.map(text))
    var written: [String] = []
    for span in Self.joined(spans, gap: { self.gap($0, $1) }) {
      let name = text(span) + following(span, among: words)
      if !name.isEmpty, !written.contains(name) { written.append(name) }
    }
    // A last name alone in the headline is the one whose first name stands beside it below.
    return written.filter { name in
      !written.contains { $0 != name && $0.split(separator: " ").contains(Substring(name)) }
    }
  }

  /// The words behind a name that are names too, each with the space before it.
  private func following(_ span: Span, among words: Set<String>) -> String {
    let text = (span.inHeadline ? headline : body).utf8
    guard span.bytes.upperBound < text.count else { return "" }
    var rest = text.dropFirst(span.bytes.upperBound)
    var following = ""
    while rest.first == UInt8(ascii: " ") {
      let word = rest.dropFirst().prefix { $0 >= 0x80 || ($0 | 0x20) >= 97 && ($0 | 0x20) <= 122 }
      guard let name = String(word), words.contains(name) else { break }
      following += " " + name
      rest = rest.dropFirst(1 + word.count)
    }
    return following
  }

  /// - Parameter span: in bytes of one of the texts.
  /// - Returns: what stands there; empty for what lies outside.
  package func text(_ span: Span) -> String {
    let text = (span.inHeadline ? headline : body).utf8
    guard span.bytes.upperBound <= text.count else { return "" }
    let start = text.index(text.startIndex, offsetBy: span.bytes.lowerBound)
    let end = text.index(text.startIndex, offsetBy: span.bytes.upperBound)
    return String(text[start..<end]) ?? ""
  }

  /// True for terms of the same article.
  package func sharesTexts(with other: TermCounts) -> Bool {
    headline == other.headline && body == other.body
  }

  package typealias Span = (inHeadline: Bool, bytes: Range<Int>)

  /// Spans that overlap or stand side by side are one: rare characters of Chinese count in pairs, and
  /// Thai in pairs of letters.
  private static func joined(_ spans: [Span], gap: (Span, Span) -> Bool) -> [Span] {
    var joined: [Span] = []
    for span in spans {
      if let last = joined.last, last.inHeadline == span.inHeadline,
        span.bytes.lowerBound <= last.bytes.upperBound || gap(last, span)
      {
        let end = max(last.bytes.upperBound, span.bytes.upperBound)
        joined[joined.count - 1].bytes = last.bytes.lowerBound..<end
      } else {
        joined.append(span)
      }
    }
    return joined
  }

  /// True when nothing but a space or a hyphen stands between them.
  private func gap(_ a: Span, _ b: Span) -> Bool {
    guard b.bytes.lowerBound == a.bytes.upperBound + 1 else { return false }
    let text = (a.inHeadline ? headline : body).utf8
    guard a.bytes.upperBound < text.count else { return false }
    let byte = text[text.index(text.startIndex, offsetBy: a.bytes.upperBound)]
    return byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-")
  }
}
