import NewsModel

/// One plain text or Markdown file: one article.
///
/// Charset by mark, validity or detection (`Charset`); header lines and front matter
/// (`TextHeaders`); headline (`HeadlineRule`); paragraphs (`Paragraphs`).
struct PlainTextDecoder: WholeDocumentDecoder {
  static let format = "text"

  var document: WholeDocument

  static func article(
    in window: ByteWindow, meter: WorkMeter, at place: DocumentPlace
  ) throws(Rejection) -> Article {
    let text = try lines(window.bytes, at: place)
    window.release()
    return try article(text, at: place)
  }

  /// Parameter bytes: the whole document, in any 8-bit charset or UTF-8.
  private static func lines(
    _ bytes: UnsafeBufferPointer<UInt8>, at place: DocumentPlace
  ) throws(Rejection) -> TextLines {
    if ByteRuns.first(0, in: bytes, from: 0) != nil {
      throw Rejection(
        .unknownFormat, "the file holds NUL bytes: not text", locator: place.locator)
    }
    let text: TextLines
    if let converted = Charset.converted(bytes) {
      text = converted.withUnsafeBufferPointer { TextLines($0) }
    } else {
      text = TextLines(bytes)
    }
    if text.lines.isEmpty {
      throw Rejection(.empty, "there is nothing but white space", locator: place.locator)
    }
    return text
  }

  private static func article(
    _ text: TextLines, at place: DocumentPlace
  ) throws(Rejection) -> Article {
    let headers = TextHeaders(text, fields: place.fields)
    guard headers.count < text.lines.count else {
      throw Rejection(.noText, "there is nothing but header lines", locator: place.locator)
    }
    return try headers.draft.article(
      at: place, text: headers.count == 0 ? text : text.dropping(headers.count))
  }
}
