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
  /// Whether one may stand in another. Until one has been found that does not end: then those behind it
  /// would be looked at once for each that has no end.
  private var mayNest: Bool
  /// False until what stands before the first element has been read, which is done in one piece.
  var hasHead = false

  /// An element whose end is looked for.
  private struct Open {
    var start: Int
    var depth = 1
    /// Where the first one in it begins.
    var inner: Int?
  }

  /// - Parameters:
  ///   - document: in UTF-8, perhaps damaged.
  ///   - names: the elements' local names, in letters of any case.
  ///   - isXML: as `MarkupScan` takes it.
  ///   - mayNest: whether elements may stand in each other, as the outermost is one record then. Else one
  ///     that is not closed ends where the next begins.
  ///   - noun: what locators call one.
  ///   - cutWords: what is said of one that does not end.
  init(
    _ document: OpenedDocument, names: [String], isXML: Bool = false, mayNest: Bool = false,
    noun: StaticString, cutWords: StaticString
  ) {
    window = document.window
    meter = document.meter
    place = document.place
    self.mayNest = mayNest
    self.noun = noun
    self.cutWords = cutWords
    scan = MarkupScan(names: names, isXML: isXML)
    // What stands in a DOCTYPE is no element: an entity may hold one.
    if let root = XMLPrologue.start(window.bytes) { scan.rewind(to: root) }
  }

  /// - Parameter takeGap: told what stands between the elements when it is to be dropped before the
  ///   next one is found, once there is a head.
  /// - Returns: nil at the end; what stands behind the last element is then in the window.
  /// - Throws: `tooSlow`, and `tooLarge` for what stands before the first element.
  mutating func next(
    _ takeGap: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(DecodingFailure) -> Frame? {
    var open: Open?
    while true {
      let before = scan.offset
      switch scan.next(in: window.bytes) {
      case .tag(let tag): if let frame = take(tag, &open) { return frame }
      case .needsMore:
        try spend(since: before)
        if let open, window.count - open.start > place.limits.documentTextBytes {
          return frameBeforeInner(of: open) ?? frame(open.start..<window.count, .tooLarge)
        }
        if open == nil { try dropGap(takeGap) }
        if try window.fill() { continue }
        return open.map { frameBeforeInner(of: $0) ?? frame(0..<window.count, .cut(cutWords)) }
      }
    }
  }

  private mutating func take(_ tag: MarkupScan.Tag, _ open: inout Open?) -> Frame? {
    guard var element = open else {
      if case .empty(let range) = tag { return frame(range) }
      if case .start(let range) = tag { open = Open(start: range.lowerBound) }
      return nil
    }
    switch tag {
    case .start(let range):
      element.inner = element.inner ?? range.lowerBound
      if !mayNest { return frameBeforeInner(of: element) }
      element.depth += 1
    case .end(let range):
      element.depth -= 1
      if element.depth == 0 { return frame(element.start..<range.upperBound) }
    case .empty: break
    }
    open = element
    return nil
  }

  /// Of an element that was not closed: it ends where the next begins.
  private mutating func frameBeforeInner(of open: Open) -> Frame? {
    guard let inner = open.inner else { return nil }
    mayNest = false
    scan.rewind(to: inner)
    return frame(open.start..<inner)
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
