import NewsModel

/// Records that are XML elements of one name or a few, found by their tags without parsing them, and what stands
/// between them. Held at a time: one element, and the gap before it.
struct Elements {
  /// A gap longer than this is handed on in pieces.
  private static let gapBytes = 1 << 20

  private let window: ByteWindow
  private let meter: WorkMeter
  private let place: DocumentPlace
  private let noun: StaticString
  private let cutWords: StaticString
  private var scan: MarkupScan
  /// False until what stands before the first element has been read, which is done in one piece.
  var hasHead = false

  /// - Parameters:
  ///   - document: in UTF-8, perhaps damaged.
  ///   - names: the elements' local names, in letters of any case.
  ///   - isXML: as `MarkupScan` takes it.
  ///   - noun: what locators call one.
  ///   - cutWords: what is said of one that does not end.
  init(
    _ document: OpenedDocument, names: [String], isXML: Bool = false, noun: StaticString,
    cutWords: StaticString
  ) {
    window = document.window
    meter = document.meter
    place = document.place
    self.noun = noun
    self.cutWords = cutWords
    scan = MarkupScan(names: names, isXML: isXML)
  }

  /// - Parameter takeGap: told what stands between the elements when it is to be dropped before the
  ///   next one is found, once there is a head.
  /// - Returns: nil at the end; what stands behind the last element is then in the window.
  /// - Throws: `tooSlow`, and `tooLarge` for what stands before the first element.
  mutating func next(
    _ takeGap: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(DecodingFailure) -> Frame? {
    var start: Int?
    while true {
      let before = scan.offset
      switch scan.next(in: window.bytes) {
      case .tag(.start(let range)):
        guard let open = start else {
          start = range.lowerBound
          continue
        }
        // The element before was not closed: it ends where the next begins.
        scan.rewind(to: range.lowerBound)
        return frame(open..<range.lowerBound)
      case .tag(.empty(let range)) where start == nil: return frame(range)
      case .tag(.end(let range)):
        if let start { return frame(start..<range.upperBound) }
      case .tag(.empty): continue
      case .needsMore:
        try spend(since: before)
        if let start, window.count - start > place.limits.documentTextBytes {
          return frame(start..<window.count, .tooLarge)
        }
        if start == nil { try dropGap(takeGap) }
        if try window.fill() { continue }
        return start.map { frame($0..<window.count, .cut(cutWords)) }
      }
    }
  }

  /// What stands before an element and was not handed on yet.
  func gap(before frame: Frame) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: window.bytes[..<frame.range.lowerBound])
  }

  private func frame(_ range: Range<Int>, _ extent: Frame.Extent = .whole) -> Frame {
    Frame(range: range, extent: extent, label: .numbered(noun))
  }

  private func spend(since before: Int) throws(DecodingFailure) {
    guard meter.allows(scan.offset - before) else {
      throw .rejected(place.limits.tooSlow(locator: place.locator))
    }
  }

  /// Keeps what stands between the elements from growing.
  private mutating func dropGap(
    _ takeGap: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(DecodingFailure) {
    guard scan.offset > Self.gapBytes else { return }
    guard hasHead else {
      if scan.offset <= place.limits.documentTextBytes { return }
      throw .rejected(place.limits.documentTooLarge(locator: place.locator))
    }
    takeGap(UnsafeBufferPointer(rebasing: window.bytes[..<scan.offset]))
    consume(scan.offset)
  }

  private mutating func consume(_ count: Int) {
    window.consume(count)
    scan.forget(count)
  }

  mutating func pass(_ frame: Frame) throws(DecodingFailure) {
    guard case .tooLarge = frame.extent else { return consume(frame.range.upperBound) }
    while true {
      let before = scan.offset
      switch scan.next(in: window.bytes) {
      case .tag(.start(let range)):
        scan.rewind(to: range.lowerBound)
        return consume(range.lowerBound)
      case .tag(.end(let range)): return consume(range.upperBound)
      case .tag(.empty): continue
      case .needsMore:
        try spend(since: before)
        consume(scan.offset)
        if try !window.fill() { return }
      }
    }
  }
}
