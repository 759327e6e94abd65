import NewsModel

/// Reads the items of one wire document, one after another: each as an outline of its elements.
///
/// An item is parsed by itself, whatever stands around it: names are compared without their namespaces, so
/// that prefixes that are declared further out are not missed. One parser reads many items, because it
/// knows their names then; behind a fault, and when it knows too many, another one is made.
struct ItemReader {
  private static let feedBytes = 16 << 10
  /// The standards have some 300 names; what brings more must not fill memory.
  private static let mostNames = 4096

  private let contents: Set<String>
  private var reader: XMLReader?
  /// Of the reader.
  private var names: XMLOutlineNames

  /// - Parameter contents: as `XMLOutlineNames` takes it.
  init(contents: Set<String>) {
    self.contents = contents
    names = XMLOutlineNames(contents: contents)
  }

  /// - Parameters:
  ///   - bytes: of one element, in UTF-8, perhaps damaged.
  ///   - place: of the item.
  ///   - meter: told of all bytes.
  ///   - isDocument: a prologue may stand before it: it is parsed as a whole document is.
  /// - Returns: its elements; the item is the first.
  /// - Throws: `syntax`, `truncated`, `tooDeep`, `tooLarge` (elements), `dtdRefused`, `tooSlow`.
  mutating func outline(
    _ bytes: UnsafeBufferPointer<UInt8>, at place: DocumentPlace, meter: WorkMeter,
    isDocument: Bool = false
  ) throws(Rejection) -> XMLOutline {
    guard let converted = Charset.converted(bytes, isMarkup: true) else {
      return try read(bytes, at: place, meter, isDocument)
    }
    return try converted.withUnsafeBufferPointer { (bytes) throws(Rejection) in
      try read(bytes, at: place, meter, isDocument)
    }
  }

  private mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, at place: DocumentPlace, _ meter: WorkMeter,
    _ isDocument: Bool
  ) throws(Rejection) -> XMLOutline {
    if isDocument { return try document(bytes, at: place, meter) }
    let reader = try readerAmongItems(place)
    // Used again only when nothing was wrong.
    self.reader = nil
    let around = reader.depth
    var outline = XMLOutline(names: names)
    reader.countLinesAnew()
    let lineFeed: [UInt8] = [0x0A]
    try lineFeed.withUnsafeBufferPointer { (bytes) throws(Rejection) in
      try feed(bytes, to: reader, &outline, place, meter)
    }
    try feed(bytes, to: reader, &outline, place, meter)
    // What was cut in its first tag has no element yet, and the parser waits for the rest.
    guard reader.depth == around, !reader.isStalled, !outline.elements.isEmpty else {
      throw Rejection(.syntax, "an element is not closed", locator: place.locator)
    }
    self.reader = reader
    names = outline.names
    return outline
  }

  private func document(
    _ bytes: UnsafeBufferPointer<UInt8>, at place: DocumentPlace, _ meter: WorkMeter
  ) throws(Rejection) -> XMLOutline {
    let reader = XMLReader(depthLimit: place.limits.depth)
    var outline = XMLOutline(names: XMLOutlineNames(contents: contents))
    try feed(bytes, to: reader, &outline, place, meter)
    if reader.isStalledAtAmpersand {
      throw Rejection(.syntax, "a reference is not closed", locator: place.locator)
    }
    do throws(XMLFault) { try reader.finish() } catch { throw error.rejection(at: place) }
    try take(reader, &outline, place)
    return outline
  }

  private func feed(
    _ bytes: UnsafeBufferPointer<UInt8>, to reader: XMLReader, _ outline: inout XMLOutline,
    _ place: DocumentPlace, _ meter: WorkMeter
  ) throws(Rejection) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeBufferPointer(rebasing: rest.prefix(Self.feedBytes))
      rest = rest.dropFirst(piece.count)
      do throws(XMLFault) { try reader.feed(piece) } catch { throw error.rejection(at: place) }
      try take(reader, &outline, place)
      guard meter.allows(piece.count) else {
        throw place.limits.tooSlow(locator: place.locator)
      }
    }
  }

  private func take(
    _ reader: XMLReader, _ outline: inout XMLOutline, _ place: DocumentPlace
  ) throws(Rejection) {
    do throws(XMLOutline.Fault) {
      try outline.take(reader.events, reader.names)
    } catch {
      throw Rejection(
        .tooLarge, "the item has more than \(XMLOutline.mostElements) elements",
        locator: place.locator, limit: "item-elements \(XMLOutline.mostElements)")
    }
    reader.forgetEvents()
  }

  /// A parser that stands in an element which never ends.
  private mutating func readerAmongItems(_ place: DocumentPlace) throws(Rejection) -> XMLReader {
    if let reader, reader.names.count <= Self.mostNames { return reader }
    names = XMLOutlineNames(contents: contents)
    let reader = XMLReader(depthLimit: place.limits.depth + 1)
    do throws(XMLFault) {
      let tag = Array("<items>".utf8)
      try tag.withUnsafeBufferPointer { (tag) throws(XMLFault) in try reader.feed(tag) }
    } catch {
      throw error.rejection(at: place)
    }
    reader.forgetEvents()
    return reader
  }
}
