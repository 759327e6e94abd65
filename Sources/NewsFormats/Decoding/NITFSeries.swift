import NewsModel

/// Several NITF documents in one file, one behind the other, each an article.
struct NITFSeries: FramedDocument {
  private var elements: Elements
  let window: ByteWindow
  private let meter: WorkMeter
  /// The DOCTYPE before the document at hand defines something.
  private var hasSubset = false

  private static let element = "nitf"

  /// Whether a second document begins in the bytes. Held is as much as one document may have.
  ///
  /// - Parameter document: in UTF-8.
  /// - Returns: false also for a series whose second document is further away.
  /// - Throws: what reading does.
  static func isOne(_ document: OpenedDocument) throws(DecodingFailure) -> Bool {
    let window = document.window
    var scan = MarkupScan(names: [element])
    if let root = XMLPrologue.start(window.bytes) { scan.rewind(to: root) }
    var starts = 0
    while true {
      switch scan.next(in: window.bytes) {
      case .tag(.start):
        starts += 1
        if starts == 2 { return true }
      case .tag: continue
      case .needsMore:
        guard document.meter.allows(window.count) else { return false }
        if window.count > document.limits.documentTextBytes { return false }
        if try !window.fill() { return false }
      }
    }
  }

  static func source(_ document: OpenedDocument) -> any RecordSource {
    let document = document.asContainer
    return RecordWalk(document, NITFSeries(document))
  }

  private init(_ document: OpenedDocument) {
    window = document.window
    meter = document.meter
    elements = Elements(
      document, names: [Self.element], noun: "document", cutWords: "the document is not closed")
    elements.hasHead = true
  }

  var isContainer: Bool { true }
  var emptyWords: StaticString { "the file holds no documents" }

  mutating func nextFrame() throws(DecodingFailure) -> Frame? {
    guard let frame = try elements.next({ _ in }) else { return nil }
    hasSubset = XMLPrologue.holdsSubset(elements.gap(before: frame))
    return frame
  }
  mutating func pass(_ frame: Frame) throws(DecodingFailure) { try elements.pass(frame) }

  func articles(in frame: Frame, at place: DocumentPlace) throws(Rejection) -> [Article] {
    if hasSubset {
      throw Rejection(
        .dtdRefused, "the DOCTYPE has an internal subset", locator: place.locator)
    }
    let bytes = UnsafeBufferPointer(rebasing: window.bytes[frame.range])
    return [try NITF.article(in: bytes, at: place, meter: meter)]
  }
}
