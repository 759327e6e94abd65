import NewsModel

/// From frame to frame: what is the same for every format whose records lie in its bytes.
///
/// The walk owns the time that a record may take, its number and locator, what becomes of one that is too
/// large or cut, the bytes that are kept of a bad one, passing over records, and what the surroundings
/// say (`Given`). A format says where a frame ends and what stands in it (`FramedDocument`).
final class RecordWalk<Document: FramedDocument>: RecordSource {
  private let opened: OpenedDocument
  private var document: Document
  /// Records given and passed over. A byte offset will stand beside it when a format can be opened
  /// in its middle.
  private var records = 0

  init(_ opened: OpenedDocument, _ document: Document) {
    self.opened = opened
    self.document = document
  }

  var format: String { opened.place.format }
  var isContainer: Bool { document.isContainer }

  func next() throws(DecodingFailure) -> DocumentRecord? {
    while let frame = try nextFrame() {
      let record = try read(frame)
      try document.pass(frame)
      guard let record else { continue }
      records += 1
      return record
    }
    return try atEnd(nil)
  }

  func skip() throws(DecodingFailure) -> Bool {
    if document.isToldByReading { return try next() != nil }
    guard let frame = try nextFrame() else { return try atEnd(false) }
    try document.pass(frame)
    records += 1
    return true
  }

  private func nextFrame() throws(DecodingFailure) -> Frame? {
    opened.meter.beginDocument()
    return try document.nextFrame()
  }

  private func atEnd<Answer>(_ answer: Answer) throws(DecodingFailure) -> Answer {
    if records > 0 { return answer }
    throw .rejected(
      Rejection(.noText, "\(document.emptyWords)", locator: opened.place.locator))
  }

  /// - Returns: nil for what is no record by its own words.
  private func read(_ frame: Frame) throws(DecodingFailure) -> DocumentRecord? {
    do throws(Rejection) {
      return try article(in: frame).map { .article($0) }
    } catch {
      guard document.isContainer, !document.isLost(after: error) else { throw .rejected(error) }
      let beginning = document.window.bytes[frame.range].prefix(DecodedRecord.keptBytes)
      return .rejected(error, beginning: Array(beginning))
    }
  }

  private func article(in frame: Frame) throws(Rejection) -> Article? {
    let place = place(of: frame)
    switch frame.extent {
    case .tooLarge: throw place.limits.documentTooLarge(locator: place.locator)
    case .cut(let words): throw Rejection(.truncated, "\(words)", locator: place.locator)
    case .whole: break
    }
    guard var article = try document.article(in: frame, at: place) else { return nil }
    guard opened.meter.allows(frame.range.count) else {
      throw place.limits.tooSlow(locator: place.locator)
    }
    opened.given.fill(into: &article)
    return article
  }

  private func place(of frame: Frame) -> DocumentPlace {
    var place = opened.place
    switch frame.label {
    case .document: break
    case .line(let line): place.locator = opened.recordsLocator + " › line \(line)"
    case .numbered(let noun): place.locator = opened.recordsLocator + " › \(noun) \(records + 1)"
    }
    return place
  }
}
