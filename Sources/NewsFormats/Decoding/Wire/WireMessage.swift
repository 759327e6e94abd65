import NewsModel

/// A container of wire items, of any length, since one is held at a time: NewsML-G2's `newsMessage`,
/// NewsML's root.
///
/// `Elements` finds where an item begins and ends without parsing it; `ItemReader` parses it by itself. What
/// is wrong with an item is its own rejection; a message that does not end is `truncated`.
final class WireMessage: FramedDocument {
  /// What is different from standard to standard.
  struct Kind: Sendable {
    typealias Reading =
      @Sendable (XMLOutline, DocumentPlace, WorkMeter) throws(Rejection) -> [Article]

    /// The local name of the root.
    var root: StaticString
    /// The local names of items.
    var items: [String]
    /// As `XMLOutline` takes it.
    var contents: Set<String>
    /// Whether an item may be several articles.
    var mayHoldSeveral: Bool
    /// The articles of one item.
    var reading: Reading
  }

  let window: ByteWindow
  private let kind: Kind
  private let place: DocumentPlace
  private let meter: WorkMeter
  private var elements: Elements
  private var reader: ItemReader
  private var isFinished = false
  /// `<newsMessage/>`
  private var isEmptyRoot = false

  /// - Parameters:
  ///   - document: in UTF-8, perhaps damaged.
  ///   - kind: of the message.
  /// - Returns: its items as records.
  static func source(_ document: OpenedDocument, _ kind: Kind) -> any RecordSource {
    let document = document.asContainer
    return RecordWalk(document, WireMessage(document, kind))
  }

  private init(_ document: OpenedDocument, _ kind: Kind) {
    window = document.window
    place = document.place
    meter = document.meter
    self.kind = kind
    reader = ItemReader(contents: kind.contents)
    elements = Elements(
      document, names: kind.items, isXML: true, mayNest: kind.mayHoldSeveral, noun: "item",
      cutWords: "the item is not closed")
  }

  var isContainer: Bool { true }
  var isToldByReading: Bool { kind.mayHoldSeveral }
  var emptyWords: StaticString { "the message holds no items" }

  func nextFrame() throws(DecodingFailure) -> Frame? {
    if isFinished { return nil }
    if let frame = try elements.next({ _ in }) {
      if !elements.hasHead { try takeHead(elements.gap(before: frame)) }
      return frame
    }
    isFinished = true
    if !elements.hasHead { try takeHead(window.bytes) }
    guard isEmptyRoot || endsHere else {
      throw .rejected(
        Rejection(.truncated, "the message ends too early", locator: place.locator))
    }
    return nil
  }

  /// What stands before the first item must be XML without definitions of its own.
  private func takeHead(_ head: UnsafeBufferPointer<UInt8>) throws(DecodingFailure) {
    elements.hasHead = true
    let reader = XMLReader(depthLimit: place.limits.depth)
    let text = Charset.converted(head, isMarkup: true) ?? Array(head)
    do throws(XMLFault) {
      try text.withUnsafeBufferPointer { (text) throws(XMLFault) in try reader.feed(text) }
    } catch {
      throw .rejected(error.rejection(at: place))
    }
    // An item that stands in a DOCTYPE cuts it in two, and the parser waits for its end.
    if text.contains(0x3C), text.withUnsafeBufferPointer({ XMLPrologue.start($0) }) == nil,
      !isFinished
    {
      throw .rejected(
        Rejection(.dtdRefused, "the DOCTYPE has an internal subset", locator: place.locator))
    }
    isEmptyRoot = reader.depth == 0 && !reader.names.isEmpty
  }

  func articles(in frame: Frame, at place: DocumentPlace) throws(Rejection) -> [Article] {
    let bytes = UnsafeBufferPointer(rebasing: window.bytes[frame.range])
    return try kind.reading(try reader.outline(bytes, at: place, meter: meter), place, meter)
  }

  func pass(_ frame: Frame) throws(DecodingFailure) { try elements.pass(frame) }

  /// Whether the root ends in what stands behind the last item.
  private var endsHere: Bool {
    let bytes = window.bytes
    let name = UnsafeBufferPointer(
      start: kind.root.utf8Start, count: kind.root.utf8CodeUnitCount)
    var from = 0
    while let mark = ByteRuns.first(0x3C, in: bytes, from: from) {
      from = mark + 1
      guard bytes[from...].first == 0x2F else { continue }
      let tag = bytes[(from + 1)...].prefix { $0 > 0x20 && $0 != 0x3E && $0 != 0x3C }
      let local = tag.lastIndex(of: 0x3A).map { tag[($0 + 1)...] } ?? tag
      if local.elementsEqual(name), bytes[tag.endIndex...].contains(0x3E) { return true }
    }
    return false
  }
}
