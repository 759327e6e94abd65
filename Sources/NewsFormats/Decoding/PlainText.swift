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
    let text = try lines(of: document)
    document.window.release()
    let place = document.place
    let headers = TextHeaders(text, fields: place.fields)
    guard headers.count < text.lines.count else {
      throw Rejection(.noText, "there is nothing but header lines", locator: place.locator)
    }
    if let fragment = fragment(text, from: headers.count) {
      var draft = headers.draft
      draft[.body] = fragment
      return try draft.article(at: place) { PassedOver() }
    }
    if headers.count > 0 {
      return try headers.draft.article(at: place, text: text.dropping(headers.count))
    }
    let top = TopLines(text)
    guard top.count > 0 else { return try headers.draft.article(at: place, text: text) }
    var draft = headers.draft
    draft[.byline] = top.byline.map { Array($0.utf8) }
    draft[.published] = top.published
    draft[.headline] = Array(HeadlineRule.withoutHeadingMark(text.text(text.lines[0])).utf8)
    return try draft.article(at: place, text: text.dropping(top.count + 1))
  }

  /// What is nothing but a piece of HTML, whatever its name: it begins with a block, balances, and no block
  /// of lines begins with anything but a tag. Markdown may open with HTML, and goes on without.
  private static func fragment(_ text: TextLines, from start: Int) -> [UInt8]? {
    let lines = text.lines[start...]
    guard
      lines.allSatisfy({ !$0.opensBlock || text.bytes[$0.range.lowerBound] == 0x3C }),
      lines.first.map({ text.bytes[$0.range.lowerBound] }) == 0x3C
    else { return nil }
    var bytes: [UInt8] = []
    for line in lines {
      bytes += (line.opensBlock ? [0x0A, 0x0A] : [0x0A]) + text.bytes[line.range]
    }
    return FieldText.isFragment(bytes) ? bytes : nil
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
