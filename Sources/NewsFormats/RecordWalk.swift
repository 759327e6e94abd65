import NewsModel

/// From frame to frame: what is the same for every format whose records lie in its bytes.
///
/// The walk owns the time that a record may take, its number and locator, what becomes of one that is too
/// large or cut, the bytes that are kept of a bad one, passing over records, and what the surroundings
/// say (`Given`). A format says where a frame ends and what stands in it (`FramedDocument`).
final class RecordWalk<Document: FramedDocument>: RecordSource {
  private let opened: OpenedDocument
  private var document: Document
  /// Of the last frame, and not given yet: last first.
  private var pending: [Article] = []
  /// Records given and passed over. A byte offset will stand beside it when a format can be opened
  /// in its middle.
  private var records = 0
  /// Frames that gave records or were passed over: what locators count.
  private var frames = 0

  init(_ opened: OpenedDocument, _ document: Document) {
    self.opened = opened
    self.document = document
  }

  var format: String { opened.place.format }
  var isContainer: Bool { document.isContainer }

  func next() throws(DecodingFailure) -> DocumentRecord? {
    if let record = nextPending() { return record }
    while let frame = try nextFrame() {
      let rejected = try read(frame)
      try document.pass(frame)
      guard let record = rejected ?? nextPending() else { continue }
      if rejected != nil { records += 1 }
      frames += 1
      return record
    }
    return try atEnd(nil)
  }

  func skip() throws(DecodingFailure) -> Bool {
    if document.isToldByReading { return try next() != nil }
    guard let frame = try nextFrame() else { return try atEnd(false) }
    try document.pass(frame)
    records += 1
    frames += 1
    return true
  }

  private func nextPending() -> DocumentRecord? {
    guard let article = pending.popLast() else { return nil }
    records += 1
    return .article(article)
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

  /// Makes what stands in a frame `pending`.
  ///
  /// - Parameter frame: the one at hand.
  /// - Returns: why it gives nothing; nil also for what is no record by its own words.
  /// - Throws: what ends the document.
  private func read(_ frame: Frame) throws(DecodingFailure) -> DocumentRecord? {
    do throws(Rejection) {
      pending = try articles(in: frame).reversed()
      return nil
    } catch {
      if error.isTold { return .rejected(error, beginning: []) }
      guard document.isContainer, !document.isLost(after: error) else { throw .rejected(error) }
      let beginning = document.window.bytes[frame.range].prefix(DecodedRecord.keptBytes)
      return .rejected(error, beginning: Array(beginning))
    }
  }

  private func articles(in frame: Frame) throws(Rejection) -> [Article] {
    let place = place(of: frame)
    switch frame.extent {
    case .tooLarge: throw place.limits.documentTooLarge(locator: place.locator)
    case .cut(let words): throw Rejection(.truncated, "\(words)", locator: place.locator)
    case .whole: break
    }
    var articles = try document.articles(in: frame, at: place)
    guard opened.meter.allows(frame.range.count) else {
      throw place.limits.tooSlow(locator: place.locator)
    }
    for index in articles.indices { opened.given.fill(into: &articles[index]) }
    return articles
  }

  private func place(of frame: Frame) -> DocumentPlace {
    var place = opened.place
    switch frame.label {
    case .document: break
    case .line(let line): place.locator = opened.recordsLocator + " › line \(line)"
    case .numbered(let noun): place.locator = opened.recordsLocator + " › \(noun) \(frames + 1)"
    }
    return place
  }
}
