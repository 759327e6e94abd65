import NewsModel

extension Format {
  /// What nothing tells to be anything else.
  static let text = Format("text", Signature()) { OneRecord.source($0, article: PlainText.article) }
}

/// One plain text or Markdown file: one article.
///
/// Charset by mark, validity or detection (`Charset`); header lines and front matter
/// (`TextHeaders`), or byline and day below the headline (`TopLines`); headline (`HeadlineRule`);
/// paragraphs (`Paragraphs`). A piece of HTML is read as the body of a record is (`FieldText`).
enum PlainText {
  static func article(of document: OpenedDocument) throws(Rejection) -> Article {
    let whole = try lines(of: document)
    document.window.release()
    let place = document.place
    let outer = withoutHead(whole)
    let headers = TextHeaders(outer.text, fields: place.fields)
    let inner = headers.count > 0 ? withoutHead(outer.text.dropping(headers.count)) : outer
    let text = Self.withoutTitle(inner.text, headers.draft.line(.headline))
    guard !text.lines.isEmpty else {
      let what = headers.count > 0 ? "header lines" : "comments and what stands in a page's head"
      throw Rejection(.noText, "there is nothing but \(what)", locator: place.locator)
    }
    var draft = headers.draft
    draft[.headline] = draft[.headline] ?? inner.title ?? outer.title
    if let fragment = fragment(text) {
      draft[.body] = fragment
      return try draft.article(at: place) { PassedOver() }
    }
    if headers.count > 0 || draft[.headline] != nil {
      return try draft.article(at: place, text: text)
    }
    let top = TopLines(text)
    guard top.count > 0 else { return try draft.article(at: place, text: text) }
    draft[.byline] = top.byline.map { Array($0.utf8) }
    draft[.published] = top.published
    draft[.headline] = Array(HeadlineRule.withoutHeadingMark(text.text(text.lines[0])).utf8)
    return try draft.article(at: place, text: text.dropping(top.count + 1))
  }

  /// Markdown repeats below the front matter what that names as the headline.
  private static func withoutTitle(_ text: TextLines, _ headline: String?) -> TextLines {
    guard let headline, let first = text.lines.first.map(text.text) else { return text }
    let isRuled = TopLines.isRule(below: 0, text)
    let title = HeadlineRule.withoutHeadingMark(first)
    guard title != first || isRuled, PageHeadline.folded(title) == PageHeadline.folded(headline)
    else {
      return text
    }
    return text.dropping(isRuled ? 2 : 1)
  }

  /// Comments, style sheets and scripts on top of a text, as exports of blogs have them, are none of it.
  private static func withoutHead(_ text: TextLines) -> (text: TextLines, title: [UInt8]?) {
    guard let first = text.lines.first, text.bytes[first.range.lowerBound] == 0x3C else {
      return (text, nil)
    }
    return markup(text).withUnsafeBufferPointer { (bytes) -> (TextLines, [UInt8]?) in
      let head = LooseHead(bytes)
      guard head.end > 0 else { return (text, nil) }
      let title = head.title.map { FieldText.line(Array(bytes[$0])) }
      return (TextLines(UnsafeBufferPointer(rebasing: bytes[head.end...])), title)
    }
  }

  /// What is nothing but a piece of HTML, whatever its name: it begins with a block, balances, and no block
  /// of lines begins with anything but a tag. Markdown may open with HTML, and goes on without.
  private static func fragment(_ text: TextLines) -> [UInt8]? {
    guard text.lines.allSatisfy({ !$0.opensBlock || text.bytes[$0.range.lowerBound] == 0x3C })
    else { return nil }
    let bytes = markup(text)
    return FieldText.isFragment(bytes) ? bytes : nil
  }

  private static func markup(_ text: TextLines) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in text.lines {
      bytes += (line.opensBlock ? [0x0A, 0x0A] : [0x0A]) + text.bytes[line.range]
    }
    return bytes
  }

  /// The whole document, in any 8-bit charset or UTF-8.
  private static func lines(of document: OpenedDocument) throws(Rejection) -> TextLines {
    let (bytes, locator) = (document.window.bytes, document.place.locator)
    if ByteRuns.first(0, in: bytes, from: 0) != nil {
      throw Rejection(
        .unknownFormat, "the file contains NUL bytes, so it is not text", locator: locator)
    }
    let text: TextLines
    if let converted = Charset.converted(bytes, given: document.given.charset) {
      text = converted.withUnsafeBufferPointer { TextLines($0) }
    } else {
      text = TextLines(bytes)
    }
    if text.lines.isEmpty {
      throw Rejection(.empty, "there is nothing but white space", locator: locator)
    }
    return text
  }
}
