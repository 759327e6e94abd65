import NewsModel

/// A document that is one record: texts, pages, NITF. A format says what it makes of all bytes.
struct OneRecord: FramedDocument {
  /// The whole document lies in the window, which may be released as soon as its bytes are of no
  /// use, so that a large document stands in memory as what is made of it, not also as bytes.
  typealias Reading = (OpenedDocument) throws(Rejection) -> Article

  private let document: OpenedDocument
  private let reading: Reading
  private var isDone = false

  private init(_ document: OpenedDocument, _ reading: @escaping Reading) {
    self.document = document
    self.reading = reading
  }

  static func source(
    _ document: OpenedDocument, article reading: @escaping Reading
  ) -> any RecordSource {
    RecordWalk(document, OneRecord(document, reading))
  }

  var window: ByteWindow { document.window }
  var isContainer: Bool { false }
  var emptyWords: StaticString { "the document is empty" }

  mutating func nextFrame() throws(DecodingFailure) -> Frame? {
    if isDone { return nil }
    isDone = true
    try fillWhole()
    return Frame(range: 0..<window.count, label: .document)
  }

  func articles(in frame: Frame, at place: DocumentPlace) throws(Rejection) -> [Article] {
    [try reading(document)]
  }

  func pass(_ frame: Frame) { window.release() }

  private func fillWhole() throws(DecodingFailure) {
    while true {
      let held = window.count
      if held > document.limits.documentTextBytes {
        throw .rejected(document.limits.documentTooLarge(locator: document.place.locator))
      }
      if try !window.fill() { return }
      guard document.meter.allows(window.count - held) else {
        throw .rejected(document.limits.tooSlow(locator: document.place.locator))
      }
    }
  }
}
