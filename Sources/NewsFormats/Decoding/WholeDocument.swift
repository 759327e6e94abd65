import NewsModel

/// Decodes what is one document and one article: texts, pages, NITF. A format says what it makes of the
/// bytes.
protocol WholeDocumentDecoder {
  static var format: String { get }

  /// Parameter window: holds all bytes; it may be released as soon as they are of no use, so that a large
  /// document stands in memory as what is made of it, not also as bytes.
  static func article(
    in window: ByteWindow, meter: WorkMeter, at place: DocumentPlace
  ) throws(Rejection) -> Article

  var document: WholeDocument { get set }
  init(document: WholeDocument)
}

extension WholeDocumentDecoder {
  init(window: ByteWindow, meter: WorkMeter, place: DocumentPlace) {
    self.init(document: WholeDocument(window: window, meter: meter, place: place))
  }

  /// Nil the second time.
  mutating func next() throws(DecodingFailure) -> DecodedRecord? { try document.next(Self.article) }
  mutating func skip() -> Bool { document.skip() }
}

/// A document that is read as a whole, once.
struct WholeDocument {
  let window: ByteWindow
  let meter: WorkMeter
  let place: DocumentPlace
  private var isDone = false

  init(window: ByteWindow, meter: WorkMeter, place: DocumentPlace) {
    self.window = window
    self.meter = meter
    self.place = place
  }

  /// Nil the second time. Parameter article: from all bytes.
  mutating func next(
    _ article: (ByteWindow, WorkMeter, DocumentPlace) throws(Rejection) -> Article
  ) throws(DecodingFailure) -> DecodedRecord? {
    guard skip() else { return nil }
    try window.fillWhole(meter: meter, place: place)
    do throws(Rejection) {
      return .article(try article(window, meter, place), ordinal: 0)
    } catch {
      throw .rejected(error)
    }
  }

  mutating func skip() -> Bool {
    defer { isDone = true }
    return !isDone
  }
}
