import NewsModel

extension Format {
  static let jsonLines: Format = Format(
    "jsonl",
    Signature(names: [".jsonl", ".ndjson", ".jsonlines"], mayHoldBinary: true)
  ) { (document) throws(DecodingFailure) in
    let told = try isDocument(document) ? certainJSON : certainJSONLines
    return try told.open(document)
  }
  static let certainJSONLines = Format("jsonl", Signature()) {
    RecordWalk($0.asContainer, JSONLines($0.asContainer))
  }

  /// Whether a whole document stands under the wrong name: the first line is nothing but the bracket, or a
  /// list of objects that is closed; a text of a sequence has its separator.
  private static func isDocument(_ document: OpenedDocument) throws(DecodingFailure) -> Bool {
    let window = document.window
    let line = window.bytes.prefix { $0 != 0x0A }
    let first = line.prefix(64).filter { $0 > 0x20 }
    if line.count > 64, first.count < 2 { return false }
    if first == [0x5B] || first == [0x7B] || window[0] == JSONStream.separator { return true }
    guard first.starts(with: [0x5B, 0x7B]) else { return false }
    var extent = JSONExtent()
    var scanned = 0
    while extent.end(in: window.bytes, scanned: &scanned) == nil {
      // Longer than a line may be, it can only be read as a list.
      if window.count > document.limits.documentTextBytes { return true }
      if try !window.fill() { return false }
    }
    return true
  }
}

/// JSON Lines: one object a line. A bad line is rejected and the next one is read.
struct JSONLines: FramedDocument {
  let window: ByteWindow
  private var lines: Lines

  init(_ document: OpenedDocument) {
    window = document.window
    lines = Lines(document)
  }

  var isContainer: Bool { true }
  var emptyWords: StaticString { "the file holds no lines" }

  /// Some write the lines of a list without its brackets.
  private static func withoutComma(
    _ line: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Slice<UnsafeBufferPointer<UInt8>> {
    guard let last = line.lastIndex(where: { $0 > 0x20 }), line[last] == 0x2C else { return line }
    return line[..<last]
  }

  mutating func nextFrame() throws(DecodingFailure) -> Frame? { try lines.next() }
  mutating func pass(_ frame: Frame) throws(DecodingFailure) { try lines.pass(frame) }

  func articles(in frame: Frame, at place: DocumentPlace) throws(Rejection) -> [Article] {
    let bytes = UnsafeBufferPointer(rebasing: Self.withoutComma(window.bytes[frame.range]))
    let start = TextPosition(line: lines.line)
    guard let converted = Charset.converted(bytes) else {
      return [try JSONArticle.read(bytes, from: start, at: place)]
    }
    return try converted.withUnsafeBufferPointer { (bytes) throws(Rejection) in
      [try JSONArticle.read(bytes, from: start, at: place)]
    }
  }
}
